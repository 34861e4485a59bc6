// Imports over HTTP: upload, dry run as a job, problems page by page, applying once, who may, what is too large, what a crash leaves.
import { existsSync, readdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { operations } from '@onecard/shared/operations'
import type { ImportView } from '@onecard/shared/contract/imports.views'
import { ImportsService } from '../src/features/imports/imports.service'
import { newId } from '../src/kernel/ids'
import { csvText, sampleTable, withCell, type Table } from './sheet-files'
import { startWorld, type World } from './world'

const { imports } = operations
const households = sampleTable('households')
const members = sampleTable('members')
const MEGABYTE = 1_048_576

let world: World
let token: string
beforeAll(async () => {
  world = await startWorld()
  token = await world.token('county_office')
})
afterAll(() => world.close())

const folder = (): string => join(world.running.env.dataDir, 'imports')
const leftovers = (): string[] => existsSync(folder()) ? readdirSync(folder()) : []

function form(h: Table | string = households, m: Table | string | null = members): FormData {
  const data = new FormData()
  const blob = (table: Table | string): Blob => new Blob([typeof table === 'string' ? table : csvText(table)])
  data.append('households', blob(h), '贫困户.csv')
  if (m !== null) data.append('members', blob(m), '家庭成员.csv')
  return data
}

const upload = (data: FormData) => world.call(imports.create, {}, { token, form: data })
const settled = async (id: string): Promise<ImportView> => {
  await world.running.app.get(ImportsService).idle()
  return (await world.call(imports.get, { id }, { token })).body
}

it('checks in the background, answers page by page, then applies once', async () => {
  const created = await upload(form())
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ state: 'checking', by: '样红梅', files: [{ sheet: 'households', name: '贫困户.csv' }, { sheet: 'members', name: '家庭成员.csv' }] })
  const { id } = created.body
  const checked = await settled(id)
  expect(checked).toMatchObject({ state: 'checked', problems: 0, warnings: 18, households: { read: 12, added: 12 }, members: { read: 31, added: 31 }, progress: { done: 43, total: 43 } })
  const first = await world.call(imports.problems, { id, limit: 10 }, { token })
  const second = await world.call(imports.problems, { id, limit: 10, after: first.body.next ?? '' }, { token })
  expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([10, 8, null])
  expect(await world.rows(`SELECT id FROM household WHERE household_no LIKE '900000000%'`)).toHaveLength(0)

  const applied = await world.call(imports.apply, { id }, { token })
  expect(applied.status).toBe(202)
  const again = await world.call(imports.apply, { id }, { token })
  expect(again.status).toBe(202)
  expect(await settled(id)).toMatchObject({ state: 'applied', households: { added: 12 }, members: { added: 31 } })
  expect(await world.rows(`SELECT id FROM household WHERE household_no LIKE '900000000%'`)).toHaveLength(12)
  const audit = await world.rows(`SELECT role, account_id, changed FROM audit_entry WHERE operation = 'imports.apply' AND subject = :id`, { id })
  expect(audit).toHaveLength(1)
  expect(audit[0]).toMatchObject({ role: 'county_office', account_id: world.people.county_office.accountId })
  expect(JSON.parse(audit[0].changed).map((c: { field: string }) => c.field)).toEqual(['households.sha256', 'members.sha256', 'households', 'members'])
  expect(leftovers()).toEqual([])
  // The imported household is in the list, with its new number and its card.
  const list = await world.call(operations.households.list, { region: '210881004205' }, { token })
  const imported = list.body.items.find((item) => item.headName === '例丙兰')
  expect(imported?.memberCount).toBe(3)
  const card = await world.call(operations.households.card, { id: imported?.id ?? '' }, { token })
  expect([card.status, card.body.number]).toEqual([200, expect.stringMatching(/^\d{8}$/)])
})

it('refuses to apply what has problems, and names them', async () => {
  const { body: { id } } = await upload(form(withCell(households, 5, '主要致贫原因', '因懒')))
  expect(await settled(id)).toMatchObject({ state: 'refused', problems: 1 })
  const { body } = await world.call(imports.problems, { id }, { token })
  expect(body.items[0]).toMatchObject({ severity: 'error', rule: 'Q10', sheet: 'households', row: 5, column: '主要致贫原因', read: '因懒' })
  expect((await world.call(imports.apply, { id }, { token })).problem.code).toBe('import.has_problems')
})

it('refuses a sheet with an open quote at its cell, also one without rows; neither can be applied', async () => {
  for (const [sheets, expected] of [
    [form(csvText(households).replace('样甲山', '"样甲山'), members), { rule: 'file', sheet: 'households', row: 2, column: '户主姓名' }],
    [form(households.slice(0, 1), members.slice(0, 1)), { rule: 'empty', sheet: 'households', row: 2 }],
  ] as const) {
    const { status, body: { id } } = await upload(sheets)
    expect(status).toBe(201)
    expect(await settled(id)).toMatchObject({ state: 'refused', problems: 1 })
    expect((await world.call(imports.problems, { id }, { token })).body.items).toEqual([expect.objectContaining({ severity: 'error', ...expected })])
    expect((await world.call(imports.apply, { id }, { token })).problem.code).toBe('import.has_problems')
  }
})

it('says what is wrong with the files before it makes a job of them', async () => {
  const before = (await world.call(imports.list, {}, { token })).body.items.length
  expect((await upload(form(households, null))).problem.code).toBe('import.file_missing')
  expect((await world.call(imports.create, {}, { token })).problem.code).toBe('import.file_missing')
  const unreadable = await upload(form('', members))
  expect([unreadable.status, unreadable.problem.code]).toEqual([422, 'import.file_unreadable'])
  const large = await upload(form('x'.repeat(50 * MEGABYTE + 1), members))
  expect([large.status, large.problem.code]).toEqual([413, 'upload.too_large'])
  expect((await world.call(imports.list, {}, { token })).body.items).toHaveLength(before)
  const checked = (await world.rows<{ id: string }>(`SELECT id FROM import_job WHERE state = 'checked'`)).map((row) => row.id)
  expect(leftovers().filter((name) => !checked.includes(name))).toEqual([])
})

it('is for the county office alone, and an unknown job is not found', async () => {
  for (const who of ['township_officer', 'village_secretary', 'system_admin', 'auditor', 'household'] as const) {
    expect([who, (await world.call(imports.create, {}, { token: await world.token(who), form: form() })).status]).toEqual([who, 403])
  }
  expect((await world.call(imports.get, { id: newId() }, { token })).status).toBe(404)
  expect((await world.call(imports.apply, { id: newId() }, { token })).status).toBe(404)
})

it('marks a job failed that a crash cut off, and says that nothing was written', async () => {
  const id = newId()
  const progress = JSON.stringify({ done: 5, total: null, step: '读贫困户表', host: hostname(), at: 0 })
  const counts = JSON.stringify({ households: { read: 0, added: 0, changed: 0, same: 0 }, members: { read: 0, added: 0, changed: 0, same: 0 } })
  await world.asOwner((owner) => owner.query('INSERT INTO import_job (id, state, created_at, files, counts, progress, problems, warnings) VALUES (?, ?, NOW(3), ?, ?, ?, 0, 0)', [id, 'applying', '[]', counts, progress]))
  await world.running.app.get(ImportsService).sweep()
  expect((await world.call(imports.get, { id }, { token })).body).toMatchObject({ state: 'failed', failure: expect.stringContaining('什么都没有写入') })
})

it('leaves no ID number, phone or name of the sheets in the log', () => {
  const log = world.log.join('\n')
  for (const table of [members]) for (const cells of table.slice(1)) for (const secret of [cells[7], cells[11]]) expect(log.includes(secret)).toBe(false)
  expect(log.includes(households[1][16])).toBe(false)
})
