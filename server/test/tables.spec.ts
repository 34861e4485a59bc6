// Tables of people's own making: a department's payments on their way into months, and a village's month filled in a spreadsheet.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import Excel from '@protobi/exceljs'
import archiver from 'archiver'
import type { UploadedPaymentsView } from '@onecard/shared/contract/payments.views'
import type { UploadedSheetsView } from '@onecard/shared/contract/sheets.views'
import { operations } from '@onecard/shared/operations'
import { makeCertificate } from '@onecard/shared/rules/id-number'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import { readSheet } from '../src/features/imports'
import { clock } from '../src/kernel/clock'
import type { Answer } from './api'
import type { Who } from './actors'
import { LAND } from './population'
import { csvText, type Table } from './sheet-files'
import { startWorld, type World } from './world'

const { payments, sheets, villageSheets } = operations
let world: World
let scratch: string
beforeAll(async () => {
  world = await startWorld()
  scratch = mkdtempSync(join(tmpdir(), 'onecard-tables-'))
})
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  await world.close()
})
const period = (): string => periodOf(clock.today())

describe('a department\'s payments', () => {
  const stranger = makeCertificate('210881', '1956-02-29', '996') as string
  const upload = async (table: Table | Buffer, fields: Record<string, string> = {}, who: Who = 'department'): Promise<Answer<UploadedPaymentsView>> => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ item: 'D61', period: period(), ...fields })) form.append(name, value)
    form.append('file', new Blob([Buffer.isBuffer(table) ? table : csvText(table)]), '地力补贴.csv')
    return world.call(payments.upload, {}, { token: await world.token(who), form })
  }
  const sheetOf = async (who: Who = 'helper') => (await world.call(sheets.get, { id: world.households.a1.id, period: period() }, { token: await world.token(who) })).body

  test('a cell that cannot be read is named, and nothing is kept', async () => {
    const [head] = world.households.a1.members
    const { status, body } = await upload([['姓名', '身份证号', '金额（元）'], [head.name, head.certificate, '一百'], [head.name, head.certificate, '0'], [head.name, head.certificate, '10000000.01']])
    expect([status, body.list]).toEqual([201, null])
    expect(body.problems.map(({ row, column }) => [row, column])).toEqual([[2, '金额'], [3, '金额'], [4, '金额']])
    expect(JSON.stringify(body)).not.toContain(head.certificate)
    const unread = await upload([['姓名', '金额'], ['样', '1']])
    expect([unread.status, unread.problem.code, unread.problem.detail]).toEqual([422, 'table.unreadable', expect.stringContaining('缺少“证件号码”列')])
    expect(await world.rows('SELECT id FROM payment_row')).toEqual([])
  })

  let list: string
  test('are matched by certificate; what matches nobody is a work list, masked', async () => {
    const [head, spouse] = world.households.a1.members
    const { body } = await upload([
      ['姓名', '身份证号', '金额（元）', '备注'], [head.name, head.certificate, '552.00', '6 亩'], ['样旁人', spouse.certificate, '80', ''], ['样不在', stranger, '90', ''], [head.name, head.certificate, '552.00', ''],
    ])
    expect(body.list).toMatchObject({ rows: 4, fen: 127_400, proposed: 1, taken: 0, unmatched: 3, dismissed: 0, item: { code: 'D61' } })
    list = body.list?.id ?? ''
    const rows = (await world.call(payments.rows, { id: list, state: 'unmatched' }, { token: await world.token('department') })).body.items
    expect(rows.map(({ row, why }) => [row, why])).toEqual([[3, '证件号码对上了，姓名和册上的不一样'], [4, '证件号码不在建档立卡户里'], [5, '这个人这个月这一项已有一笔 552 元，请核对是不是重复']])
    expect(rows[1].certificate).toBe(`${stranger.slice(0, 6)}********${stranger.slice(-4)}`)
    const again = await upload([['姓名', '身份证号', '金额（元）', '备注'], [head.name, head.certificate, '552.00', '6 亩'], ['样旁人', spouse.certificate, '80', ''], ['样不在', stranger, '90', ''], [head.name, head.certificate, '552.00', '']])
    expect(again.problem.code).toBe('payment.list_known')
    const plain = (await world.rows<{ person: string }>('SELECT person FROM payment_row'))
    expect(plain.some(({ person }) => person.includes(head.name) || person.includes(head.certificate))).toBe(false)
  })

  test('stand as suggestions in the month, and are taken and given back with its lines', async () => {
    const before = await sheetOf()
    const suggestion = before.suggestions.find((s) => s.source === 'payment')
    expect(suggestion).toMatchObject({ item: { code: 'D61' }, fen: 55_200, note: '6 亩', member: { name: world.households.a1.members[0].name } })
    const put = async (version: number, lines: object[]) => (await world.call(sheets.put, { id: world.households.a1.id, period: period(), version, submit: false, lines } as never, { token: await world.token('helper') })).body
    const taken = await put(before.version, [{ item: 'D61', fen: 55_200, proposal: suggestion?.id }])
    expect(taken.lines.map(({ source }) => source)).toEqual(['imported'])
    // Typed over, or entered from it again, it is no longer the department's word.
    const { version } = await put(taken.version, [552_000, 55_200, 55_200].map((fen) => ({ item: 'D61', fen, proposal: suggestion?.id })))
    expect(await world.rows("SELECT source FROM entry WHERE household_id = :id AND period = :period AND item = 'D61' AND dropped_in IS NULL ORDER BY n", { id: world.households.a1.id, period: period() })).toEqual([{ source: 'typed' }, { source: 'imported' }, { source: 'typed' }])
    expect(taken.suggestions.filter((s) => s.source === 'payment')).toEqual([])
    expect((await world.call(payments.get, { id: list }, { token: await world.token('department') })).body).toMatchObject({ proposed: 0, taken: 1 })
    const given = await put(version, [])
    expect(given.suggestions.filter((s) => s.source === 'payment')).toHaveLength(1)
  })

  test('an unmatched row is given to somebody or dismissed, once; no village sees the lists', async () => {
    const token = await world.token('county_office')
    const rows = (await world.call(payments.rows, { id: list, state: 'unmatched' }, { token })).body.items
    const member = world.households.a1.members[1]
    const matched = await world.call(payments.match, { id: list, row: rows[0].id, household: world.households.a1.id, member: member.id }, { token })
    expect(matched.body).toMatchObject({ state: 'proposed', why: null })
    expect((await world.call(payments.match, { id: list, row: rows[1].id, household: world.households.n1.id, member: world.households.n1.members[0].id }, { token })).status).toBe(404)
    const dismissed = await world.call(payments.dismiss, { id: list, row: rows[1].id, reason: '外县的人，转错了' }, { token })
    expect(dismissed.body).toMatchObject({ state: 'dismissed', why: '外县的人，转错了' })
    expect((await world.call(payments.dismiss, { id: list, row: rows[1].id, reason: '外县的人，转错了' }, { token })).problem.code).toBe('payment.decided')
    expect((await sheetOf()).suggestions.filter((s) => s.source === 'payment')).toHaveLength(2)
    expect(await world.rows(`SELECT operation, role FROM audit_entry WHERE operation LIKE 'payments.%' ORDER BY id`)).toEqual([
      { operation: 'payments.upload', role: 'department' }, { operation: 'payments.decide', role: 'county_office' }, { operation: 'payments.decide', role: 'county_office' }])
  })

  test('sent twice at once it is one list; the same for another month is another; what another office paid is told without its sum', async () => {
    const table = [['姓名', '身份证号', '金额'], [world.households.b1.members[0].name, world.households.b1.members[0].certificate, '31.00']]
    const answers = await Promise.all([upload(table, { item: 'D63' }), upload(table, { item: 'D63' })])
    expect(answers.map(({ status, problem }) => (status === 201 ? 'kept' : problem.code)).sort()).toEqual(['kept', 'payment.list_known'])
    expect((await upload(table, { item: 'D63', period: addMonths(period(), -1) })).body.list).toMatchObject({ proposed: 1 })
    const others = (await upload([...table, []], { item: 'D63' }, 'county_office')).body.list?.id ?? ''
    await world.rows("UPDATE payment_list SET created_by = :other WHERE created_by = :department", { other: world.people.county_office.accountId, department: world.people.department.accountId })
    const mine = (await upload([...table, [], []], { item: 'D63' })).body.list?.id ?? ''
    const why = async (id: string, who: Who) => (await world.call(payments.rows, { id }, { token: await world.token(who) })).body.items.map((row) => row.why)
    expect([await why(others, 'county_office'), await why(mine, 'department')]).toEqual([['这个人这个月这一项已有一笔 31 元，请核对是不是重复'], ['这个人这个月这一项已有一笔，是别的单位发的，请核对是不是重复']])
  })

  test('a file that swells when it is opened is refused before it is', async () => {
    const zip = archiver('zip', { zlib: { level: 1 } })
    zip.append(Buffer.alloc(129 * 1_048_576), { name: 'xl/sharedStrings.xml' })
    await zip.finalize()
    const swollen = await upload(await buffer(zip))
    expect([swollen.status, swollen.problem.detail]).toEqual([422, expect.stringContaining('展开后超过 128 MB')])
  })
})

describe('a village\'s month in a spreadsheet', () => {
  async function template(who: Who): Promise<{ path: string; table: Table }> {
    const response = await fetch(`${world.url}/api/v1/regions/${LAND.villageA}/sheet-template?period=${period()}`, { headers: { authorization: `Bearer ${await world.token(who)}` } })
    expect(response.status).toBe(200)
    const path = join(scratch, `${who}.xlsx`)
    writeFileSync(path, Buffer.from(await response.arrayBuffer()))
    const table: Table = []
    for await (const { cells } of readSheet(path, { inflatedBytes: 1e9, rows: 1e5 })) table.push(cells)
    return { path, table }
  }
  async function filled(path: string, cells: [row: number, heading: string, value: Excel.CellValue][]): Promise<Blob> {
    const book = new Excel.Workbook()
    await book.xlsx.readFile(path)
    const [sheet] = book.worksheets
    const headings = (sheet.getRow(1).values as string[])
    for (const [row, heading, value] of cells) sheet.getRow(row).getCell(headings.indexOf(heading)).value = value
    return new Blob([Buffer.from(await book.xlsx.writeBuffer())])
  }
  async function upload(who: Who, file: Blob, fields: Record<string, string> = {}): Promise<Answer<UploadedSheetsView>> {
    const form = new FormData()
    for (const [name, value] of Object.entries({ region: LAND.villageA, period: period(), apply: 'yes', submit: 'no', ...fields })) form.append(name, value)
    form.append('file', file, '收支.xlsx')
    return world.call(villageSheets.upload, {}, { token: await world.token(who), form })
  }
  const sheetOf = async (place: 'a1' | 'a2') => (await world.call(sheets.get, { id: world.households[place].id, period: period() }, { token: await world.token('village_clerk') })).body

  test('has the households of who asks, and says at which cell what is wrong', async () => {
    const clerk = await template('village_clerk')
    expect(clerk.table.slice(1).map((cells) => cells[1]).sort()).toEqual([world.households.a1.headName, world.households.a2.headName].sort())
    expect((await template('helper')).table.slice(1).map((cells) => cells[1])).toEqual([world.households.a1.headName])
    const wrong = await upload('village_clerk', await filled(clerk.path, [[2, '务工收入', '很多'], [3, '种植业收入', -5]]))
    expect(wrong.body).toMatchObject({ applied: false, saved: 0, problems: [{ row: 2, column: '务工收入', read: '很多' }, { row: 3, column: '种植业收入', read: '-5' }] })
    // Neither more than a line may be, nor a formula without a value, which is no empty cell.
    const odd = await upload('village_clerk', await filled(clerk.path, [[2, '务工收入', 10_000_000.01], [3, '种植业收入', { formula: 'SUM(A1,B1)' }], [3, '养殖业收入', { formula: '1+2', result: 3 }]]))
    expect(odd.body.problems).toMatchObject([{ row: 2, column: '务工收入', expected: '一笔最多一千万元' }, { row: 3, column: '种植业收入', read: '=SUM(A1,B1)' }])
    expect((await sheetOf('a2')).version).toBe(0)
    // A helper cannot fill a household that is not his.
    const foreign = await upload('helper', await filled(clerk.path, [[2, '务工收入', 1], [3, '务工收入', 1]]))
    expect(foreign.body.problems).toEqual([expect.objectContaining({ column: '户编号', expected: '本村、由您填报的户' })])
  })

  test('is tried first, then saved, keeps what was typed, and leaves what was handed in', async () => {
    const stale = await template('village_clerk')
    const rowOf = (place: 'a1' | 'a2'): number => stale.table.findIndex((cells) => cells[1] === world.households[place].headName) + 1
    const before = await sheetOf('a2')
    await world.call(sheets.put, { id: world.households.a2.id, period: period(), version: before.version, submit: false, lines: [{ item: 'B2', fen: 240_000, quantityMilli: 3000, unit: '只', unitPriceFen: 80_000, note: '羊' }] }, { token: await world.token('village_clerk') })
    // A table from before that knows nothing of the sheep.
    const lost = await upload('village_clerk', await filled(stale.path, [[rowOf('a2'), '低保金', 310]]))
    expect(lost.body).toMatchObject({ saved: 0, skipped: expect.arrayContaining([{ row: rowOf('a2'), headName: world.households.a2.headName, why: '下载表格以后又有人改过，请重新下载再填' }]) })
    const { path } = await template('village_clerk')
    expect((await world.rows("SELECT operation FROM audit_entry WHERE operation = 'villageSheets.template'")).length).toBeGreaterThan(1)
    const file = await filled(path, [[rowOf('a1'), '务工收入', 2400.5], [rowOf('a2'), '养殖业收入', 2400], [rowOf('a2'), '低保金', 310]])
    const tried = await upload('village_clerk', file, { apply: 'no' })
    expect(tried.body).toMatchObject({ applied: false, rows: 2, saved: 2, incomeFen: 240_050 + 240_000 + 31_000, problems: [] })
    expect((await sheetOf('a1')).lines).toEqual([])
    const saved = await upload('village_clerk', file, { submit: 'yes' })
    expect(saved.body).toMatchObject({ applied: true, saved: 2, skipped: [] })
    const [a1, a2] = [await sheetOf('a1'), await sheetOf('a2')]
    expect([a1.state, a1.lines.map(({ item, fen, source }) => [item.code, fen, source])]).toEqual(['submitted', [['A1', 240_050, 'imported']]])
    expect(a2.lines.map(({ item, fen, note, quantityMilli }) => [item.code, fen, note, quantityMilli])).toEqual([['B2', 240_000, '羊', 3000], ['D2', 31_000, undefined, undefined]])
    const again = await upload('village_clerk', await filled(path, [[rowOf('a1'), '务工收入', 9999], [rowOf('a2'), '养殖业收入', null]]))
    expect(again.body).toMatchObject({ saved: 0, skipped: [{ headName: world.households.a1.headName, why: '已交审，要改请书记退回' }, { why: '没有填，跳过' }].sort((x, y) => (x.headName ? rowOf('a1') : rowOf('a2')) - (y.headName ? rowOf('a1') : rowOf('a2'))) })
  })
})
