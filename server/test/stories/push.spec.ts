// A phone's outbox in one journey: each entry is applied by itself, as if it had come alone, and answered by itself.
import { randomUUID } from 'node:crypto'
import type { PushedEntry } from '@onecard/shared/contract/sync.requests'
import type { RecordVisit } from '@onecard/shared/contract/visits.requests'
import { operations } from '@onecard/shared/operations'
import { Sessions } from '../../src/kernel/auth/sessions'
import { clock } from '../../src/kernel/clock'
import type { HouseholdFacts } from '../population'
import { startWorld, type World } from '../world'

const { sync, visits } = operations
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const as = async (who: Parameters<World['token']>[0]) => ({ token: await world.token(who) })
const visit = (household: HouseholdFacts, note: string, more: Partial<RecordVisit> = {}): RecordVisit => ({
  id: household.id, kind: '01', startedAt: clock.iso(clock.now() - 60_000), endedAt: clock.iso(clock.now()), sentAt: clock.iso(clock.now()), met: [], topics: [], promises: [], note, photos: [], ...more,
})
const entry = (household: HouseholdFacts, note: string, more: Partial<RecordVisit> = {}, key: string = randomUUID()): PushedEntry => ({ key, operation: 'visits.record', input: { ...visit(household, note, more) } })
const push = async (entries: PushedEntry[], who: Parameters<World['token']>[0] = 'village_secretary') => world.call(sync.push, { entries }, await as(who))
const notes = async (): Promise<string[]> => (await world.rows<{ note: string }>('SELECT note FROM visit WHERE received_at IS NOT NULL ORDER BY id')).map((row) => row.note)

test('each entry has its own answer; what is refused stops none of the others, and repeats get the first answer, alone or together', async () => {
  const { a1, a2, b1 } = world.households
  const entries = [
    entry(a1, '甲一'), entry(a2, '乙一'), entry(b1, '邻村的'), entry(a1, '甲二', { kind: '99' }), entry(a1, '甲三'),
    { key: randomUUID(), operation: 'visits.keepPromise', input: { id: a1.id, visit: a1.id, index: 0, kept: true } },
  ]
  const { status, body } = await push(entries)
  expect([status, body.answers.map(({ key }) => key)]).toEqual([200, entries.map(({ key }) => key)])
  expect(body.answers.map((answer) => answer.status)).toEqual([201, 201, 404, 400, 201, 404])
  expect(body.answers[3].body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'kind' }], requestId: expect.stringMatching(/^[0-9A-Z]{26}$/) })
  const again = await push(entries)
  expect([0, 1, 4].map((n) => again.body.answers[n])).toEqual([0, 1, 4].map((n) => body.answers[n]))
  const alone = await world.call(visits.record, entries[0].input as unknown as RecordVisit, { ...await as('village_secretary'), headers: { 'idempotency-key': entries[0].key } })
  expect([alone.status, alone.body]).toEqual([201, body.answers[0].body])
  expect((await push([{ ...entry(a1, '换了内容'), key: entries[0].key }])).body.answers).toMatchObject([{ status: 422, body: { code: 'key.reused' } }])
  const written = await notes()
  expect(written.filter((note) => /^[甲乙]/.test(note)).sort()).toEqual(['乙一', '甲一', '甲三'])
  expect(written.indexOf('甲一')).toBeLessThan(written.indexOf('甲三'))
  const receipts = [0, 1, 4].map((n) => (body.answers[n].body as { id: string }).id)
  expect(await world.rows('SELECT operation, account_id FROM audit_entry WHERE subject IN (:receipts)', { receipts })).toEqual(receipts.map(() => ({ operation: 'visits.record', account_id: world.people.village_secretary.accountId })))
})

test('the same batch twice at the same time, and a key twice within one, is once', async () => {
  const { a1, a2 } = world.households
  const entries = [entry(a1, '同时一'), entry(a2, '同时二')]
  const double = [...entries, { ...entries[0] }]
  const answers = await Promise.all([push(double), push(double), push(double)])
  for (const { body } of answers) expect(body).toEqual(answers[0].body)
  expect(answers[0].body.answers[2]).toEqual(answers[0].body.answers[0])
  expect((await notes()).filter((note) => note.startsWith('同时'))).toHaveLength(2)
})

test('behind an entry that is to come again nothing of its household is tried; others go on', async () => {
  const { a1, a2 } = world.households
  await world.asOwner(async (owner) => {
    await owner.query(`CREATE TRIGGER ${new URL(world.ownerUrl).pathname.slice(1)}.refuse BEFORE INSERT ON visit FOR EACH ROW IF NEW.note = '先不收' THEN SIGNAL SQLSTATE '45000'; END IF`)
  })
  const entries = [entry(a1, '先不收'), entry(a1, '排在后面'), entry(a2, '另一户')]
  const { body } = await push(entries)
  expect(body.answers.map(({ key, status }) => [key, status])).toEqual([[entries[0].key, 500], [entries[2].key, 201]])
  await world.asOwner((owner) => owner.query(`DROP TRIGGER ${new URL(world.ownerUrl).pathname.slice(1)}.refuse`))
  expect((await push(entries)).body.answers.map(({ status }) => status)).toEqual([201, 201, 201])
  const written = await notes()
  expect(written.indexOf('先不收')).toBeLessThan(written.indexOf('排在后面'))
  expect(written.filter((note) => note === '另一户')).toHaveLength(1)
})

test('every entry passes the gate: a role that may not, an operation that is not to be pushed, a path that is none', async () => {
  const { a1 } = world.households
  expect((await push([entry(a1, '不该有')], 'auditor')).body.answers).toMatchObject([{ status: 403, body: { code: 'permission.denied' } }])
  const strange: [string, Record<string, unknown>, string][] = [
    ['visits.nothing', {}, 'request.unreadable'], ['sessions.create', { account: 'helper', password: 'x' }, 'request.unreadable'], ['sync.push', { entries: [] }, 'request.unreadable'], ['households.card', { id: a1.id }, 'request.unreadable'],
    ['photos.append', { id: a1.id, photo: a1.id, offset: '0' }, 'request.unreadable'], ['visits.record', {}, 'request.invalid'], ['visits.record', { ...visit(a1, '不该有'), id: '../../sessions' }, 'request.invalid'], ['visits.record', { ...visit(a1, '不该有'), id: '..' }, 'request.invalid'],
    ['visits.record', { ...visit(a1, '不该有'), more: 1 }, 'request.invalid'],
  ]
  const { body } = await push(strange.map(([operation, input]) => ({ key: randomUUID(), operation, input })))
  expect(body.answers.map(({ status, body: problem }) => [status, (problem as { code: string }).code])).toEqual(strange.map(([,, code]) => [400, code]))
  expect((await push([{ key: 'none', operation: 'visits.record', input: { ...visit(a1, '不该有') } }])).body.answers).toMatchObject([{ status: 400, body: { code: 'key.missing' } }])
  expect(await notes()).not.toContain('不该有')
  expect((await push(Array.from({ length: 51 }, () => entry(a1, '不该有')))).problem).toMatchObject({ status: 400, errors: [{ field: 'entries', message: '一次最多 50 条' }] })
  expect((await push([])).status).toBe(400)
  for (const wrong of ['{"entries":[[]]}', '{"entries":[null]}', '{"entries":[{"key":"x","operation":"visits.record","input":[]}]}', '{"entries":[{"key":"x","operation":"visits.record"}]}', '{"entries":{}}']) {
    expect((await world.send('POST', '/api/v1/entries', { ...await as('helper'), op: sync.push, body: wrong })).problem).toMatchObject({ status: 400, code: 'request.invalid' })
  }
  expect((await world.send('POST', '/api/v1/entries', { ...await as('helper'), op: sync.push, body: JSON.stringify({ entries: [entry(a1, '长'.repeat(600_000))] }) })).problem).toMatchObject({ status: 413 })
})

test('a null that says something arrives as such', async () => {
  const { a1 } = world.households
  const fields = [{ field: 'fuel', before: null, after: '03' }]
  const input = { id: a1.id, version: Number((await world.rows('SELECT version FROM household WHERE id = :id', { id: a1.id }))[0].version), kind: 'fields', fields, reason: '入户核对后更正' }
  const { body } = await push([{ key: randomUUID(), operation: 'changes.propose', input }])
  const alone = await world.call(operations.changes.propose, { ...input, kind: 'fields' }, { ...await as('village_secretary') })
  expect([body.answers[0].status, alone.status]).toEqual([201, alone.status])
  expect(Object.keys(body.answers[0].body as object).sort()).toEqual(expect.arrayContaining(['items', 'version']))
})

test('a session that has ended pushes nothing', async () => {
  const { a1, a2 } = world.households
  const { token } = await world.running.app.get(Sessions).open(world.people.village_secretary.accountId, '浏览器')
  const [{ id }] = (await world.call(operations.sessions.list, {}, { token })).body.items.filter((session) => session.current)
  await world.call(operations.sessions.revoke, { id }, { token: await world.token('village_secretary') })
  expect((await world.call(sync.push, { entries: [entry(a1, '已退出'), entry(a2, '已退出')] }, { token })).problem).toMatchObject({ status: 401, code: 'session.ended' })
  expect(await notes()).not.toContain('已退出')
})
