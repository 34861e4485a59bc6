// The books of a month: entered, returned, corrected, approved by another, confirmed, opened again; and a village approved at once.
import { randomUUID } from 'node:crypto'
import { operations } from '@onecard/shared/operations'
import type { SheetQueueItem, SheetView } from '@onecard/shared/contract/sheets.views'
import { addMonths, cardYearOf, periodOf } from '@onecard/shared/rules/period'
import { drawPlaces } from '@onecard/shared/rules/drawing'
import { Entry } from '../../src/features/ledger/entry.entity'
import { Sheet } from '../../src/features/ledger/sheet.entity'
import { Sessions } from '../../src/kernel/auth/sessions'
import { clock } from '../../src/kernel/clock'
import { county } from '../../src/kernel/county'
import { newId } from '../../src/kernel/ids'
import type { Who } from '../actors'
import { LAND, sheetRow, type HouseholdFacts } from '../population'
import { startWorld, type World } from '../world'

const { sheets, households, notices, me } = operations
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => clock.shift(0))

const NOW = periodOf(clock.today())
const BEFORE = addMonths(NOW, -1)
const WAGE = { item: 'A1', fen: 180_000 }
const MINUTE = 60_000

const as = async (who: Who, key?: string) => ({ token: await world.token(who), ...(key && { headers: { 'idempotency-key': key } }) })
const get = async (who: Who, id: string, period = NOW): Promise<SheetView> => (await world.call(sheets.get, { id, period }, await as(who))).body
const put = async (who: Who, id: string, version: number, more: object = {}, key?: string) => world.call(sheets.put, { id, period: NOW, version, lines: [WAGE], submit: true, ...more }, await as(who, key))
const decide = async (who: Who, id: string, version: number, more: object = {}, key?: string) => world.call(sheets.decide, { id, period: NOW, version, approve: true, ...more }, await as(who, key))
const card = async (who: Who, id: string) => (await world.call(households.card, { id }, await as(who))).body
const rules = (view: SheetView): string[] => view.warnings.map(({ rule }) => rule)
const approve = async (who: Who, given: readonly { id: string; version: number }[], key?: string) =>
  world.call(sheets.approveMany, { region: LAND.villageA, period: NOW, sheets: given.map(({ id, version }) => ({ household: id, version })) }, await as(who, key))

/** Plain households of village A that the helper helps, each with a submitted month of its own. */
let serial = 0
async function village(many: number, region: string = LAND.villageA): Promise<HouseholdFacts[]> {
  const made = await world.add(Array.from({ length: many }, () => ({ region, headName: `样账${String.fromCharCode(0x4e00 + ++serial)}`, helper: { accountId: world.people.helper.accountId, unitId: world.units.unit } })))
  world.running.app.get(Sessions).forget(world.people.helper.accountId)
  return made
}
async function waiting(many: number, more: Partial<Sheet> = {}): Promise<{ id: string; version: number }[]> {
  const made = await village(many)
  const rows = made.map(({ id }) => sheetRow(id, NOW, 'submitted', { wageFen: 100_000, expenseFen: 1_000, writers: world.people.helper.accountId, savedBy: world.people.helper.accountId, lineCount: 1, ...more }))
  await world.db.everywhere('a test hands in sheets').write(async (tx) => {
    await tx.insert(Sheet, rows)
    await tx.insert(Entry, rows.map((row) => ({ id: newId(), householdId: row.householdId, period: NOW, item: 'A1', fen: 100_000, state: '02', note: null, source: 'typed', createdBy: world.people.helper.accountId, sheetId: row.id, n: 0 })))
  })
  return made.map(({ id }) => ({ id, version: 1 }))
}

describe('one month', () => {
  test('is entered, returned with a reason, corrected, approved by another, confirmed, opened again, and stays readable as it was', async () => {
    const { a1 } = world.households
    expect(await get('helper', a1.id)).toMatchObject({ state: 'none', version: 0, lines: [], mayWrite: true, mayDecide: false, lastMonth: { period: BEFORE }, suggestions: [{ item: { code: 'D4' }, fen: 8_800, source: 'recurring' }, { item: { code: 'A4' }, source: 'measure' }] })

    const lines = [WAGE, { item: 'E1', fen: 20_000 }, { item: 'B2', fen: 240_000, quantityMilli: 3_000, unit: '只', unitPriceFen: 80_000, note: '羊' }, { item: 'D2', fen: 30_000, member: a1.members[0].id }]
    const entered = (await put('helper', a1.id, 0, { lines })).body
    expect(entered).toMatchObject({ state: 'submitted', version: 1, revision: 1, by: '样志远', mayDecide: false, sums: { wageFen: 180_000, businessFen: 240_000, transferFen: 30_000, expenseFen: 20_000, netFen: 430_000 } })
    // The record has somebody with 低保, so that line needs no measure; the goats are new.
    expect(entered.warnings).toEqual([])
    expect((await card('helper', a1.id)).months?.[0]).toMatchObject({ period: NOW, incomeFen: 450_000, expenseFen: 20_000, state: { code: '02' } })

    expect((await decide('village_secretary', a1.id, 1, { approve: false })).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'reason' }] })
    expect((await decide('village_secretary', a1.id, 1, { approve: false, reason: '卖羊没有凭证，补一张' })).body).toMatchObject({ state: 'returned', version: 2 })
    await world.settle()
    expect((await world.call(notices.list, {}, await as('helper'))).body.items[0]).toMatchObject({ topic: 'entry_returned', opens: { household: a1.id } })
    expect(await get('helper', a1.id)).toMatchObject({ returned: { reason: '卖羊没有凭证，补一张', by: '样宝山' }, mayWrite: true })
    expect((await get('household', a1.id)).returned).toBeUndefined()

    const corrected = (await put('helper', a1.id, 2, { lines: [WAGE, { item: 'B2', fen: 80_000 }] })).body
    expect(corrected).toMatchObject({ state: 'submitted', version: 3, lines: [{ fen: 180_000 }, { fen: 80_000 }] })
    expect(corrected.returned).toBeUndefined()
    // What was handed in before is kept under the version that replaced it.
    expect((await world.rows('SELECT item FROM entry WHERE household_id = :id AND period = :now AND dropped_in = 2', { id: a1.id, now: NOW })).map(({ item }) => item).sort()).toEqual(['A1', 'B2', 'D2', 'E1'])

    const approved = (await decide('village_secretary', a1.id, 3)).body
    expect(approved).toMatchObject({ state: 'approved', version: 4, decidedBy: '样宝山', mayReopen: true, mayDecide: false, undo: { batch: expect.any(String) } })
    expect((await card('helper', a1.id)).months?.[0]).toMatchObject({ incomeFen: 260_000, state: { code: '03' } })

    expect((await get('household', a1.id)).mayConfirm).toBe(true)
    const confirm = async (version: number, agree: boolean) => world.call(sheets.confirm, { id: a1.id, period: NOW, version, agree, ...(!agree && { text: '工资没这么多' }) }, await as('household'))
    expect((await confirm(4, false)).body).toMatchObject({ version: 5, confirmation: { agree: false, text: '工资没这么多' } })
    expect((await get('helper', a1.id)).confirmation).toMatchObject({ agree: false })

    const reopened = (await world.call(sheets.reopen, { id: a1.id, period: NOW, version: 5, reason: '农户说工资记多了' }, await as('village_secretary'))).body
    expect(reopened).toMatchObject({ state: 'draft', revision: 2, version: 6, lines: [{ fen: 180_000 }, { fen: 80_000 }], revisions: [{ revision: 1, state: 'approved' }] })
    // The old one counts until the new one is approved.
    expect((await card('helper', a1.id)).months?.[0]).toMatchObject({ incomeFen: 260_000, state: { code: '03' } })
    expect((await put('helper', a1.id, 6, { lines: [{ item: 'A1', fen: 150_000 }] })).body).toMatchObject({ state: 'submitted', version: 7, revision: 2 })
    expect((await card('helper', a1.id)).months?.[0]).toMatchObject({ incomeFen: 260_000, state: { code: '03' }, reopened: true })
    const again = (await decide('village_secretary', a1.id, 7)).body
    expect(again).toMatchObject({ state: 'approved', version: 8, revision: 2 })
    expect((await card('helper', a1.id)).months?.filter(({ period }) => period === NOW)).toEqual([expect.objectContaining({ incomeFen: 150_000, state: expect.objectContaining({ code: '03' }) })])
    expect((await world.call(sheets.get, { id: a1.id, period: NOW, revision: 1 }, await as('helper'))).body).toMatchObject({ revision: 1, sums: { wageFen: 180_000 }, lines: [{ fen: 180_000 }, { fen: 80_000 }], mayWrite: false, mayReopen: false })
    const audited = await world.rows<{ operation: string; reason: string | null }>("SELECT operation, reason FROM audit_entry WHERE operation LIKE 'sheets.%' AND changed LIKE :of ORDER BY id", { of: `%sheet.${NOW}%` })
    expect(audited.map(({ operation }) => operation)).toEqual(['put', 'decide', 'put', 'decide', 'confirm', 'reopen', 'put', 'decide'].map((act) => `sheets.${act}`))

    // An undo brings the first revision back.
    expect((await world.call(sheets.undo, { batch: again.undo?.batch ?? '' }, await as('village_secretary'))).body).toEqual({ undone: 1, kept: 0 })
    expect((await card('helper', a1.id)).months?.[0]).toMatchObject({ incomeFen: 260_000, reopened: true })
    expect((await decide('village_secretary', a1.id, 9)).body).toMatchObject({ state: 'approved', version: 10 })
  })

  test('warns for what is odd, and closes on its day', async () => {
    const { a1 } = world.households
    const odd = (await world.call(sheets.put, { id: a1.id, period: addMonths(NOW, -3), version: 1, lines: [WAGE], submit: true }, await as('helper'))).problem
    expect(odd.code).toBe('sheet.not_now')
    const [{ id, members }] = await village(1)
    await world.asOwner((owner) => owner.query('UPDATE member SET birth_date = ? WHERE id = ?', [`${Number(NOW.slice(0, 4)) - 9}-02-28`, members[0].id]))
    const late = addMonths(NOW, -2)
    const write = async (more: object) => world.call(sheets.put, { id, period: late, version: 0, submit: true, lines: [{ item: 'A1', fen: 900_000, member: members[0].id }, { item: 'D2', fen: 40_000 }, { item: 'E2', fen: 1_500_000 }], ...more }, await as('helper'))
    expect((await write({})).problem).toMatchObject({ code: 'sheet.late_reason', errors: [{ field: 'lateReason' }] })
    const view = (await write({ lateReason: '工资条这个月才拿到' })).body
    expect(rules(view)).toEqual(['member', 'no_evidence', 'no_measure', 'spending_above_income', 'late'])
    expect(view).toMatchObject({ closed: true, lateReason: '工资条这个月才拿到', warnings: [{ line: 0, text: `${members[0].name}还没到干活的年纪，却记了工资` }, {}, { line: 1, text: '低保金 400 元，没有登记相应的措施' }, { text: '支出比收入多 5,600 元' }, {}] })
    expect((await get('household', world.households.a1.id)).basis).toBeUndefined()
    for (const period of [addMonths(NOW, 1), '2001-01']) expect((await world.call(sheets.put, { id, period, version: 0, lines: [], submit: true, lateReason: '补报老账目' }, await as('helper'))).problem.code).toBe('sheet.not_now')
    const bad = [[{ item: 'A8', fen: 1 }], [{ item: 'A1', fen: 1, member: newId() }], [{ item: 'B2', fen: 5, quantityMilli: 1_000, unitPriceFen: 6 }]]
    expect(await Promise.all(bad.map(async (lines) => (await put('helper', id, 0, { lines })).problem.errors?.map(({ field }) => field)))).toEqual([['lines.0.item'], ['lines.0.member'], ['lines.0.fen']])
    // A month in which there was nothing is a month all the same.
    expect((await put('helper', id, 0, { lines: [] })).body).toMatchObject({ state: 'submitted', sums: { netFen: 0 } })
    expect((await decide('village_secretary', id, 1)).body.state).toBe('approved')
    expect((await card('village_secretary', id)).months?.[0]).toMatchObject({ period: NOW, incomeFen: 0, state: { code: '03' } })
  })

  test('nobody approves what he entered, nor what he entered a part of', async () => {
    const [{ id }] = await village(1)
    await put('helper', id, 0, { submit: false })
    await put('village_secretary', id, 1, { lines: [WAGE, { item: 'D4', fen: 11_800 }] })
    await put('helper', id, 2)
    expect(await get('village_secretary', id)).toMatchObject({ state: 'submitted', version: 3, mayDecide: false })
    expect((await decide('village_secretary', id, 3)).problem.code).toBe('sheet.own')
    expect((await approve('village_secretary', [{ id, version: 3 }])).body).toMatchObject({ approved: 0, refused: [{ household: id, code: 'sheet.own' }] })
    expect((await world.call(sheets.queueSummary, {}, await as('village_secretary'))).body.months.find(({ period }) => period === NOW)).toMatchObject({ own: 1 })
  })

  test('a deputy approves in the secretary’s place, for a time, and never his own', async () => {
    const [theirs, own] = await village(2)
    await put('helper', theirs.id, 0)
    await put('village_clerk', own.id, 0)
    expect((await decide('village_clerk', theirs.id, 1)).problem.code).toBe('permission.denied')
    const region = LAND.villageA
    expect((await world.call(sheets.deputyCandidates, { region }, await as('village_secretary'))).body.items.map(({ name }) => name)).toEqual(['样明哲', '样长林', '样丽娟'])
    const name = async (account: string, to: string) => world.call(sheets.appointDeputy, { region, account, from: clock.today(), to }, await as('village_secretary'))
    expect((await name(world.people.helper.accountId, clock.today())).problem.errors?.[0].field).toBe('account')
    expect((await name(world.people.village_clerk.accountId, '2999-01-01')).problem.errors?.[0].field).toBe('to')
    const deputy = (await name(world.people.village_clerk.accountId, clock.today())).body
    expect((await world.call(me.get, {}, await as('village_clerk'))).body.permissions).toContain('sheet.approve')
    expect((await decide('village_clerk', own.id, 1)).problem.code).toBe('sheet.own')
    expect((await decide('village_clerk', theirs.id, 1)).body).toMatchObject({ state: 'approved', decidedBy: '样丽娟' })
    clock.shift(24 * 60 * MINUTE)
    world.running.app.get(Sessions).forget(world.people.village_clerk.accountId)
    expect((await world.call(sheets.queue, {}, await as('village_clerk'))).problem.code).toBe('permission.denied')
    clock.shift(0)
    world.running.app.get(Sessions).forget(world.people.village_clerk.accountId)
    expect((await world.call(sheets.queue, {}, await as('village_clerk'))).status).toBe(200)
    await world.call(sheets.endDeputy, { region, deputy: deputy.id }, await as('village_secretary'))
    expect((await world.call(sheets.queue, {}, await as('village_clerk'))).problem.code).toBe('permission.denied')
    expect((await world.call(sheets.deputies, { region }, await as('village_secretary'))).body.items).toEqual([expect.objectContaining({ id: deputy.id, name: '样丽娟', by: '样宝山', ended: true })])
    expect((await world.rows("SELECT operation FROM audit_entry WHERE operation LIKE 'sheets.%Deputy' ORDER BY id")).map(({ operation }) => operation)).toEqual(['sheets.appointDeputy', 'sheets.endDeputy'])
  })
})

describe('races', () => {
  test('two who approve, a double tap, an edit meanwhile and a lost answer: once, on what was seen', async () => {
    const { accountId, appointmentId } = world.people.first_secretary
    await world.asOwner((owner) => owner.query("INSERT INTO deputy (id, region, account_id, appointment_id, from_day, to_day, appointed_by, appointed_at) VALUES (?, ?, ?, ?, '2000-01-01', '2999-01-01', ?, NOW(3))", [newId(), LAND.villageA, accountId, appointmentId, accountId]))
    world.running.app.get(Sessions).forget(accountId)
    const [both, tapped, edited, lost] = await waiting(4)
    const answers = await Promise.all((['village_secretary', 'first_secretary', 'village_secretary', 'first_secretary'] as const).map((who) => decide(who, both.id, 1)))
    expect(answers.map(({ status, problem }) => status === 201 ? 'approved' : problem.code).sort()).toEqual(['approved', 'sheet.changed_since', 'sheet.changed_since', 'sheet.changed_since'])
    expect(await world.rows('SELECT id FROM sheet_batch WHERE id = (SELECT batch_id FROM sheet WHERE household_id = :id)', { id: both.id })).toHaveLength(1)

    const [one, key] = [randomUUID(), randomUUID()]
    const taps = await Promise.all([1, 2, 3].map(() => decide('village_secretary', tapped.id, 1, {}, one)))
    expect(new Set(taps.map(({ text }) => text)).size).toBe(1)
    expect(taps[0].body).toMatchObject({ state: 'approved', version: 2 })

    expect((await put('helper', edited.id, 1, { lines: [{ item: 'A1', fen: 99_900 }] })).body.version).toBe(2)
    expect((await decide('village_secretary', edited.id, 1)).problem.code).toBe('sheet.changed_since')
    expect((await put('helper', edited.id, 1)).problem.code).toBe('sheet.changed_since')
    const many = await Promise.all([approve('village_secretary', [edited, lost], key), approve('village_secretary', [edited, lost], key), approve('first_secretary', [edited, lost])])
    expect(many[0].text).toBe(many[1].text)
    expect(many[0].body.approved + many[2].body.approved).toBe(1)
    expect(many.flatMap(({ body }) => body.refused.filter((r: { household: string }) => r.household === edited.id).map((r: { code: string }) => r.code))).toEqual(['sheet.changed_since', 'sheet.changed_since', 'sheet.changed_since'])
    expect(await world.rows('SELECT version, state FROM sheet WHERE household_id IN (:ids)', { ids: [edited.id, lost.id] })).toEqual(expect.arrayContaining([{ version: 2, state: 'submitted' }, { version: 2, state: 'approved' }]))
    await world.asOwner((owner) => owner.query('UPDATE deputy SET ended_at = NOW(3) WHERE account_id = ?', [accountId]))
    world.running.app.get(Sessions).forget(accountId)
  })
})

describe('a village at once', () => {
  test('the queue gives the oddest first, page by page, and the plain ones are approved in one act that can be undone', async () => {
    const { a1, b1 } = world.households
    const flagged = await waiting(3, { oddness: 40, warnings: JSON.stringify([{ rule: 'jump', text: '工资性收入比上月多 8,000 元' }]) })
    const good = await waiting(5)
    const items: SheetQueueItem[] = []
    for (let after: string | undefined; ;) {
      const { items: some, next } = (await world.call(sheets.queue, { period: NOW, limit: 3, after }, await as('village_secretary'))).body
      items.push(...some)
      if (next === null) break
      after = next
    }
    const of = (given: readonly { id: string }[]) => items.filter(({ household }) => given.some(({ id }) => id === household.id))
    expect(of(flagged).map(({ warnings }) => warnings.length)).toEqual([1, 1, 1])
    expect(items.slice(0, 3)).toEqual(of(flagged))
    expect(of(good)).toHaveLength(5)
    expect(items.map(({ household }) => household.id)).toEqual([...new Set(items.map(({ household }) => household.id))])
    const summary = (await world.call(sheets.queueSummary, {}, await as('village_secretary'))).body.months.find(({ period }) => period === NOW)
    const plain = (await world.call(sheets.queue, { period: NOW, kind: 'plain', limit: 200 }, await as('village_secretary'))).body.items.filter(({ mayDecide }) => mayDecide)
    expect(summary).toMatchObject({ plain: plain.length, plainIncomeFen: plain.reduce((sum, item) => sum + item.incomeFen, 0), plainExpenseFen: plain.reduce((sum, item) => sum + item.expenseFen, 0) })

    const done = (await approve('village_secretary', [...good, flagged[0], { id: a1.id, version: 1 }, { id: b1.id, version: 1 }])).body
    expect(done).toMatchObject({ approved: 5, incomeFen: 500_000, expenseFen: 5_000 })
    expect(done.refused).toEqual([{ household: flagged[0].id, headName: expect.any(String), code: 'sheet.flagged' }, { household: a1.id, headName: a1.headName, code: 'sheet.changed_since' }, { household: b1.id, headName: '', code: 'sheet.not_submitted' }])
    expect((await world.rows('SELECT state, approved_by FROM entry WHERE household_id IN (:ids)', { ids: good.map(({ id }) => id) })).map((row) => Object.values(row))).toEqual(good.map(() => ['03', world.people.village_secretary.accountId]))
    expect(await world.rows("SELECT id FROM audit_entry WHERE operation = 'sheets.approveMany' AND subject IN (SELECT id FROM sheet WHERE household_id IN (:ids))", { ids: good.map(({ id }) => id) })).toHaveLength(5)
    expect((await card('village_secretary', good[0].id)).version).toBe(2)

    // The household's word rests on it: that one stays.
    await world.asOwner((owner) => owner.query('UPDATE sheet SET built_upon = 1 WHERE household_id = ?', [good[4].id]))
    expect((await world.call(sheets.undo, { batch: done.batch }, await as('village_secretary'))).body).toEqual({ undone: 4, kept: 1 })
    expect((await get('village_secretary', good[0].id))).toMatchObject({ state: 'submitted', version: 3, mayDecide: true })
    expect((await world.call(sheets.undo, { batch: done.batch }, await as('village_secretary'))).problem.code).toBe('sheet.undo_too_late')

    const second = (await approve('village_secretary', good.slice(0, 4).map(({ id }) => ({ id, version: 3 })))).body
    await world.asOwner((owner) => owner.query('UPDATE sheet SET built_upon = 1 WHERE batch_id = ?', [second.batch]))
    expect((await world.call(sheets.undo, { batch: second.batch }, await as('village_secretary'))).problem.code).toBe('sheet.built_upon')
    clock.shift(10 * MINUTE + 1000)
    expect((await world.call(sheets.undo, { batch: second.batch }, await as('village_secretary'))).problem).toMatchObject({ code: 'sheet.undo_too_late', detail: expect.stringContaining('10 分钟') })
  })

  test('a month of the year that is over moves the figures of 名册, of each household its own', async () => {
    const last = addMonths(cardYearOf(NOW, county.settings.cardYear.startMonth).from, -1)
    const made = await village(3)
    const rows = made.map(({ id }, n) => sheetRow(id, last, 'submitted', { wageFen: (n + 1) * 300_000, lineCount: 1 }))
    await world.db.everywhere('a test hands in sheets').write(async (tx) => {
      await tx.insert(Sheet, rows)
      await tx.insert(Entry, rows.map((row) => ({ id: newId(), householdId: row.householdId, period: last, item: 'A1', fen: row.wageFen, state: '02', note: null, source: 'typed', createdBy: null, sheetId: row.id, n: 0 })))
    })
    const figures = async () => (await world.rows('SELECT per_capita_fen AS fen, below_line AS below FROM household WHERE id IN (:ids) ORDER BY id', { ids: made.map(({ id }) => id) })).map(({ fen, below }) => [fen === null ? null : Number(fen), below])
    const { batch } = (await world.call(sheets.approveMany, { region: LAND.villageA, period: last, sheets: made.map(({ id }) => ({ household: id, version: 1 })) }, await as('village_secretary'))).body
    expect(await figures()).toEqual([[300_000, 1], [600_000, 0], [900_000, 0]])
    await world.call(sheets.undo, { batch }, await as('village_secretary'))
    expect(await figures()).toEqual([[null, null], [null, null], [null, null]])
    // Opened again, the month counts as it was; what is written takes its place one day, and is no addition that waits.
    const [{ id }] = made
    const of = { id, period: last }
    await world.call(sheets.decide, { ...of, version: 3, approve: true }, await as('village_secretary'))
    await world.call(sheets.reopen, { ...of, version: 4, reason: '工资单核对有误' }, await as('village_secretary'))
    expect((await world.call(sheets.put, { ...of, version: 5, lines: [{ item: 'A1', fen: 700_000 }], submit: true, lateReason: '工资单核对有误' }, await as('helper'))).body.state).toBe('submitted')
    expect((await card('helper', id)).income).toMatchObject({ netFen: 300_000, pendingFen: 0, pendingCount: 0 })
  })

  test('a card that was issued on it keeps it, and so does one that sets it beside its own year', async () => {
    const [one, other] = await waiting(2)
    const year = Number(NOW.slice(0, 4)) + (Number(NOW.slice(5)) >= 10 ? 1 : 0)
    const approved = async (id: string, of: number, code: string): Promise<string> => {
      const { undo } = (await decide('village_secretary', id, 1)).body
      await world.asOwner((owner) => owner.query("INSERT INTO issued_card (household_id, year, version, hash, verification, body, issued_at, issued_by, changed) VALUES (?, ?, 1, '', ?, '', UTC_TIMESTAMP(3) + INTERVAL 1 SECOND, ?, 0)", [id, of, code, newId()]))
      return undo?.batch ?? ''
    }
    expect((await world.call(sheets.undo, { batch: await approved(other.id, year + 1, 'TEST0002') }, await as('village_secretary'))).problem.code).toBe('sheet.built_upon')
    const undo = { batch: await approved(one.id, year, 'TEST0001') }
    expect((await world.call(sheets.undo, undo, await as('village_secretary'))).problem.code).toBe('sheet.built_upon')
    // And closes its year: what comes later is late.
    expect((await get('helper', one.id)).closed).toBe(true)
  })

  test('the township sees how far its villages are, draws a sample that can be drawn again, and sends back', async () => {
    const [one, two, three] = await waiting(3)
    for (const { id } of [one, two, three]) await decide('village_secretary', id, 1)
    const progress = (await world.call(sheets.progress, { region: LAND.township, period: NOW }, await as('township_officer'))).body.items
    expect(progress.map(({ region }) => region.code)).toEqual([LAND.villageB, LAND.villageA])
    expect(progress[1].approved).toBeGreaterThan(3)
    expect(progress[1].none + progress[1].draft + progress[1].submitted + progress[1].returned + progress[1].approved).toBe(progress[1].households)
    expect((await world.call(sheets.progress, { region: LAND.villageB }, await as('township_officer'))).body.items[0].household?.headName).toBe(world.households.b1.headName)

    const draw = async (seed: number) => (await world.call(sheets.sample, { region: LAND.villageA, period: NOW, size: 3, seed }, await as('township_officer'))).body
    const first = await draw(20)
    const all = await world.rows<{ id: string }>("SELECT h.id FROM household h JOIN sheet s ON s.household_id = h.id AND s.period = :now AND s.newest = 1 AND s.state = 'approved' WHERE h.region = :region ORDER BY h.household_no", { now: NOW, region: LAND.villageA })
    expect(first).toMatchObject({ seed: 20, size: 3, outOf: all.length, drawnBy: '样敏' })
    expect(first.items.map(({ household }) => household.id)).toEqual(drawPlaces(20, all.length, 3).map((place) => all[place].id))
    expect((await draw(20)).items).toEqual(first.items)
    const { household: { id }, version } = first.items[0]
    expect((await world.call(sheets.sendBack, { id, period: NOW, version, reason: '抽查时和存折对不上' }, await as('township_officer'))).body).toMatchObject({ state: 'returned', revision: expect.any(Number), returned: { reason: '抽查时和存折对不上', by: '样敏' } })
    expect((await world.call(sheets.getSample, { id: first.id }, await as('township_officer'))).body.items.map(({ sentBack }) => sentBack)).toEqual([true, false, false])
    expect((await get('helper', id)).mayWrite).toBe(true)
    // It counts on until the new revision is approved.
    expect((await card('township_officer', id)).months?.[0]).toMatchObject({ state: { code: '03' }, reopened: true })
  })

  test('a month of long ago that was opened again can be finished', async () => {
    const [{ id }] = await village(1)
    const period = '2015-03'
    await world.db.everywhere('a test keeps an old month').write((tx) => tx.insert(Sheet, sheetRow(id, period, 'approved')))
    const { version } = (await world.call(sheets.reopen, { id, period, version: 1, reason: '核对旧账，少记一笔' }, await as('village_secretary'))).body
    expect((await get('helper', id, period)).mayWrite).toBe(true)
    expect((await world.call(sheets.put, { id, period, version, lines: [WAGE], submit: true, lateReason: '旧账补记一笔' }, await as('helper'))).body).toMatchObject({ state: 'submitted', revision: 2 })
  })
})
