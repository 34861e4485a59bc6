// Sign-in at the real port: one answer for every wrong pair, locks by name and by address, sessions that end when told to.
import { verify } from 'argon2'
import { operations } from '@onecard/shared/operations'
import { hashPassword } from '../src/features/accounts'
import { boot } from '../src/boot'
import { clock } from '../src/kernel/clock'
import { newId } from '../src/kernel/ids'
import { createLog } from '../src/kernel/log'
import { PASSWORD } from './actors'
import { startWorld, type World } from './world'

// Counts the checks; each is still done.
jest.mock('argon2', () => { const real = jest.requireActual<typeof import('argon2')>('argon2'); return { ...real, verify: jest.fn(real.verify) } })

const MINUTE = 60_000
const { sessions, me } = operations
const PHONE_AGENT = 'Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.2'

let world: World
beforeAll(async () => {
  world = await startWorld({ env: { TRUST_PROXY: '127.0.0.1' } })
  const passwordHash = await hashPassword(PASSWORD)
  for (const account of ['gone', 'left']) await house().execute(
    'INSERT INTO account (id, account, name, password_hash, active, demo, created_at) VALUES (:id, :account, :name, :passwordHash, 0, 0, :now)',
    { id: newId(), account, name: '样离任', passwordHash, now: clock.date() })
})
afterAll(() => world.close())
// Every test has its own address, so that no test locks another out.
afterEach(() => { clock.shift(0) })

const house = () => world.db.everywhere('tests write what no operation does')

let last = 0
const address = (): string => `198.51.100.${++last}`
const signIn = (account: string, password: string, from: string, agent = PHONE_AGENT) =>
  world.call(sessions.create, { account, password }, { headers: { 'x-forwarded-for': from, 'user-agent': agent } })

async function failTimes(times: number, account: string, from: string | (() => string)): Promise<void> {
  for (let i = 0; i < times; i++) expect((await signIn(account, 'wrong', typeof from === 'string' ? from : from())).problem.code).toBe('session.refused')
}

describe('account and password', () => {
  test('opens a session that says who acts, what they may do and where', async () => {
    const { status, body, headers } = await signIn('village_secretary', PASSWORD, address())
    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.token).toMatch(/^[\w-]{43}$/)
    expect(Date.parse(body.expiresAt)).toBeGreaterThan(clock.now())
    expect(body.actor).toMatchObject({ account: 'village_secretary', name: '样宝山', large: false })
    expect(body.actor.appointments).toEqual([expect.objectContaining({ role: 'village_secretary', roleLabel: '村支部书记', region: '210881004205', where: '尚和寨村', to: null })])
    expect(body.actor.permissions).toContain('code.issue')
    expect((await world.call(me.get, {}, { token: body.token })).body).toEqual(body.actor)
  })

  test.each([
    ['helper', '1 户'], ['unit_manager', '样例农业局'], ['township_officer', '太阳升街道'], ['county_office', '盖州市'], ['prefecture_office', '营口市'], ['household', '本户'],
  ] as const)('%s is told where as a person reads it: %s', async (who, where) => {
    expect((await world.call(me.get, {}, { token: await world.token(who) })).body.appointments.map((a) => a.where)).toEqual([where])
  })

  test('a household gets the large type and its own household', async () => {
    const { body } = await world.call(me.get, {}, { token: await world.token('household') })
    expect(body).toMatchObject({ large: true, household: { id: world.households.a1.id } })
  })

  test('a phone that capitalises and leaves a blank does not keep anybody out', async () => {
    expect((await signIn(' Helper ', PASSWORD, address())).status).toBe(201)
  })

  test('wrong password, unknown name, name that cannot be, inactive account: one answer', async () => {
    const answers = [
      await signIn('helper2', 'wrong', address()), await signIn('nobody', 'wrong', address()), await signIn('没有这人', 'wrong', address()), await signIn('gone', PASSWORD, address()),
    ].map(({ problem, headers }) => ({ ...problem, requestId: '', kind: headers.get('content-type') }))
    expect(answers[0]).toMatchObject({ status: 401, code: 'session.refused' })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('each of them is worth one check of a password, so none is told by its time; a locked one costs none', async () => {
    const checks = async (account: string, from: string): Promise<number> => {
      jest.mocked(verify).mockClear()
      await signIn(account, 'wrong', from)
      return jest.mocked(verify).mock.calls.length
    }
    for (const account of ['helper3', 'nobody3', '没有这位', 'left']) {
      const costs: number[] = []
      for (let i = 0; i < 6; i++) costs.push(await checks(account, address()))
      expect([account, costs]).toEqual([account, [1, 1, 1, 1, 1, 0]])
    }
  })
})

describe('locks', () => {
  test('five failures of a name lock it for fifteen minutes wherever they come from, also for the right password', async () => {
    await failTimes(5, 'village_clerk', address)
    const { status, problem, headers } = await signIn('village_clerk', PASSWORD, address())
    expect([status, problem.code]).toEqual([429, 'session.locked'])
    expect(problem.detail).toContain('15 分钟')
    expect(problem.retryAfter).toBe(Number(headers.get('retry-after')))
    expect(problem.retryAfter).toBeGreaterThan(14 * 60)
    clock.shift(14 * MINUTE)
    expect((await signIn('village_clerk', PASSWORD, address())).problem.detail).toContain('1 分钟')
    clock.shift(16 * MINUTE)
    expect((await signIn('village_clerk', PASSWORD, address())).status).toBe(201)
  })

  test('an unknown name locks alike', async () => {
    await failTimes(5, 'no-such-name', address)
    expect((await signIn('no-such-name', 'wrong', address())).problem.code).toBe('session.locked')
  })

  test('five failures of an address lock it for every name, and no other address', async () => {
    const from = address()
    for (const name of ['u1', 'u2', 'u3', 'u4', 'u5']) expect((await signIn(name, 'wrong', from)).problem.code).toBe('session.refused')
    expect((await signIn('helper', PASSWORD, from)).problem.code).toBe('session.locked')
    expect((await signIn('helper', PASSWORD, address())).status).toBe(201)
  })

  test('addresses of one IPv6 network count as one', async () => {
    for (let i = 1; i <= 5; i++) expect((await signIn(`v6-${i}`, 'wrong', `2001:db8:0:7::${i}`)).problem.code).toBe('session.refused')
    expect((await signIn('helper', PASSWORD, '2001:db8::7:1:2:3:4')).problem.code).toBe('session.locked')
    expect((await signIn('helper', PASSWORD, '2001:db8:0:8::1')).status).toBe(201)
  })

  test('success clears the name, and leaves the address its count', async () => {
    const from = address()
    await failTimes(4, 'village_team', from)
    expect((await signIn('village_team', PASSWORD, from)).status).toBe(201)
    await failTimes(1, 'village_team', from)
    expect((await signIn('village_team', PASSWORD, from)).problem.code).toBe('session.locked')
    await failTimes(3, 'village_team', address)
    expect((await signIn('village_team', PASSWORD, address())).status).toBe(201)
  })

  test('four failures and a long pause do not add up', async () => {
    await failTimes(4, 'first_secretary', address)
    clock.shift(16 * MINUTE)
    await failTimes(4, 'first_secretary', address)
    expect((await signIn('first_secretary', PASSWORD, address())).status).toBe(201)
  })

  test('guesses sent all at once get no more than five tries', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, async (_, i) => (await signIn('township_leader', `guess${i}`, address())).problem.code))
    expect(codes.filter((code) => code === 'session.refused')).toHaveLength(5)
    expect(codes.filter((code) => code === 'session.locked')).toHaveLength(15)
  })

  test('twenty names guessed at once from one address are no more than five tries', async () => {
    const from = address()
    const codes = await Promise.all(Array.from({ length: 20 }, async (_, i) => (await signIn(`spread${i}`, 'wrong', from)).problem.code))
    expect(codes.filter((code) => code === 'session.refused')).toHaveLength(5)
    expect(codes.filter((code) => code === 'session.locked')).toHaveLength(15)
    // Neither the turned away nor their names were counted.
    expect((await signIn('helper', PASSWORD, from)).problem).toMatchObject({ code: 'session.locked', retryAfter: expect.any(Number) })
  })

  test('nor through two processes on one database', async () => {
    const other = await boot(world.running.env, createLog('silent'))
    try {
      const from = address()
      const there = (account: string) => fetch(`${other.url}/api/v1/sessions`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': from }, body: JSON.stringify({ account, password: 'wrong' }),
      }).then(async (answer) => (await answer.json() as { code: string }).code)
      const codes = await Promise.all(Array.from({ length: 20 }, async (_, i) => i % 2 ? there(`both${i}`) : (await signIn(`both${i}`, 'wrong', from)).problem.code))
      expect(codes.filter((code) => code === 'session.refused')).toHaveLength(5)
      expect(codes.filter((code) => code === 'session.locked')).toHaveLength(15)
    } finally { await other.close() }
  })

  test('an office that signs in all at once behind one address does not lock itself', async () => {
    const from = address()
    const who = ['helper', 'household2', 'auditor', 'acceptance_group', 'prefecture_office', 'township_officer', 'township_officer2', 'village_secretary2']
    expect((await Promise.all(who.map((account) => signIn(account, PASSWORD, from)))).map(({ status }) => status)).toEqual(who.map(() => 201))
  })

  test('neither names nor addresses stand in the table', async () => {
    const table = JSON.stringify(await world.rows('SELECT * FROM sign_in_failure'))
    expect(table).not.toMatch(/198\.51|helper|nobody|township/)
  })
})

describe('sessions', () => {
  test('are listed for their owner with a coarse device, and end one by one', async () => {
    const phone = (await signIn('department', PASSWORD, address())).body
    const desk = (await signIn('department', PASSWORD, address(), 'Mozilla/5.0 (Windows NT 10.0)')).body
    const { items } = (await world.call(sessions.list, {}, { token: desk.token })).body
    expect(items.map((s) => [s.device, s.current])).toEqual([['浏览器', true], ['微信', false]])
    expect((await world.call(sessions.revoke, { id: items[1].id }, { token: desk.token })).status).toBe(204)
    expect((await world.call(me.get, {}, { token: phone.token })).problem.code).toBe('session.ended')
    expect((await world.call(sessions.revoke, { id: items[1].id }, { token: desk.token })).problem.code).toBe('not_found')
    expect((await world.call(sessions.end, {}, { token: desk.token })).status).toBe(204)
    expect((await world.call(me.get, {}, { token: desk.token })).problem.code).toBe('session.ended')
  })

  test('are read page by page, newest first, none twice and none left out', async () => {
    for (let n = 0; n < 5; n++) await signIn('department2', PASSWORD, address())
    const token = (await signIn('department2', PASSWORD, address())).body.token
    const whole = (await world.call(sessions.list, {}, { token })).body
    expect(whole.next).toBeNull()
    expect(whole.items.length).toBeGreaterThanOrEqual(6)
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const { items, next } = (await world.call(sessions.list, { limit: 2, ...(after && { after }) }, { token })).body
      expect(items.length).toBeLessThanOrEqual(2)
      seen.push(...items.map(({ id }) => id))
      after = next
    }
    expect(seen).toEqual(whole.items.map(({ id }) => id))
    for (const wrong of [{ after: 'x' }, { limit: 0 }, { limit: 201 }]) expect((await world.call(sessions.list, wrong, { token })).problem).toMatchObject({ status: 400, errors: [{ field: Object.keys(wrong)[0] }] })
  })

  test("nobody ends another person's session", async () => {
    const mine = (await signIn('department2', PASSWORD, address())).body
    const { items } = (await world.call(sessions.list, {}, { token: mine.token })).body
    expect((await world.call(sessions.revoke, { id: items[0].id }, { token: await world.token('county_office') })).status).toBe(404)
    expect((await world.call(me.get, {}, { token: mine.token })).status).toBe(200)
  })

  test('tokens stand in the database as hashes, and nothing of a sign-in stands in the log', async () => {
    const { body } = await signIn('unit_manager2', PASSWORD, address())
    expect(await world.rows('SELECT 1 FROM session WHERE token_hash = :token', { token: body.token })).toEqual([])
    const log = world.log.join('')
    for (const secret of [body.token, PASSWORD, 'unit_manager2', '198.51.100.']) expect(log).not.toContain(secret)
  })

  test('end when idle too long and at their absolute end; the strictest role decides', async () => {
    const { token, expiresAt } = (await signIn('system_admin', PASSWORD, address())).body
    expect(Date.parse(expiresAt) - clock.now()).toBeLessThanOrEqual(8 * 60 * MINUTE)
    clock.shift(29 * MINUTE)
    expect((await world.call(me.get, {}, { token })).status).toBe(200)
    clock.shift(61 * MINUTE)
    expect((await world.call(me.get, {}, { token })).problem.code).toBe('session.ended')
  })
})
