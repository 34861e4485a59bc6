// Sign-in by WeChat against the stand-in: known users enter, new ones are bound by a phone number on record, and nobody else.
import { operations } from '@onecard/shared/operations'
import { clock } from '../src/kernel/clock'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { sessions, me } = operations

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

let serial = 0
/** A fresh login code of this WeChat user. */
function login(openid: string): string {
  const code = `login-${++serial}`
  world.standIn.control.set({ codes: [{ code, kind: 'login', of: openid }] })
  return code
}
function phone(number: string): string {
  const code = `phone-${++serial}`
  world.standIn.control.set({ codes: [{ code, kind: 'phone', of: number }] })
  return code
}
const enter = (openid: string, number?: string) =>
  world.call(sessions.createByWechat, { code: login(openid), ...(number !== undefined && { phoneCode: phone(number) }) })

test('the first time a phone number is asked for; the number of an office account binds, and later the code is enough', async () => {
  expect((await enter('oT_secretary')).problem).toMatchObject({ status: 409, code: 'session.phone_needed' })
  const first = await enter('oT_secretary', world.people.village_secretary.phone)
  expect([first.status, first.body.actor.account]).toEqual([201, 'village_secretary'])
  const later = await enter('oT_secretary')
  expect([later.status, later.body.actor.account]).toEqual([201, 'village_secretary'])
  expect((await world.call(me.get, {}, { token: later.body.token })).body.account).toBe('village_secretary')
})

test('the openid stands sealed and indexed, and its binding is audited without it', async () => {
  await enter('oT_clerk', world.people.village_clerk.phone)
  const bindings = await world.rows('SELECT * FROM wechat_binding WHERE account_id = :id', { id: world.people.village_clerk.accountId })
  expect(bindings).toHaveLength(1)
  const audit = await world.rows("SELECT * FROM audit_entry WHERE operation = 'sessions.createByWechat' AND account_id = :id", { id: world.people.village_clerk.accountId })
  expect(audit).toEqual([expect.objectContaining({ subject: `wechat_binding/${bindings[0].id}` })])
  expect(JSON.stringify([bindings, audit])).not.toContain('oT_clerk')
  expect(JSON.stringify([bindings, audit])).not.toContain(world.people.village_clerk.phone)
})

test('the number in a household\'s record opens the household that has no account, once for two of its phones', async () => {
  const { a2 } = world.households
  const mother = await enter('oT_mother', a2.phone)
  expect(mother.status).toBe(201)
  expect(mother.body.actor).toMatchObject({ large: true, household: { id: a2.id }, permissions: expect.arrayContaining(['household.own', 'household.read', 'scan.create']) })
  const head = a2.members.find((m) => m.phone !== null)
  const son = await enter('oT_son', head?.phone ?? '')
  expect(son.body.actor).toEqual(mother.body.actor)
  expect(await world.rows('SELECT 1 FROM appointment WHERE household_id = :id', { id: a2.id })).toHaveLength(1)
})

test('the household that has an account is bound to it', async () => {
  expect((await enter('oT_b1', world.households.b1.phone)).body.actor.account).toBe('household2')
})

test('two first requests at once bind once', async () => {
  const [c1] = await world.add([{ region: LAND.villageC, headName: '样同时' }])
  const both = await Promise.all([enter('oT_twice', c1.phone), enter('oT_twice', c1.phone)])
  expect(both.map((a) => a.status)).toEqual([201, 201])
  expect(both[0].body.actor).toEqual(both[1].body.actor)
  expect(await world.rows("SELECT 1 FROM appointment WHERE household_id = :id AND role = 'household'", { id: c1.id })).toHaveLength(1)
})

test('a number on no record opens nothing', async () => {
  expect((await enter('oT_stranger', '15499999999')).problem).toMatchObject({ status: 403, code: 'session.phone_unknown' })
})

test('a number that stands for two households tells them not apart: nothing is opened', async () => {
  const [one, two] = await world.add([{ region: LAND.villageA, headName: '样甲' }, { region: LAND.villageA, headName: '样乙' }])
  await world.asOwner((owner) => owner.query('UPDATE household SET phone_index = (SELECT x.phone_index FROM (SELECT phone_index FROM household WHERE id = ?) x) WHERE id = ?', [one.id, two.id]))
  expect((await enter('oT_shared', one.phone)).problem.code).toBe('session.phone_unknown')
})

test('a number that two accounts share opens neither', async () => {
  const { helper, helper2 } = world.people
  await world.asOwner((owner) => owner.query('UPDATE account SET phone_index = (SELECT x.phone_index FROM (SELECT phone_index FROM account WHERE id = ?) x) WHERE id = ?', [helper.accountId, helper2.accountId]))
  expect((await enter('oT_two_accounts', helper.phone)).problem.code).toBe('session.phone_unknown')
})

test('a member who left, a household that was struck off and an account that was closed open nothing', async () => {
  const [left, struck] = await world.add([{ region: LAND.villageA, headName: '样离家' }, { region: LAND.villageA, headName: '样清退' }])
  const today = clock.today()
  await world.asOwner(async (owner) => {
    await owner.query('UPDATE member SET left_on = ? WHERE household_id = ?', [today, left.id])
    await owner.query("UPDATE household SET state = '19' WHERE id = ?", [struck.id])
    await owner.query('UPDATE account SET active = 0 WHERE id = ?', [world.people.helper3.accountId])
  })
  const numbers = [left.members[0].phone ?? '', struck.phone, world.people.helper3.phone]
  for (const number of numbers) expect([number, (await enter(`oT_out_${number}`, number)).problem?.code]).toEqual([number, 'session.phone_unknown'])
})

test('a bound account that is closed lets nobody in', async () => {
  expect((await enter('oT_leader', world.people.township_leader.phone)).status).toBe(201)
  await world.asOwner((owner) => owner.query('UPDATE account SET active = 0 WHERE id = ?', [world.people.township_leader.accountId]))
  expect((await enter('oT_leader')).problem.code).toBe('session.phone_unknown')
})

test('WeChat\'s refusals arrive in words of the catalogue', async () => {
  const used = login('oT_secretary')
  expect((await world.call(sessions.createByWechat, { code: used })).status).toBe(201)
  expect((await world.call(sessions.createByWechat, { code: used })).problem).toMatchObject({ status: 401, code: 'wechat.code_refused' })
  expect((await world.call(sessions.createByWechat, { code: login('oT_new'), phoneCode: 'never-given' })).problem.code).toBe('wechat.code_refused')
})

test.each([
  ['risky-user', 403, 'wechat.user_refused'], ['html', 503, 'wechat.unavailable'], ['reset', 503, 'wechat.unavailable'],
] as const)('%s: the phone is told %i %s', async (kind, status, code) => {
  world.standIn.control.set({ faults: [{ kind, on: '/sns/jscode2session' }] })
  expect((await enter('oT_secretary')).problem).toMatchObject({ status, code })
  world.standIn.control.set({ faults: [] })
  expect((await enter('oT_secretary')).status).toBe(201)
})

test('WeChat is asked outside any transaction: a silent one holds no connection of the database', async () => {
  world.standIn.control.set({ faults: [{ kind: 'slow', mode: 'never', on: '/sns/jscode2session' }] })
  const asked = () => world.standIn.control.calls('/sns/jscode2session').length
  const reached = asked() + 12
  let answered = 0
  const waiting = Array.from({ length: 12 }, () => enter('oT_secretary').finally(() => { answered++ }))
  // The pool holds ten connections; all twelve wait for WeChat, and others work on.
  const work = async () => expect((await world.call(sessions.list, {}, { token: await world.token('helper') })).status).toBe(200)
  while (asked() < reached && answered === 0) await work()
  await Promise.all(Array.from({ length: 12 }, work))
  expect(answered).toBe(0)
  expect((await Promise.all(waiting)).map((answer) => answer.problem.code)).toEqual(Array(12).fill('wechat.unavailable'))
  world.standIn.control.set({ faults: [] })
})

test('neither openids, numbers nor codes stand in the log', () => {
  const log = world.log.join('')
  for (const secret of ['oT_', 'login-', 'phone-', world.people.village_secretary.phone, world.households.a2.phone]) expect(log).not.toContain(secret)
})
