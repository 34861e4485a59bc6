// What phones send wrong, by their clock, their forms or on purpose: told at its field, never our fault, never a second visit.
import { randomUUID } from 'node:crypto'
import type { CorrectVisit, RecordVisit } from '@onecard/shared/contract/visits.requests'
import { operations, type Operation } from '@onecard/shared/operations'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { clock } from '../src/kernel/clock'
import type { Who } from './actors'
import { startWorld, type World } from './world'

const { visits, photos, history, households, changes, sessions } = operations
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let world: World

beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => clock.shift(0))

const iso = (ms = clock.now()): string => clock.iso(ms)
const as = async (who: Who, key: string = randomUUID()) => ({ token: await world.token(who), headers: { 'idempotency-key': key } })
const home = () => world.households.a1
const visit = (more: object = {}): RecordVisit => ({
  id: home().id, kind: '01', startedAt: iso(clock.now() - 60 * MINUTE), endedAt: iso(clock.now() - 30 * MINUTE), sentAt: iso(), met: [], topics: [{ topic: '01', ok: true }], promises: [], photos: [], ...more,
})
const record = async (more: object = {}, who: Who = 'helper', key?: string) => world.call(visits.record, visit(more), await as(who, key))
const fieldsOf = ({ status, problem }: { status: number; problem: { code: string; errors?: { field: string }[] } }) => [status, problem?.code, problem?.errors?.map((e) => e.field)]
const at = (field: string) => [400, 'request.invalid', [field]]

describe('instants', () => {
  const UNREADABLE = ['2026-11-24T10Z', '2026-11-24T10:00Z', '20261124T100000Z', '2026-W12-3T10:00:00Z', '2026-123T10:00:00Z', '9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '2026-02-30T10:00:00Z', '2026-11-24T24:00:00Z',
    '2026-11-24T10:00:60Z', '2026-11-24T10:00:00', '2026-11-24T10:00:00+8', '+002026-11-24T10:00:00Z', '2026-11-24t10:00:00z', '2026-11-24T10:00:00+99:00', '', 'x', 20261124, true]

  test.each(UNREADABLE)('%p is refused wherever an instant is taken', async (wrong) => {
    for (const field of ['startedAt', 'endedAt', 'sentAt']) expect(fieldsOf(await record({ [field]: wrong }))).toEqual(at(field))
    expect(fieldsOf(await record({ photos: [{ sha256: 'a'.repeat(64), bytes: 5, takenAt: wrong }] }))).toEqual(at('photos.0.takenAt'))
    expect(fieldsOf(await world.call(photos.start, { id: home().id, sha256: 'a'.repeat(64), bytes: 5, takenAt: wrong as string }, await as('helper')))).toEqual(at('takenAt'))
  })

  test('with a zone other than UTC they are the same instant', async () => {
    const { body } = await record({ startedAt: '2026-03-12T09:40:00+08:00', endedAt: '2026-03-12T02:00:00.123Z' })
    expect((await world.call(visits.get, { id: home().id, visit: body.id }, await as('helper'))).body).toMatchObject({ startedAt: '2026-03-12T01:40:00.000Z', endedAt: '2026-03-12T02:00:00.123Z', on: '2026-03-12' })
  })
})

test.each(['2020-02-30', '2020-13-01', '2020-00-10', '0000-01-01', '2020-3-1', '2020-03-12T00:00:00Z'])('%s is no day wherever a day is taken', async (wrong) => {
  const token = await world.token('county_office')
  const id = home().id
  expect(fieldsOf(await record({ promises: [{ text: '修水管', by: wrong }] }))).toEqual(at('promises.0.by'))
  const { body } = await record({ promises: [{ text: '修水管', by: clock.today() }] })
  expect(fieldsOf(await world.call(visits.keepPromise, { id, visit: body.id, index: 0, kept: true, on: wrong }, await as('helper')))).toEqual(at('on'))
  expect(fieldsOf(await world.call(history.on, { id, on: wrong }, { token }))).toEqual(at('on'))
  expect(fieldsOf(await world.call(history.differences, { id, from: wrong, to: clock.today() }, { token }))).toEqual(at('from'))
  expect(fieldsOf(await world.call(history.differences, { id, from: clock.today(), to: wrong }, { token }))).toEqual(at('to'))
  expect(fieldsOf(await world.call(changes.propose, { id, version: 1, kind: 'fields', effectiveOn: wrong, fields: [{ field: 'groupName', after: 'x' }], reason: '户里来说的' }, await as('helper')))).toEqual(at('effectiveOn'))
  expect(fieldsOf(await world.call(households.pair, { id, account: 'helper', from: wrong }, { token }))).toEqual(at('from'))
})

describe('a clock that was off at the visit, not at the sending', () => {
  const seenOf = async (id: string) => (await world.call(visits.get, { id: home().id, visit: id }, await as('helper'))).body
  test.each([
    ['ended as it was sent', -30, 0, undefined], ['four minutes after', -30, 4, undefined], ['an hour after it was sent', -30, 60, 60], ['three days after', 3 * 24 * 60 - 30, 3 * 24 * 60, 3 * 24 * 60],
    ['59 days before', -59 * 24 * 60, -59 * 24 * 60 + 30, undefined], ['61 days before', -61 * 24 * 60, -61 * 24 * 60 + 30, -61 * 24 * 60],
  ])('%s: shown, both times kept', async (_, began, ended, told) => {
    const [startedAt, endedAt] = [iso(clock.now() + began * MINUTE), iso(clock.now() + ended * MINUTE)]
    const { status, body } = await record({ startedAt, endedAt })
    expect([status, body.clockOffMinutes]).toEqual([201, told])
    const seen = await seenOf(body.id)
    expect([seen.startedAt, seen.endedAt, seen.clockOffMinutes]).toEqual([startedAt, endedAt, told])
  })

  test('it counts on the day it was received and says so; no due day is put off', async () => {
    const began = clock.now() + 3 * DAY
    const { body } = await record({ startedAt: iso(began), endedAt: iso(began + MINUTE) })
    expect(await seenOf(body.id)).toMatchObject({ on: dayOfInstant(began), countsOn: clock.today() })
    const [row] = await world.rows<{ last_visit_on: string }>('SELECT last_visit_on FROM household WHERE id = :id', { id: home().id })
    expect(row.last_visit_on).toBe(clock.today())
    expect((await seenOf((await record()).body.id)).countsOn).toBeUndefined()
  })

  test('a correction to times that cannot be is shown too, and one to times that can takes nothing back', async () => {
    const { body } = await record()
    const correct = async (version: number, startedAt: string, endedAt: string) => {
      const { photos: _p, sentAt: _s, ...facts } = visit({ startedAt, endedAt })
      return world.call(visits.correct, { ...facts, visit: body.id, version } as CorrectVisit, await as('helper'))
    }
    expect((await correct(1, iso(clock.now() - 50 * MINUTE), iso(clock.now() - 40 * MINUTE))).status).toBe(200)
    expect((await seenOf(body.id)).clockOffMinutes).toBeUndefined()
    expect((await correct(2, iso(), iso(clock.now() + 2 * DAY))).status).toBe(200)
    expect((await seenOf(body.id)).clockOffMinutes).toBe(2 * 24 * 60)
    expect((await correct(3, iso(clock.now() - 50 * MINUTE), iso(clock.now() - 40 * MINUTE))).status).toBe(200)
    expect((await seenOf(body.id)).clockOffMinutes).toBe(2 * 24 * 60)
    expect(fieldsOf(await correct(4, iso(), iso(clock.now() - MINUTE)))).toEqual(at('endedAt'))
  })
})

describe('forms of another make', () => {
  const DEEP = 60_000
  const nest = (depth: number, open: string, close: string): string => open.repeat(depth) + '1' + close.repeat(depth)

  test.each([['objects', nest(DEEP, '{"a":', '}')], ['lists', `{"a":${nest(DEEP, '[', ']')}}`], ['both', `{"topics":${nest(DEEP, '[{"topic":', '}]')}}`]])('%s within each other without end are unreadable, with and without a session', async (_, body) => {
    const without: [string, string, Operation<any, any>][] = [['POST', '/api/v1/sessions', sessions.create], ['POST', '/api/v1/sessions/wechat', sessions.createByWechat]]
    for (const [method, path, op] of without) expect((await world.send(method, path, { body, op })).problem).toMatchObject({ status: 400, code: 'request.unreadable' })
    expect((await world.send('POST', `/api/v1/households/${home().id}/visits`, { ...await as('helper'), body, op: visits.record })).problem).toMatchObject({ status: 400, code: 'request.unreadable' })
  })

  test('a body just within the bound is read, and its fields are named', async () => {
    const body = `{"account":"a","password":"b","more":${nest(18, '[', ']')}}`
    expect((await world.send('POST', '/api/v1/sessions', { body, op: sessions.create })).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'more' }] })
  })

  test.each([['place', []], ['place', [{ lng: 122, lat: 40, system: 'wgs84', accuracy: 5 }]], ['place', 'x'], ['topics', [[]]], ['topics', [null]], ['topics', {}], ['promises', [[]]], ['photos', [[]]], ['photos', {}]])('%s: %j is refused at its field', async (field, value) => {
    const answer = await record({ [field]: value })
    expect(answer.problem).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(answer.problem.errors?.every((e) => e.field.split('.')[0] === field)).toBe(true)
  })

  test('one topic cannot be both in order and not', async () => {
    expect(fieldsOf(await record({ topics: [{ topic: '01', ok: true }, { topic: '01', ok: false }] }))).toEqual(at('topics'))
  })

  test('null says what leaving out says, also to the key of a repeat', async () => {
    const key = randomUUID()
    const sent = visit()
    const nothing = { note: null, internalNote: null, metOther: null, companions: null, place: null, atHouse: null, signature: null, raised: null, topics: [{ topic: '01', ok: true, text: null }] }
    const first = await world.call(visits.record, sent, await as('helper', key))
    const again = await world.call(visits.record, { ...sent, ...nothing } as unknown as RecordVisit, await as('helper', key))
    expect([again.status, again.body]).toEqual([201, first.body])
    // Needed fields are not thereby given.
    expect(fieldsOf(await record({ kind: null }))).toEqual(at('kind'))
  })
})

test('核查 is for the acceptance group, the township and the county', async () => {
  for (const who of ['acceptance_group', 'township_officer', 'county_office'] as const) expect([who, (await record({ kind: '05' }, who)).status]).toEqual([who, 201])
  for (const who of ['helper', 'village_team', 'village_clerk', 'village_secretary', 'first_secretary'] as const) expect([who, ...fieldsOf(await record({ kind: '05' }, who))]).toEqual([who, ...at('kind')])
  const { body } = await record()
  const { photos: _p, sentAt: _s, ...facts } = visit({ kind: '05' })
  expect(fieldsOf(await world.call(visits.correct, { ...facts, visit: body.id, version: 1 } as CorrectVisit, await as('helper')))).toEqual(at('kind'))
})
