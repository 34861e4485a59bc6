// A card for tests and the bench: fictional by construction (surnames 样 and 例, phones in 154).
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import { cardYear, periodsBetween } from '@onecard/shared/rules/period'
import type { CardStamp, CountyWords } from './stamp'

type Content = AnnualCardContent
type Group = Content['items'][number]['group']

export const COUNTY: CountyWords = { title: '盖州市精准扶贫明白卡', issuer: '盖州市脱贫攻坚领导小组办公室', office: '盖州脱贫办' }

export const STAMP: CardStamp = {
  version: 3, verification: '7K2M-9Q4T', householdAddress: 'https://onecard.test/h/0123456789ABCDEFG', verifyAddress: 'https://onecard.test/v/7K2M9Q4T', printedOn: '2020-10-12', replacedBy: null, signatures: [],
}

const line = (item: string, label: string, quarters: [number, number, number, number], note: string): Content['items'][number] => ({
  item: { code: item, label }, group: item[0] as Group, note, quarters: quarters.map((q) => q * 100) as typeof quarters, fen: quarters.reduce((sum, q) => sum + q, 0) * 100,
})

const ITEMS = [
  line('A1', '务工收入', [1500, 600, 1800, 2100], '例秀兰，果品包装 5 个月'), line('A4', '公益性岗位收入（村级）', [1500, 1500, 1500, 1500], '保洁员，500元×12个月'),
  line('B1', '种植业收入', [3600, 0, 0, 0], '玉米 1,800公斤×2.00元'), line('B2', '养殖业收入', [0, 2100, 0, 0], '绒山羊 2只×1,050元'), line('B3', '林果业收入', [2800, 0, 0, 0], '苹果 700公斤×4.00元'),
  line('C1', '资产收益扶贫分红收入', [0, 500, 0, 0], '村光伏项目，一年一次'), line('C6', '村集体入股分红', [100, 0, 0, 0], '村集体，一年一次'),
  line('D4', '养老保险金', [324, 324, 324, 324], '样守田，108元×12个月'), line('D61', '耕地地力保护补贴', [0, 0, 450, 0], '6.0亩×75.00元'),
  line('E1', '种植业支出', [0, 0, 1150, 300], '种子、化肥、农药'), line('E2', '养殖业支出', [500, 400, 0, 0], '饲料、防疫'), line('E3', '林果业支出', [0, 0, 550, 300], '套袋、农药、雇工'),
]

type Sums = Content['gross']
const sum = (all: readonly Sums[], minus: readonly Sums[] = []): Sums => ({
  quarters: [0, 1, 2, 3].map((q) => all.reduce((s, x) => s + x.quarters[q], 0) - minus.reduce((s, x) => s + x.quarters[q], 0)) as Sums['quarters'],
  fen: all.reduce((s, x) => s + x.fen, 0) - minus.reduce((s, x) => s + x.fen, 0),
})

/** Sums, per head and verdict of these items: what the rules say, in the plainest way. */
export function withItems(content: Content, items: Content['items'], members = content.divisor.members): Content {
  const of = (group: Group): Sums => sum(items.filter((item) => item.group === group))
  const groups = { A: of('A'), B: of('B'), C: of('C'), D: of('D'), E: of('E') }
  const gross = sum([groups.A, groups.B, groups.C, groups.D])
  const net = sum([gross], [groups.E])
  const perCapitaFen = members === 0 ? null : Math.round(net.fen / members)
  return { ...content, items, groups, gross, net, divisor: { rule: 'registered_at_period_end', members, heads: members, scale: 1 }, perCapitaFen, below: perCapitaFen === null ? null : net.fen < content.lineFen * members }
}

const measure = (code: string, label: string, content: string, from: string, to: string | null, paid: number | null, department: string, counts: boolean, back = false, status = '已完成'): Content['measures'][number] => ({
  kind: { code, label }, content, from, to, paidFen: paid === null ? null : paid * 100, department, status, back, counts,
})

const { from, to } = cardYear(2020, 10)

const BASE = {
  year: 2020, from, to, cardNo: '2020-004205-0017', headName: '样守田', householdNo: '90000000317',
  region: { code: '210881004205', township: '太阳升街道', village: '尚和寨村', group: '第 3 村民小组' }, type: { code: '01', label: '一般贫困户' }, state: { code: '14', label: '预脱贫' },
  causes: [{ code: '01', label: '因病' }, { code: '08', label: '缺劳动力' }], identifiedOn: '2016-12', plannedExitYear: 2020, exitYear: null,
  headCounts: periodsBetween(from, to).map((period) => ({ period, members: 3 })),
  members: [
    { name: '样守田', relation: '户主', sex: '男', age: 64, school: null, labour: '弱劳动力或半劳动力', work: '村保洁员', healthPolicy: true },
    { name: '例秀兰', relation: '配偶', sex: '女', age: 56, school: null, labour: '普通劳动力', work: '本县 5 个月', healthPolicy: false },
    { name: '样小松', relation: '之子', sex: '男', age: 16, school: '普通高中一年级', labour: '无劳动力', work: null, healthPolicy: false },
  ],
  housing: '72 平方米，B 级', water: '自来水，安全', power: '已通', land: { arable: '6.0 亩（玉米）', orchard: '1.5 亩（苹果）' }, road: '水泥路', unit: '盖州市示例单位一',
  helpers: [
    { name: '例国安', post: '综合股副股长（2019年3月起结对）', unit: '盖州市示例单位一', phone: '15400000101', role: 'helper' },
    { name: '样立新', post: null, unit: null, phone: '15400000102', role: 'first_secretary' },
  ],
  hotline: '12317',
  measures: [
    measure('01', '产业扶贫', '扶持饲养绒山羊 5 只（圈舍、种羊）', '2019-10-01', '2020-09-30', 3000, '农业农村局', false), measure('03', '公益性岗位', '村保洁员，每月 500 元', '2019-10-01', '2020-09-30', 6000, '人社局', true),
    measure('16', '资产收益扶贫', '村光伏项目分红', '2020-01-15', '2020-01-31', 500, '街道办事处', true), measure('04', '教育扶贫', '普通高中国家助学金', '2019-09-01', '2020-07-31', 2000, '教育局', false),
    measure('06', '健康扶贫（医疗救助）', '居民医保个人缴费资助 3 人', '2020-01-01', '2020-12-31', 750, '医保局', false, true, '进行中'),
    measure('11', '养老保障', '居民养老保险待遇，每月 108 元', '2019-10-01', '2020-09-30', 1296, '人社局', true), measure('22', '扶志扶智', '苹果套袋、修剪技术培训 2 次', '2020-04-01', '2020-08-31', null, '农业农村局', false),
  ],
  lineFen: 400_000, missingMonths: 0, missing: [], through: to, excludedFen: 575_000, rigidFen: 0,
  lastYear: { year: 2019, grossFen: 1_732_600, expenseFen: 290_000, netFen: 1_442_600, perCapitaFen: 480_867, lineFen: 374_700 },
  guarantees: [
    { name: '不愁吃（含饮水）', ok: true, text: '自来水，2020年4月检测合格' }, { name: '不愁穿', ok: true, text: '四季有换洗衣被' }, { name: '义务教育', ok: true, text: '无义务教育阶段辍学' },
    { name: '基本医疗', ok: true, text: '3 人都参加居民医保' }, { name: '住房安全', ok: true, text: 'B 级，2020年5月鉴定' },
  ],
  guaranteesOn: '2020-09-24', visits: { count: 14, lastOn: '2020-09-24' }, plan: null, result: null,
} satisfies Partial<Content>

/** The household of the worked example 1: 12,000 + 8,500 + 600 + 1,746 − 3,200 = 19,646; ÷ 3 = 6,548.67. */
export const CONTENT: Content = withItems({ ...BASE } as unknown as Content, ITEMS, 3)

/** More than a card holds: eleven members, many measures, thirty items, names beyond the usual fonts. */
export function largeContent(): Content {
  const members = Array.from({ length: 11 }, (_, n) => ({ ...CONTENT.members[n % 3], name: ['样守田', '例𠮷祥', '样𡈽生', '例㛃', '样䶮', '例𬭳', '样婞', '例堃', '样喆', '例小满', '样谷雨'][n], relation: n === 0 ? '户主' : '之孙子女或之外孙子女' }))
  const items = 'ABCDE'.split('').flatMap((group) => Array.from({ length: 6 }, (_, n) => line(`${group}${n + 1}`, `${group}类第${n + 1}项收入`, [100 + n, 200 + n, 0, 50], `第 ${n + 1} 项的说明，要写两行才放得下的数量和单价`)))
  const measures = Array.from({ length: 14 }, (_, n) => ({ ...CONTENT.measures[n % 7], content: `${CONTENT.measures[n % 7].content}（第 ${n + 1} 项）` }))
  return withItems({ ...CONTENT, headName: '样𠮷田', members, measures, plan: '种苹果 1.5 亩，养绒山羊 5 只，户主任村保洁员；长子上高中由教育局资助到毕业。', result: '人均纯收入比上年增加 1,740.00 元。' }, items, 11)
}
