// 该走访的: the kept due day is what the rules say, whoever changed what it rests on; the lists that are read from it.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { visitDueOn, type VisitRule } from '@onecard/shared/rules/visits'
import { dueSql, refreshDue } from '../src/features/regions'
import { DueKeeper } from '../src/features/visits/due-keeper'
import { Visit } from '../src/features/visits/visit.entity'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { newId } from '../src/kernel/ids'
import type { Who } from './actors'
import type { HouseholdFacts } from './population'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { visits, households } = operations
const today = clock.today()
const rules = county.settings.visit.rules
let world: World

beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => clock.shift(0))

const as = async (who: Who) => ({ token: await world.token(who) })
const house = () => world.db.everywhere('a test looks at due days')
const set = (sql: string, values: unknown[]) => world.asOwner((owner) => owner.query(sql, values))
const dueOf = async ({ id }: { id: string }): Promise<string | null> => (await world.rows<{ due_on: string | null }>('SELECT due_on FROM household WHERE id = :id', { id }))[0].due_on

test('SQL and rule say the same of any facts, under the county\'s rules and under others', async () => {
  const others: VisitRule[][] = [rules, [], [{ id: 'a', label: 'a', everyDays: 40, fromExitYear: true }], [{ id: 'a', label: 'a', everyDays: 50, types: ['02'], fromExitYear: true }, { id: 'b', label: 'b', everyDays: 9, states: ['08', '15'] }, { id: 'c', label: 'c', everyDays: 20, fromExitYear: true }]]
  const year = Number(today.slice(0, 4))
  const days = [null, addDays(today, -3), `${year - 1}-12-05`, `${year - 1}-12-31`, `${year - 1}-10-01`]
  const facts = ['06', '07', '08', '14', '15', '16', '17', '18'].flatMap((state) => ['01', '02', '03'].flatMap((type) => [null, year - 1, year, year + 1].flatMap((plannedExitYear) =>
    days.flatMap((lastVisitOn) => days.map((pairedOn) => ({ state, type, plannedExitYear, lastVisitOn, pairedOn }))))))
  const text = (value: unknown): string => value === null ? 'NULL' : `'${String(value)}'`
  for (const list of others) {
    for (let i = 0; i < facts.length; i += 600) {
      const part = facts.slice(i, i + 600)
      const union = part.map((f, n) => `SELECT ${n} AS n, ${text(f.state)} AS state, ${text(f.type)} AS type, ${f.plannedExitYear ?? 'NULL'} AS planned, ${text(f.lastVisitOn)} AS last_on, ${text(f.pairedOn)} AS paired_on`).join(' UNION ALL ')
      const rows = await world.rows<{ n: string; due: string | null }>(`SELECT f.n, ${dueSql({ state: 'f.state', type: 'f.type', plannedExitYear: 'f.planned', last: 'f.last_on', paired: 'f.paired_on' }, list)} AS due FROM (${union}) f`)
      expect(rows).toHaveLength(part.length)
      const wrong = rows.map(({ n, due }) => ({ facts: part[Number(n)], due, wanted: visitDueOn(part[Number(n)], list) })).filter((row) => row.due !== row.wanted)
      expect(wrong).toEqual([])
    }
  }
})

describe('the kept day follows', () => {
  let h: HouseholdFacts
  beforeEach(async () => { [h] = await world.add([{ region: LAND.villageA, headName: '样随动', row: { lastVisitOn: addDays(today, -10) } }]) })
  const touched = async (who: Who = 'county_office'): Promise<void> => {
    // Through an operation that touches: a code anew.
    expect((await world.call(operations.codes.reissue, { id: h.id, kind: 'lost', reason: '门牌被风刮走' }, await as(who))).status).toBe(201)
  }

  test('state, type and planned exit year, by touch', async () => {
    expect(await dueOf(h)).toBe(addDays(today, 21))
    await set("UPDATE household SET state = '15' WHERE id = ?", [h.id])
    await touched()
    expect(await dueOf(h)).toBe(addDays(today, 82))
    await set("UPDATE household SET state = '08', household_type = '03' WHERE id = ?", [h.id])
    await touched()
    expect(await dueOf(h)).toBe(addDays(today, 6))
    await set("UPDATE household SET household_type = '01', planned_exit_year = ? WHERE id = ?", [Number(today.slice(0, 4)), h.id])
    await touched()
    expect(await dueOf(h)).toBe(visitDueOn({ state: '08', type: '01', plannedExitYear: Number(today.slice(0, 4)), lastVisitOn: addDays(today, -10), pairedOn: null }, rules))
    await set("UPDATE household SET state = '20' WHERE id = ?", [h.id])
    await touched()
    expect(await dueOf(h)).toBeNull()
  })

  test('pairing and its end', async () => {
    await set('UPDATE household SET last_visit_on = ? WHERE id = ?', [addDays(today, -50), h.id])
    const { body } = await world.call(households.pair, { id: h.id, account: 'helper3' }, await as('county_office'))
    expect(await dueOf(h)).toBe(addDays(today, 31))
    expect((await world.call(households.unpair, { id: h.id, pairing: body.id, reason: '工作调动离开' }, await as('county_office'))).status).toBe(204)
    expect(await dueOf(h)).toBe(addDays(today, -19))
  })

  test('other rules of the county, at the next start', async () => {
    const keeper = world.running.app.get(DueKeeper)
    const known = async () => (await world.rows<{ fingerprint: string }>('SELECT fingerprint FROM due_rules'))[0].fingerprint
    const now = await known()
    await set('UPDATE household SET due_on = NULL WHERE id = ?', [h.id])
    await keeper.onModuleInit()
    expect(await dueOf(h)).toBeNull()
    await set("UPDATE due_rules SET fingerprint = 'another'", [])
    await keeper.onModuleInit()
    expect([await dueOf(h), await known()]).toEqual([addDays(today, 21), now])
  })
})

describe('lists', () => {
  let made: HouseholdFacts[]
  beforeAll(async () => {
    const wish = (days: number, more = {}) => ({ region: LAND.villageB, headName: `样期${days}`, row: { lastVisitOn: addDays(today, -days), ...more } })
    made = await world.add([wish(60), wish(45), wish(45), wish(32), wish(31), wish(25), wish(24), wish(23), wish(5), wish(200, { state: '20' }), wish(100, { state: '15' })])
  })
  const list = async (input: object, who: Who = 'township_officer') => (await world.call(visits.due, input as never, await as(who))).body
  const mine = (items: { household: { id: string } }[]) => items.map((item) => made.findIndex((h) => h.id === item.household.id)).filter((i) => i >= 0)

  test('overdue, soon and both, the longest over first, with days and rule', async () => {
    const { items } = await list({ region: LAND.villageB, due: 'overdue' })
    expect(mine(items).slice(0, 1)).toEqual([0])
    expect(mine(items).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 10])
    expect(items.find((item) => item.household.id === made[0].id)).toMatchObject({ dueOn: addDays(today, -29), daysOver: 29, lastVisitOn: addDays(today, -60), rule: '每月一次', household: { headName: '样期60', region: { code: LAND.villageB } } })
    expect(items.find((item) => item.household.id === made[10].id)?.rule).toBe('脱贫后每季度一次')
    expect(mine((await list({ region: LAND.villageB, due: 'soon' })).items).sort((a, b) => a - b)).toEqual([4, 5, 6])
    expect(mine((await list({ region: LAND.villageB })).items).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 10])
  })

  test('the same households as 名册 filtered and as the figures', async () => {
    const { items } = await list({ due: 'overdue', limit: 200 })
    const { body: roster } = await world.call(households.list, { due: 'overdue', limit: 200 } as never, await as('township_officer'))
    expect(items.map((item) => item.household.id).sort()).toEqual(roster.items.map((item) => item.id).sort())
    expect((await world.call(operations.county.totals, {}, await as('township_officer'))).body.overdue).toBe(items.length)
  })

  test.each([1, 2, 3, 7])('pages of %i hold everybody once, in order', async (limit) => {
    const all = (await list({ limit: 200 })).items
    const paged: string[] = []
    for (let after: string | undefined; ;) {
      const page = await list({ limit, ...(after && { after }) })
      paged.push(...page.items.map((item) => item.household.id))
      if (!page.next) break
      after = page.next
    }
    expect(paged).toEqual(all.map((item) => item.household.id))
    expect(all.map((item) => item.dueOn)).toEqual([...all.map((item) => item.dueOn)].sort())
    expect((await world.call(visits.due, { after: 'x' } as never, await as('helper'))).problem.code).toBe('request.invalid')
  })

  test('a visit takes the household off the list', async () => {
    const visit = { id: made[0].id, kind: '01', startedAt: clock.iso(clock.now()), endedAt: clock.iso(clock.now()), sentAt: clock.iso(clock.now()), met: [], topics: [], promises: [], photos: [] }
    expect((await world.call(visits.record, visit, await as('township_officer'))).status).toBe(201)
    expect(mine((await list({ region: LAND.villageB, due: 'overdue' })).items)).not.toContain(0)
    expect(await dueOf(made[0])).toBe(addDays(today, 31))
  })

  test('the calendar holds one\'s own visits of the month and the due days of one\'s households', async () => {
    const helper = { accountId: world.people.helper3.accountId, unitId: null }
    const [h] = await world.add([{ region: LAND.villageB, headName: '样日历', helper, row: { lastVisitOn: today } }])
    await house().write((tx) => tx.insert(Visit, [
      { id: newId(), householdId: h.id, accountId: helper.accountId, onDay: today, kind: '02', met: null, note: '', topics: null, receivedAt: clock.date(), countsOn: today },
      { id: newId(), householdId: h.id, accountId: world.people.helper.accountId, onDay: today, kind: '01', met: null, note: '', topics: null, receivedAt: clock.date(), countsOn: today },
      { id: newId(), householdId: h.id, accountId: helper.accountId, onDay: today, kind: '01', met: null, note: '', topics: null, receivedAt: clock.date(), withdrawnAt: clock.date() },
    ]))
    await refreshDue(house(), [h.id], today)
    const calendar = async (month: string) => (await world.call(visits.calendar, { month }, await as('helper3'))).body
    const due = addDays(today, 31)
    expect((await calendar(today.slice(0, 7))).visits).toEqual([{ household: { id: h.id, headName: '样日历' }, on: today, kind: { code: '02', label: '电话' } }])
    expect((await calendar(due.slice(0, 7))).due).toEqual([{ household: { id: h.id, headName: '样日历' }, on: due }])
    expect((await world.call(visits.calendar, { month: '2020-13' }, await as('helper3'))).problem.code).toBe('request.invalid')
  })
})
