// 走访 over real HTTP: recorded once whatever the phone repeats, corrected for a day, withdrawn in sight, confirmed by the household, in scope alone.
import { randomUUID } from 'node:crypto'
import type { CorrectVisit, RecordVisit } from '@onecard/shared/contract/visits.requests'
import { operations } from '@onecard/shared/operations'
import { addDays, dayOfInstant } from '@onecard/shared/rules/day'
import { clock } from '../src/kernel/clock'
import { newId } from '../src/kernel/ids'
import { boot } from '../src/boot'
import { Sessions } from '../src/kernel/auth/sessions'
import { createLog } from '../src/kernel/log'
import type { Who } from './actors'
import { connect } from './api'
import { photo, sha256 } from './photo-files'
import type { HouseholdFacts } from './population'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { visits, households, burden } = operations
const HOUR = 3_600_000
let world: World

beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => clock.shift(0))

const iso = (ms = clock.now()): string => clock.iso(ms)
const as = async (who: Who, key?: string) => ({ token: await world.token(who), ...(key && { headers: { 'idempotency-key': key } }) })
const home = (): HouseholdFacts => world.households.a1
const visit = (more: Partial<RecordVisit> = {}): RecordVisit => ({
  id: home().id, kind: '01', startedAt: iso(clock.now() - HOUR), endedAt: iso(clock.now() - HOUR / 2), sentAt: iso(), met: [home().members[0].id], topics: [{ topic: '01', ok: true }, { topic: '02', ok: false, text: '水管冻裂' }],
  note: '看了屋顶和水管', internalNote: '想再核实一次', promises: [{ text: '修水管', by: addDays(clock.today(), 7) }], photos: [], ...more,
})
const record = async (more: Partial<RecordVisit> = {}, who: Who = 'helper', key: string = randomUUID()) => world.call(visits.record, visit(more), await as(who, key))
const recorded = async (more: Partial<RecordVisit> = {}, who: Who = 'helper'): Promise<string> => { const { body, status } = await record(more, who); expect(status).toBe(201); return body.id }
const get = async (id: string, who: Who = 'helper', household = home().id) => world.call(visits.get, { id: household, visit: id }, await as(who))
const correction = (id: string, more: Partial<CorrectVisit> = {}): CorrectVisit => {
  const { photos: _p, sentAt: _s, ...facts } = visit()
  return { ...facts, visit: id, version: 1, note: '改了一处', ...more }
}
const count = async (table: string, where = '1 = 1', params: Record<string, unknown> = {}): Promise<number> => Number((await world.rows<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`, params))[0].n)
const appointed = async (who: Who, until: string | null = null): Promise<void> => {
  await world.asOwner((owner) => owner.query('UPDATE appointment SET to_day = ? WHERE account_id = ?', [until, world.people[who].accountId]))
  world.running.app.get(Sessions).forget(world.people[who].accountId)
}
const household = async (id = home().id) => (await world.rows<Record<string, any>>('SELECT * FROM household WHERE id = :id', { id }))[0]

describe('recording', () => {
  test('a plain visit needs neither photo nor place; everything of it comes back', async () => {
    const before = await household()
    const { status, body } = await record({ companions: ['样同行'], metOther: '邻居' })
    expect([status, body.number]).toEqual([201, expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}$/)])
    expect(body.hash).toMatch(/^[0-9a-f]{32}$/)
    expect(body.clockOffMinutes).toBeUndefined()
    const seen = (await get(body.id)).body
    expect(seen).toMatchObject({
      version: 1, kind: { code: '01', label: '入户' }, by: '样志远', met: [home().members[0].name], metOther: '邻居', companions: ['样同行'], note: '看了屋顶和水管', internalNote: '想再核实一次', signed: false, photos: [],
      topics: [{ topic: { code: '01', label: '住房' }, ok: true }, { topic: { code: '02', label: '饮水' }, ok: false, text: '水管冻裂' }], promises: [{ text: '修水管', by: addDays(clock.today(), 7), keptOn: null }],
      mayCorrect: true, receipt: { number: body.number }, notes: [],
    })
    expect(seen.place).toBeUndefined()
    const after = await household()
    expect([after.last_visit_on, after.version]).toEqual([dayOfInstant(clock.now() - HOUR), before.version + 1])
    await world.settle()
    const { body: card } = await world.call(households.card, { id: home().id }, await as('helper'))
    expect(card.visits?.[0]).toMatchObject({ id: body.id, note: '看了屋顶和水管', topics: [{ topic: '住房', ok: true }, { topic: '饮水', ok: false }] })
    expect(JSON.stringify(card)).not.toContain('想再核实一次')
  })

  test('audit and events name ids and the kind, no words', async () => {
    const id = await recorded({ note: '只给这一户看的话' })
    const [row] = await world.rows('SELECT * FROM audit_entry WHERE subject = :id', { id })
    expect(row).toMatchObject({ operation: 'visits.record', role: 'helper', region: LAND.villageA, account_id: world.people.helper.accountId })
    expect(JSON.parse(row.changed)).toEqual([{ field: 'visit', before: null, after: '01' }])
    const [event] = await world.rows("SELECT payload FROM outbox_event WHERE topic = 'visit.recorded' ORDER BY id DESC LIMIT 1")
    expect(JSON.parse(event.payload)).toEqual({ household: home().id, visit: id })
    await world.settle()
    for (const word of ['只给这一户看的话', '想再核实一次', '修水管', '水管冻裂']) expect(world.log.filter((line) => line.includes(word))).toEqual([])
  })

  test('twelve parallel repeats of one key, and one more afterwards, are one visit with one receipt', async () => {
    const key = randomUUID()
    const input = visit({ note: '只记一次' })
    const options = await as('helper', key)
    const answers = await Promise.all(Array.from({ length: 12 }, () => world.call(visits.record, input, options)))
    const first = answers[0].body
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, first])
    expect((await world.call(visits.record, input, options)).body).toEqual(first)
    expect(await count('visit', "note = '只记一次'")).toBe(1)
    expect(await count('audit_entry', 'subject = :id', { id: first.id })).toBe(1)
    // Another body under the same key is refused and changes nothing.
    expect((await world.call(visits.record, { ...input, note: '换了内容' }, options)).problem).toMatchObject({ status: 422, code: 'key.reused' })
    expect(await count('visit', "note = '换了内容'")).toBe(0)
    expect((await world.send('POST', `/api/v1/households/${home().id}/visits`, { token: await world.token('helper'), body: '{}' })).problem).toMatchObject({ status: 400 })
  })

  test('a key outlives the process: another server on the same database, beside this one and after it, gives the first answer', async () => {
    const key = randomUUID()
    const input = visit({ note: '服务重启前后' })
    const options = await as('helper', key)
    const first = (await world.call(visits.record, input, options)).body
    const other = randomUUID()
    const contested = visit({ note: '两台同时收到' })
    const again = await boot(world.running.env, createLog('silent'))
    try {
      const there = await connect(again.url)
      expect((await there.call(visits.record, input, options)).body).toEqual(first)
      const both = await as('helper', other)
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? world : there).call(visits.record, contested, both)))
      for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, answers[0].body])
      expect((await there.call(visits.record, { ...input, note: '换了内容' }, options)).problem.code).toBe('key.reused')
    } finally { await again.close() }
    expect([await count('visit', "note = '服务重启前后'"), await count('visit', "note = '两台同时收到'")]).toEqual([1, 1])
  })

  test('whose appointment has ended hears the first answer to what he sent before, and nothing else', async () => {
    const { accountId, appointmentId } = world.people.township_leader
    const [key, input] = [randomUUID(), visit({ note: '答复在路上丢了' })]
    const { body: first } = await record(input, 'township_leader', key)
    expect(first.number).toMatch(/^[0-9A-Z]{4}$/)
    expect((await world.call(operations.accounts.dismiss, { id: accountId, appointment: appointmentId }, await as('system_admin'))).status).toBe(204)
    const before = await count('audit_entry')
    // The phone says anew when it sent it, and does so on several lines at once.
    const again = await Promise.all(Array.from({ length: 4 }, () => record({ ...input, sentAt: iso(clock.now() + HOUR) }, 'township_leader', key)))
    for (const answer of again) expect([answer.status, answer.body]).toEqual([201, first])
    // Another body, another operation or another key, the same by somebody else who may not, a faulty body, no key, reading what was written: refused as ever.
    const as403 = async (answer: Promise<{ problem: { code: string } }>) => { expect((await answer).problem.code).toBe('permission.denied') }
    await as403(record({ ...input, note: '换了内容' }, 'township_leader', key))
    await as403(world.call(visits.addNote, { id: home().id, visit: first.id, text: '补一句' }, await as('township_leader', key)))
    await as403(record(input, 'township_leader', randomUUID()))
    await as403(record(input, 'unit_manager', key))
    await as403(record({ ...input, kind: '99' }, 'township_leader', randomUUID()))
    await as403(record({ ...input, startedAt: 'x' }, 'township_leader', key))
    await as403(get(first.id, 'township_leader'))
    await as403(world.send('POST', `/api/v1/households/${home().id}/visits`, { token: await world.token('township_leader'), body: '{}', op: visits.record }))
    // The same key of a person who may: his own.
    expect((await record(input, 'village_clerk', key)).body.id).not.toBe(first.id)
    expect(await count('visit', "note = '答复在路上丢了'")).toBe(2)
    expect(await count('audit_entry')).toBe(before + 1)
    await appointed('township_leader')
  })

  test('nor is a photo, a change or a promise begun or taken further by a repeat', async () => {
    const bytes = await photo(400, 300, 77)
    const [fresh] = await world.add([{ region: LAND.villageA, headName: '样重发', whole: true }])
    const announced = { id: fresh.id, sha256: sha256(bytes), bytes: bytes.length, takenAt: iso() }
    const key = randomUUID()
    const { body: upload } = await world.call(operations.photos.start, announced, await as('first_secretary', key))
    const other = randomUUID()
    const { body: made } = await record({ note: '答应过' }, 'first_secretary', other)
    const keep = { id: home().id, visit: made.id, index: 0, kept: true }
    const kept = randomUUID()
    expect((await world.call(visits.keepPromise, keep, await as('first_secretary', kept))).status).toBe(204)
    await appointed('first_secretary', addDays(clock.today(), -1))
    expect((await world.call(operations.photos.start, announced, await as('first_secretary', key))).body).toEqual({ id: upload.id, state: 'awaited', offset: 0 })
    expect((await world.call(operations.photos.append, { id: fresh.id, photo: upload.id, offset: '0' }, { ...await as('first_secretary'), bytes })).problem.code).toBe('permission.denied')
    expect((await world.call(visits.keepPromise, keep, await as('first_secretary', kept))).status).toBe(204)
    expect((await world.call(visits.keepPromise, { ...keep, kept: false }, await as('first_secretary', randomUUID()))).problem.code).toBe('permission.denied')
    expect((await world.call(visits.manifest, { entries: [other], photos: [] }, await as('first_secretary'))).body.received).toEqual([expect.objectContaining({ key: other, receipt: made.number })])
    await appointed('first_secretary')
  })

  test('every fault is named at its field, and nothing is written', async () => {
    const before = await count('visit')
    const faults: [Partial<RecordVisit>, string][] = [
      [{ kind: '99' }, 'kind'], [{ kind: 'x' }, 'kind'], [{ startedAt: '昨天' }, 'startedAt'], [{ startedAt: '2020-03-12T09:40:00' }, 'startedAt'], [{ sentAt: '2020-03-12' }, 'sentAt'],
      [{ startedAt: iso(), endedAt: iso(clock.now() - HOUR) }, 'endedAt'], [{ met: [world.households.a2.members[0].id] }, 'met'], [{ met: ['x'] }, 'met'], [{ topics: [{ topic: '88', ok: true }] }, 'topics.0.topic'],
      [{ promises: [{ text: '  ', by: clock.today() }] }, 'promises.0.text'], [{ promises: [{ text: '修', by: '2020-02-30' }] }, 'promises.0.by'], [{ note: '长'.repeat(1001) }, 'note'],
      [{ place: { lng: 122, lat: 40, system: 'bd09' as never, accuracy: 5 } }, 'place.system'], [{ place: { lng: 222, lat: 40, system: 'wgs84', accuracy: 5 } }, 'place.lng'], [{ signature: '<svg onload=x>' }, 'signature'],
      [{ photos: [{ sha256: 'x', bytes: 5, takenAt: iso() }] }, 'photos.0.sha256'],
    ]
    for (const [more, field] of faults) {
      const { problem } = await record(more)
      expect([field, problem?.code, problem?.errors?.map((e) => e.field)]).toEqual([field, 'request.invalid', [field]])
      expect(problem.errors?.[0].message).toMatch(/[一-鿿]/)
    }
    expect(await count('visit')).toBe(before)
  })

  test('an acceptance group records 核查 and nothing else; who does not visit may not write', async () => {
    expect((await record({}, 'acceptance_group')).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'kind', message: '成效验收组只记核查' }] })
    expect((await record({ kind: '05' }, 'acceptance_group')).status).toBe(201)
    for (const who of ['household', 'unit_manager', 'department', 'prefecture_office', 'auditor'] as const) expect((await record({}, who)).problem.code).toBe('permission.denied')
    expect((await record({ id: world.households.b1.id, met: [] })).problem.code).toBe('not_found')
    expect((await record({ id: newId(), met: [] })).problem.code).toBe('not_found')
  })

  test('receipts of one household never share a number', async () => {
    const numbers = (await Promise.all(Array.from({ length: 20 }, (_, n) => record({ note: `第 ${n} 次` })))).map(({ body }) => body.number)
    expect(new Set(numbers).size).toBe(20)
  })
})

describe('the phone\'s clock', () => {
  test.each([[0, undefined], [4, undefined], [61, 61], [-30, -30], [60 * 24 * 400, 60 * 24 * 400]])('%s minutes ahead: both times are kept, the difference is told', async (minutes, told) => {
    const at = (ms: number): string => iso(ms + minutes * 60_000)
    const { body } = await record({ startedAt: at(clock.now() - HOUR), endedAt: at(clock.now() - HOUR / 2), sentAt: at(clock.now()) })
    expect(body.clockOffMinutes).toBe(told)
    const seen = (await get(body.id)).body
    expect([seen.clockOffMinutes, Math.round((Date.parse(seen.startedAt) - Date.parse(seen.receivedAt)) / 60_000)]).toEqual([told, minutes - 60])
    // A clock that is ahead does not put the next visit off.
    expect((await household()).last_visit_on <= clock.today()).toBe(true)
  })

  test('a visit that arrives weeks later counts on its own day and does not set back a later one', async () => {
    const [fresh] = await world.add([{ region: LAND.villageA, headName: '样晚到', row: { lastVisitOn: addDays(clock.today(), -40) } }])
    const send = (daysAgo: number) => record({ id: fresh.id, met: [], startedAt: iso(clock.now() - daysAgo * 24 * HOUR), endedAt: iso(clock.now() - daysAgo * 24 * HOUR + HOUR) }, 'village_team')
    await send(12)
    expect(await household(fresh.id)).toMatchObject({ last_visit_on: addDays(clock.today(), -12), due_on: addDays(clock.today(), 19) })
    await send(25)
    expect((await household(fresh.id)).last_visit_on).toBe(addDays(clock.today(), -12))
  })
})

describe('afterwards', () => {
  test('its author corrects it with the version he read; what it said before is kept', async () => {
    const id = await recorded({ note: '原来的话' })
    const { status } = await world.call(visits.correct, correction(id, { note: '改正的话', kind: '02' }), await as('helper'))
    expect(status).toBe(200)
    expect((await get(id)).body).toMatchObject({ version: 2, note: '改正的话', kind: { code: '02' } })
    const [earlier] = await world.rows('SELECT facts FROM visit_earlier WHERE visit_id = :id', { id })
    expect(JSON.parse(earlier.facts)).toMatchObject({ note: '原来的话', kind: '01' })
    expect((await world.call(visits.correct, correction(id), await as('helper'))).problem).toMatchObject({ status: 409, code: 'conflict' })
    expect((await world.call(visits.correct, correction(id, { version: 2 }), await as('village_clerk'))).problem).toMatchObject({ status: 403, code: 'visit.not_author' })
    const rows = await world.rows("SELECT changed FROM audit_entry WHERE subject = :id AND operation = 'visits.correct'", { id })
    expect(JSON.stringify(rows)).not.toMatch(/改正的话|原来的话/)
  })

  test('after 24 hours there are only notes', async () => {
    const id = await recorded()
    clock.shift(24 * HOUR - 5000)
    expect((await get(id)).body.mayCorrect).toBe(true)
    clock.shift(24 * HOUR + 1000)
    expect((await get(id)).body.mayCorrect).toBe(false)
    expect((await world.call(visits.correct, correction(id), await as('helper'))).problem).toMatchObject({ status: 409, code: 'visit.too_late' })
    expect((await world.call(visits.addNote, { id: home().id, visit: id, text: '后来水管修好了' }, await as('helper'))).status).toBe(201)
    expect((await world.call(visits.addNote, { id: home().id, visit: id, text: '乡里也看过' }, await as('township_officer'))).status).toBe(201)
    expect((await get(id)).body.notes.map(({ by, text }) => [by, text])).toEqual([['样志远', '后来水管修好了'], [world.people.township_officer.name, '乡里也看过']])
  })

  test('withdrawn it stays in sight, counts no more, and cannot be changed', async () => {
    const [fresh] = await world.add([{ region: LAND.villageA, headName: '样撤回' }])
    const older = await recorded({ id: fresh.id, met: [], startedAt: iso(clock.now() - 72 * HOUR), endedAt: iso(clock.now() - 71 * HOUR) }, 'village_team')
    const id = await recorded({ id: fresh.id, met: [] }, 'village_team')
    const withdraw = async (who: Who) => world.call(visits.withdraw, { id: fresh.id, visit: id, reason: '记错了人家' }, await as(who))
    expect((await withdraw('village_clerk')).problem.code).toBe('visit.not_author')
    expect((await withdraw('village_team')).status).toBe(201)
    expect((await withdraw('village_team')).problem).toMatchObject({ status: 409, code: 'visit.withdrawn' })
    expect((await get(id, 'village_team', fresh.id)).body).toMatchObject({ withdrawn: { reason: '记错了人家', by: world.people.village_team.name }, mayCorrect: false, note: '看了屋顶和水管' })
    expect((await world.call(visits.correct, { ...correction(id), id: fresh.id, met: [], version: 2 }, await as('village_team'))).problem.code).toBe('visit.withdrawn')
    expect((await household(fresh.id)).last_visit_on).toBe(dayOfInstant(clock.now() - 72 * HOUR))
    const { body: list } = await world.call(visits.list, { id: fresh.id }, await as('village_team'))
    expect(list.items.map((item) => [item.id, !!item.withdrawn])).toEqual([[id, true], [older, false]])
    await world.settle()
    const { body: card } = await world.call(households.card, { id: fresh.id }, await as('village_team'))
    expect(card.visits?.map((v) => [v.id, v.withdrawn ?? false])).toEqual([[id, true], [older, false]])
  })

  test('the household reads it without the internal note and says once whether it was so', async () => {
    const id = await recorded()
    const seen = await get(id, 'household')
    expect(seen.text).not.toContain('想再核实一次')
    expect(seen.body).toMatchObject({ note: '看了屋顶和水管', mayCorrect: false, promises: [{ text: '修水管' }] })
    expect((await world.call(visits.list, { id: home().id }, await as('household'))).text).not.toContain('internalNote')
    const confirm = async (who: Who) => world.call(visits.confirm, { id: home().id, visit: id, agree: false, text: '没说修水管' }, await as(who))
    expect((await confirm('helper')).problem.code).toBe('permission.denied')
    expect((await confirm('household2')).problem.code).toBe('not_found')
    expect((await confirm('household')).status).toBe(201)
    expect((await confirm('household')).problem).toMatchObject({ status: 409, code: 'visit.confirmed' })
    expect((await get(id)).body).toMatchObject({ confirmation: { agree: false, text: '没说修水管' }, mayCorrect: false })
    expect((await world.call(visits.correct, correction(id, { version: 2 }), await as('helper'))).problem.code).toBe('visit.confirmed')
    const [event] = await world.rows("SELECT payload FROM outbox_event WHERE topic = 'visit.confirmed' ORDER BY id DESC LIMIT 1")
    expect(JSON.parse(event.payload)).toEqual({ household: home().id, visit: id })
  })

  test('a look at visits is recorded as one at the household', async () => {
    await world.settle()
    const before = await count('household_read', "way = 'visits' AND household_id = :id", { id: home().id })
    await world.call(visits.list, { id: home().id }, await as('township_leader'))
    await world.settle()
    expect(await count('household_read', "way = 'visits' AND household_id = :id", { id: home().id })).toBe(before + 1)
  })

  test('pages run newest first without a gap', async () => {
    const all = (await world.call(visits.list, { id: home().id, limit: 100 } as never, await as('helper'))).body.items.map((item) => item.id)
    const paged: string[] = []
    for (let after: string | undefined; ;) {
      const { body } = await world.call(visits.list, { id: home().id, limit: 3, ...(after && { after }) } as never, await as('helper'))
      paged.push(...body.items.map((item) => item.id))
      if (!body.next) break
      after = body.next
    }
    expect(paged).toEqual(all)
    expect(new Set(all).size).toBe(all.length)
    expect((await world.call(visits.list, { id: home().id, after: 'x' }, await as('helper'))).problem.code).toBe('request.invalid')
  })

  test('a signature is kept sealed and drawn in the detail alone', async () => {
    const signature = 'M12 30L14 31L20 44'
    const id = await recorded({ signature })
    expect((await get(id)).body).toMatchObject({ signed: true, signature })
    const { body, text } = await world.call(visits.list, { id: home().id, limit: 100 } as never, await as('helper'))
    expect([body.items.find((item) => item.id === id)?.signed, text.includes(signature)]).toEqual([true, false])
    const [row] = await world.rows<{ signature_sealed: string }>('SELECT signature_sealed FROM visit WHERE id = :id', { id })
    expect(row.signature_sealed).not.toContain('M12')
  })
})

describe('promises', () => {
  const keep = async (visitId: string, more: object = {}, who: Who = 'helper', key: string = randomUUID()) => world.call(visits.keepPromise, { id: home().id, visit: visitId, index: 0, kept: true, ...more }, await as(who, key))
  const listed = async (visitId: string, who: Who = 'helper') => (await world.call(visits.promises, { id: home().id }, await as(who))).body.items.filter((one) => one.visit === visitId)
  const ago = (days: number): string => addDays(clock.today(), -days)
  const earlier = (promises: { text: string; by: string }[]) => recorded({ promises, startedAt: iso(clock.now() - 20 * 24 * HOUR), endedAt: iso(clock.now() - 20 * 24 * HOUR + HOUR) })

  test('are seen by the household with their day, kept or late, and marked by whoever visits, once', async () => {
    const id = await earlier([{ text: '修水管', by: ago(5) }, { text: '送化肥', by: addDays(clock.today(), 3) }])
    expect((await listed(id, 'household')).map(({ text, by, keptOn, late, madeBy, madeOn }) => [text, by, keptOn, late, madeBy, madeOn]))
      .toEqual([['修水管', ago(5), null, true, '样志远', ago(20)], ['送化肥', addDays(clock.today(), 3), null, false, '样志远', ago(20)]])
    const key = randomUUID()
    for (const answer of await Promise.all(Array.from({ length: 4 }, () => keep(id, { on: ago(6) }, 'village_clerk', key)))) expect(answer.status).toBe(204)
    expect((await listed(id, 'household')).map(({ text, keptOn, late }) => [text, keptOn, late])).toEqual([['送化肥', null, false], ['修水管', ago(6), false]])
    expect((await get(id, 'household')).body.promises[0]).toEqual({ text: '修水管', by: ago(5), keptOn: ago(6) })
    expect((await world.rows("SELECT changed FROM audit_entry WHERE subject = :id AND operation = 'visits.keepPromise'", { id })).map((row) => JSON.parse(row.changed)))
      .toEqual([[{ field: 'visit.promises.0.kept_on', before: null, after: ago(6) }]])
    // Kept after its day it is late; marked by mistake it is open again.
    await keep(id, { kept: false })
    await keep(id, { on: ago(1) })
    expect((await listed(id)).find(({ index }) => index === 0)).toMatchObject({ keptOn: ago(1), late: true })
  })

  test('what was kept outlives a correction of the rest', async () => {
    const id = await recorded()
    await keep(id)
    const { version } = (await get(id)).body
    expect((await world.call(visits.correct, correction(id, { version, promises: [{ text: '另一件', by: clock.today() }, ...visit().promises] }), await as('helper'))).status).toBe(200)
    expect((await get(id)).body.promises.map(({ text, keptOn }) => [text, keptOn])).toEqual([['另一件', null], ['修水管', clock.today()]])
  })

  test('refusals: no such promise, a day that cannot be, a withdrawn visit, the household itself', async () => {
    const id = await recorded()
    expect((await keep(id, { index: 1 })).problem.code).toBe('not_found')
    for (const on of [addDays(clock.today(), 1), ago(9), '2020-02-30']) expect((await keep(id, { on })).problem.errors?.[0].field).toBe('on')
    expect((await keep(id, {}, 'household')).problem.code).toBe('permission.denied')
    expect((await world.call(visits.promises, { id: world.households.b1.id }, await as('helper'))).problem.code).toBe('not_found')
    await world.call(visits.withdraw, { id: home().id, visit: id, reason: '记错了人家' }, await as('helper'))
    expect((await keep(id)).problem.code).toBe('visit.withdrawn')
    expect(await listed(id)).toEqual([])
  })
})

describe('photos', () => {
  test('are announced with the visit, each once, and wait for their bytes', async () => {
    const photos = ['b', 'c', 'd'].map((letter) => ({ sha256: letter.repeat(64), bytes: 123_456, takenAt: iso(clock.now() - HOUR) }))
    const id = await recorded({ photos })
    expect((await get(id)).body.photos.map(({ sha256, state }) => [sha256, state])).toEqual(photos.map(({ sha256 }) => [sha256, 'awaited']))
    const again = await recorded({ photos: photos.slice(1) })
    expect((await get(again)).body.photos).toHaveLength(2)
    expect(await count('photo', 'household_id = :id', { id: home().id })).toBe(3)
    expect((await record({ photos: Array.from({ length: 10 }, (_, n) => ({ ...photos[0], sha256: String(n).repeat(64) })) })).problem.errors?.[0]).toMatchObject({ field: 'photos' })
  })
})

describe('手机清单', () => {
  test('keys that arrived come back with their receipts, others are missing; another account\'s keys are nobody\'s', async () => {
    const [kept, lost] = [randomUUID(), randomUUID()]
    const { body: receipt } = await record({}, 'helper', kept)
    const missing = 'a'.repeat(64)
    const compare = async (who: Who) => (await world.call(visits.manifest, { entries: [kept, lost], photos: [missing] }, await as(who))).body
    expect(await compare('helper')).toEqual({ received: [{ key: kept, id: receipt.id, receipt: receipt.number, hash: receipt.hash, receivedAt: receipt.receivedAt }], missingEntries: [lost], missingPhotos: [missing] })
    const bytes = await photo(640, 480, 3)
    const { body: upload } = await world.call(operations.photos.start, { id: home().id, sha256: sha256(bytes), bytes: bytes.length, takenAt: iso() }, await as('helper'))
    const both = async () => (await world.call(visits.manifest, { entries: [], photos: [sha256(bytes), missing] }, await as('helper'))).body.missingPhotos
    expect(await both()).toEqual([sha256(bytes), missing])
    await world.call(operations.photos.append, { id: home().id, photo: upload.id, offset: '0' }, { ...await as('helper'), bytes })
    expect(await both()).toEqual([missing])
    // Dismissed after the answer was lost: what was handed over is still told, though a repeat of the write is refused.
    const { helper } = world.people
    await world.asOwner((owner) => owner.query("UPDATE appointment SET to_day = '2019-12-31' WHERE id = ?", [helper.appointmentId]))
    world.running.app.get(Sessions).forget(helper.accountId)
    expect((await record({}, 'helper', kept)).problem.code).toBe('permission.denied')
    expect(await compare('helper')).toEqual({ received: [{ key: kept, id: receipt.id, receipt: receipt.number, hash: receipt.hash, receivedAt: receipt.receivedAt }], missingEntries: [lost], missingPhotos: [missing] })
    expect(await both()).toEqual([missing])
    await world.asOwner((owner) => owner.query('UPDATE appointment SET to_day = NULL WHERE id = ?', [helper.appointmentId]))
    world.running.app.get(Sessions).forget(helper.accountId)
    expect(await compare('helper2')).toEqual({ received: [], missingEntries: [kept, lost], missingPhotos: [missing] })
  })
})

describe('where a house stands', () => {
  const near = (n: number) => ({ lng: 122.35 + n * 0.00001, lat: 40.4 + n * 0.00001, system: 'wgs84' as const, accuracy: 12 })
  const proposals = async (who: Who = 'village_secretary') => (await world.call(visits.positions, {}, await as(who))).body.items

  test('three accurate places at the house propose the median; the village confirms; distances follow, in either system', async () => {
    const [fresh] = await world.add([{ region: LAND.villageA, headName: '样定位' }])
    const give = async (more: Partial<RecordVisit>) => recorded({ id: fresh.id, met: [], ...more }, 'village_team')
    await give({ place: near(0), atHouse: true })
    await give({ place: near(1), atHouse: true })
    await give({ place: { ...near(2), accuracy: 51 }, atHouse: true })
    await give({ place: near(2) })
    expect((await proposals()).map((p) => p.household.id)).not.toContain(fresh.id)
    expect((await world.call(visits.decidePosition, { id: fresh.id, confirm: true }, await as('village_secretary'))).problem).toMatchObject({ status: 409, code: 'position.none' })
    await give({ place: { ...near(0), lng: 122.36 }, atHouse: true })
    const [proposal] = (await proposals()).filter((p) => p.household.id === fresh.id)
    expect(proposal).toMatchObject({ lng: 122.35001, lat: 40.4, system: 'wgs84', places: 3 })
    expect(proposal.spreadMetres).toBeGreaterThan(800)
    expect((await world.call(visits.decidePosition, { id: fresh.id, confirm: true }, await as('helper'))).problem.code).toBe('permission.denied')
    expect((await world.call(visits.decidePosition, { id: fresh.id, confirm: true }, await as('village_secretary'))).status).toBe(204)
    expect(await household(fresh.id)).toMatchObject({ longitude: '122.3500100', position_system: 'wgs84', position_confirmed: 1, position_places: 0 })
    const [placed] = await world.rows("SELECT f.old_value, f.new_value FROM record_change_field f WHERE f.household_id = :id AND f.field = 'position'", { id: fresh.id })
    expect(placed).toEqual({ old_value: null, new_value: '122.35001,40.4 wgs84' })
    const { body: past } = await world.call(operations.history.on, { id: fresh.id, on: clock.today() }, await as('village_secretary'))
    expect(past).toBeDefined()
    expect((await proposals()).map((p) => p.household.id)).not.toContain(fresh.id)
    // The same spot as a Chinese map gives it lies half a kilometre away in figures and at the house on the ground.
    const mapped = await give({ place: { lng: 122.3556, lat: 40.4019, system: 'gcj02', accuracy: 20 } })
    const told = (await get(mapped, 'village_team', fresh.id)).body.place
    expect([told?.system, (told?.distance ?? 9999) < 200]).toEqual(['gcj02', true])
    const raw = await give({ place: { lng: 122.3556, lat: 40.4019, system: 'wgs84', accuracy: 20 } })
    expect((await get(raw, 'village_team', fresh.id)).body.place?.distance).toBeGreaterThan(400)
  })

  test('refused, it takes three new places to propose again', async () => {
    const [fresh] = await world.add([{ region: LAND.villageA, headName: '样再定' }])
    for (let n = 0; n < 3; n++) await recorded({ id: fresh.id, met: [], place: near(n), atHouse: true }, 'village_team')
    expect((await world.call(visits.decidePosition, { id: fresh.id, confirm: false }, await as('village_secretary'))).status).toBe(204)
    expect(await household(fresh.id)).toMatchObject({ longitude: null, position_confirmed: 0, position_places: 0 })
    await recorded({ id: fresh.id, met: [], place: near(1), atHouse: true }, 'village_team')
    expect((await proposals()).map((p) => p.household.id)).not.toContain(fresh.id)
  })
})

describe('burden', () => {
  test('is kept without anybody, and told to the county as medians and per household', async () => {
    for (const [taps, seconds] of [[4, 28], [5, 40], [9, 65]]) expect((await world.call(burden.report, { flow: 'visit', taps, seconds, askedTwice: taps === 9 ? 3 : 0 }, await as('helper'))).status).toBe(204)
    expect((await world.call(burden.report, { flow: 'visit', taps: 4, seconds: 28, askedTwice: 0 }, await as('helper2'))).status).toBe(204)
    const { body } = await world.call(burden.get, {}, await as('county_office'))
    expect(body).toMatchObject({ month: clock.today().slice(0, 7), flows: [{ flow: 'visit', uses: 4, medianTaps: 4, medianSeconds: 28, askedTwicePerUse: 0.8 }] })
    expect((await world.call(burden.get, {}, await as('township_leader'))).problem.code).toBe('permission.denied')
    expect((await world.call(burden.get, { month: '2020-13' }, await as('county_office'))).problem.code).toBe('request.invalid')
    const columns = (await world.rows<{ name: string }>("SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'burden'")).map((row) => row.name)
    expect(columns.sort()).toEqual(['asked_twice', 'flow', 'month', 'seconds', 'taps', 'uses'])
    expect(await count('audit_entry', "operation LIKE 'burden%'")).toBe(0)
  })
})

test('transactions read what is committed, without a statement of their own for it', async () => {
  const seen = await world.db.everywhere('a test asks the connection').write((tx) => tx.select<{ Value: string }>("SHOW VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')"))
  expect([...new Set(seen.map((row) => row.Value))]).toEqual(['READ-COMMITTED'])
})
