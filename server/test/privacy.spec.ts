// 谁看过我家, consent, and a household's phone bound by six digits: once, in time, not by guessing, and gone with its member.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { newId } from '../src/kernel/ids'
import type { Who } from './actors'
import { LAND, type HouseholdFacts } from './population'
import { startWorld, type World } from './world'

const { privacy, households, sessions, changes, visits } = operations
const MINUTE = 60_000
let world: World

beforeAll(async () => { world = await startWorld({ env: { TRUST_PROXY: '127.0.0.1' } }) })
afterAll(() => world.close())
afterEach(() => clock.shift(0))

const as = async (who: Who) => ({ token: await world.token(who) })
const count = async (table: string, where = '1 = 1', params: Record<string, unknown> = {}): Promise<number> => Number((await world.rows<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`, params))[0].n)

describe('谁看过我家', () => {
  const readers = async (who: Who = 'household', id = world.households.a1.id, more: { limit?: number; after?: string } = {}) => world.call(privacy.readers, { id, ...more }, await as(who))

  test('one line a day and office, with its ways and reasons; no names; the household\'s own looks and those of who lives there are not listed', async () => {
    const { a1 } = world.households
    for (let i = 0; i < 3; i++) await world.call(households.card, { id: a1.id, way: 'scan' }, await as('helper'))
    await world.call(visits.list, { id: a1.id }, await as('helper'))
    await world.call(households.card, { id: a1.id }, await as('household'))
    for (const reason of ['核对低保申请材料', '换领证件登记']) await world.call(households.reveal, { id: a1.id, member: a1.members[0].id, field: 'certificate', reason }, await as('village_secretary'))
    await world.settle()
    const { body, text } = await readers()
    expect(body.items).toEqual([
      { on: clock.today(), role: { code: 'helper', label: '帮扶责任人' }, way: '扫码看明白卡、看走访记录', reason: null },
      { on: clock.today(), role: { code: 'village_secretary', label: '村支部书记' }, way: '看完整号码', reason: '证件号：核对低保申请材料；证件号：换领证件登记' },
    ])
    for (const who of Object.values(world.people)) expect(text).not.toContain(who.name)
    for (const id of Object.values(world.people).map((p) => p.accountId)) expect(text).not.toContain(id)
  })

  test('the day is that of the county, and pages neither lose nor repeat a line', async () => {
    const { a2 } = world.households
    const rows: [string, string][] = [['2020-03-11 15:59:59', 'helper'], ['2020-03-11 16:00:00', 'helper'], ['2020-03-12 02:00:00', 'county_office'], ['2020-03-12 03:00:00', 'village_clerk'], ['2020-03-13 03:00:00', 'helper']]
    await world.asOwner(async (owner) => {
      for (const [at, role] of rows) await owner.query("INSERT INTO household_read (at, account_id, appointment_id, role, household_id, region, way, reason) VALUES (?, ?, NULL, ?, ?, ?, 'list', NULL)", [at, world.people.helper.accountId, role, a2.id, LAND.villageA])
      await owner.query("INSERT INTO appointment (id, account_id, role, household_id, from_day) VALUES (?, ?, 'household', ?, '2019-01-01')", [newId(), world.people.household2.accountId, a2.id])
    })
    world.running.app.get(Sessions).forget(world.people.household2.accountId)
    const lines: string[] = []
    for (let after: string | undefined; ;) {
      const { body } = await readers('household2', a2.id, { limit: 2, after })
      lines.push(...body.items.map((r) => `${r.on} ${r.role.code}`))
      if (body.next === null) break
      after = body.next
    }
    expect(lines).toEqual(['2020-03-13 helper', '2020-03-12 county_office', '2020-03-12 helper', '2020-03-12 village_clerk', '2020-03-11 helper'])
    expect((await readers('household2', a2.id, { after: 'x' })).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'after' }] })
    expect((await readers('household', a2.id)).problem.code).toBe('not_found')
    expect((await readers('village_secretary')).problem.code).toBe('permission.denied')
  })
})

describe('consent', () => {
  const { version } = county.privacy
  test('asked, given, taken back: every word is kept and audited, the last one holds', async () => {
    const get = async () => (await world.call(privacy.consent, {}, await as('household'))).body
    expect(await get()).toMatchObject({ text: version, title: county.privacy.title, given: null })
    for (const agree of [true, true, false]) {
      const { status, body } = await world.call(privacy.giveConsent, { text: version, agree }, await as('household'))
      expect([status, body.given]).toEqual([201, { text: version, agree, at: expect.any(String) }])
      expect(await get()).toEqual(body)
    }
    expect((await world.rows("SELECT agree FROM consent WHERE account_id = :id ORDER BY id", { id: world.people.household.accountId })).map((r) => r.agree)).toEqual([1, 0])
    expect(await count('audit_entry', "operation = 'privacy.giveConsent'")).toBe(2)
    // Another account's word is its own.
    expect((await world.call(privacy.consent, {}, await as('helper'))).body.given).toBeNull()
  })

  test('a text that is no longer in force is not agreed to', async () => {
    expect((await world.call(privacy.giveConsent, { text: '2019-01', agree: true }, await as('helper'))).problem).toMatchObject({ status: 409, code: 'consent.outdated' })
    expect((await world.call(privacy.giveConsent, { text: version, agree: 'yes' as never }, await as('helper'))).problem.errors).toEqual([{ field: 'agree', message: '请选同意或不同意' }])
  })
})

describe('binding by six digits', () => {
  let serial = 0
  /** Each caller from an address of its own, unless it is the address that is tested. */
  const bind = (code: string, openid: string, address = `203.0.113.${++serial}`) => world.call(privacy.bind, { code, wechatCode: `dev-${openid}.${++serial}` }, { headers: { 'x-forwarded-for': address } })
  const issue = async (h: HouseholdFacts, member = h.members[0].id, who: Who = 'village_clerk') => world.call(privacy.bindingCode, { id: h.id, member }, await as(who))
  const code = async (h: HouseholdFacts, member?: string): Promise<string> => { const { status, body } = await issue(h, member); expect(status).toBe(201); return body.code }
  const wrong = (right: string): string => String((Number(right) + 1) % 1_000_000).padStart(6, '0')
  const house = async (headName: string): Promise<HouseholdFacts> => (await world.add([{ region: LAND.villageA, headName, whole: true }]))[0]

  test('six digits for a member bind this WeChat to the household and sign in; afterwards WeChat alone does', async () => {
    const h = await house('样绑定')
    const { body, headers } = await issue(h)
    expect(body).toEqual({ code: expect.stringMatching(/^\d{6}$/), expiresAt: clock.iso(Date.parse(body.expiresAt)), memberName: h.members[0].name })
    expect(Math.abs(Date.parse(body.expiresAt) - clock.now() - 10 * MINUTE)).toBeLessThan(MINUTE)
    expect(headers.get('cache-control')).toBe('no-store')
    const session = await bind(body.code, 'granny')
    expect([session.status, session.headers.get('cache-control'), session.body.actor]).toEqual([201, 'no-store', expect.objectContaining({ large: true, household: { id: h.id } })])
    expect((await world.call(households.card, { id: h.id }, { token: session.body.token })).body.headName).toBe(h.headName)
    const again = await world.call(sessions.createByWechat, { code: `dev-granny.${++serial}` })
    expect([again.status, again.body.actor.household]).toEqual([201, { id: h.id }])
    const [binding] = await world.rows('SELECT * FROM wechat_binding WHERE member_id = :member', { member: h.members[0].id })
    const audit = await world.rows("SELECT * FROM audit_entry WHERE operation IN ('privacy.bind', 'privacy.bindingCode') ORDER BY id")
    expect(audit.map((a) => a.subject)).toEqual(expect.arrayContaining([`member/${h.members[0].id}`, `wechat_binding/${binding.id}`]))
    for (const secret of [body.code, 'oT_granny']) {
      expect(JSON.stringify([binding, audit])).not.toContain(secret)
      expect(world.log.filter((line) => line.includes(`"${secret}"`))).toEqual([])
    }
  })

  test('one use: of six at once one comes in, and it is gone', async () => {
    const h = await house('样一次')
    const six = await code(h)
    const all = await Promise.all(Array.from({ length: 5 }, (_, i) => bind(six, `rush-${i}`)))
    expect(all.map((a) => a.status).sort()).toEqual([201, 403, 403, 403, 403])
    expect(await count('wechat_binding', 'member_id = :member', { member: h.members[0].id })).toBe(1)
    expect((await bind(six, 'late')).problem).toMatchObject({ status: 403, code: 'binding.refused' })
  })

  test('ten minutes; a new code voids the one before; wrong, used, run out and void answer alike', async () => {
    const h = await house('样过时')
    const first = await code(h)
    const second = await code(h)
    const refusals = [await bind(first, 'old'), await bind(wrong(second), 'guess')]
    clock.shift(10 * MINUTE + 1000)
    refusals.push(await bind(second, 'slow'))
    const plain = refusals.map(({ status, problem: { requestId: _, ...rest } }) => ({ status, rest }))
    for (const one of plain) expect(one).toEqual(plain[0])
    expect(plain[0]).toMatchObject({ status: 403, rest: { code: 'binding.refused' } })
    expect(await count('wechat_binding', 'member_id = :member', { member: h.members[0].id })).toBe(0)
  })

  test('an address has five wrong tries, sent one by one or all at once; right codes do not count', async () => {
    const h = await house('样试码')
    for (let i = 0; i < 6; i++) expect((await bind(await code(h), `same-${h.id.toLowerCase()}`, '198.51.100.7')).status).toBe(201)
    const tries = await Promise.all(Array.from({ length: 12 }, (_, i) => bind(String(i).padStart(6, '0'), 'abuser', '198.51.100.8')))
    expect(tries.filter((t) => t.problem.code === 'binding.refused')).toHaveLength(5)
    expect(tries.filter((t) => t.problem.code === 'session.locked')).toHaveLength(7)
    const good = await code(h)
    const locked = await bind(good, 'abuser', '198.51.100.8')
    expect(locked.problem).toMatchObject({ status: 429, code: 'session.locked', retryAfter: expect.any(Number) })
    // Passwords of the same address are another count.
    expect((await bind(good, `same-${h.id.toLowerCase()}`)).status).toBe(201)
  })

  test('a code that is right but fails otherwise is void after five tries, whatever their addresses', async () => {
    const h = await house('样换微信')
    const six = await code(h)
    world.standIn.control.set({ faults: [{ kind: 'risky-user', on: '/sns/jscode2session', times: 5 }] })
    for (let i = 0; i < 5; i++) expect((await bind(six, `risky-${i}`)).problem.code).toBe('wechat.user_refused')
    world.standIn.control.set({ faults: [] })
    expect((await bind(six, 'clean')).problem.code).toBe('binding.refused')
  })

  test('many addresses together stop at the county\'s count', async () => {
    const tries = await Promise.all(Array.from({ length: 130 }, (_, i) => bind(String(900_000 + i), 'swarm', `192.0.2.${i}`)))
    expect(tries.some((t) => t.problem.code === 'session.locked')).toBe(true)
    expect(tries.filter((t) => t.problem.code === 'binding.refused').length).toBeLessThanOrEqual(100)
    clock.shift(20 * MINUTE)
    expect((await bind('123456', 'calm')).problem.code).toBe('binding.refused')
    clock.shift(0)
    await world.asOwner((owner) => owner.query('DELETE FROM sign_in_failure'))
  })

  test('a WeChat that is somebody else\'s stays his, and the code is not used up', async () => {
    const [one, two] = [await house('样甲户'), await house('样乙户')]
    expect((await bind(await code(one), 'taken')).status).toBe(201)
    const six = await code(two)
    expect((await bind(six, 'taken')).problem).toMatchObject({ status: 409, code: 'binding.taken' })
    expect((await bind(six, 'free')).body.actor.household).toEqual({ id: two.id })
  })

  test('codes are for members who are there, in the scope of who asks', async () => {
    const h = await house('样成员')
    expect((await issue(h, world.households.a2.members[0].id)).problem).toMatchObject({ status: 409, code: 'binding.member_gone' })
    expect((await issue(world.households.b1)).problem.code).toBe('not_found')
    expect((await issue(h, undefined, 'helper')).problem.code).toBe('not_found')
    expect((await issue(world.households.a1, undefined, 'helper')).status).toBe(201)
    for (const who of ['household', 'township_officer', 'county_office', 'auditor'] as const) expect([who, (await issue(world.households.a1, undefined, who)).problem.code]).toEqual([who, 'permission.denied'])
    const six = await code(h)
    await world.asOwner((owner) => owner.query('UPDATE member SET left_on = ? WHERE id = ?', [clock.today(), h.members[0].id]))
    expect((await bind(six, 'gone')).problem.code).toBe('binding.member_gone')
    expect((await issue(h)).problem.code).toBe('binding.member_gone')
  })

  test('a member who leaves loses it in the same moment, phone and all; who stays comes in again by his own', async () => {
    const h = await house('样分家')
    const [head, other] = h.members
    const [mother, son] = [await bind(await code(h, head.id), 'mother'), await bind(await code(h, other.id), 'son')]
    const waiting = await code(h, other.id)
    const read = (token: string) => world.call(households.card, { id: h.id }, { token })
    expect([(await read(mother.body.token)).status, (await read(son.body.token)).status]).toEqual([200, 200])
    const left = { id: h.id, version: 1, kind: 'leave' as const, member: other.id, memberChange: '01', fields: [], effectiveOn: addDays(clock.today(), -1), reason: '已去世，户口已注销' }
    const proposed = await world.call(changes.propose, left, await as('village_clerk'))
    expect(proposed.status).toBe(201)
    const [change] = proposed.body.items
    expect((await world.call(changes.decide, { id: h.id, change: change.id, approve: true, version: change.version }, await as('village_secretary'))).status).toBe(201)
    expect((await read(son.body.token)).problem.code).toBe('session.ended')
    expect((await bind(waiting, 'son')).problem.code).toBe('binding.refused')
    expect((await world.call(sessions.createByWechat, { code: `dev-son.${++serial}` })).problem.code).toBe('session.phone_needed')
    expect(await count('binding_code', 'member_id = :member', { member: other.id })).toBe(0)
    const back = await world.call(sessions.createByWechat, { code: `dev-mother.${++serial}` })
    expect([back.status, (await read(back.body.token)).status]).toEqual([201, 200])
  })
})
