// The two national sheets in any size, the same every time: sound rows, so that an import has to check and write all of them.
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { county } from '../src/kernel/county'
import { Certificates } from '../src/seed/certificates'
import { givenName, surname } from '../src/seed/names'
import { prng, seedOf, type Prng } from '../src/seed/prng'

export interface ImportSheets { households: string; members: string }

const YEAR = 2020
const DAY = '2020-09-30'
const PLACE = { 省: county.settings.provinceName, 市: county.settings.prefectureName, 县: county.settings.name }
type Cells = Record<string, string>
interface Relative { relation: string; sex: '1' | '2'; age: number }

/** Head, spouse, child, mother; further ones are children. */
function family(size: number, random: Prng): Relative[] {
  const age = random.int(38, 56)
  const people: Relative[] = [{ relation: '户主', sex: '1', age }, { relation: '配偶', sex: '2', age: age - 2 }, { relation: '之子', sex: '1', age: age - 25 }, { relation: '之母', sex: '2', age: age + 24 }]
  while (people.length < size) people.push({ relation: '之女', sex: '2', age: age - 26 })
  return people.slice(0, size)
}

function householdCells(n: number, village: { township: string; village: string }, head: { name: string; certificate: string; no: string }, members: number, random: Prng): Cells {
  const [wage, business, dividend, pension, expense] = [random.int(40, 200) * 100, random.int(20, 90) * 100, random.int(3, 9) * 100, 1296, random.int(5, 15) * 100]
  const net = wage + business + dividend + pension - expense
  const yuan = (value: number): string => value.toFixed(2)
  return {
    ...PLACE, 乡: village.township, 村: village.village, 户编号: `92${String(n).padStart(9, '0')}`, 户主编号: head.no, 户主姓名: head.name, 户主证件号码: head.certificate, 家庭人口数: String(members), 年度: String(YEAR),
    识别标准: '国家标准', 贫困户属性: '一般贫困户', 脱贫状态: '未脱贫', 首次识别时间: '201312', 户联系电话: `1547${String(n).padStart(7, '0')}`, 主要致贫原因: random.pick(['缺技术', '缺资金', '缺劳力']),
    工资性收入: yuan(wage), 生产经营性收入: yuan(business), 财产性收入: yuan(dividend), 资产收益扶贫分红收入: yuan(dividend), 其他财产性收入: '0.00', 转移性收入: yuan(pension), 计划生育金: '0.00', 低保金: '0.00', 五保金: '0.00',
    养老保险金: yuan(pension), 生态补偿金: '0.00', 其他转移性收入: '0.00', 生产经营性支出: yuan(expense), 年收入: yuan(net + expense), 纯收入: yuan(net), 人均纯收入: yuan(net / members),
    '耕地面积（亩）': String(random.int(2, 9)), '林地面积（亩）': '0', '退耕还林面积（亩）': '0', '林果面积（亩）': '1.5', 牧草地面积: '0', 水面面积: '0', 是否加入农民专业合作组织: '是', 是否有龙头企业带动: '否', 是否有创业致富带头人带动: '否',
    是否通生产用电: '是', 是否通生活用电: '是', 是否通广播电视: '是', 是否解决安全饮用水: '是', 是否有卫生厕所: '否', 与村主干路距离: '0.3', 入户路类型: '水泥路', 住房面积: String(random.int(40, 95)), 是否危房户: '否', 主要燃料类型: '柴草',
  }
}

function memberCells(no: string, household: Cells, person: Relative & { name: string; certificate: string; birthDate: string }): Cells {
  const old = person.age >= 60
  return {
    ...PLACE, 乡: household.乡, 村: household.村, 户编号: household.户编号, 人口编号: no, 姓名: person.name, 性别: person.sex === '1' ? '男' : '女', 出生日期: person.birthDate.replace(/-/g, ''), 证件类型: '居民身份证', 证件号码: person.certificate,
    民族: '汉族', 政治面貌: '群众', 与户主关系: person.relation, 文化程度: person.age < 16 ? '' : '初中', 在校生状况: person.age < 16 ? '小学' : '', 健康状况: old ? '长期慢性病' : '健康', 劳动技能: person.age < 16 || old ? '无劳动力' : '普通劳动力',
    务工所在地: person.relation === '户主' ? '辽宁省大连市' : '', '务工时间（月）': person.relation === '户主' ? '8' : '', 是否现役军人: '否', 是否享受低保: '否', 是否特困供养人员: '否', '是否参加新型农村合作医疗（城乡居民基本医疗保险）': '是',
    是否参加城镇职工基本医疗保险: '否', 是否参加城乡居民基本养老保险: person.age < 16 ? '否' : '是', 是否参加城镇职工基本养老保险: '否', 是否参加大病保险: '是', 是否参加商业补充医疗保险: '否', 是否接受大病医疗救助: '否', 是否接受其他健康扶贫: '否',
    是否会讲普通话: '是', 是否国外务工: '否', 户联系电话: household.户联系电话, 户主姓名: household.户主姓名, 户主证件号码: household.户主证件号码, 年度: String(YEAR), 识别标准: '国家标准',
  }
}

const line = (headings: string[], cells: Cells): string => `${headings.map((heading) => cells[heading] ?? '').join(',')}\n`

/** Writes `households.csv` and `members.csv` (UTF-8) into `folder`. `members` is spread evenly over the households. */
export async function writeImportSheets(folder: string, households: number, members: number): Promise<ImportSheets> {
  const files = { households: join(folder, 'households.csv'), members: join(folder, 'members.csv') }
  const headings = { households: county.importColumns.households.map((c) => c.heading), members: county.importColumns.members.map((c) => c.heading) }
  const out = { households: createWriteStream(files.households), members: createWriteStream(files.members) }
  out.households.write(line(headings.households, Object.fromEntries(headings.households.map((h) => [h, h]))))
  out.members.write(line(headings.members, Object.fromEntries(headings.members.map((h) => [h, h]))))
  const villages = county.povertyVillages().map((village) => county.place(village.code))
  const certificates = new Certificates()
  let no = 0
  for (let n = 0; n < households; n++) {
    const random = prng(seedOf(n, 92))
    const size = Math.floor((n + 1) * members / households) - Math.floor(n * members / households)
    const people = family(size, random).map((person) => ({ ...person, name: surname(random) + givenName(random, person.sex, person.age), no: `82${String(++no).padStart(9, '0')}`, ...certificates.next(YEAR - person.age, person.sex, DAY) }))
    const household = householdCells(n, villages[n % villages.length], people[0], size, random)
    if (!out.households.write(line(headings.households, household))) await once(out.households, 'drain')
    for (const person of people) if (!out.members.write(line(headings.members, memberCells(person.no, household, person)))) await once(out.members, 'drain')
  }
  await Promise.all(Object.values(out).map((stream) => new Promise<void>((resolve) => { stream.end(resolve) })))
  return files
}
