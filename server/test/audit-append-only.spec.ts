// Who read and who wrote: recorded with the appointment that allowed it, in the same hand as the act, and beyond the application's power to change.
import { operations } from '@onecard/shared/operations'
import { APPEND_ONLY, type DatabaseFailure } from '../src/kernel/db'
import { Sessions } from '../src/kernel/auth/sessions'
import { newId } from '../src/kernel/ids'
import { startWorld, type World } from './world'

const { households, codes, accounts, audit } = operations
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const reads = async (household: string) => {
  await world.settle()
  return world.rows('SELECT account_id, appointment_id, role, region, way, reason FROM household_read WHERE household_id = :household ORDER BY id', { household })
}
const writes = (subject: string) => world.rows<{ account_id: string; appointment_id: string; role: string; operation: string; reason: string | null; changed: string }>(
  'SELECT account_id, appointment_id, role, operation, reason, changed FROM audit_entry WHERE subject = :subject ORDER BY id', { subject })

describe('the application\'s own account', () => {
  const refused = async (sql: string): Promise<number> => {
    const failure = await world.db.everywhere('a test tries what must not work').execute(sql).then(() => null, (error: DatabaseFailure) => error)
    return failure?.errno ?? 0
  }
  /** 1142: command denied to user for table. */
  test.each(APPEND_ONLY.flatMap((table) => [[`UPDATE ${table} SET at = at`], [`DELETE FROM ${table}`], [`TRUNCATE ${table}`], [`ALTER TABLE ${table} ADD x int`], [`DROP TABLE ${table}`]]))('%s is denied', async (sql) => {
    expect(await refused(sql)).toBe(1142)
  })

  test('cannot give itself more', async () => {
    expect(await refused(`GRANT UPDATE ON audit_entry TO CURRENT_USER()`)).toBeGreaterThan(0)
    expect(await refused('DELETE FROM audit_entry')).toBe(1142)
  })
})

describe('reads', () => {
  test('of a card: who, by which appointment, which way; also when nothing had changed', async () => {
    const { a2 } = world.households
    const { accountId, appointmentId } = world.people.first_secretary
    const token = await world.token('first_secretary')
    const first = await world.call(households.card, { id: a2.id, way: 'scan' }, { token })
    const again = await world.call(households.card, { id: a2.id, way: 'offline' }, { token, headers: { 'if-none-match': first.headers.get('etag') as string } })
    expect([first.status, again.status]).toEqual([200, 304])
    const by = { account_id: accountId, appointment_id: appointmentId, role: 'first_secretary', region: a2.region, reason: null }
    expect(await reads(a2.id)).toEqual([{ ...by, way: 'scan' }, { ...by, way: 'offline' }])
  })

  test('outside leave no row, for nothing was read', async () => {
    const before = await reads(world.households.c1.id)
    await world.call(households.card, { id: world.households.c1.id }, { token: await world.token('first_secretary') })
    expect(await reads(world.households.c1.id)).toEqual(before)
  })

  test('of a whole number: with the reason', async () => {
    const { a1 } = world.households
    const answer = await world.call(households.reveal, { id: a1.id, member: a1.members[2].id, field: 'certificate', reason: '核对低保申请材料' }, { token: await world.token('village_clerk') })
    expect(answer.body).toEqual({ member: a1.members[2].id, field: 'certificate', value: a1.members[2].certificate })
    expect(await reads(a1.id)).toEqual([expect.objectContaining({ role: 'village_clerk', way: 'reveal', reason: expect.stringContaining('核对低保申请材料') })])
  })

  test('of a whole bank account: by the county office alone, with the reason', async () => {
    const { b1 } = world.households
    const ask = async (who: Parameters<World['token']>[0], reason = '核对补贴发放失败的账户', member = 0) => world.call(households.reveal, { id: b1.id, member: b1.members[member].id, field: 'bank', reason }, { token: await world.token(who) })
    const before = await reads(b1.id)
    for (const [who, code] of [['village_clerk', 'not_found'], ['township_officer', 'permission.denied'], ['township_leader', 'permission.denied'], ['helper', 'permission.denied'], ['auditor', 'permission.denied']] as const) {
      const refused = await ask(who)
      expect([who, refused.problem.code, refused.text.includes(b1.bankCard)]).toEqual([who, code, false])
    }
    expect((await ask('county_office', '  ')).status).toBe(400)
    expect((await ask('county_office', '核对补贴发放失败的账户', 1)).problem.code).toBe('not_found')
    expect(await reads(b1.id)).toEqual(before)
    expect((await ask('county_office')).body).toEqual({ member: b1.members[0].id, field: 'bank', value: b1.bankCard })
    expect((await reads(b1.id)).slice(before.length)).toEqual([expect.objectContaining({ role: 'county_office', way: 'reveal', reason: 'bank: 核对补贴发放失败的账户' })])
    const seen = await world.call(operations.audit.reads, { limit: 200 }, { token: await world.token('auditor') })
    expect(seen.body.items.some((item) => item.way === 'reveal' && item.reason === 'bank: 核对补贴发放失败的账户')).toBe(true)
    expect(seen.text).not.toContain(b1.bankCard)
  })

  test('a number that cannot be recorded is not answered', async () => {
    const { a1 } = world.households
    const account = await appAccount()
    await world.asOwner((owner) => owner.query(`REVOKE INSERT ON household_read FROM ${account}`))
    try {
      const answer = await world.call(households.reveal, { id: a1.id, member: a1.members[0].id, field: 'certificate', reason: '核对低保申请材料' }, { token: await world.token('village_clerk') })
      expect(answer.status).toBe(500)
      expect(answer.text).not.toContain(a1.members[0].certificate)
    } finally { await world.asOwner((owner) => owner.query(`GRANT INSERT ON household_read TO ${account}`)) }
  })
})

describe('writes', () => {
  test('of a secret: its short hash before and after, never itself', async () => {
    const { a2 } = world.households
    const { accountId, appointmentId } = world.people.township_officer
    const { body } = await world.call(codes.reissue, { id: a2.id, kind: 'leaked', reason: '照片传到了网上' }, { token: await world.token('township_officer') })
    const [row] = await writes(a2.id)
    expect(row).toMatchObject({ account_id: accountId, appointment_id: appointmentId, role: 'township_officer', operation: 'codes.reissue', reason: 'leaked: 照片传到了网上' })
    expect(JSON.parse(row.changed)).toEqual([{ field: 'code', before: expect.stringMatching(/^#[0-9a-f]{12}$/), after: expect.stringMatching(/^#[0-9a-f]{12}$/) }])
    for (const secret of [a2.code, a2.number, body.code, body.number]) expect(row.changed).not.toContain(secret)
  })

  test('of a phone number: hashed alike', async () => {
    const phone = '15499998888'
    const { body } = await world.call(accounts.create, { account: 'new.helper', name: '样新来', phone }, { token: await world.token('system_admin') })
    const [row] = await writes(`account/${body.id}`)
    expect(JSON.parse(row.changed)).toEqual(expect.arrayContaining([{ field: 'phone', before: null, after: expect.stringMatching(/^#[0-9a-f]{12}$/) }]))
    expect(JSON.stringify(row)).not.toContain(phone)
    expect(JSON.stringify(row)).not.toContain(body.activation.code)
  })

  test('that cannot be audited do not happen', async () => {
    const { b1 } = world.households
    const live = () => world.rows('SELECT code FROM household_code WHERE live_household_id = :id', { id: b1.id })
    const token = await world.token('township_officer')
    const account = await appAccount()
    await world.asOwner((owner) => owner.query(`REVOKE INSERT ON audit_entry FROM ${account}`))
    try {
      expect((await world.call(codes.reissue, { id: b1.id, kind: 'lost', reason: '门牌被风刮走' }, { token })).problem.code).toBe('server.failed')
      expect(await live()).toEqual([{ code: b1.code }])
    } finally { await world.asOwner((owner) => owner.query(`GRANT INSERT ON audit_entry TO ${account}`)) }
    expect((await world.call(codes.reissue, { id: b1.id, kind: 'lost', reason: '门牌被风刮走' }, { token })).status).toBe(201)
    expect(await live()).not.toEqual([{ code: b1.code }])
  })

  test('of somebody with several appointments name the one that allowed it', async () => {
    // Helper of a1, and now also secretary of the village beyond.
    const { accountId } = world.people.helper
    const appointmentId = newId()
    await world.db.everywhere('a test appoints').execute(
      `INSERT INTO appointment (id, account_id, role, lands, from_day) VALUES (:appointmentId, :accountId, 'village_secretary', :land, '2020-01-01')`, { appointmentId, accountId, land: world.households.c1.region })
    world.running.app.get(Sessions).forget(accountId)
    const token = await world.token('helper')
    const reissue = (id: string) => world.call(codes.reissue, { id, kind: 'damaged', reason: '雨淋得看不清了' }, { token })
    // As a helper he may not, though he helps it.
    expect((await reissue(world.households.a1.id)).status).toBe(404)
    expect((await reissue(world.households.c1.id)).status).toBe(201)
    expect(await writes(world.households.c1.id)).toEqual([expect.objectContaining({ account_id: accountId, appointment_id: appointmentId, role: 'village_secretary' })])
    // Each household is seen by the appointment that reaches it.
    const see = async (id: string) => (await world.call(households.card, { id }, { token })).body
    expect((await see(world.households.a1.id)).bank).toBeUndefined()
    expect((await see(world.households.c1.id)).bank).toEqual({ name: '农村信用社', last4: world.households.c1.bankCard.slice(-4) })
  })
})

test('the auditor reads both logs, and finds no name and no number in them', async () => {
  const token = await world.token('auditor')
  await world.settle()
  const entries = await world.call(audit.list, { limit: 200 }, { token })
  const seen = await world.call(audit.reads, { limit: 200 }, { token })
  expect(entries.body.items.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['codes.reissue', 'accounts.create']))
  expect(seen.body.items.map(({ way }) => way)).toEqual(expect.arrayContaining(['reveal', 'scan', 'offline']))
  const facts = Object.values(world.households).flatMap((h) => [h.headName, h.code, h.number, h.phone, ...h.members.flatMap((m) => [m.name, m.certificate])])
  for (const fact of facts) expect(entries.text + seen.text).not.toContain(fact)
})

describe('SQL that forgot its scope', () => {
  const secret = 'SELECT head_name FROM household'
  test('never reaches the database, on whatever way', async () => {
    const { source } = world.db
    const pool = (source.driver as unknown as { pool: { query(sql: string, done: () => void): void; execute(sql: string, values: unknown[], done: () => void): void } }).pool
    await expect(source.query(secret)).rejects.toThrow(/tripwire/)
    expect(() => pool.query(secret, () => undefined)).toThrow(/tripwire/)
    expect(() => pool.execute(secret, [], () => undefined)).toThrow(/tripwire/)
    await expect(source.createQueryBuilder().select('m.name').from('member', 'm').getRawMany()).rejects.toThrow(/tripwire/)
    const runner = source.createQueryRunner()
    try { await expect(runner.query('DELETE FROM entry')).rejects.toThrow(/tripwire/) } finally { await runner.release() }
  })

  test('is refused by the reader itself', async () => {
    const signedIn = await world.running.app.get(Sessions).resolve(await world.token('village_clerk'))
    const actor = signedIn?.as('household.read')
    expect(actor).toBeTruthy()
    expect(() => world.db.read(actor!).select('SELECT h.head_name FROM household h')).toThrow(/without \{scope/)
  })
})

/** `'name'@'host'` that the server works under. */
async function appAccount(): Promise<string> {
  const [{ me }] = await world.rows<{ me: string }>('SELECT CURRENT_USER() AS me')
  const [name, host] = me.split('@')
  return `'${name}'@'${host}'`
}
