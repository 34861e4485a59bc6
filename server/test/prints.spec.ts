// Papers and exports from the wish to the file: progress, a township in a ZIP, stopped, taken up after a crash, gone after a week; never beyond the land.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import ExcelJS from '@protobi/exceljs'
import type { AnnualCardContent } from '@onecard/shared/contract/annual-cards.views'
import type { CreatePrintJob } from '@onecard/shared/contract/prints.requests'
import type { PrintJobView } from '@onecard/shared/contract/prints.views'
import { operations } from '@onecard/shared/operations'
import { maskCertificate, maskPhone } from '@onecard/shared/rules/masking'
import { Frozen, freeze } from '../src/features/annual-cards'
import { IssuedCard } from '../src/features/annual-cards/issued-card.entity'
import { Entry } from '../src/features/ledger/entry.entity'
import { PrintRunner } from '../src/features/prints'
import { PieceWriter } from '../src/features/prints/pieces'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { FILES, type ObjectStore } from '../src/kernel/files'
import { newId } from '../src/kernel/ids'
import { CONTENT } from '../src/paper/card.fixture'
import type { Who } from './actors'
import { codesOf, textOf } from './pdf'
import { LAND, type HouseholdFacts } from './population'
import { startWorld, type World } from './world'

const { prints } = operations
const YEAR = 2020
const DAY = 86_400_000
let world: World
let runner: PrintRunner
beforeAll(async () => {
  world = await startWorld()
  runner = world.running.app.get(PrintRunner)
  const { a1, a2, b1 } = world.households
  for (const h of [a1, a2, b1]) await issue(h, 1)
  await issue(a1, 2)
})
afterAll(() => world.close())
afterEach(() => clock.shift(0))

const contentOf = ({ headName, householdNo }: HouseholdFacts, version: number): AnnualCardContent => ({ ...CONTENT, year: YEAR, headName, householdNo, visits: { count: version, lastOn: null } })
async function issue(h: HouseholdFacts, version: number): Promise<void> {
  const of = { householdId: h.id, year: YEAR, version }
  const frozen = world.running.app.get(Frozen)
  const { json, hash } = freeze(contentOf(h, version) as never)
  await world.db.everywhere('a test issues a card').write((tx) => tx.insert(IssuedCard, { ...of, hash, verification: frozen.code(of, hash), body: frozen.seal(of, json), issuedAt: clock.date(), issuedBy: world.people.village_secretary.accountId, reason: null, changed: false }))
}
const call = async <I, O>(op: Parameters<World['call']>[0], input: I, who: Who) => world.call(op as never, input as never, { token: await world.token(who) }) as Promise<{ status: number; body: O; problem: { code: string; detail: string } }>
const create = (input: CreatePrintJob, who: Who = 'village_secretary') => call<CreatePrintJob, PrintJobView>(prints.create, input, who)
const look = async (id: string, who: Who = 'village_secretary') => (await call<object, PrintJobView>(prints.get, { id }, who)).body
async function file(id: string, who: Who = 'village_secretary'): Promise<{ status: number; bytes: Buffer; type: string; name: string }> {
  const response = await fetch(`${world.url}/api/v1/print-jobs/${id}/file`, { headers: { authorization: `Bearer ${await world.token(who)}` } })
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '')
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '', name }
}
async function made(input: CreatePrintJob, who: Who = 'village_secretary'): Promise<{ job: PrintJobView; bytes: Buffer; type: string; name: string }> {
  const { status, body } = await create(input, who)
  expect(status).toBe(201)
  await runner.idle()
  const job = await look(body.id, who)
  expect(job).toMatchObject({ state: 'done' })
  return { job, ...await file(body.id, who) }
}
const kept = (): string[] => readdirSync(join(world.running.env.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name)).filter((path) => path.includes('/prints/'))
const piecesOf = (id: string): string[] => kept().filter((path) => path.includes(id.toLowerCase()))

test('a village\'s cards: counted, made, fetched; the newest version, every code opens what it should', async () => {
  const { a1, a2 } = world.households
  const { job, bytes, type, name } = await made({ kind: 'cards', region: LAND.villageA, year: YEAR })
  expect(job).toMatchObject({ progress: { done: 2, total: 2, unit: '张' }, file: { parts: 1, bytes: bytes.length }, remarks: [] })
  expect([type, name]).toEqual(['application/pdf', `${job.title}.pdf`])
  const text = (await textOf(bytes)).join('\n')
  expect([a1, a2].every((h) => text.includes(h.headName))).toBe(true)
  expect(text).not.toContain(world.households.b1.headName)
  const rows = await world.rows<{ verification: string; version: number }>('SELECT verification, version FROM issued_card WHERE household_id = :id ORDER BY version', { id: a1.id })
  const codes = (await codesOf(bytes)).flat()
  expect(codes).toEqual(expect.arrayContaining([`https://onecard.test/h/${a1.code}`, `https://onecard.test/v/${rows[1].verification}`, `https://onecard.test/h/${a2.code}`]))
  expect(codes).not.toContain(`https://onecard.test/v/${rows[0].verification}`)
  expect(await world.rows('SELECT id FROM audit_entry WHERE subject = :id AND operation IN (:acts)', { id: job.id, acts: ['prints.create', 'prints.file'] })).toHaveLength(2)
})

test('a township: one PDF per village in a ZIP; who has no card is counted, or printed as a draft', async () => {
  await world.add([{ region: LAND.villageB, headName: '例无卡' }])
  const { job, bytes, type, name } = await made({ kind: 'cards_elder', region: LAND.township, year: YEAR }, 'township_officer')
  expect(job).toMatchObject({ progress: { done: 3, total: 3 }, file: { parts: 2, type: 'application/zip' }, remarks: [expect.stringContaining('1 户还没有签发')] })
  expect([type, name.endsWith('.zip'), bytes.subarray(0, 2).toString()]).toEqual(['application/zip', true, 'PK'])
  const text = bytes.toString('latin1')
  expect(text.split('%PDF-').length - 1).toBe(2)
  for (const village of [LAND.villageA, LAND.villageB]) expect(bytes.includes(Buffer.from(`${village} ${county.regionName(village)} 明白卡`))).toBe(true)
  const drafts = await made({ kind: 'cards', region: LAND.villageB, year: YEAR, drafts: 'true' }, 'township_officer')
  expect((await textOf(drafts.bytes)).filter((page) => page.includes('草稿 · 未审核')).every((page) => page.includes('例无卡'))).toBe(true)
})

test('labels: the codes of the village and no other; by chosen households; the mini-program\'s picture or a reason, never half', async () => {
  const { a1, a2 } = world.households
  const { bytes, job } = await made({ kind: 'labels', region: LAND.villageA })
  expect((await codesOf(bytes)).flat().sort()).toEqual([a1, a2].map((h) => `https://onecard.test/h/${h.code}`).sort())
  const one = await made({ kind: 'labels', households: [a2.id], perSheet: 6 }, 'village_clerk')
  expect((await codesOf(one.bytes)).flat()).toEqual([`https://onecard.test/h/${a2.code}`])
  expect([job.progress.unit, (await create({ kind: 'labels', households: [a2.id, world.households.b1.id] })).problem.code]).toEqual(['枚', 'not_found'])
  const { labels } = county.settings
  try {
    labels.code = 'mini'
    world.standIn.control.set({ faults: [{ kind: 'busy', on: '/wxa/getwxacodeunlimit' }] })
    const refused = await create({ kind: 'labels', region: LAND.villageA })
    expect([refused.status, refused.problem.code, refused.problem.detail]).toEqual([409, 'code.image_missing', expect.stringMatching(/微信.*请稍后再印，或先印普通二维码/)])
    world.standIn.control.set({ faults: [] })
    const mini = await made({ kind: 'labels', region: LAND.villageA })
    expect((await codesOf(mini.bytes)).flat().sort()).toEqual([a1, a2].map((h) => `pages/household/index?scene=${h.code}`).sort())
  } finally { labels.code = 'ordinary' }
})

test('stopped in the midst: no file, nothing kept, no second life', async () => {
  await world.add(Array.from({ length: 400 }, (_, n) => ({ region: LAND.villageC, headName: `样甲${n}` })))
  const { body } = await create({ kind: 'cards', region: LAND.villageC, year: YEAR, drafts: 'true' }, 'county_office')
  let job = body
  while (job.progress.done === 0 && job.state !== 'done') { await pause(50); job = await look(body.id, 'county_office') }
  expect(job.progress.total).toBe(401)
  expect((await call<object, PrintJobView>(prints.cancel, { id: body.id }, 'county_office')).body.state).toBe('cancelled')
  await runner.idle()
  runner.soon()
  await runner.idle()
  expect(await look(body.id, 'county_office')).toMatchObject({ state: 'cancelled' })
  expect([(await file(body.id, 'county_office')).status, piecesOf(body.id)]).toEqual([409, []])
  const over = await made({ kind: 'labels', region: LAND.villageA })
  expect((await call<object, PrintJobView>(prints.cancel, { id: over.job.id }, 'village_secretary')).problem.code).toBe('print.over')
})

test('whoever worked on it is dead: another goes on where it stood, and only there', async () => {
  const { job } = await made({ kind: 'labels', region: LAND.township }, 'township_leader')
  // The first village is done with what we know again, the second was begun and broke off; the holder's minute is over.
  const mark = Buffer.from('already there')
  const out = new PieceWriter(world.running.app.get<ObjectStore>(FILES), job.id, 0, () => Promise.resolve())
  await new Promise<void>((resolve, reject) => { out.once('error', reject).end(mark, () => { resolve() }) })
  await world.rows('UPDATE print_part SET bytes = :bytes WHERE job_id = :id AND n = 0', { id: job.id, bytes: mark.length })
  await world.rows('UPDATE print_part SET done = 0, bytes = 0, pieces = 3 WHERE job_id = :id AND n = 1', { id: job.id })
  await world.rows("UPDATE print_job SET state = 'running', holder = :dead, finished_at = NULL, held_until = :until WHERE id = :id", { id: job.id, dead: newId(), until: clock.at(clock.now() + 60_000) })
  runner.soon()
  await runner.idle()
  expect((await look(job.id, 'township_leader')).state).toBe('running')
  expect((await file(job.id, 'township_leader')).status).toBe(409)
  clock.shift(61_000)
  runner.soon()
  await runner.idle()
  expect(await look(job.id, 'township_leader')).toMatchObject({ state: 'done', progress: job.progress })
  const { bytes } = await file(job.id, 'township_leader')
  expect([bytes.includes(mark), bytes.toString('latin1').split('%PDF-').length - 1]).toEqual([true, 1])
})

test('kept for seven days, then file and job are gone', async () => {
  const { job } = await made({ kind: 'labels', region: LAND.villageA })
  expect(Date.parse(job.keptUntil as string) - Date.parse(job.createdAt)).toBeGreaterThanOrEqual(7 * DAY)
  expect(piecesOf(job.id)).toHaveLength(1)
  clock.shift(7 * DAY + 60_000)
  expect(await runner.dropOld()).toBeGreaterThan(0)
  clock.shift(0)
  expect([piecesOf(job.id), (await call(prints.get, { id: job.id }, 'village_secretary')).status, await world.rows('SELECT n FROM print_part WHERE job_id = :id', { id: job.id })]).toEqual([[], 404, []])
})

async function sheetOf(bytes: Buffer): Promise<{ heads: string[]; rows: Map<string, ExcelJS.Cell>[] }> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as never)
  const [sheet] = book.worksheets
  const heads = (sheet.getRow(1).values as string[]).slice(1)
  return { heads, rows: Array.from({ length: sheet.rowCount - 1 }, (_, n) => new Map(heads.map((head, c) => [head, sheet.getRow(n + 2).getCell(c + 1)]))) }
}

test('lists and sheets as XLSX and CSV: types, masks, reasons, and no formula', async () => {
  const { a1 } = world.households
  await world.rows("UPDATE household SET group_name = '=HYPERLINK(1)' WHERE id = :id", { id: a1.id })
  const list = await made({ kind: 'households_xlsx', region: LAND.villageA })
  const { heads, rows } = await sheetOf(list.bytes)
  const row = rows.find((r) => r.get('户编号')?.value === a1.householdNo) as Map<string, ExcelJS.Cell>
  expect(row.get('人均纯收入（元）')).toMatchObject({ value: 5123.45, numFmt: '#,##0.00' })
  expect([row.get('村民小组'), row.get('户主证件号码'), row.get('联系电话'), row.get('人口')].map((cell) => cell?.value)).toEqual(["'=HYPERLINK(1)", maskCertificate(a1.members[0].certificate), maskPhone(a1.phone), 5])
  expect(heads.some((head) => head.includes('致贫原因'))).toBe(false)
  const reasoned = await made({ kind: 'households_xlsx', region: LAND.villageA, reason: '核对因病返贫监测名单' })
  expect((await sheetOf(reasoned.bytes)).heads).toContain('主要致贫原因')
  expect(await world.rows("SELECT reason FROM audit_entry WHERE subject = :id AND operation = 'prints.create'", { id: reasoned.job.id })).toEqual([{ reason: '核对因病返贫监测名单' }])

  const [period] = (await world.rows<{ period: string }>("SELECT MAX(period) AS period FROM entry WHERE household_id = :id AND state = '03'", { id: a1.id })).map((r) => r.period)
  await world.db.everywhere('a test enters a line').write((tx) => tx.insert(Entry, { id: newId(), householdId: a1.id, period, item: 'A1', fen: -1050, state: '03', note: '+1 日工', source: 'typed', createdBy: null, approvedBy: null, approvedAt: null }))
  const lines = await world.rows<{ n: number; fen: string }>("SELECT COUNT(*) AS n, SUM(e.fen) AS fen FROM entry e JOIN household h ON h.id = e.household_id WHERE h.region = :region AND e.period = :period AND e.state NOT IN ('05', '06')", { region: LAND.villageA, period })
  const sheets = await made({ kind: 'sheets_xlsx', region: LAND.villageA, period })
  const entered = (await sheetOf(sheets.bytes)).rows
  expect([entered.length, sheets.job.progress.done, Math.round(entered.reduce((sum, r) => sum + (r.get('金额（元）')?.value as number) * 100, 0))]).toEqual([Number(lines[0].n), Number(lines[0].n), Number(lines[0].fen)])
  const csv = await made({ kind: 'sheets_csv', region: LAND.villageA, period })
  const text = csv.bytes.toString()
  expect([csv.bytes.subarray(0, 3).toString('hex'), csv.type, text.split('\r\n').length]).toEqual(['efbbbf', 'text/csv; charset=utf-8', Number(lines[0].n) + 2])
  expect(text).toContain(",-10.50,已通过,'+1 日工,")
})

test('cards as a table: one row each, sums as numbers', async () => {
  const { bytes } = await made({ kind: 'cards_xlsx', region: LAND.villageA, year: YEAR })
  const { rows } = await sheetOf(bytes)
  expect(rows.map((row) => ['户主', '家庭纯收入', '人均纯收入', '版本', '是否达到'].map((head) => row.get(head)?.value)).sort()).toEqual([
    [world.households.a2.headName, 19646, 6548.67, '第 1 版', '达到'], [world.households.a1.headName, 19646, 6548.67, '第 2 版', '达到'],
  ].sort())
})

test('one card at once: the household its own; a replaced version says so; a draft has no code', async () => {
  const { a1 } = world.households
  const pdf = async (path: string, who: Who = 'household'): Promise<Buffer> => {
    const response = await fetch(`${world.url}/api/v1/households/${a1.id}/annual-cards/${path}`, { headers: { authorization: `Bearer ${await world.token(who)}` } })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    return Buffer.from(await response.arrayBuffer())
  }
  const [now, before, draft] = await Promise.all([pdf(`${YEAR}/versions/2/pdf`), pdf(`${YEAR}/versions/1/pdf?elder=true`), pdf(`${YEAR}/draft/pdf`, 'helper')])
  expect((await textOf(now)).join('')).not.toContain('已作废')
  expect((await textOf(before)).every((page) => page.includes('已作废 · 第 1 版') && page.includes('由第 2 版代替'))).toBe(true)
  expect((await textOf(draft)).every((page) => page.includes('草稿 · 未审核'))).toBe(true)
  expect((await codesOf(draft)).flat()).toEqual([`https://onecard.test/h/${a1.code}`])
})

test('nothing to print, too much at once, and what makes no sense are told in words', async () => {
  const empty = await create({ kind: 'cards', region: LAND.villageA, year: 2012 })
  expect([empty.status, empty.problem.code]).toEqual([409, 'print.nothing'])
  for (const wish of [{ kind: 'labels' as const }, { kind: 'labels' as const, region: LAND.township, group: '1 组' }, { kind: 'labels' as const, region: LAND.villageA, period: '2020-03' }]) expect((await create(wish, 'county_office')).problem.code).toBe('request.invalid')
})
