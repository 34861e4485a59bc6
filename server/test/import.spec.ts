// The two national sheets against a real database: the samples in every form, each bad cell at its place, all or nothing, twice the same.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportProblem } from '@onecard/shared/contract/imports.views'
import { makeCertificate } from '@onecard/shared/rules/id-number'
import { runImport, type ImportOutcome } from '../src/features/imports'
import { againstLine } from '../src/features/imports/household-rules'
import { ProblemList } from '../src/features/imports/problem-list'
import { readRecords } from '../src/features/imports/reader'
import { openSheets } from '../src/features/imports/sheet-heads'
import { ENTITIES } from '../src/entities'
import { county } from '../src/kernel/county'
import { Database, openSource, setUpDatabase } from '../src/kernel/db'
import { newId } from '../src/kernel/ids'
import { Vault } from '../src/kernel/vault'
import { MIGRATIONS } from '../src/migrations'
import { syncRegions } from '../src/seed'
import { cellOf, csvText, sampleTable, withCell, writeCsv, writeXlsx, type Sheet, type Table } from './sheet-files'
import { dropDatabase, freshDatabaseUrl } from './world'

const households = sampleTable('households')
const members = sampleTable('members')
let folder: string
let url: string
let ownerDb: Database
let db: Database
const vault = new Vault(Buffer.alloc(32, 7).toString('base64'))

beforeAll(async () => {
  url = freshDatabaseUrl()
  const appUrl = await setUpDatabase({ ownerUrl: url, appUrl: null, vault, entities: ENTITIES, migrations: MIGRATIONS })
  db = new Database(await openSource(appUrl, { entities: ENTITIES }), vault)
  ownerDb = new Database(await openSource(url, { entities: ENTITIES, poolSize: 1 }), vault)
  await syncRegions(db, county)
  fromTheStart = await filled()
})
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'onecard-import-')) })
/** Each test begins with an empty county: what the one before wrote goes again, which costs a tenth of a new database. */
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  const owner = ownerDb.everywhere('a test leaves nothing')
  for (const table of await filled()) if (!fromTheStart.includes(table)) await owner.execute(`DELETE FROM \`${table}\``)
  expect(await filled()).toEqual(fromTheStart)
})
afterAll(async () => {
  await db?.close()
  await ownerDb?.close()
  await dropDatabase(url)
})

let tables: string[] = []
let fromTheStart: string[] = []
/** Tables that hold anything. */
async function filled(): Promise<string[]> {
  const owner = ownerDb.everywhere('a test looks at everything')
  if (tables.length === 0) tables = (await owner.select<{ name: string }>('SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME')).map(({ name }) => name)
  return (await owner.select<{ name: string }>(tables.map((name) => `(SELECT '${name}' AS name FROM \`${name}\` LIMIT 1)`).join(' UNION ALL '))).map(({ name }) => name)
}

const rows = <T = Record<string, any>>(sql: string): Promise<T[]> => db.everywhere('a test looks at everything').select<T>(sql)
const count = async (table: string): Promise<number> => Number((await rows(`SELECT COUNT(*) AS n FROM ${table}`))[0].n)

function run(files: { households: string; members: string }, apply = false): Promise<ImportOutcome> {
  return runImport(db, vault, county, { files, apply, jobId: newId(), author: { accountId: null, appointmentId: null, role: 'test' } })
}

const csv = (h: Table = households, m: Table = members, encoding?: 'utf8' | 'utf8-bom' | 'gbk') =>
  ({ households: writeCsv(join(folder, 'h.csv'), h, encoding), members: writeCsv(join(folder, 'm.csv'), m, encoding) })

const brief = (p: ImportProblem) => `${p.rule} ${p.sheet} ${p.row} ${p.column}`
const errorsOf = (outcome: ImportOutcome) => outcome.problems.filter((p) => p.severity === 'error').map(brief)
const warningsOf = (outcome: ImportOutcome) => outcome.problems.filter((p) => p.severity === 'warning').map(brief)

/** Domain reference: Q27 (#7), Q19 and Q20 (the soldier of #8), Q34 (#10, #11, #12); Q42 for all until they are paired. Row of household n is n + 1. */
const EXPECTED_WARNINGS = [
  ...Array.from({ length: 12 }, (_, i) => `Q42 households ${i + 2} 户主姓名`), 'Q27 households 8 生产经营性支出',
  ...[11, 12, 13].map((row) => `Q34 households ${row} 养老保险金`),
  'Q19 members 19 是否参加新型农村合作医疗（城乡居民基本医疗保险）', 'Q20 members 19 是否参加大病保险',
].sort()

describe('the samples', () => {
  const forms: [string, () => { households: string; members: string } | Promise<{ households: string; members: string }>][] = [
    ['csv in UTF-8', () => csv()],
    ['csv in UTF-8 with a byte order mark', () => csv(households, members, 'utf8-bom')],
    ['csv in GBK', () => csv(households, members, 'gbk')],
    ['xlsx, all cells text', async () => ({ households: await writeXlsx(join(folder, 'h.xlsx'), households), members: await writeXlsx(join(folder, 'm.xlsx'), members) })],
    ['xlsx, amounts as numbers', async () => ({ households: await writeXlsx(join(folder, 'h.xlsx'), households, true), members: await writeXlsx(join(folder, 'm.xlsx'), members, true) })],
    ['columns in reverse', () => csv(households.map((r) => [...r].reverse()), members.map((r) => [...r].reverse()))],
  ]
  it.each(forms)('are read from %s with the warnings of the domain reference and no error', async (_name, make) => {
    const outcome = await run(await make())
    expect(errorsOf(outcome)).toEqual([])
    expect(warningsOf(outcome).sort()).toEqual(EXPECTED_WARNINGS)
    expect(outcome).toMatchObject({ households: { read: 12, added: 12, changed: 0, same: 0 }, members: { read: 31, added: 31, changed: 0, same: 0 }, applied: false })
    expect(await count('household')).toBe(0)
  })

  it('stand against the line as the domain reference says: #5 and #11 below, #10 equal', async () => {
    const found: [number, number | null][] = []
    let equal = 0
    const problems = new ProblemList(county.settings.import)
    const sheets = await openSheets(county, csv(), problems)
    for await (const { record } of readRecords(county, sheets!.households, problems)) {
      const verdict = againstLine(county, record)
      if (verdict.below) found.push([record.row - 1, verdict.perCapitaFen])
      if (verdict.equal) equal = record.row - 1
    }
    expect(found).toEqual([[5, 389_600], [11, 400_000]])
    expect(equal).toBe(10)
  })

  it('are written whole: people sealed and found again, a code each, a step, the national figure beside our entries', async () => {
    expect(await run(csv(), true)).toMatchObject({ applied: true, errors: 0 })
    expect([await count('household'), await count('member'), await count('household_code'), await count('step'), await count('national_figure'), await count('entry')]).toEqual([12, 31, 12, 12, 12, 0])
    const [head] = await rows(`SELECT m.*, h.household_type, h.state, h.exit_year, h.identified_on, h.region, h.arable, h.safe_water FROM member m JOIN household h ON h.id = m.household_id WHERE m.member_no = '80000000007'`)
    const certificate = cellOf(members, 8, '证件号码')
    expect(certificate).toHaveLength(20)
    expect(head).toMatchObject({ name: '样丁岳', household_type: '02', state: '08', exit_year: null, identified_on: '2016-12', region: '210881116200', arable: '7.00', safe_water: 1, disability_category: '4', disability_level: '3', birth_date: '1968-02-29', health: '04', work_months: 12 })
    expect(vault.open('member.certificate', head.id, head.certificate_sealed)).toBe(certificate)
    expect(head.certificate_index).toBe(vault.index('certificate', certificate.slice(0, 18)))
    expect(JSON.stringify(await rows('SELECT * FROM member')).includes(certificate)).toBe(false)
    const states = await rows<{ household_no: string; state: string }>(`SELECT household_no, state FROM household WHERE state <> '08' ORDER BY household_no`)
    expect(states.map((r) => [Number(r.household_no) % 100, r.state])).toEqual([[6, '15'], [8, '15'], [9, '15'], [12, '17']])
  })

  it('change nothing the second time', async () => {
    await run(csv(), true)
    const before = await rows('SELECT id, version, updated_at FROM household ORDER BY id')
    expect(await run(csv(), true)).toMatchObject({ applied: true, households: { added: 0, changed: 0, same: 12 }, members: { added: 0, changed: 0, same: 31 } })
    expect(await rows('SELECT id, version, updated_at FROM household ORDER BY id')).toEqual(before)
  })
})

describe('a bad cell', () => {
  const cases: [rule: string, sheet: Sheet, row: number, column: string, text: string][] = [
    ['Q01', 'members', 2, '证件号码', '21088119560229'],
    ['Q02', 'members', 2, '证件号码', '210881195602299973'],
    ['Q03', 'members', 2, '出生日期', '19560228'],
    ['Q03', 'members', 2, '性别', '女'],
    ['Q05', 'members', 8, '证件号码', '21088119680229997183'],
    ['Q04', 'members', 4, '证件号码', cellOf(members, 2, '证件号码')],
    ['Q09', 'members', 2, '文化程度', ''],
    ['Q09', 'members', 2, '在校生状况', '小学'],
    ['Q10', 'members', 3, '民族', '汗族'],
    ['Q10', 'members', 3, '健康状况', '健康，头疼'],
    ['Q10', 'members', 3, '文化程度', '大专及以上'],
    ['Q10', 'households', 5, '主要致贫原因', '因懒'],
    ['Q10', 'households', 5, '次要致贫原因', '缺水、缺技术、缺资金'],
    ['Q10', 'households', 5, '是否通生产用电', '可能'],
    ['Q10', 'households', 5, '贫困户属性', '富裕户'],
    ['Q43', 'households', 5, '村', '没有村'],
    ['number', 'households', 5, '纯收入', '一万'],
    ['number', 'households', 5, '工资性收入', '100.001'],
    ['date', 'households', 5, '首次识别时间', '2016年13月'],
    ['date', 'members', 3, '出生日期', '19600230'],
    ['required', 'households', 5, '户编号', ''],
    ['required', 'members', 3, '姓名', ''],
    ['key', 'households', 5, '户编号', '90000000001'],
    ['key', 'members', 3, '人口编号', '80000000001'],
    ['key', 'members', 3, '户编号', '99999999999'],
  ]
  it.each(cases)('%s in %s row %i, %s', async (rule, sheet, row, column, text) => {
    const outcome = await run(sheet === 'households' ? csv(withCell(households, row, column, text)) : csv(households, withCell(members, row, column, text)), true)
    expect(errorsOf(outcome)).toContain(`${rule} ${sheet} ${row} ${rule === 'Q09' && text ? '在校生状况' : column}`)
    expect(outcome.applied).toBe(false)
    expect([await count('household'), await count('member'), await count('outbox_event'), await count('audit_entry')]).toEqual([0, 0, 0, 0])
  })

  it('is shown masked when it is an ID number or a phone', async () => {
    const outcome = await run(csv(withCell(households, 2, '户联系电话', '2540000000123'), withCell(members, 2, '证件号码', '210881195602299973')))
    expect(outcome.problems.find((p) => p.rule === 'Q02')?.read).toBe('210881********9973')
    expect(outcome.problems.find((p) => p.rule === 'Q38')?.read).toBe('254******0123')
    expect(JSON.stringify(outcome.problems)).not.toContain('210881195602299973')
  })

  it('counts of people and heads are held against the member sheet (Q06, Q08)', async () => {
    expect(errorsOf(await run(csv(withCell(households, 2, '家庭人口数', '3'))))).toEqual(['Q08 households 2 家庭人口数'])
    expect(errorsOf(await run(csv(households, withCell(members, 2, '与户主关系', '之父'))))).toEqual(['Q06 households 2 户主姓名'])
    expect(errorsOf(await run(csv(households, withCell(members, 3, '与户主关系', '户主'))))).toEqual(['Q06 households 2 户主姓名'])
    expect(errorsOf(await run(csv(withCell(households, 2, '户主姓名', '样甲水'))))).toEqual(['Q06 households 2 户主姓名'])
    expect(warningsOf(await run(csv(households, withCell(withCell(members, 3, '性别', '男'), 3, '证件号码', makeCertificate('210881', '1960-02-29', '999') as string))))).toContain('Q07 members 3 性别')
  })
})

describe('warnings of one household', () => {
  const cases: [rule: string, column: string, changes: Record<string, string>][] = [
    ['Q21', '是否解决安全饮用水', { 脱贫状态: '已脱贫（享受政策）', 脱贫年度: '2019', 是否解决安全饮用水: '否' }],
    ['Q22', '危房级别', { 是否危房户: '是', 危房级别: 'B级' }],
    ['Q29', '工资性收入', { 工资性收入: '200', 年收入: '11040', 纯收入: '8440', 人均纯收入: '4220' }],
    ['Q30', '养老保险金', { 养老保险金: '80' }],
    ['Q31', '生态补偿金', { '林地面积（亩）': '0', '退耕还林面积（亩）': '0' }],
    ['Q32', '人均纯收入', { 脱贫状态: '已脱贫（享受政策）', 脱贫年度: '2019', 工资性收入: '0', 年收入: '10840', 纯收入: '7999.99', 生产经营性支出: '2840.01', 人均纯收入: '4000' }],
    ['Q35', '耕地面积（亩）', { '耕地面积（亩）': '100.5' }],
    ['Q36', '退耕还林面积（亩）', { '退耕还林面积（亩）': '2.5' }],
    ['Q37', '与村主干路距离', { 与村主干路距离: '5.1' }],
    ['Q38', '户联系电话', { 户联系电话: '0417-123456' }],
    ['Q39', '年收入', { 年收入: '16840.01' }],
    ['Q39', '人均纯收入', { 人均纯收入: '7120.02' }],
    ['Q40', '脱贫年度', { 脱贫状态: '已脱贫（享受政策）' }],
    ['Q43', '村', { 乡: '鼓楼街道', 村: '民胜村' }],
  ]
  it.each(cases)('%s at %s', async (rule, column, changes) => {
    const changed = Object.entries(changes).reduce((table, [heading, text]) => withCell(table, 2, heading, text), households)
    const outcome = await run(csv(changed))
    expect(errorsOf(outcome)).toEqual([])
    expect(warningsOf(outcome)).toContain(`${rule} households 2 ${column}`)
  })
})

describe('headings and values as people have them', () => {
  it('accepts other spellings of headings and values, wrapped numbers and other date forms', async () => {
    const renamed: Record<string, string> = { 乡: '乡(镇)', 村: '行政村', 家庭人口数: '人数', 主要致贫原因: '致贫原因1', 是否危房户: '危房户', 人均纯收入: '人均纯收入（元）', 低保金: '最低生活保障金', 五保金: '特困供养金', 养老保险金: '养老金或离退休金' }
    let h = [households[0].map((heading) => renamed[heading] ?? heading), ...households.slice(1)]
    h = withCell(withCell(withCell(h, 3, '致贫原因1', '缺劳力'), 3, '户编号', '="90000000002"'), 3, '户联系电话', "'15400000002")
    h = withCell(withCell(h, 3, '贫困户属性', '五保贫困户'), 3, '首次识别时间', '2013-12')
    const m = [members[0].map((heading) => heading === '人口编号' ? '人编号' : heading), ...members.slice(1)]
    const outcome = await run(csv(h, withCell(withCell(m, 4, '与户主关系', '本人或户主'), 4, '出生日期', '1948-02-29')), true)
    expect(errorsOf(outcome)).toEqual([])
    expect(warningsOf(outcome).sort()).toEqual(EXPECTED_WARNINGS)
    expect((await rows(`SELECT cause_main, household_type, identified_on, phone_index FROM household WHERE household_no = '90000000002'`))[0])
      .toEqual({ cause_main: '08', household_type: '03', identified_on: '2013-12', phone_index: vault.index('phone', '15400000002') })
  })

  it('takes the exit state from the national attribute of eight values when the sheet has no other', async () => {
    const at = households[0].indexOf('脱贫状态')
    const h = withCell(households, 7, '贫困户属性', '低保脱贫户').map((cells) => cells.filter((_, i) => i !== at))
    await run(csv(h), true)
    expect(await rows(`SELECT household_type, state FROM household WHERE household_no = '90000000006'`)).toEqual([{ household_type: '02', state: '15' }])
  })

  it('reports unknown columns and goes on; stops at a missing required one', async () => {
    const outcome = await run(csv(households.map((cells, i) => [...cells, i ? 'x' : '星座'])))
    expect(warningsOf(outcome)).toContain('column households 1 星座')
    expect(errorsOf(outcome)).toEqual([])
    const at = members[0].indexOf('证件号码')
    expect(errorsOf(await run(csv(households, members.map((cells) => cells.filter((_, i) => i !== at)))))).toEqual(['column members 1 证件号码'])
  })

  it('says of a file that is no table where and why, once', async () => {
    const bad = async (bytes: Buffer | string): Promise<string[]> => {
      const files = csv()
      writeFileSync(files.households, bytes)
      const outcome = await run(files, true)
      expect(await count('household')).toBe(0)
      return outcome.problems.filter((p) => p.severity === 'error').map((p) => `${brief(p)} ${p.read}`)
    }
    expect(await bad('')).toEqual(['file households 1  文件是空的。'])
    expect(await bad(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['file households 1  这是旧的 .xls 格式。'])
    expect(await bad(Buffer.from('PK\u0003\u0004 not a zip at all, cut off'))).toEqual(['file households 1  文件不完整或已加密。'])
    expect(await bad('一封信\n你好\n')).toEqual(['column households 1  一封信'])
  })

  const OPEN = '只有开头的双引号 "'
  const tall = (table: Table, times: number): Table => [table[0], ...Array.from({ length: times }, () => table.slice(1)).flat()]
  it.each([
    ['in a small file', csvText(households).replace('样甲山', '"样甲山'), 'households', `file households 2 户主姓名 ${OPEN}`],
    ['in the last row', csvText(members).replace(/例[^,]+(?=,[^\n]*\r\n$)/, '"$&'), 'members', `file members 32 姓名 ${OPEN}`],
    ['far down a large file', csvText(tall(households, 400)).replace(/样甲山(?!.*样甲山)/s, '"样甲山'), 'households', `file households 4790 户主姓名 ${OPEN}`],
    ['with a later cell that ends it', csvText(withCell(households, 9, '村', '民胜村"')).replace('样甲山', '"样甲山').replace('"民胜村"""', '"民胜村"'), 'households', `file households 2 户主姓名 ${OPEN}`],
  ] as const)('a quote that is never closed, %s, is one problem at its cell', async (_, text, sheet, expected) => {
    const files = csv()
    writeFileSync(files[sheet], text)
    const outcome = await run(files)
    expect(outcome.problems.filter((p) => p.severity === 'error' && p.rule !== 'key').map((p) => `${brief(p)} ${p.read}`)).toEqual([expected])
    expect(outcome.problems.find((p) => p.rule === 'file')?.expected).toContain('双引号成对')
  })

  const without = (table: Table, heading: string): Table => { const at = table[0].indexOf(heading); return table.map((cells) => cells.filter((_, i) => i !== at)) }
  it('a missing 户编号 is one problem, in either sheet or both, with nothing that follows from it', async () => {
    expect(errorsOf(await run(csv(without(households, '户编号'))))).toEqual(['column households 1 户编号'])
    expect(errorsOf(await run(csv(households, without(members, '户编号'))))).toEqual(['column members 1 户编号'])
    expect(errorsOf(await run(csv(without(households, '户编号'), without(members, '户编号'))))).toEqual(['column households 1 户编号', 'column members 1 户编号'])
  })

  it('recognises the two files in each other’s place, and a file given twice', async () => {
    const files = csv()
    const swapped = { households: files.members, members: files.households }
    const outcome = await run(swapped, true)
    expect(errorsOf(outcome)).toEqual([])
    expect(warningsOf(outcome).sort()).toEqual([...EXPECTED_WARNINGS, 'file households 1 '].sort())
    expect(outcome).toMatchObject({ applied: true, households: { added: 12 }, members: { added: 31 } })
    expect((await run(files, true)).problems.filter((p) => p.rule === 'file')).toEqual([])
    const [first, second] = (await rows<{ changed: string }>(`SELECT changed FROM audit_entry WHERE operation = 'imports.apply' AND changed LIKE '%sha256%' ORDER BY id`)).map((r) => (JSON.parse(r.changed) as { after: string }[]).slice(0, 2).map((c) => c.after))
    expect(first).toEqual(second)
    expect((await run({ households: files.households, members: files.households })).problems).toEqual([{ severity: 'error', rule: 'file', sheet: 'members', row: 1, column: '', read: '这是贫困户表', expected: '这里要家庭成员表' }])
    expect(errorsOf(await run({ households: files.members, members: files.members }))).toEqual(['file households 1 '])
    expect(errorsOf(await run({ households: csv(households, without(members, '户编号')).members, members: files.households }))).toEqual(['column members 1 户编号'])
  })

  it('has nothing to import where only headings stand', async () => {
    const empty = await run(csv(households.slice(0, 1), members.slice(0, 1)), true)
    expect([errorsOf(empty), empty.applied, empty.problems[0].expected]).toEqual([['empty households 2 '], false, '表头下面没有数据，没有可导入的内容'])
    expect(errorsOf(await run(csv(households, members.slice(0, 1)), true))).toEqual(['empty members 2 '])
    expect(await count('household')).toBe(0)
  })

  it.each(['<b>样甲山</b>', '=样甲山', '+样甲山', '@样甲山', '样甲山1', '样'.repeat(41)])('refuses the name %s', async (name) => {
    const outcome = await run(csv(withCell(households, 2, '户主姓名', name), withCell(members, 2, '姓名', name)), true)
    expect(errorsOf(outcome)).toEqual(expect.arrayContaining(['name households 2 户主姓名', 'name members 2 姓名']))
    expect(outcome.applied).toBe(false)
  })

  it.each(['𠮷甲', '阿依古丽·例', '例•买买提', '样  山', '样'.repeat(40)])('takes the name %s', async (name) => {
    expect(errorsOf(await run(csv(withCell(households, 2, '户主姓名', name), withCell(members, 2, '姓名', name)), true))).toEqual([])
    expect((await rows(`SELECT head_name FROM household WHERE household_no = '90000000001'`))[0].head_name).toBe(name)
  })

  it('refuses a small .xlsx that inflates beyond the limit', async () => {
    const table = Array.from({ length: 3000 }, () => Array.from({ length: 20 }, () => '0'.repeat(60)))
    const path = await writeXlsx(join(folder, 'bomb.xlsx'), table)
    const tight = { ...county.settings.import, inflatedMegabytes: 1 }
    const settings = { ...county.settings, import: tight }
    const other = Object.create(county, { settings: { value: settings } }) as typeof county
    const files = { households: path, members: csv().members }
    const { problems } = await runImport(db, vault, other, { files, apply: false, jobId: newId(), author: { accountId: null, appointmentId: null, role: 'test' } })
    expect(problems.map((p) => `${brief(p)} ${p.read}`)).toEqual([expect.stringMatching(/^file households 1 .*展开后超过 1 MB/)])
  })
})

describe('applying', () => {
  it('writes nothing at all when the database refuses one row in the middle', async () => {
    await ownerDb.everywhere('the fault').execute(
      `CREATE TRIGGER fault BEFORE INSERT ON member FOR EACH ROW BEGIN IF NEW.member_no = '80000000020' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF; END`)
    await expect(run(csv(), true)).rejects.toThrow()
    for (const table of ['household', 'member', 'household_code', 'step', 'national_figure', 'outbox_event', 'audit_entry']) expect([table, await count(table)]).toEqual([table, 0])
    await ownerDb.everywhere('the fault').execute('DROP TRIGGER fault')
    expect(await run(csv(), true)).toMatchObject({ applied: true })
  })

  it('changes only what differs, raises the version, turns cards stale, and tells the audit without saying secrets', async () => {
    await run(csv(), true)
    const house = db.everywhere('a test')
    await house.execute(`UPDATE household SET state = '10' WHERE household_no = '90000000002'`)
    const [{ id }] = await rows(`SELECT id FROM household WHERE household_no = '90000000001'`)
    await house.execute(`INSERT INTO household_card (household_id, sight, region, version, fresh_until, body) VALUES (:id, 'full', '210881004205', 1, '2999-01-01', 'x')`, { id })
    await house.execute('DELETE FROM outbox_event')
    const newPhone = '15400000099'
    const outcome = await run(csv(withCell(withCell(households, 2, '户联系电话', newPhone), 2, '住房面积', '73.5'), withCell(members, 3, '务工所在地', '盖州市太阳升街道').map((r, i) => i === 2 ? withCell([members[0], r], 2, '务工时间（月）', '3')[1] : r)), true)
    expect(outcome).toMatchObject({ applied: true, households: { added: 0, changed: 1, same: 11 }, members: { added: 0, changed: 1, same: 30 } })
    const changed = await rows('SELECT household_no, version, house_area, phone_index, state FROM household WHERE version > 1')
    expect(changed).toEqual([{ household_no: '90000000001', version: 2, house_area: '73.50', phone_index: vault.index('phone', newPhone), state: '08' }])
    // The national "not exited" does not set a household back on its path.
    expect((await rows(`SELECT state FROM household WHERE household_no = '90000000002'`))[0].state).toBe('10')
    expect((await rows('SELECT version FROM household_card'))[0].version).toBe(0)
    expect((await rows('SELECT topic, payload FROM outbox_event')).map((e) => [e.topic, JSON.parse(e.payload)])).toEqual([['card.stale', { households: [id] }]])
    const audit = await rows('SELECT subject, changed FROM audit_entry WHERE subject = (SELECT id FROM household WHERE household_no = 90000000001) ORDER BY id')
    expect(audit.flatMap((a) => (JSON.parse(a.changed) as { field: string }[]).map((c) => c.field)).sort()).toEqual(['houseArea', 'member.80000000002.workMonths', 'member.80000000002.workPlace', 'phone'])
    expect(JSON.stringify(audit)).not.toContain(newPhone)
  })

  it('keeps what the sheet leaves empty about the phone, and never touches approved entries', async () => {
    await run(csv(), true)
    const [{ id }] = await rows(`SELECT id FROM household WHERE household_no = '90000000001'`)
    await db.everywhere('a test').execute(`INSERT INTO entry (id, household_id, period, item, fen, state, source) VALUES (:entry, :id, '2020-03', 'A1', 123400, '03', 'typed')`, { entry: newId(), id })
    const before = await rows('SELECT * FROM entry')
    const outcome = await run(csv(withCell(withCell(households, 2, '户联系电话', ''), 2, '工资性收入', '6100.00')), true)
    expect(outcome.households).toMatchObject({ changed: 1, same: 11 })
    expect(await rows('SELECT * FROM entry')).toEqual(before)
    expect((await rows(`SELECT phone_index FROM household WHERE id = '${id}'`))[0].phone_index).toBe(vault.index('phone', '15400000001'))
    expect(Number((await rows(`SELECT wage_fen FROM national_figure WHERE household_id = '${id}'`))[0].wage_fen)).toBe(610_000)
  })

  it('adds a newborn to a known household, and says who is missing from the sheet', async () => {
    await run(csv(), true)
    const born = makeCertificate('210881', '2020-02-29', '998') as string
    const child = members[2].map((cell, j) => ({ 人口编号: '80000000099', 姓名: '样甲欣', 出生日期: '20200229', 证件号码: born, 与户主关系: '之孙女', 文化程度: '', 在校生状况: '学龄前儿童', 劳动技能: '无劳动力', 是否参加城乡居民基本养老保险: '否' } as Record<string, string>)[members[0][j]] ?? cell)
    const more = await run(csv(withCell(households, 2, '家庭人口数', '3'), [...members, child]), true)
    expect(more).toMatchObject({ applied: true, households: { changed: 1 }, members: { added: 1, same: 31 } })
    const fewer = await run(csv(), true)
    expect(warningsOf(fewer)).toContain('member households 2 家庭人口数')
    expect(await count('member')).toBe(32)
  })

  it('finds a person who is in another household already (Q04), also by the reissued disability card', async () => {
    await run(csv(), true)
    const moved = [members[0], ...members.slice(1).map((cells) => cells.map((cell) => cell.replace(/^9000000/, '9100000').replace(/^8000000/, '8100000')))]
    const others = [households[0], ...households.slice(1).map((cells) => cells.map((cell) => cell.replace(/^9000000/, '9100000').replace(/^8000000/, '8100000')))]
    const outcome = await run(csv(others, moved), true)
    expect(outcome.applied).toBe(false)
    expect(errorsOf(outcome).filter((e) => e.startsWith('Q04'))).toHaveLength(31)
    const reissued = withCell(withCell(members, 8, '证件号码', `${cellOf(members, 8, '证件号码')}B1`), 2, '姓名', '样甲山')
    expect(await run(csv(withCell(households, 5, '户主证件号码', `${cellOf(members, 8, '证件号码')}B1`), reissued), true)).toMatchObject({ applied: true, members: { added: 0, changed: 1, same: 30 } })
  })
})
