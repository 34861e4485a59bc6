// 名册: pages that miss nobody and show nobody twice, filters, search that takes what is typed as it is, and counts that agree.
import { operations } from '@onecard/shared/operations'
import type { ListHouseholds } from '@onecard/shared/contract/households.requests'
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../../src/kernel/clock'
import { LAND, type HouseholdFacts } from '../population'
import { startWorld, type World } from '../world'

const { households } = operations
const MANY = 45
let world: World
let added: HouseholdFacts[]
let token: string

beforeAll(async () => {
  world = await startWorld()
  const today = clock.today()
  added = await world.add(Array.from({ length: MANY }, (_, i) => ({
    region: LAND.villageC, headName: `例册${i}`,
    // Several on the same day, and every ninth never visited: the order has ties.
    row: { lastVisitOn: i % 9 === 0 ? null : addDays(today, -10 * (i % 7)), state: i % 5 === 0 ? '15' : '08', causeMain: i % 3 === 0 ? '07' : '01', householdType: i % 2 ? '01' : '02' },
    ...(i < 4 && { helper: { accountId: world.people.helper3.accountId, unitId: null } }),
  })))
  token = await world.token('township_officer2')
})
afterAll(() => world.close())

async function pages(input: ListHouseholds): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | undefined; ;) {
    const { body } = await world.call(households.list, { ...input, ...(after && { after }) }, { token })
    expect(body.items.length).toBeLessThanOrEqual(input.limit ?? 50)
    ids.push(...body.items.map(({ id }) => id))
    if (body.next === null) return ids
    after = body.next
  }
}
const list = async (input: ListHouseholds) => (await world.call(households.list, { limit: 200, ...input }, { token })).body.items
const all = (): string[] => [world.households.c1.id, ...added.map(({ id }) => id)]

test.each([1, 7, 46, 200])('pages of %i by id hold everybody once, in order', async (limit) => {
  expect(await pages({ limit })).toEqual(all().sort())
})

test.each([1, 7, 50])('pages of %i by the due day: longest over first, what is not due last', async (limit) => {
  const ids = await pages({ limit, sort: 'due' })
  expect([...ids].sort()).toEqual(all().sort())
  const days = new Map((await list({})).map((row) => [row.id, row.dueOn ?? '9999-12-31']))
  const inOrder = ids.map((id) => `${days.get(id)} ${id}`)
  expect(inOrder).toEqual([...inOrder].sort())
})

test('a page holds its place while others are added before and behind it', async () => {
  const first = await world.call(households.list, { limit: 10 }, { token })
  const [late] = await world.add([{ region: LAND.villageC, headName: '例后来' }])
  const second = await world.call(households.list, { limit: 200, after: first.body.next as string }, { token })
  const ids = [...first.body.items, ...second.body.items].map(({ id }) => id)
  expect(ids).toEqual([...all(), late.id].sort())
  await world.asOwner(async (owner) => { for (const table of ['member', 'household_code']) await owner.query(`DELETE FROM ${table} WHERE household_id = ?`, [late.id]); await owner.query('DELETE FROM household WHERE id = ?', [late.id]) })
})

test('a cursor that is none is refused by name', async () => {
  for (const after of ['0', '2020-01-01.x', `${added[0].id}'`]) {
    for (const sort of ['id', 'due'] as const) expect((await world.call(households.list, { after, sort }, { token })).problem).toMatchObject({ status: 400, errors: [{ field: 'after' }] })
  }
})

test('filters by state, type, cause, helper and overdue, and counts that agree with the rows', async () => {
  const rows = await list({})
  expect((await list({ state: '15' })).map(({ id }) => id)).toEqual(rows.filter(({ state }) => state.code === '15').map(({ id }) => id))
  expect((await list({ type: '02' })).map(({ id }) => id)).toEqual(rows.filter(({ type }) => type?.code === '02').map(({ id }) => id))
  expect((await list({ cause: '07' })).map(({ id }) => id)).toEqual(rows.filter(({ causes }) => causes?.some(({ code }) => code === '07')).map(({ id }) => id))
  expect((await list({ helper: 'helper3' })).map(({ id }) => id)).toEqual(added.slice(0, 4).map(({ id }) => id))
  const overdue = await list({ overdue: 'true' })
  expect(overdue.map(({ id }) => id)).toEqual(rows.filter(({ dueOn }) => dueOn && dueOn < clock.today()).map(({ id }) => id))
  expect(overdue.length).toBeGreaterThan(5)
  const { body } = await world.call(households.counts, {}, { token })
  expect(body.total).toBe(MANY + 1)
  for (const [groups, of] of [[body.byState, (r: typeof rows[0]) => r.state.code], [body.byType, (r: typeof rows[0]) => r.type?.code], [body.byCause, (r: typeof rows[0]) => r.causes?.[0].code]] as const) {
    expect(groups.map(({ code, count }) => [code, count])).toEqual([...new Set(rows.map(of))].sort().map((code) => [code, rows.filter((row) => of(row) === code).length]))
  }
  expect((await world.call(households.counts, { state: '15' }, { token })).body.total).toBe(rows.filter(({ state }) => state.code === '15').length)
})

test.each([['例册4', 6], ['例册44', 1], ['册', 0], ['%', 0], ['例_', 0], ['_册1', 0], ['\\', 0], ["' OR 1=1 -- ", 0], ['例册4 ', 6], ['例临海', 1], ['样远山', 0]])('the text %j finds %i', async (text, found) => {
  const { status, body } = await world.call(households.search, { text, limit: 200 }, { token })
  expect(status).toBe(200)
  expect(body.items).toHaveLength(found)
})

test('a whole number finds its household, part of it nobody', async () => {
  const { c1 } = world.households
  const find = async (text: string) => (await world.call(households.search, { text }, { token })).body.items.map(({ id }) => id)
  // The disability card and the ID number inside it are one person.
  const card = c1.members[3].certificate
  for (const text of [card, card.slice(0, 18), ` ${card.slice(0, 18)} `, c1.phone]) expect([text, await find(text)]).toEqual([text, [c1.id]])
  for (const text of [card.slice(0, 17), card.slice(0, 6), c1.phone.slice(0, 10)]) expect([text, await find(text)]).toEqual([text, []])
})
