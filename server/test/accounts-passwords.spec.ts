// Nobody but its person ever knows an account's password, and nobody opens a household to anybody alone.
import { operations } from '@onecard/shared/operations'
import { ROLE_IDS } from '@onecard/shared/roles'
import { needsSecondPerson } from '@onecard/shared/permissions'
import { clock } from '../src/kernel/clock'
import { PASSWORD, type Who } from './actors'
import { startWorld, type World } from './world'

const { accounts, households, me, passwords, proposals, sessions } = operations
const OWN = 'chosen-by-its-person'
const HOUR = 3_600_000

let world: World
beforeAll(async () => { world = await startWorld({ env: { TRUST_PROXY: '127.0.0.1' } }) })
afterAll(() => world.close())
afterEach(() => { clock.shift(0) })

let last = 0
const address = (): string => `198.51.100.${++last}`
const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } })
const as = async (who: Who) => ({ token: await world.token(who) })
const set = (account: string, code: string, password = OWN, ip = address()) => world.call(passwords.set, { account, code, password }, from(ip))
const signIn = (account: string, password: string, ip = address()) => world.call(sessions.create, { account, password }, from(ip))

let serial = 0
async function created() {
  const answer = await world.call(accounts.create, { account: `person.${++serial}`, name: '样新来' }, await as('system_admin'))
  expect(answer.status).toBe(201)
  return answer.body
}
const reset = async (id: string, who: Who = 'system_admin') => world.call(accounts.reset, { id, reason: '本人到场，忘了密码' }, await as(who))
const propose = async (id: string, role: 'county_office' | 'system_admin' | 'auditor' | 'helper') => (await world.call(accounts.appoint, { id, role }, await as('system_admin'))).body
const confirm = async (id: string, who: Who) => world.call(proposals.confirm, { id }, await as(who))

describe('the one-time code of a new account', () => {
  test('sets the password of its person, once, and signs in', async () => {
    const { account, activation } = await created()
    expect(activation).toMatchObject({ code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{5} [0-9A-HJKMNP-TV-Z]{5}$/), waiting: false })
    expect(Date.parse(activation.expiresAt) - clock.now()).toBeLessThanOrEqual(72 * HOUR)
    const { status, body, headers } = await set(account, activation.code.toLowerCase().replace(' ', '-'))
    expect([status, headers.get('cache-control'), body.actor.account]).toEqual([201, 'no-store', account])
    expect((await world.call(me.get, {}, { token: body.token })).status).toBe(200)
    expect((await signIn(account, OWN)).status).toBe(201)
    expect((await set(account, activation.code, 'another-long-one')).problem.code).toBe('password.code_refused')
    expect((await signIn(account, OWN)).status).toBe(201)
  })

  test('sent twice at once it is used once', async () => {
    const { account, activation } = await created()
    const both = await Promise.all([set(account, activation.code, 'first-of-the-two'), set(account, activation.code, 'second-of-the-two')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403])
  })

  test('an administrator who sends a password with a new account is refused', async () => {
    const input = { account: 'with.password', name: '样带密', password: OWN }
    expect((await world.call(accounts.create, input, await as('system_admin'))).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'password' }] })
  })

  test('wrong, used, too old, of another account, of nobody: one answer', async () => {
    const [one, other, old] = [await created(), await created(), await created()]
    const answers = [
      await set(one.account, '00000 00000'), await set(one.account, other.activation.code), await set('nobody.at.all', one.activation.code), await set('没有这人', one.activation.code),
    ]
    clock.shift(73 * HOUR)
    answers.push(await set(old.account, old.activation.code))
    for (const { problem } of answers) expect({ ...problem, requestId: '' }).toEqual({ ...answers[0].problem, requestId: '' })
    expect(answers[0].problem).toMatchObject({ status: 403, code: 'password.code_refused' })
  })

  test('is void after five wrong tries from wherever, also sent at once', async () => {
    const { account, activation } = await created()
    const tries = await Promise.all(Array.from({ length: 5 }, (_, i) => set(account, `0000${i} 00000`)))
    expect(tries.map(({ problem }) => problem.code)).toEqual(Array(5).fill('password.code_refused'))
    expect((await set(account, activation.code)).problem.code).toBe('password.code_refused')
  })

  test('an address has five tries, also sent at once at many accounts', async () => {
    const ip = address()
    const codes = await Promise.all(Array.from({ length: 12 }, async (_, i) => (await set(`guessed${i}`, '00000 00000', OWN, ip)).problem.code))
    expect([codes.filter((code) => code === 'password.code_refused').length, codes.filter((code) => code === 'session.locked').length]).toEqual([5, 7])
  })

  test('stands in the database as a hash, and in no log line', async () => {
    const { activation } = await created()
    const bare = activation.code.replace(' ', '')
    expect(JSON.stringify(await world.rows('SELECT * FROM activation_code')) + JSON.stringify(await world.rows('SELECT * FROM audit_entry')) + world.log.join('')).not.toMatch(new RegExp(`${bare}|${activation.code}`))
  })
})

describe('a reset', () => {
  test('ends password and sessions, opens the door that wrong passwords closed, and is audited with its reason', async () => {
    const { id, account, activation } = await created()
    const { body: first } = await set(account, activation.code)
    for (let i = 0; i < 5; i++) await signIn(account, 'wrong')
    const home = address()
    for (let i = 0; i < 5; i++) await signIn('somebody.else', 'wrong', home)
    expect((await signIn(account, OWN)).problem.detail).toContain('一次性码')
    const { status, body } = await reset(id)
    expect([status, body.waiting]).toEqual([201, false])
    expect((await world.call(me.get, {}, { token: first.token })).problem.code).toBe('session.ended')
    expect((await signIn(account, OWN)).problem.code).toBe('session.refused')
    // Also from the address that is locked for passwords.
    expect((await set(account, body.code, 'a-newly-chosen-one', home)).status).toBe(201)
    expect((await signIn(account, 'a-newly-chosen-one')).status).toBe(201)
    expect(await world.rows('SELECT operation, role, reason FROM audit_entry WHERE subject = :subject ORDER BY id', { subject: `account/${id}` })).toEqual([
      { operation: 'accounts.create', role: 'system_admin', reason: null }, { operation: 'passwords.set', role: '-', reason: null },
      { operation: 'accounts.reset', role: 'system_admin', reason: '本人到场，忘了密码' }, { operation: 'passwords.set', role: '-', reason: null },
    ])
  })

  test('of an account that sees households opens nothing until a second person agrees', async () => {
    const { accountId } = world.people.township_leader
    const { body } = await reset(accountId)
    expect(body.waiting).toBe(true)
    expect((await set('township_leader', body.code)).problem.code).toBe('password.code_refused')
    const { items } = (await world.call(proposals.list, {}, await as('county_office'))).body
    const waiting = items.find((p) => p.account === 'township_leader')
    expect(waiting).toMatchObject({ kind: 'reset', name: '样国栋', proposedBy: 'system_admin' })
    expect((await confirm(waiting?.id ?? '', 'system_admin')).problem.code).toBe('proposal.own')
    expect((await confirm(waiting?.id ?? '', 'county_office')).status).toBe(204)
    expect((await set('township_leader', body.code)).status).toBe(201)
  })

  test('asked for again leaves one code and one proposal; withdrawn it leaves none', async () => {
    const { accountId } = world.people.acceptance_group
    const [first, second] = [(await reset(accountId)).body, (await reset(accountId)).body]
    const mine = async () => (await world.call(proposals.list, {}, await as('system_admin'))).body.items.filter((p) => p.account === 'acceptance_group')
    const [only, ...others] = await mine()
    expect(others).toEqual([])
    expect((await world.call(proposals.withdraw, { id: only.id }, await as('system_admin'))).status).toBe(204)
    expect(await mine()).toEqual([])
    for (const { code } of [first, second]) expect((await set('acceptance_group', code)).problem.code).toBe('password.code_refused')
  })

  test('nobody resets himself', async () => {
    expect((await reset(world.people.system_admin.accountId)).problem.code).toBe('permission.denied')
  })
})

describe('two people', () => {
  test('every role that sees households or confirms needs them', () => {
    expect(ROLE_IDS.filter((role) => !needsSecondPerson(role))).toEqual(['auditor'])
  })

  test('an administrator alone opens no household: neither to a new account, nor by a second administrator of his own making', async () => {
    const puppet = await created()
    const { body: own } = await set(puppet.account, puppet.activation.code)
    const { appointments, waiting } = await propose(puppet.id, 'county_office')
    expect([appointments, waiting]).toEqual([[], [expect.objectContaining({ kind: 'appointment', role: 'county_office', where: '盖州市', proposedBy: 'system_admin' })]])
    expect((await world.call(households.list, {}, { token: own.token })).problem.code).toBe('permission.denied')
    expect((await confirm(waiting[0].id, 'system_admin')).problem).toMatchObject({ code: 'proposal.own', detail: expect.stringContaining('create-admin') })

    const second = await created()
    await set(second.account, second.activation.code)
    expect((await propose(second.id, 'system_admin')).appointments).toEqual([])
    expect((await signIn(second.account, OWN)).body.actor.permissions).toEqual([])
    expect((await world.call(households.list, {}, { token: own.token })).problem.code).toBe('permission.denied')

    expect((await confirm(waiting[0].id, 'county_office')).status).toBe(204)
    expect((await world.call(households.list, {}, { token: own.token })).body.items.length).toBeGreaterThan(0)
    expect((await confirm(waiting[0].id, 'county_office')).problem.code).toBe('not_found')
    const { accountId, appointmentId } = world.people.county_office
    expect((await world.rows('SELECT account_id, appointment_id, operation FROM audit_entry WHERE subject = :subject ORDER BY id', { subject: `appointment/${waiting[0].id}` })).at(-1))
      .toEqual({ account_id: accountId, appointment_id: appointmentId, operation: 'proposals.confirm' })
  })

  test('whom it is about does not confirm it', async () => {
    const { waiting } = await propose(world.people.county_office.accountId, 'system_admin')
    expect((await confirm(waiting[0].id, 'county_office')).problem.code).toBe('proposal.own')
    expect((await world.call(proposals.withdraw, { id: waiting[0].id }, await as('system_admin'))).status).toBe(204)
  })

  test('confirmed twice at once it is one appointment', async () => {
    const { id } = await created()
    const { waiting } = await propose(id, 'helper')
    const answers = await Promise.all([confirm(waiting[0].id, 'county_office'), confirm(waiting[0].id, 'county_office')])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
    expect(await world.rows('SELECT role FROM appointment WHERE account_id = :id', { id })).toEqual([{ role: 'helper' }])
  })

  test('the auditor, who sees none, is appointed by one', async () => {
    expect((await propose((await created()).id, 'auditor')).appointments.map(({ role }) => role)).toEqual(['auditor'])
  })
})

describe("one's own password", () => {
  test('is changed by the old one; other sessions end, this one stays', async () => {
    const { account, activation } = await created()
    const { body: here } = await set(account, activation.code)
    const { body: there } = await signIn(account, OWN)
    const change = (old: string) => world.call(passwords.change, { old, password: 'the-next-password' }, { token: here.token, ...from(address()) })
    expect((await change('not-the-old-one')).problem).toMatchObject({ status: 403, code: 'password.wrong' })
    expect((await change(OWN)).status).toBe(204)
    expect((await world.call(me.get, {}, { token: here.token })).status).toBe(200)
    expect((await world.call(me.get, {}, { token: there.token })).problem.code).toBe('session.ended')
    expect((await signIn(account, OWN)).problem.code).toBe('session.refused')
    expect((await signIn(account, 'the-next-password')).status).toBe(201)
  })

  test('is not guessed on a phone that lies open', async () => {
    const guess = async () => (await world.call(passwords.change, { old: 'wrong', password: 'the-next-password' }, { token: await world.token('auditor'), ...from(address()) })).problem.code
    const codes = await Promise.all(Array.from({ length: 8 }, guess))
    expect(codes.filter((code) => code === 'password.wrong')).toHaveLength(5)
    expect((await signIn('auditor', PASSWORD)).problem.code).toBe('session.locked')
  })
})
