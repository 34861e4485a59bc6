// Accounts and appointments by the administrator, and the two logs that the auditor reads.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import type { Appoint } from '@onecard/shared/contract/accounts.requests'
import type { Role } from '@onecard/shared/roles'
import { clock } from '../src/kernel/clock'
import { newId } from '../src/kernel/ids'
import type { Who } from './actors'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { accounts, audit, me, passwords, proposals, sessions, households } = operations
const PASSWORD = 'a-long-enough-secret'

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const as = async (who: Who) => ({ token: await world.token(who) })
let serial = 0
async function created(phone?: string) {
  const answer = await world.call(accounts.create, { account: `made.${++serial}`, name: '样新来', ...(phone && { phone }) }, await as('system_admin'))
  expect(answer.status).toBe(201)
  return answer.body
}
/** A new account whose person has set the password. */
async function opened() {
  const made = await created()
  const answer = await world.call(passwords.set, { account: made.account, code: made.activation.code, password: PASSWORD })
  expect(answer.status).toBe(201)
  return { ...made, own: { token: answer.body.token } }
}
const propose = async (id: string, wish: Omit<Appoint, 'id'>) => world.call(accounts.appoint, { id, ...wish }, await as('system_admin'))
/** By both people: the administrator proposes, the county office confirms. */
async function appoint(id: string, wish: Omit<Appoint, 'id'>) {
  const answer = await propose(id, wish)
  for (const { id: proposal } of answer.body.waiting ?? []) expect((await world.call(proposals.confirm, { id: proposal }, await as('county_office'))).status).toBe(204)
  if (answer.status !== 201) return answer
  const items = (await world.call(accounts.list, { limit: 200 }, await as('system_admin'))).body.items
  return { ...answer, body: items.find((a) => a.id === id)! }
}
const audited = async (subject: string) => (await world.rows('SELECT operation, role, account_id, appointment_id, changed FROM audit_entry WHERE subject = :subject ORDER BY id', { subject }))

describe('accounts', () => {
  test('a new account signs in and may do nothing until it is appointed', async () => {
    const account = await opened()
    expect(account).toMatchObject({ name: '样新来', active: true, wechatBound: false, appointments: [], waiting: [] })
    const { body } = await world.call(sessions.create, { account: account.account, password: PASSWORD })
    expect(body.actor).toMatchObject({ appointments: [], permissions: [] })
    expect((await world.call(households.list, {}, { token: body.token })).problem.code).toBe('permission.denied')
  })

  test('creating is audited; the phone stands there as a hash', async () => {
    const account = await created('15412345678')
    const [entry] = await audited(`account/${account.id}`)
    expect(entry).toMatchObject({ operation: 'accounts.create', role: 'system_admin', account_id: world.people.system_admin.accountId, appointment_id: world.people.system_admin.appointmentId })
    expect(entry.changed).not.toContain('15412345678')
    expect(JSON.parse(entry.changed)).toContainEqual({ field: 'phone', before: null, after: expect.stringMatching(/^#[0-9a-f]{12}$/) })
    expect(JSON.stringify(await world.rows('SELECT * FROM account WHERE id = :id', { id: account.id }))).not.toMatch(/15412345678|a-long-enough/)
  })

  test('a taken name is refused and nothing is written', async () => {
    const account = await created()
    const again = await world.call(accounts.create, { account: account.account, name: '样重名' }, await as('system_admin'))
    expect(again.problem).toMatchObject({ status: 409, code: 'account.name_taken' })
    expect(await world.rows("SELECT 1 FROM audit_entry WHERE changed LIKE '%样重名%'")).toEqual([])
  })

  test('the list pages by key to the end, each account once, by role too', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const { body } = await world.call(accounts.list, { limit: 7, after }, await as('system_admin'))
      seen.push(...body.items.map((a) => a.account))
      after = body.next ?? undefined
    } while (after)
    const all = (await world.rows<{ account: string }>('SELECT account FROM account ORDER BY id')).map((a) => a.account)
    expect(seen).toEqual(all)
    const helpers = (await world.call(accounts.list, { role: 'helper' }, await as('system_admin'))).body
    expect(helpers.items.map((a) => [a.account, a.appointments[0].where])).toEqual([['helper', '1 户'], ['helper2', '1 户'], ['helper3', '0 户']])
  })

  test("the head of a household is not named to the administrator", async () => {
    const { items } = (await world.call(accounts.list, { role: 'household' }, await as('system_admin'))).body
    expect(items.map((a) => a.name)).toEqual(['样**', '例**'])
  })

  test('a cursor that is none is refused', async () => {
    expect((await world.call(accounts.list, { after: 'x' }, await as('system_admin'))).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'after' }] })
  })
})

describe('appointments', () => {
  const unit = (): string => world.units.unit
  const household = (): string => world.households.a2.id
  const fits: [Role, () => Omit<Appoint, 'id' | 'role'>, string][] = [
    ['household', () => ({ household: household() }), '本户'], ['helper', () => ({}), '0 户'],
    ['village_clerk', () => ({ region: LAND.villageA }), '尚和寨村'], ['village_secretary', () => ({ region: LAND.villageA }), '尚和寨村'],
    ['village_team', () => ({ region: LAND.villageA }), '尚和寨村'], ['first_secretary', () => ({ region: LAND.villageA }), '尚和寨村'],
    ['township_officer', () => ({ region: LAND.township }), '太阳升街道'], ['township_leader', () => ({ region: LAND.township }), '太阳升街道'],
    ['unit_manager', () => ({ unit: unit() }), '样例农业局'], ['county_office', () => ({}), '盖州市'], ['department', () => ({ policyArea: '06,18' }), '盖州市'],
    ['acceptance_group', () => ({ region: LAND.township }), '太阳升街道'], ['prefecture_office', () => ({}), '营口市'], ['system_admin', () => ({}), '盖州市'], ['auditor', () => ({}), '盖州市'],
  ]

  test.each(fits)('%s is attached as its role asks', async (role, wish, where) => {
    const { id } = await created()
    const { status, body } = await appoint(id, { role, ...wish() })
    expect([status, body.appointments.map((a) => [a.role, a.where, a.from, a.to])]).toEqual([201, [[role, where, clock.today(), null]]])
  })

  test.each<[Role, string, () => Omit<Appoint, 'id' | 'role'>]>([
    ['village_clerk', 'no village', () => ({})], ['village_clerk', 'a township', () => ({ region: LAND.township })], ['village_clerk', 'a village that is not there', () => ({ region: '210881004999' })],
    ['village_clerk', 'a village of the neighbour', () => ({ region: LAND.neighbourVillage })], ['village_clerk', 'a household besides', () => ({ region: LAND.villageA, household: household() })],
    ['township_officer', 'a village', () => ({ region: LAND.villageA })], ['household', 'nobody', () => ({})], ['household', 'a household that is not there', () => ({ household: newId() })],
    ['household', 'a land', () => ({ region: LAND.villageA })], ['helper', 'a village', () => ({ region: LAND.villageA })], ['unit_manager', 'no unit', () => ({})],
    ['unit_manager', 'a unit that is not there', () => ({ unit: newId() })], ['department', 'no area', () => ({})], ['department', 'an unknown area', () => ({ policyArea: '06,77' })],
    ['county_office', 'an area', () => ({ policyArea: '06' })], ['county_office', 'another county', () => ({ region: LAND.neighbourCounty })],
    ['acceptance_group', 'no land', () => ({})], ['acceptance_group', 'the prefecture', () => ({ region: '2108' })], ['prefecture_office', 'a county', () => ({ region: LAND.county })],
    ['system_admin', 'a land', () => ({ region: LAND.county })], ['auditor', 'a household', () => ({ household: household() })],
  ])('%s with %s is refused', async (role, _, wish) => {
    const { id } = await created()
    expect((await appoint(id, { role, ...wish() })).problem).toMatchObject({ status: 400, code: 'appointment.wrong_attachment' })
    expect(await world.rows('SELECT 1 FROM appointment WHERE account_id = :id', { id })).toEqual([])
  })

  test('holds at once in an open session, shortens it to the role, and ends at once', async () => {
    const account = await opened()
    expect((await appoint(account.id, { role: 'helper' })).status).toBe(201)
    const session = (await world.call(sessions.create, { account: account.account, password: PASSWORD })).body
    const own = { token: session.token }
    expect((await world.call(households.list, {}, own)).body.items).toEqual([])

    const { body } = await appoint(account.id, { role: 'county_office' })
    expect((await world.call(households.list, {}, own)).body.items.length).toBeGreaterThan(0)
    const [open] = (await world.call(sessions.list, {}, own)).body.items
    expect(Date.parse(open.expiresAt) - Date.parse(open.createdAt)).toBe(12 * 3_600_000)

    const office = body.appointments.find((a) => a.role === 'county_office')?.id ?? ''
    expect((await world.call(accounts.dismiss, { id: account.id, appointment: office }, await as('system_admin'))).status).toBe(204)
    expect((await world.call(households.list, {}, own)).body.items).toEqual([])
    expect((await world.call(me.get, {}, own)).body.appointments.map((a) => a.role)).toEqual(['helper'])
    expect((await world.call(accounts.dismiss, { id: account.id, appointment: office }, await as('system_admin'))).problem.code).toBe('not_found')

    expect((await audited(`appointment/${office}`)).map((e) => e.operation)).toEqual(['accounts.appoint', 'proposals.confirm', 'accounts.dismiss'])
  })

  test('pressed twice it is one appointment', async () => {
    const { id } = await created()
    await appoint(id, { role: 'auditor' })
    expect((await appoint(id, { role: 'auditor' })).body.appointments).toHaveLength(1)
  })

  test('may begin later and end by itself; days that are none are refused', async () => {
    const { id, account } = await opened()
    const tomorrow = addDays(clock.today(), 1)
    expect((await appoint(id, { role: 'helper', from: tomorrow, to: tomorrow })).body.appointments).toHaveLength(1)
    expect((await world.call(sessions.create, { account, password: PASSWORD })).body.actor.appointments).toEqual([])
    expect((await appoint(id, { role: 'helper', from: '2019-02-29' })).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'from' }] })
    expect((await appoint(id, { role: 'helper', to: addDays(clock.today(), -1) })).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'to' }] })
  })

  test('nobody appoints or dismisses himself, nor an account that is not there', async () => {
    const own = world.people.system_admin
    expect((await appoint(own.accountId, { role: 'county_office' })).problem.code).toBe('permission.denied')
    expect((await world.call(accounts.dismiss, { id: own.accountId, appointment: own.appointmentId }, await as('system_admin'))).problem.code).toBe('permission.denied')
    expect((await appoint(newId(), { role: 'helper' })).problem.code).toBe('not_found')
  })

  test("an appointment is dismissed under its own account alone", async () => {
    const { id } = await created()
    expect((await world.call(accounts.dismiss, { id, appointment: world.people.helper.appointmentId }, await as('system_admin'))).problem.code).toBe('not_found')
    expect((await world.call(me.get, {}, await as('helper'))).body.appointments).toHaveLength(1)
  })
})

describe('the logs', () => {
  test('writes: newest first, paged, by account and operation, naming the appointment and no household', async () => {
    const auditor = await as('auditor')
    const all: { id: string; account: string; operation: string }[] = []
    let after: string | undefined
    do {
      const { body } = await world.call(audit.list, { limit: 9, after }, auditor)
      all.push(...body.items)
      after = body.next ?? undefined
    } while (after)
    expect(all).toHaveLength((await world.rows('SELECT id FROM audit_entry')).length)
    expect(all.map((e) => Number(e.id))).toEqual([...all.map((e) => Number(e.id))].sort((a, b) => b - a))
    const one = (await world.call(audit.list, { account: 'system_admin', operation: 'accounts.dismiss' }, auditor)).body.items
    expect(one.length).toBeGreaterThan(0)
    expect(one[0]).toMatchObject({ account: 'system_admin', role: 'system_admin', appointment: world.people.system_admin.appointmentId, operation: 'accounts.dismiss' })
    expect((await world.call(audit.list, { account: 'nobody' }, auditor)).body.items).toEqual([])
    expect((await world.call(audit.list, { account: '没有这人' }, auditor)).body.items).toEqual([])
  })

  test('reads: who saw which household by which way, never its name', async () => {
    const { a1, a2 } = world.households
    await world.call(households.card, { id: a1.id, way: 'scan' }, await as('helper'))
    await world.call(households.card, { id: a2.id, way: 'list' }, await as('village_clerk'))
    await world.settle()
    const auditor = await as('auditor')
    const { body, text } = await world.call(audit.reads, {}, auditor)
    expect(body.items.slice(0, 2)).toEqual([
      expect.objectContaining({ account: 'village_clerk', role: 'village_clerk', household: a2.id, region: LAND.villageA, way: 'list' }),
      expect.objectContaining({ account: 'helper', role: 'helper', household: a1.id, region: LAND.villageA, way: 'scan' }),
    ])
    for (const name of [a1.headName, a2.headName]) expect(text).not.toContain(name)
    expect((await world.call(audit.reads, { household: a1.id }, auditor)).body.items.map((r) => r.account)).toEqual(['helper'])
    expect((await world.call(audit.reads, { account: 'village_clerk' }, auditor)).body.items.map((r) => r.household)).toEqual([a2.id])
    const paged = (await world.call(audit.reads, { limit: 1 }, auditor)).body
    expect((await world.call(audit.reads, { limit: 1, after: paged.next ?? '' }, auditor)).body.items[0].account).toBe('helper')
  })

  test('a cursor that is none is refused', async () => {
    expect((await world.call(audit.list, { after: '0 OR 1' }, await as('auditor'))).problem.code).toBe('request.invalid')
  })
})
