// Exchange with the national system: out in its columns and back without a difference; who changed what, decided line by line.
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ComparisonView, NationalDifferenceView } from '@onecard/shared/contract/exchange.views'
import { operations } from '@onecard/shared/operations'
import { ENTRY } from '@onecard/shared/rules/card'
import { ComparisonsService } from '../src/features/exchange/comparisons.service'
import { readSheet } from '../src/features/imports'
import { ImportsService } from '../src/features/imports/imports.service'
import { Entry } from '../src/features/ledger/entry.entity'
import { newId } from '../src/kernel/ids'
import { cellOf, csvText, sampleTable, withCell, type Table } from './sheet-files'
import { startWorld, type World } from './world'

const { exchange, imports } = operations
/** 1,200.50 yuan earned in March 2020, approved. */
const ENTRY_ROW = { period: '2020-03', item: 'A1', fen: 120_050, state: ENTRY.approved, note: null, source: 'seed', createdBy: null, approvedBy: null, approvedAt: null } as const
let world: World
let token: string
let scratch: string
beforeAll(async () => {
  world = await startWorld()
  token = await world.token('county_office')
  scratch = mkdtempSync(join(tmpdir(), 'onecard-exchange-'))
  const form = new FormData()
  for (const sheet of ['households', 'members'] as const) form.append(sheet, new Blob([csvText(sampleTable(sheet))]), `${sheet}.csv`)
  const { body: { id } } = await world.call(imports.create, {}, { token, form })
  await world.running.app.get(ImportsService).idle()
  await world.call(imports.apply, { id }, { token })
  await world.running.app.get(ImportsService).idle()
  // Numbers of people are the national system's; the world's people came without.
  await world.db.everywhere('a test stands in for the national system').write(async (tx) => {
    await tx.execute(`UPDATE member SET member_no = CONCAT('8', RIGHT(id, 12)) WHERE member_no IS NULL`)
    await tx.execute(`UPDATE member SET sex = COALESCE(sex, '1')`)
    await tx.insert(Entry, { ...ENTRY_ROW, id: newId(), householdId: world.households.a1.id })
  })
})
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  await world.close()
})

async function exported(sheet: 'households' | 'members', year = 2020): Promise<Table> {
  const response = await fetch(`${world.url}/api/v1/national-exports`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ sheet, year, reason: '向国家系统报送' }) })
  expect(response.status).toBe(200)
  const path = join(scratch, `${sheet}.xlsx`)
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  const rows: Table = []
  for await (const { cells } of readSheet(path, { inflatedBytes: 1e9, rows: 1e6 })) rows.push(cells)
  return rows
}

async function compare(households: Table, members: Table): Promise<ComparisonView> {
  const form = new FormData()
  form.append('households', new Blob([csvText(households)]), '贫困户.csv')
  form.append('members', new Blob([csvText(members)]), '家庭成员.csv')
  const { body, status } = await world.call(exchange.compare, {}, { token, form })
  expect(status).toBe(201)
  await world.running.app.get(ComparisonsService).idle()
  return (await world.call(exchange.get, { id: body.id }, { token })).body
}
const linesOf = async (id: string): Promise<NationalDifferenceView[]> => (await world.call(exchange.differences, { id, limit: 200 }, { token })).body.items
/** Row of a household in a table with its headings, as a spreadsheet counts. */
const rowOf = (table: Table, householdNo: string): number => table.findIndex((cells) => cells[table[0].indexOf('户编号')] === householdNo) + 1
/** Lines of the households that were imported; the county has others that stand in their sheets as well. */
const short = (lines: NationalDifferenceView[]) => lines.map(({ kind, householdNo, member, column, ours, theirs, base }) => [kind, householdNo, ...member ? [member] : [], column, ours, theirs, base])

let households: Table
let members: Table

test('what goes out comes back without a difference, numbers of 18 digits whole', async () => {
  households = await exported('households')
  members = await exported('members')
  expect(households.length - 1).toBe(12 + 4)
  expect(members[0]).toContain('证件号码')
  for (const [row] of sampleTable('members').slice(1).entries()) {
    const certificate = cellOf(sampleTable('members'), row + 2, '证件号码')
    expect(members.some((cells) => cells.includes(certificate))).toBe(true)
  }
  const view = await compare(households, members)
  expect(view.failure).toBeUndefined()
  expect(view).toMatchObject({ state: 'compared', counts: [], cut: false })
  const [audit] = await world.rows(`SELECT role, reason FROM audit_entry WHERE operation = 'exchange.export' ORDER BY id LIMIT 1`)
  expect(audit).toEqual({ role: 'county_office', reason: '向国家系统报送' })
})

describe('who changed what', () => {
  let lines: NationalDifferenceView[]
  let id: string
  let numbers: string[]

  beforeAll(async () => {
    numbers = sampleTable('households').slice(1, 4).map((cells) => cells[sampleTable('households')[0].indexOf('户编号')])
    const rows = await world.rows<{ id: string; household_no: string; version: number; safe_water: number | null; fuel: string | null }>('SELECT id, household_no, version, safe_water, fuel FROM household WHERE household_no IN (:numbers)', { numbers })
    const ours = new Map(rows.map((row) => [row.household_no, row]))
    // We mend the first household's water and fuel; they moved on with its fuel and the second one's road.
    const first = ours.get(numbers[0])!
    const proposed = await world.call(operations.changes.propose, {
      id: first.id, version: first.version, kind: 'fields', reason: '入户核对后更正',
      fields: [{ field: 'safeWater', before: first.safe_water === null ? null : String(first.safe_water), after: first.safe_water === 1 ? '0' : '1' }, { field: 'fuel', before: first.fuel, after: '03' }],
    }, { token })
    expect(proposed.body.items.map((change) => change.state)).toEqual(['effective'])
    let theirs = withCell(households, rowOf(households, numbers[0]), '主要燃料类型', '清洁能源')
    theirs = withCell(theirs, rowOf(theirs, numbers[1]), '耕地面积（亩）', '99.5')
    theirs = theirs.filter((cells) => !cells.includes(numbers[2]))
    theirs.push(withCell(households, rowOf(households, numbers[1]), '户编号', '900000099999')[rowOf(households, numbers[1]) - 1])
    const view = await compare(theirs, members.filter((cells) => !cells.includes(numbers[2])))
    id = view.id
    expect(view.counts.reduce((sum, { lines: n }) => sum + n, 0)).toBe(5)
    lines = await linesOf(id)
  })

  test('ours, theirs, both, and what only one side has', () => {
    const of = (kind: string) => short(lines.filter((line) => line.kind === kind))
    expect(of('ours')).toEqual([['ours', numbers[0], '是否解决安全饮用水', expect.any(String), expect.any(String), expect.any(String)]])
    const [mine] = lines.filter((line) => line.kind === 'ours')
    expect([mine.theirs, mine.ours]).toEqual([mine.base, mine.base === '是' ? '否' : '是'])
    expect(of('theirs')).toEqual([['theirs', numbers[1], '耕地面积（亩）', expect.any(String), '99.50', expect.any(String)]])
    expect(of('both')).toHaveLength(1)
    expect(of('only_theirs')).toEqual([['only_theirs', '900000099999', '', null, expect.any(String), null]])
    expect(of('only_ours')).toEqual([['only_ours', numbers[2], '', expect.any(String), null, null]])
  })

  test('theirs is taken into the record once, with history and a new card; ours stays', async () => {
    const theirs = lines.filter((line) => line.kind === 'theirs' || line.kind === 'only_theirs')
    const before = (await world.rows<{ version: number }>('SELECT version FROM household WHERE household_no = :no', { no: numbers[1] }))[0].version
    const { body } = await world.call(exchange.decide, { id, differences: theirs.map((line) => line.id), take: 'theirs' }, { token })
    expect(body).toEqual({ decided: 1, refused: [{ difference: theirs.find((line) => line.kind === 'only_theirs')?.id, why: '这是新的户或人，请用导入新增' }] })
    const again = await world.call(exchange.decide, { id, differences: [theirs.find((line) => line.kind === 'theirs')!.id], take: 'theirs' }, { token })
    expect(again.body).toEqual({ decided: 0, refused: [] })
    const [row] = await world.rows('SELECT id, arable, version FROM household WHERE household_no = :no', { no: numbers[1] })
    expect([row.arable, row.version]).toEqual(['99.50', before + 1])
    const history = await world.call(operations.changes.list, { id: row.id }, { token })
    expect(history.body.items[0]).toMatchObject({ kind: 'import', fields: [{ field: 'arable', after: '99.50' }] })
    const both = lines.filter((line) => line.kind === 'both' || line.kind === 'ours')
    await world.call(exchange.decide, { id, differences: both.map((line) => line.id), take: 'ours' }, { token })
    expect((await linesOf(id)).filter((line) => line.decision !== null).map((line) => [line.kind, line.decision, line.decidedBy])).toEqual(expect.arrayContaining([['theirs', 'theirs', '样红梅'], ['both', 'ours', '样红梅'], ['ours', 'ours', '样红梅']]))
    expect((await world.call(exchange.differences, { id, state: 'open' }, { token })).body.items.map((line) => line.kind).sort()).toEqual(['only_ours', 'only_theirs'])
  })

  test('what was changed after the comparison is not written over', async () => {
    const view = await compare(withCell(households, rowOf(households, numbers[1]), '林地面积（亩）', '7.5'), members)
    const line = (await linesOf(view.id)).find((l) => l.column === '林地面积（亩）')!
    const [row] = await world.rows('SELECT id, version, forest FROM household WHERE household_no = :no', { no: numbers[1] })
    await world.call(operations.changes.propose, { id: row.id, version: row.version, kind: 'fields', reason: '入户核对后更正', fields: [{ field: 'forest', before: row.forest, after: '3.00' }] }, { token })
    const { body } = await world.call(exchange.decide, { id: view.id, differences: [line.id], take: 'theirs' }, { token })
    expect(body).toEqual({ decided: 0, refused: [{ difference: line.id, why: '比对之后这一项又改过了，请重新比对' }] })
    expect((await world.rows('SELECT forest FROM household WHERE id = :id', { id: row.id }))[0].forest).toBe('3.00')
  })
})

test('the number of a household of another county in our sheets opens nothing of it', async () => {
  const { n1 } = world.households
  const view = await compare([...households, withCell(households, 2, '户编号', n1.householdNo)[1]], [...members, withCell(withCell(withCell(members, 2, '户编号', n1.householdNo), 2, '证件号码', n1.members[0].certificate), 2, '人口编号', '900000000777')[1]])
  const lines = (await linesOf(view.id)).filter((line) => line.householdNo === n1.householdNo)
  expect(lines.map(({ kind, sheet, household, ours }) => [kind, sheet, household, ours])).toEqual([['only_theirs', 'households', null, null], ['only_theirs', 'members', null, null]])
})

test('a sheet that cannot be read is refused with its places, and nothing is kept of it', async () => {
  const view = await compare(withCell(households, 2, '主要致贫原因', '因懒'), members)
  expect(view).toMatchObject({ state: 'refused', counts: [], failure: expect.stringContaining('贫困户表第 2 行“主要致贫原因”') })
  expect(await linesOf(view.id)).toEqual([])
})

test('yearly sums of approved entries stand beside theirs and are never taken', async () => {
  const [row] = await world.rows('SELECT household_no FROM household WHERE id = :id', { id: world.households.a1.id })
  const at = rowOf(households, row.household_no)
  expect(Number(cellOf(households, at, '工资性收入'))).toBeGreaterThan(0)
  const view = await compare(withCell(households, at, '工资性收入', '1.00'), members)
  const [line] = (await linesOf(view.id)).filter((l) => l.kind === 'figure')
  expect(line).toMatchObject({ householdNo: row.household_no, column: '工资性收入', theirs: '1 元', takeable: false })
  expect((await world.call(exchange.decide, { id: view.id, differences: [line.id], take: 'theirs' }, { token })).body.refused).toHaveLength(1)
})
