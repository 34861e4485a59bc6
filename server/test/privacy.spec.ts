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
  const issue = async (h: HouseholdFacts, member = h.members[1].id, who: Who = 'village_clerk') => world.call(privacy.bindingCode, { id: h.id, member }, await as(who))
  const code = async (h: HouseholdFacts, member?: string): Promise<string> => { const { status, body } = await issue(h, member); expect(status).toBe(201); return body.code }
  const wrong = (right: string): string => String((Number(right) + 1) % 1_000_000).padStart(6, '0')
  const house = async (headName: string): Promise<HouseholdFacts> => (await world.add([{ region: LAND.villageA, headName, whole: true }]))[0]

  test('six digits for a member bind this WeChat to the household and sign in; afterwards WeChat alone does', async () => {
    const h = await house('样绑定')
    const { body, headers } = await issue(h)
    expect(body).toEqual({ code: expect.stringMatching(/^\d{6}$/), expiresAt: clock.iso(Date.parse(body.expiresAt)), memberName: h.members[1].name })
    expect(Math.abs(Date.parse(body.expiresAt) - clock.now() - 10 * MINUTE)).toBeLessThan(MINUTE)
    expect(headers.get('cache-control')).toBe('no-store')
    const session = await bind(body.code, 'granny')
    expect([session.status, session.headers.get('cache-control'), session.body.actor]).toEqual([201, 'no-store', expect.objectContaining({ large: true, household: { id: h.id } })])
    expect((await world.call(households.card, { id: h.id }, { token: session.body.token })).body.headName).toBe(h.headName)
    const again = await world.call(sessions.createByWechat, { code: `dev-granny.${++serial}` })
    expect([again.status, again.body.actor.household]).toEqual([201, { id: h.id }])
    const [binding] = await world.rows('SELECT * FROM wechat_binding WHERE member_id = :member', { member: h.members[1].id })
    const audit = await world.rows("SELECT * FROM audit_entry WHERE operation IN ('privacy.bind', 'privacy.bindingCode') ORDER BY id")
    expect(audit.map((a) => a.subject)).toEqual(expect.arrayContaining([`member/${h.members[1].id}`, `wechat_binding/${binding.id}`]))
    // Both accounts: whose code it was, and whom it opened.
    expect(JSON.parse(audit.find((a) => a.operation === 'privacy.bind' && a.subject === `wechat_binding/${binding.id}`)?.changed)).toContainEqual({ field: 'shownBy', before: null, after: world.people.village_clerk.accountId })
    expect(audit.find((a) => a.operation === 'privacy.bindingCode' && a.subject === `member/${h.members[1].id}`)?.account_id).toBe(world.people.village_clerk.accountId)
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
    expect(await count('wechat_binding', 'member_id = :member', { member: h.members[1].id })).toBe(1)
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
    expect(await count('wechat_binding', 'member_id = :member', { member: h.members[1].id })).toBe(0)
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
    await world.asOwner((owner) => owner.query('UPDATE member SET left_on = ? WHERE id = ?', [clock.today(), h.members[1].id]))
    expect((await bind(six, 'gone')).problem.code).toBe('binding.member_gone')
    expect((await issue(h)).problem.code).toBe('binding.member_gone')
  })

  test('a member who leaves loses it in the same moment, phone and all; who stays comes in again by his own', async () => {
    const h = await house('样分家')
    const [, wife, other] = h.members
    const [mother, son] = [await bind(await code(h, wife.id), 'mother'), await bind(await code(h, other.id), 'son')]
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

  test('a code is only for whom no number lets in; one that waits for the village, or that the same helper took away, counts as known', async () => {
    const { a1 } = world.households
    const son = a1.members[2].id
    expect((await issue(a1, a1.members[0].id, 'helper')).problem).toMatchObject({ status: 409, code: 'binding.number_known' })
    const write = async (after: string | null) => {
      const version = (await world.rows<{ version: number }>('SELECT version FROM household WHERE id = :id', { id: a1.id }))[0].version
      return world.call(changes.propose, { id: a1.id, version, kind: 'fields', member: son, fields: [{ field: 'phone', after }], reason: '换了手机号' }, await as('helper'))
    }
    expect((await write('15460001001')).status).toBe(201)
    expect((await issue(a1, son, 'helper')).problem.code).toBe('binding.number_known')
    expect((await write(null)).status).toBe(201)
    expect((await issue(a1, son, 'helper')).problem.code).toBe('binding.number_known')
    expect((await issue(a1, son, 'village_clerk')).status).toBe(201)
    // A number that stands for two households lets nobody in.
    const [one, two] = [await house('样同号'), await house('例同号')]
    await world.asOwner((owner) => owner.query('UPDATE member SET phone_index = (SELECT x.phone_index FROM (SELECT phone_index FROM member WHERE id = ?) x) WHERE id = ?', [one.members[0].id, two.members[0].id]))
    expect((await issue(one, one.members[0].id)).status).toBe(201)
  })
})

describe('binding by numbers on record', () => {
  let serial = 0
  const enter = (openid: string, number?: string) => world.call(sessions.createByWechat, { code: `dev-${openid}.n${++serial}`, ...(number !== undefined && { phoneCode: `ph-${number}.n${serial}` }) })
  const read = (id: string, token: string) => world.call(households.card, { id }, { token })
  const versionOf = async (id: string) => (await world.rows<{ version: number }>('SELECT version FROM household WHERE id = :id', { id }))[0].version
  const write = async (who: Who, id: string, after: string | null, member?: string) => world.call(changes.propose, { id, version: await versionOf(id), kind: 'fields', ...(member && { member }), fields: [{ field: 'phone', after }], reason: '换了手机号' }, await as(who))
  const give = (member: string, number: string) => world.asOwner((owner) => owner.query('UPDATE member SET phone_sealed = ?, phone_index = ? WHERE id = ?', [world.vault.seal('member.phone', member, number), world.vault.index('phone', number), member]))
  const leave = async (id: string, member: string, head?: string) => {
    const { status, body } = await world.call(changes.propose, { id, version: await versionOf(id), kind: 'leave', member, memberChange: '08', fields: head ? [{ field: 'head', after: head }] : [], effectiveOn: clock.today(), reason: '迁到外县居住' }, await as('village_clerk'))
    expect(status).toBe(201)
    const [change] = body.items
    expect((await world.call(changes.decide, { id, change: change.id, approve: true, version: change.version }, await as('village_secretary'))).status).toBe(201)
  }

  test('the head leaves: the household\'s number lets nobody in until the village records it again; who came in by his own number comes in again', async () => {
    const [h] = await world.add([{ region: LAND.villageA, headName: '样户主', whole: true }])
    const [head, wife, son] = h.members
    await give(head.id, '15460002001')
    await give(son.id, '15460002002')
    const [byHouse, byHead, bySon] = [await enter('h-house', h.phone), await enter('h-head', '15460002001'), await enter('h-son', '15460002002')]
    for (const { status, body } of [byHouse, byHead, bySon]) expect([status, (await read(h.id, body.token)).status]).toEqual([201, 200])
    await leave(h.id, head.id, wife.id)
    for (const { body } of [byHouse, byHead, bySon]) expect((await read(h.id, body.token)).problem.code).toBe('session.ended')
    for (const openid of ['h-house', 'h-head']) expect((await enter(openid)).problem.code).toBe('session.phone_needed')
    expect((await enter('h-house', h.phone)).problem.code).toBe('session.phone_unknown')
    expect((await enter('h-head', '15460002001')).problem.code).toBe('session.phone_unknown')
    expect((await enter('h-son')).status).toBe(201)
    expect((await write('village_clerk', h.id, h.phone)).status).toBe(201)
    expect((await enter('h-house', h.phone)).body.actor.household).toEqual({ id: h.id })
  })

  test('somebody else leaves: the household\'s number stays; the last one leaves: it is over', async () => {
    const [h, lonely] = await world.add([{ region: LAND.villageA, headName: '样多人', whole: true }, { region: LAND.villageA, headName: '样独居' }])
    expect((await enter('o-house', h.phone)).status).toBe(201)
    const last = await enter('o-last', lonely.phone)
    await leave(h.id, h.members[2].id)
    expect((await enter('o-house')).status).toBe(201)
    await leave(lonely.id, lonely.members[0].id)
    expect((await read(lonely.id, last.body.token)).problem.code).toBe('session.ended')
    expect((await enter('o-last')).problem.code).toBe('session.phone_needed')
    expect((await enter('o-last', lonely.phone)).problem.code).toBe('session.phone_unknown')
  })

  test('an account that bears the household\'s number loses number and household with the head', async () => {
    const [h] = await world.add([{ region: LAND.villageA, headName: '样有账号', whole: true }])
    const id = newId()
    await world.asOwner(async (owner) => {
      await owner.query('INSERT INTO account (id, account, name, phone_index, active, demo, created_at) VALUES (?, ?, ?, ?, 1, 0, ?)', [id, 'with-number', '样有账号', world.vault.index('phone', h.phone), clock.date()])
      await owner.query("INSERT INTO appointment (id, account_id, role, household_id, from_day) VALUES (?, ?, 'household', ?, '2019-01-01')", [newId(), id, h.id])
    })
    const before = await enter('a-head', h.phone)
    expect((await read(h.id, before.body.token)).status).toBe(200)
    await leave(h.id, h.members[0].id, h.members[1].id)
    expect((await read(h.id, before.body.token)).problem.code).toBe('session.ended')
    const after = await enter('a-head', h.phone)
    expect(after.problem?.code ?? (await read(h.id, after.body.token)).problem.code).not.toBeUndefined()
  })

  test('a number that its helper wrote takes effect, and lets nobody in until somebody else of the village has sent it too', async () => {
    const { a1 } = world.households
    const wife = a1.members[1].id
    for (const [number, member] of [['15460003001', undefined], ['15460003002', wife]] as const) {
      expect((await write('helper', a1.id, number, member)).body.items[0].state).toBe('effective')
      expect((await enter(`w-${number}`, number)).problem.code).toBe('session.phone_unknown')
      // His own second word confirms nothing.
      expect((await write('helper', a1.id, number, member)).status).toBe(201)
      expect((await enter(`w-${number}`, number)).problem.code).toBe('session.phone_unknown')
      // Said where the number stands, to who sees it whole.
      const waits = async (who: Who) => { const { body } = await world.call(households.card, { id: a1.id }, await as(who)); return member ? body.members?.find((m) => m.id === member)?.phoneUnconfirmed : body.phoneUnconfirmed }
      expect([await waits('helper'), await waits('household'), await waits('village_secretary'), await waits('unit_manager')]).toEqual([true, true, true, undefined])
      // The ready card tells it too, not only one that is put together on the spot.
      await world.settle()
      expect((await write('village_clerk', a1.id, number, member)).status).toBe(201)
      expect([await waits('helper'), await waits('village_secretary')]).toEqual([undefined, undefined])
      expect((await enter(`w-${number}`, number)).body.actor.household).toEqual({ id: a1.id })
    }
    expect(await count('audit_entry', "operation = 'changes.propose' AND changed LIKE '%phoneConfirmed%' AND subject IN (:subjects)", { subjects: [`household/${a1.id}`, `member/${wife}`] })).toBe(2)
  })

  describe('a number that is replaced', () => {
    const house = async (headName: string, helped = false) => {
      const [h] = await world.add([{ region: LAND.villageA, headName, whole: true, ...(helped && { helper: { accountId: world.people.helper.accountId, unitId: world.units.unit } }) }])
      world.running.app.get(Sessions).forget(world.people.helper.accountId)
      return h
    }

    test('what it opened is over in the same moment; who proves himself anew comes in again, who came in otherwise stays bound', async () => {
      const h = await house('样换号')
      const [, wife, son] = h.members
      await give(son.id, '15460004002')
      const { body: { code: six } } = await world.call(privacy.bindingCode, { id: h.id, member: wife.id }, await as('village_clerk'))
      const [byHouse, bySon] = [await enter('r-house', h.phone), await enter('r-son', '15460004002')]
      expect((await world.call(privacy.bind, { code: six, wechatCode: `dev-r-wife.n${++serial}` })).status).toBe(201)
      expect((await write('village_clerk', h.id, '15460004001')).status).toBe(201)
      for (const { body } of [byHouse, bySon]) expect((await read(h.id, body.token)).problem.code).toBe('session.ended')
      expect((await enter('r-house')).problem.code).toBe('session.phone_needed')
      expect((await enter('r-house', h.phone)).problem.code).toBe('session.phone_unknown')
      expect((await enter('r-house', '15460004001')).body.actor.household).toEqual({ id: h.id })
      for (const openid of ['r-son', 'r-wife']) expect((await enter(openid)).body.actor.household).toEqual({ id: h.id })
      // A member's own number, too, and one that is taken away.
      expect((await write('village_clerk', h.id, null, son.id)).status).toBe(201)
      expect((await enter('r-son')).problem.code).toBe('session.phone_needed')
      expect((await enter('r-house')).status).toBe(201)
      const [account] = await world.rows<{ account_id: string }>("SELECT account_id FROM appointment WHERE household_id = :id AND role = 'household'", { id: h.id })
      expect(await count('audit_entry', 'subject = :subject AND changed LIKE :what', { subject: `account/${account.account_id}`, what: '%numberAccess%' })).toBe(2)
    })

    test('by its helper: he opens nothing by it and closes nothing, until somebody else of the village has said the same', async () => {
      const h = await house('样等村里', true)
      const bound = await enter('q-house', h.phone)
      expect((await write('helper', h.id, '15460004011')).body.items[0].state).toBe('effective')
      expect((await write('village_clerk', h.id, '15460004012', h.members[1].id)).status).toBe(201)
      expect((await read(h.id, bound.body.token)).status).toBe(200)
      expect((await enter('q-house')).status).toBe(201)
      expect((await write('village_clerk', h.id, '15460004011')).status).toBe(201)
      expect((await read(h.id, bound.body.token)).problem.code).toBe('session.ended')
      expect((await enter('q-house')).problem.code).toBe('session.phone_needed')
    })

    test('that still stands confirmed elsewhere in the household is not replaced', async () => {
      const h = await house('样留号')
      const bound = await enter('k-house', h.phone)
      expect((await write('village_clerk', h.id, h.phone, h.members[1].id)).status).toBe(201)
      expect((await write('village_clerk', h.id, '15460004021')).status).toBe(201)
      expect([(await read(h.id, bound.body.token)).status, (await enter('k-house')).status]).toEqual([200, 201])
    })

    test('no phone comes in by it behind the back of who replaces it, nor by the account that bore it', async () => {
      const h = await house('样同时')
      const id = newId()
      await world.asOwner(async (owner) => {
        await owner.query('INSERT INTO account (id, account, name, phone_index, active, demo, created_at) VALUES (?, ?, ?, ?, 1, 0, ?)', [id, 'bears-number', '样同时', world.vault.index('phone', h.phone), clock.date()])
        await owner.query("INSERT INTO appointment (id, account_id, role, household_id, from_day) VALUES (?, ?, 'household', ?, '2019-01-01')", [newId(), id, h.id])
      })
      const [, ...rush] = await Promise.all([write('village_clerk', h.id, '15460004031'), ...Array.from({ length: 8 }, (_, i) => enter(`hurry-${i}`, h.phone))])
      for (const { body, status } of rush) if (status === 201) expect((await read(h.id, body.token)).status).toBe(401)
      expect(await count('wechat_binding', 'account_id = :id', { id })).toBe(0)
      expect((await enter('late', h.phone)).problem.code).toBe('session.phone_unknown')
      expect((await enter('late', '15460004031')).body.actor.household).toEqual({ id: h.id })
    })
  })

  test('nobody writes his own number into a household; the number of a cadre opens the cadre, closed accounts nothing', async () => {
    const { a1 } = world.households
    for (const who of ['helper', 'village_clerk'] as const) for (const member of [undefined, a1.members[1].id]) {
      expect([who, (await write(who, a1.id, world.people[who].phone, member)).problem]).toEqual([who, expect.objectContaining({ code: 'request.invalid', errors: [{ field: 'fields.0.after', message: expect.stringContaining('自己的手机号') }] })])
    }
    const { helper3 } = world.people
    expect((await write('village_clerk', a1.id, helper3.phone)).status).toBe(201)
    expect((await enter('cadre', helper3.phone)).body.actor.account).toBe('helper3')
    await world.asOwner(async (owner) => { await owner.query('DELETE FROM wechat_binding'); await owner.query('UPDATE account SET active = 0 WHERE id = ?', [helper3.accountId]) })
    expect((await enter('cadre', helper3.phone)).problem.code).toBe('session.phone_unknown')
  })

  test('a household in which a cadre lives has an account of its own: its number does not open the cadre\'s', async () => {
    const [h] = await world.add([{ region: LAND.villageA, headName: '样干部家' }])
    const { accountId } = world.people.village_team
    await world.asOwner((owner) => owner.query("INSERT INTO appointment (id, account_id, role, household_id, from_day) VALUES (?, ?, 'household', ?, '2019-01-01')", [newId(), accountId, h.id]))
    const { status, body } = await enter('kin', h.phone)
    expect([status, body.actor.household, body.actor.permissions.includes('change.write')]).toEqual([201, { id: h.id }, false])
  })

  test('who made a visit does not confirm it, though he live there', async () => {
    const { a1 } = world.households
    const { accountId } = world.people.helper
    await world.asOwner((owner) => owner.query("INSERT INTO appointment (id, account_id, role, household_id, from_day) VALUES (?, ?, 'household', ?, '2019-01-01')", [newId(), accountId, a1.id]))
    world.running.app.get(Sessions).forget(accountId)
    const [visit] = await world.rows<{ id: string }>('SELECT id FROM visit WHERE household_id = :id AND account_id = :accountId LIMIT 1', { id: a1.id, accountId })
    expect((await world.call(visits.confirm, { id: a1.id, visit: visit.id, agree: true }, await as('helper'))).problem).toMatchObject({ status: 403, code: 'visit.own' })
    const { token } = await world.running.app.get(Sessions).open(world.people.household.accountId, '浏览器')
    expect((await world.call(visits.confirm, { id: a1.id, visit: visit.id, agree: true }, { token })).status).toBeLessThan(300)
  })
})
