// A cadre who is moved loses the village today, not when a token ends; a helper whose pairing ends loses the household.
import type { Appoint } from '@onecard/shared/contract/accounts.requests'
import { operations } from '@onecard/shared/operations'
import { Sessions } from '../../src/kernel/auth/sessions'
import { clock } from '../../src/kernel/clock'
import { addDays } from '@onecard/shared/rules/day'
import { LAND } from '../population'
import type { Who } from '../actors'
import { startWorld, type World } from '../world'

const { households, accounts, proposals, sessions, me } = operations
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => { clock.shift(0) })

const card = async (who: Who, id: string) => (await world.call(households.card, { id }, { token: await world.token(who) })).status
/** Proposed by the administrator, confirmed by the county office. */
async function appoint(input: Appoint): Promise<void> {
  const { status, body } = await world.call(accounts.appoint, input, { token: await admin() })
  expect(status).toBe(201)
  for (const { id } of body.waiting) expect((await world.call(proposals.confirm, { id }, { token: await world.token('county_office') })).status).toBe(204)
}
const admin = () => world.token('system_admin')

test('moved to the next village: the old one is gone with the next request, the new one is there', async () => {
  const { a1, b1 } = world.households
  const { accountId, appointmentId } = world.people.village_team
  expect([await card('village_team', a1.id), await card('village_team', b1.id)]).toEqual([200, 404])
  await appoint({ id: accountId, role: 'village_team', region: LAND.villageB })
  expect([await card('village_team', a1.id), await card('village_team', b1.id)]).toEqual([200, 200])
  expect((await world.call(accounts.dismiss, { id: accountId, appointment: appointmentId }, { token: await admin() })).status).toBe(204)
  expect([await card('village_team', a1.id), await card('village_team', b1.id)]).toEqual([404, 200])
  const { body } = await world.call(me.get, {}, { token: await world.token('village_team') })
  expect(body.appointments.map(({ region }) => region)).toEqual([LAND.villageB])
  expect((await world.call(households.list, {}, { token: await world.token('village_team') })).body.items.map(({ id }) => id)).toEqual([b1.id])
})

test('dismissed altogether: the session stays, the permission is gone', async () => {
  const { accountId, appointmentId } = world.people.first_secretary
  expect(await card('first_secretary', world.households.a1.id)).toBe(200)
  await world.call(accounts.dismiss, { id: accountId, appointment: appointmentId }, { token: await admin() })
  expect(await card('first_secretary', world.households.a1.id)).toBe(403)
  expect((await world.call(me.get, {}, { token: await world.token('first_secretary') })).body.permissions).toEqual([])
})

test('an appointment from tomorrow is none today', async () => {
  const { accountId } = world.people.helper3
  await appoint({ id: accountId, role: 'village_clerk', region: LAND.villageA, from: addDays(clock.today(), 1) })
  expect(await card('helper3', world.households.a1.id)).toBe(404)
  clock.shift(24 * 3_600_000)
  expect(await card('helper3', world.households.a1.id)).toBe(200)
})

test('a pairing that ends takes the household along; the new helper has it at once', async () => {
  const { b1 } = world.households
  const token = await world.token('county_office')
  expect(await card('helper2', b1.id)).toBe(200)
  const [{ id: pairing }] = (await world.call(households.pairings, { id: b1.id }, { token })).body.items
  expect((await world.call(households.unpair, { id: b1.id, pairing, reason: '工作调动离开' }, { token })).status).toBe(204)
  expect(await card('helper2', b1.id)).toBe(404)
  expect((await world.call(households.pair, { id: b1.id, account: 'helper' }, { token })).status).toBe(201)
  expect(await card('helper', b1.id)).toBe(200)
  // History stays.
  const { items } = (await world.call(households.pairings, { id: b1.id }, { token })).body
  expect(items.map(({ account, to }) => [account, to === null])).toEqual(expect.arrayContaining([['helper2', false], ['helper', true]]))
})

test('the prefecture sees one household for a day, after saying why', async () => {
  const { b1 } = world.households
  const token = await world.token('prefecture_office')
  const see = () => world.call(households.card, { id: b1.id }, { token })
  expect((await see()).status).toBe(404)
  expect((await world.call(households.request, { text: b1.code, reason: '核查来信反映的情况' }, { token })).body).toEqual({ household: { id: b1.id } })
  expect((await see()).body.headName).toBe('例**')
  await world.settle()
  expect(await world.rows('SELECT way, reason FROM household_read WHERE household_id = :id AND role = :role ORDER BY id LIMIT 1', { id: b1.id, role: 'prefecture_office' }))
    .toEqual([{ way: 'request', reason: '核查来信反映的情况' }])
  // Its sessions are short, so it signs in anew the day after.
  clock.shift(25 * 3_600_000)
  const { accountId } = world.people.prefecture_office
  const later = (await world.running.app.get(Sessions).open(accountId, '浏览器')).token
  expect((await world.call(households.card, { id: b1.id }, { token: later })).status).toBe(404)
})

test('a session that its owner ends is ended everywhere at once', async () => {
  const open = async () => (await world.running.app.get(Sessions).open(world.people.department2.accountId, '浏览器')).token
  const [lost, mine] = [await open(), await open()]
  const list = (await world.call(sessions.list, {}, { token: mine })).body.items
  expect(list.filter(({ current }) => current)).toHaveLength(1)
  const other = list.find(({ current }) => !current)!
  expect((await world.call(sessions.revoke, { id: other.id }, { token: mine })).status).toBe(204)
  expect((await world.call(me.get, {}, { token: lost })).problem.code).toBe('session.ended')
  expect((await world.call(me.get, {}, { token: mine })).status).toBe(200)
})
