// Changes that a record must not take: a second head, a day before birth, a version nobody saw, one person twice; and days told out of order.
import { randomUUID } from 'node:crypto'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeView, ProposedView } from '@onecard/shared/contract/changes.views'
import { operations } from '@onecard/shared/operations'
import { CHANGE_FIELDS } from '@onecard/shared/rules/change-fields'
import { addDays } from '@onecard/shared/rules/day'
import { makeCertificate } from '@onecard/shared/rules/id-number'
import { clock } from '../src/kernel/clock'
import type { Household } from '../src/features/households/household.entity'
import type { Answer } from './api'
import type { Who } from './actors'
import { LAND, type HouseholdFacts } from './population'
import { startWorld, type World } from './world'

let world: World
let serial = 0
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const { changes, history } = operations
const today = clock.today()
const ago = (days: number): string => addDays(today, -days)
type Wish = Omit<Partial<ProposeChange>, 'fields'> & { fields?: { field: string; before?: string | null; after: string | null }[] }

async function fresh(whole = true, row: Partial<Household> = {}): Promise<HouseholdFacts> {
  const [h] = await world.add([{ region: LAND.villageA, headName: `样缘${++serial}`, whole, row }])
  return h
}
async function propose(h: HouseholdFacts, wish: Wish, who: Who = 'village_clerk'): Promise<Answer<ProposedView>> {
  const [{ version }] = await world.rows('SELECT version FROM household WHERE id = :id', { id: h.id })
  const input = { id: h.id, kind: 'fields', reason: '入户核对后更正', fields: [], version, ...wish } as unknown as ProposeChange
  return world.call(changes.propose, input, { token: await world.token(who), headers: { 'idempotency-key': randomUUID() } })
}
async function decide(h: HouseholdFacts, { id: change, version }: { id: string; version: number }): Promise<Answer<ChangeView>> {
  return world.call(changes.decide, { id: h.id, change, approve: true, version }, { token: await world.token('village_secretary') })
}
async function approved(h: HouseholdFacts, wish: Wish): Promise<ChangeView> {
  const answer = await propose(h, wish)
  expect([answer.status, answer.problem?.errors]).toEqual([201, undefined])
  const { body, status } = await decide(h, answer.body.items[0])
  expect([status, body.state]).toEqual([201, 'effective'])
  return body
}
const faults = (answer: Answer<unknown>) => [answer.status, ...answer.problem.errors?.map(({ field, message }) => [field, message]) ?? []]
const heads = async (h: HouseholdFacts): Promise<string[]> => (await world.rows(`SELECT id FROM member WHERE household_id = :id AND left_on IS NULL AND relation = '01'`, { id: h.id })).map(({ id }) => id)
const on = async (h: HouseholdFacts, day: string) => world.call(history.on, { id: h.id, on: day }, { token: await world.token('village_clerk') })
const differences = async (h: HouseholdFacts, from: string, to: string) => world.call(history.differences, { id: h.id, from, to }, { token: await world.token('village_clerk') })
const join = (more: Record<string, string | undefined>, effectiveOn = today, memberChange = '05'): Wish => ({
  kind: 'join', memberChange, effectiveOn, reason: '新来的一口人', fields: Object.entries({ name: `例${String.fromCharCode(0x4e00 + ++serial)}`, relation: '05', sex: '2', birthDate: '1996-02-29', ...more }).flatMap(([field, after]) => after ? [{ field, after }] : []),
})
const sound = (n: number, born = '1980-02-29'): string => makeCertificate(String(220100 + n), born, '996') as string

test('every field that the catalogue offers passes the gate', async () => {
  const h = await fresh()
  const seen: string[] = []
  for (const f of CHANGE_FIELDS) {
    // A value that no field takes: what comes back tells whether the name was known, and by whom it was refused.
    const { problem } = await propose(h, { ...f.of === 'member' && { member: h.members[1].id }, fields: [{ field: f.name, after: '<不是>'.repeat(25) }] })
    const [{ field, message }] = problem.errors ?? [{ field: '', message: '' }]
    seen.push(`${f.of}.${f.name} ${field} ${message === '没有这一项，请去掉' ? 'derived' : 'offered'}`)
  }
  expect(seen).toEqual(CHANGE_FIELDS.map((f) => `${f.of}.${f.name} fields.0.${f.derived ? 'field derived' : 'after offered'}`))
  const answer = await propose(h, { fields: [{ field: 'causeOther1', before: '02', after: '03' }, { field: 'causeOther2', after: '04' }] })
  expect([answer.status, answer.body.items[0].fields.map(({ label, after }) => [label, after])]).toEqual([201, [['次要致贫原因一', '因学'], ['次要致贫原因二', '因灾']]])
})

describe('one head', () => {
  test('nobody joins as a second one, and the first of an empty household is it', async () => {
    const h = await fresh()
    expect(faults(await propose(h, join({ relation: '01' })))).toEqual([400, ['fields.1.after', expect.stringContaining('一户只有一位户主')]])
    const lone = await fresh(false)
    await approved(lone, { kind: 'leave', member: lone.members[0].id, memberChange: '01', effectiveOn: today, reason: '老人去世，无其他家人' })
    expect(faults(await propose(lone, join({ relation: '05' })))).toEqual([400, ['fields.1.after', '家里还没有别人，请选户主']])
    const [one, other] = [(await propose(lone, join({ relation: '01' }))).body.items[0], (await propose(lone, join({ relation: '01' }))).body.items[0]]
    expect((await decide(lone, one)).body.state).toBe('effective')
    const late = await decide(lone, other)
    expect([late.status, late.problem.code, late.problem.errors?.[0].field]).toEqual([409, 'change.head_taken', 'relation'])
    expect(await heads(lone)).toHaveLength(1)
  })

  test('who became the head while his other relation waited stays the head', async () => {
    const h = await fresh()
    const [head, wife, father] = h.members
    const [relation] = (await propose(h, { member: father.id, fields: [{ field: 'relation', before: '11', after: '99' }] })).body.items
    const [going] = (await propose(h, { kind: 'leave', member: father.id, memberChange: '08', effectiveOn: today, reason: '迁到外县居住' })).body.items
    await approved(h, { fields: [{ field: 'head', before: head.id, after: father.id }] })
    const seen = async (id: string): Promise<ChangeView> => (await world.call(changes.list, { id: h.id }, { token: await world.token('village_secretary') })).body.items.find((c) => c.id === id) as ChangeView
    for (const { id } of [relation, going]) {
      // The first look may only show what moved.
      const first = await decide(h, await seen(id))
      const last = first.status === 201 && first.body.state === 'conflict' ? await decide(h, first.body) : first
      expect([last.status, last.problem?.code]).toEqual([409, 'change.head_needed'])
    }
    expect(await heads(h)).toEqual([father.id])
    expect(wife.id).not.toBe(father.id)
  })

  test('a record that came with two heads or none is put right by naming one, and takes no coming or going before', async () => {
    const h = await fresh()
    const [head, wife, father] = h.members
    await world.rows(`UPDATE member SET relation = '01' WHERE id = :id`, { id: father.id })
    expect(faults(await propose(h, join({})))).toEqual([400, ['fields', expect.stringContaining('不止一位户主')]])
    await approved(h, { fields: [{ field: 'head', after: head.id }] })
    expect(await heads(h)).toEqual([head.id])
    await world.rows(`UPDATE member SET relation = '99' WHERE id = :id`, { id: head.id })
    expect(faults(await propose(h, join({})))).toEqual([400, ['fields', expect.stringContaining('还没有户主')]])
    await approved(h, { kind: 'leave', member: father.id, memberChange: '01', effectiveOn: today, reason: '老人去世，同时定户主', fields: [{ field: 'head', after: wife.id }] })
    expect(await heads(h)).toEqual([wife.id])
  })
})

describe('history', () => {
  test('told out of order, each day is what was last said of it; before all of them it is what the record began with', async () => {
    const h = await fresh(true, { recordedSince: ago(30) })
    await propose(h, { effectiveOn: ago(5), fields: [{ field: 'fuel', after: '03' }] })
    await propose(h, { effectiveOn: ago(10), fields: [{ field: 'fuel', after: '04' }] })
    await propose(h, { effectiveOn: ago(2), fields: [{ field: 'fuel', after: '02' }] })
    const fuels = await Promise.all([12, 10, 6, 5, 3, 2, 0].map(async (n) => (await on(h, ago(n))).body.card.utilities?.fuel))
    expect(fuels).toEqual(['柴草', '清洁能源', '清洁能源', '清洁能源', '清洁能源', '干畜粪', '干畜粪'])
    expect((await differences(h, ago(12), ago(4))).body.items).toMatchObject([{ field: 'fuel', before: '柴草', after: '清洁能源', on: ago(10) }])
    expect((await differences(h, ago(9), today)).body.items).toMatchObject([{ field: 'fuel', before: '清洁能源', after: '干畜粪', on: ago(2) }])
    expect((await differences(h, ago(9), ago(4))).body.items).toEqual([])
  })

  test('deaths told out of order count right on every day', async () => {
    const h = await fresh(true, { recordedSince: ago(30) })
    const leave = (i: number, days: number) => approved(h, { kind: 'leave', member: h.members[i].id, memberChange: '01', effectiveOn: ago(days), reason: '老人去世，已注销户口' })
    await leave(2, 5)
    await leave(3, 10)
    expect(await Promise.all([11, 10, 5].map(async (n) => (await on(h, ago(n))).body.card.memberCount))).toEqual([5, 4, 3])
    expect((await differences(h, ago(11), ago(7))).body.items.filter(({ field }) => field === 'memberCount')).toMatchObject([{ before: '5', after: '4', on: ago(10) }])
    expect((await differences(h, ago(11), today)).body.items.filter(({ field }) => field === 'memberCount')).toMatchObject([{ before: '5', after: '3', on: ago(5) }])
  })

  test('before it was on record there is no household, before its first step no state, and nobody before he was born', async () => {
    const h = await fresh()
    const early = await on(h, '2015-10-07')
    expect([early.status, early.problem.code, early.problem.detail]).toEqual([404, 'history.not_registered', expect.stringContaining('2015年10月8日')])
    expect((await differences(h, '2014-01-01', '2015-01-01')).problem.code).toBe('history.not_registered')
    const first = await on(h, '2015-10-08')
    expect([first.status, first.body.card.state.label]).toEqual([200, '已申请'])
    expect((await differences(h, '2015-01-01', '2015-11-01')).body.items).toContainEqual(expect.objectContaining({ field: 'state', before: null, after: '已申请' }))

    const stepless = await fresh(false, { identifiedOn: '2015-12', recordedSince: ago(30) })
    expect([(await on(stepless, '2016-03-12')).body.card.state, (await on(stepless, today)).body.card.state.label, (await on(stepless, '2015-11-30')).status]).toEqual([{ code: '', label: '当时没有记录' }, '帮扶中', 404])
    const steps = await fresh(false, { identifiedOn: '2013-12' })
    await world.asOwner((owner) => owner.query('INSERT INTO step (id, household_id, state, on_day) VALUES (?, ?, ?, ?)', [`${steps.id.slice(0, 25)}Y`, steps.id, '08', '2016-01-10']))
    expect((await on(steps, '2014-06-01')).body.card.state.code).toBe('')

    const child = h.members[4]
    await world.rows(`UPDATE member SET joined_on = NULL, birth_date = '2016-02-29' WHERE id = :id`, { id: child.id })
    const listed = async (day: string) => { const { card } = (await on(h, day)).body; return [card.members?.some(({ id }) => id === child.id), card.memberCount, card.members?.length] }
    expect([await listed('2016-02-28'), await listed('2016-02-29')]).toEqual([[false, 4, 4], [true, 5, 5]])
    expect((await differences(h, '2016-02-01', '2016-03-01')).body.items).toContainEqual(expect.objectContaining({ field: 'membership', before: null, after: child.name, on: '2016-02-29' }))
    expect(faults(await on(h, addDays(today, 1)))).toEqual([400, ['on', expect.any(String)]])
  })
})

test('nobody joins or leaves before he was born, whichever way the day of birth is known', async () => {
  const h = await fresh()
  const certificate = sound(1, '2016-02-29')
  const early = ['effectiveOn', '不能早于出生日期']
  expect(faults(await propose(h, join({ birthDate: '', certificate }, '2016-02-28')))).toEqual([400, early])
  expect(faults(await propose(h, join({ birthDate: '', certificateType: '09', certificate: `ID-${certificate}` }, '2016-02-28')))).toEqual([400, early])
  expect((await propose(h, join({ birthDate: '', certificate }, '2016-02-29'))).status).toBe(201)
  const child = h.members[4]
  await world.rows('UPDATE member SET joined_on = NULL, birth_date = NULL, certificate_sealed = :sealed WHERE id = :id', { id: child.id, sealed: world.vault.seal('member.certificate', child.id, certificate) })
  expect(faults(await propose(h, { kind: 'leave', member: child.id, memberChange: '01', effectiveOn: '2016-02-28', reason: '孩子已经不在了' }))).toEqual([400, early])
})

describe('versions', () => {
  const fuel = (version: number, more: object = {}): Wish => ({ version, fields: [{ field: 'fuel', after: '04', ...more }] })

  test('one that nobody can have seen is refused and changes nothing', async () => {
    const h = await fresh()
    await propose(h, { fields: [{ field: 'fuel', before: '01', after: '03' }] }, 'village_secretary')
    for (const version of [3, 99, 2_147_483_647]) {
      const answer = await propose(h, fuel(version))
      expect([answer.status, answer.problem.code]).toEqual([409, 'conflict'])
    }
    // Without `before`, what others changed since decides.
    expect((await propose(h, fuel(1))).body.items[0].state).toBe('conflict')
    expect((await world.rows('SELECT fuel FROM household WHERE id = :id', { id: h.id }))[0].fuel).toBe('03')
    expect((await propose(h, fuel(2))).body.items[0].state).toBe('effective')
  })

  test('one that no column holds is a fault of the request, everywhere', async () => {
    const h = await fresh()
    const token = await world.token('village_secretary')
    const version = 2_147_483_648
    const headers = { 'idempotency-key': randomUUID() }
    const [problem] = await world.rows('SELECT id FROM problem LIMIT 1')
    const visit = h.id
    const answers = [
      await propose(h, fuel(version)), await decide(h, { id: h.id, version }),
      await world.call(operations.problems.advance, { id: problem?.id ?? h.id, act: 'claim', version } as never, { token, headers }),
      await world.call(operations.visits.correct, { id: h.id, visit, version, kind: '01', topics: [] } as never, { token, headers }),
    ]
    for (const answer of answers) expect([answer.status, answer.problem.errors?.some(({ field }) => field === 'version')]).toEqual([400, true])
  })
})

test('one person, however his number is written and by whichever type', async () => {
  const h = await fresh()
  const known = sound(2)
  await approved(h, join({ birthDate: '', certificate: `${known.slice(0, 6)}-${known.slice(6, 14)} ${known.slice(14).toLowerCase()}` }))
  const full = known.replace(/[0-9X]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
  const other = await fresh()
  for (const more of [
    { certificate: known }, { certificateType: '09', certificate: known.toLowerCase() }, { certificateType: '09', certificate: `${known.slice(0, 6)}-${known.slice(6)}` }, { certificateType: '09', certificate: `${known.slice(0, 10)} ${known.slice(10)}` },
    { certificateType: '09', certificate: full }, { certificateType: '09', certificate: `ID${known}` }, { certificateType: '09', certificate: `(A7)${known}/1` }, { certificateType: '02', certificate: `${known}43` }]) {
    expect([more, ...faults(await propose(other, join({ birthDate: '', ...more, ...!more.certificate.startsWith('2') && { birthDate: '1980-02-29' } })))]).toEqual([more, 400, ['fields', expect.stringContaining('已经登记了')]])
  }
  // Kept first under another type, the same person is found by his own number.
  const disguised = sound(3)
  await approved(h, join({ certificateType: '09', certificate: `H-${disguised}`, birthDate: '1980-02-29' }))
  expect(faults(await propose(other, join({ birthDate: '', certificate: disguised })))).toEqual([400, ['fields', expect.stringContaining('已经登记了')]])
  expect((await propose(other, join({ certificateType: '09', certificate: 'H1234567(8)' }))).status).toBe(201)
})

test('values that cannot all be so are refused at their field', async () => {
  const h = await fresh()
  const member = h.members[1].id
  expect(faults(await propose(h, { member, fields: [{ field: 'health', after: '01,02' }] }))).toEqual([400, ['fields.0.after', expect.stringContaining('就不能再选别的')]])
  expect(faults(await propose(h, { fields: [{ field: 'causeOther1', after: '03' }, { field: 'causeOther2', after: '03' }] }))).toEqual([400, ['fields.1.after', '同一个致贫原因只选一次']])
  expect(faults(await propose(h, { fields: [{ field: 'dangerLevel', after: 'D' }, { field: 'dangerHouse', after: '0' }] }))).toEqual([400, ['fields.0.after', expect.stringContaining('不是危房户')]])
  expect(faults(await propose(h, join({ health: '01', disabilityCategory: '4' })))).toEqual([400, ['fields.5.after', '健康状况没有选残疾，请核对']])
})
