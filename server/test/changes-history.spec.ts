// Any day as it was, whoever changed the record: the form, a decision, an import, a pairing, members coming and going.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeView, HouseholdOnView } from '@onecard/shared/contract/changes.views'
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { seeded } from '@onecard/shared/rules/seeded-random.fixture'
import { runImport } from '../src/features/imports'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { newId } from '../src/kernel/ids'
import type { Who } from './actors'
import { LAND, type HouseholdFacts } from './population'
import { cellOf, sampleTable, withCell, writeCsv, type Table } from './sheet-files'
import { startWorld, type World } from './world'

const DAY_MS = 86_400_000
let world: World
let serial = 0
beforeAll(async () => { world = await startWorld() })
afterEach(() => { clock.shift(0) })
afterAll(() => world.close())

const { history, changes } = operations
const start = clock.today()
const day = (after: number): string => addDays(start, after)
/** Sessions end with idleness: a token of the day. */
const token = async (who: Who): Promise<string> => (await world.running.app.get(Sessions).open(world.people[who].accountId, '浏览器')).token
const go = (after: number): void => { clock.shift(after * DAY_MS) }

async function fresh(): Promise<HouseholdFacts> {
  const [h] = await world.add([{ region: LAND.villageA, headName: `样历${++serial}`, whole: true, row: { recordedSince: addDays(start, -1) }, helper: { accountId: world.people.helper.accountId, unitId: world.units.unit } }])
  world.running.app.get(Sessions).forget(world.people.helper.accountId)
  return h
}
async function propose(who: Who, h: HouseholdFacts, wish: object): Promise<ChangeView[]> {
  const [{ version }] = await world.rows('SELECT version FROM household WHERE id = :id', { id: h.id })
  const answer = await world.call(changes.propose, { id: h.id, kind: 'fields', reason: '入户核对后更正', fields: [], version, ...wish } as unknown as ProposeChange, { token: await token(who), headers: { 'idempotency-key': randomUUID() } })
  expect([answer.status, answer.problem?.errors]).toEqual([201, undefined])
  return answer.body.items
}
const approve = async (h: HouseholdFacts, change: ChangeView) => world.call(changes.decide, { id: h.id, change: change.id, approve: true, version: change.version }, { token: await token('village_secretary') })
const on = async (h: HouseholdFacts, when: string, who: Who = 'village_clerk'): Promise<HouseholdOnView> => (await world.call(history.on, { id: h.id, on: when }, { token: await token(who) })).body
const differences = async (h: HouseholdFacts, from: string, to: string) => (await world.call(history.differences, { id: h.id, from, to }, { token: await token('village_clerk') })).body.items

test('a household through five days: each is shown as it was, and between two what changed, by whom and why', async () => {
  const h = await fresh()
  const [head, , father] = h.members
  go(2)
  await propose('helper', h, { fields: [{ field: 'phone', after: '15400090011' }, { field: 'fuel', after: '03' }], reason: '换了手机，改烧煤' })
  go(4)
  const [cause] = await propose('helper', h, { fields: [{ field: 'causeMain', after: '02' }], reason: '有残疾人证' })
  go(6)
  await approve(h, cause)
  const [death] = await propose('helper', h, { kind: 'leave', member: father.id, memberChange: '01', effectiveOn: day(5), reason: '老人去世，已注销户口' })
  go(7)
  await approve(h, death)
  await propose('village_clerk', h, { fields: [{ field: 'fuel', after: '04' }], reason: '通了天然气' })
  const [wed] = await propose('helper', h, { kind: 'join', memberChange: '05', effectiveOn: day(7), reason: '儿子娶亲', fields: [{ field: 'name', after: '例新妇' }, { field: 'relation', after: '05' }, { field: 'sex', after: '2' }, { field: 'birthDate', after: '1996-02-29' }] })
  await approve(h, wed)
  go(9)

  const told = async (n: number) => {
    const { card } = await on(h, day(n))
    return [card.phone, card.utilities?.fuel, card.causes?.[0].label, card.memberCount, card.members?.some(({ id }) => id === father.id), card.members?.some(({ name }) => name === '例新妇')]
  }
  expect(await told(1)).toEqual([h.phone, '柴草', '因病', 5, true, false])
  expect(await told(2)).toEqual(['15400090011', '煤炭', '因病', 5, true, false])
  // The cause counts from the day of the proposal; he died on the fifth, though it was said on the sixth.
  expect(await told(4)).toEqual(['15400090011', '煤炭', '因残', 5, true, false])
  expect(await told(5)).toEqual(['15400090011', '煤炭', '因残', 4, false, false])
  expect(await told(7)).toEqual(['15400090011', '清洁能源', '因残', 5, false, true])
  const now = await world.call(operations.households.card, { id: h.id }, { token: await token('village_clerk') })
  const today = await on(h, day(9))
  const { version, ...facts } = now.body
  expect([today.card.version, { ...today.card, version: undefined, income: undefined }]).toEqual([version, { ...facts, version: undefined, income: undefined }])
  expect(today.recordedSince).toBe(addDays(start, -1))

  const items = await differences(h, day(1), day(8))
  expect(items.map(({ field, member, before, after, on: when, by, reason }) => [when, field, member ?? '', before, after, by, reason])).toEqual(expect.arrayContaining([
    [day(2), 'phone', '', h.phone, '15400090011', '样志远', '换了手机，改烧煤'],
    [day(7), 'fuel', '', '柴草', '清洁能源', '样丽娟', '通了天然气'],
    [day(4), 'causeMain', '', '因病', '因残', '样志远', '有残疾人证'],
    [day(5), 'membership', father.name, father.name, null, '样志远', '老人去世，已注销户口'],
    [day(7), 'membership', '例新妇', null, '例新妇', '样志远', '儿子娶亲']]))
  expect(items.map(({ on: when }) => when)).toEqual(items.map(({ on: when }) => when).sort())
  expect(await differences(h, day(8), day(9))).toEqual([])
  expect(head.name).toBe(h.headName)
})

test('who helps is in the history too, with the reason of the change', async () => {
  const h = await fresh()
  go(1)
  const county = await token('county_office')
  expect((await world.call(operations.households.pair, { id: h.id, account: 'helper3', from: day(1) }, { token: county })).status).toBe(201)
  expect((await on(h, day(0))).card.helpers?.map(({ name }) => name)).toEqual(['样志远'])
  expect((await on(h, day(1))).card.helpers?.map(({ name }) => name)).toEqual(['例清和'])
  expect(await differences(h, day(0), day(1))).toEqual([{ field: 'helper', label: '帮扶责任人', before: '样志远', after: '例清和', on: day(1), by: '样红梅', reason: '结对' }])
})

test('an import leaves what it changed and whom it added, phones sealed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onecard-history-'))
  const run = async (households: Table, members: Table) => {
    const files = { households: writeCsv(join(folder, 'h.csv'), households), members: writeCsv(join(folder, 'm.csv'), members) }
    const outcome = await runImport(world.db, world.vault, county, { files, apply: true, jobId: newId(), author: { accountId: world.people.county_office.accountId, appointmentId: null, role: 'county_office' } })
    expect(outcome.applied).toBe(true)
  }
  const [households, members] = [sampleTable('households'), sampleTable('members')]
  const without = members.filter((row, i) => i === 0 || !(row[members[0].indexOf('户编号')] === cellOf(households, 2, '户编号') && row[members[0].indexOf('与户主关系')] !== '户主'))
  const fewer = withCell(households, 2, '家庭人口数', '1')
  await run(fewer, without)
  const [h] = await world.rows('SELECT id, region FROM household WHERE household_no = :no', { no: cellOf(households, 2, '户编号') })
  // Whoever came in by the number that the import replaces is out with it.
  const enter = (phoneCode?: string) => world.call(operations.sessions.createByWechat, { code: `dev-imported.${randomUUID()}`, ...(phoneCode && { phoneCode }) })
  const bound = await enter(`ph-${cellOf(households, 2, '户联系电话')}.${randomUUID()}`)
  expect(bound.body.actor.household).toEqual({ id: h.id })
  go(3)
  await run(withCell(withCell(households, 2, '户联系电话', '15400097777'), 2, '主要燃料类型', '煤炭'), members)
  expect([(await world.call(operations.me.get, {}, { token: bound.body.token })).status, (await enter()).problem.code]).toEqual([401, 'session.phone_needed'])
  const reader = await token('county_office')
  const past = async (when: string) => (await world.call(history.on, { id: h.id, on: when }, { token: reader })).body.card
  const [was, is] = [await past(day(2)), await past(day(3))]
  expect([was.phone, was.memberCount]).toEqual([cellOf(households, 2, '户联系电话'), 1])
  expect([is.phone, is.utilities?.fuel, is.memberCount]).toEqual(['15400097777', '煤炭', Number(cellOf(households, 2, '家庭人口数'))])
  const { items } = (await world.call(history.differences, { id: h.id, from: day(2), to: day(3) }, { token: reader })).body
  expect(items).toContainEqual({ field: 'phone', label: '联系电话', before: was.phone, after: '15400097777', on: day(3), by: '样红梅', reason: '国家系统导入' })
  expect(items.filter(({ field }) => field === 'membership').map(({ after }) => after)).toHaveLength(Number(cellOf(households, 2, '家庭人口数')) - 1)
  const kept = await world.rows('SELECT old_value, new_value FROM record_change_field WHERE household_id = :id', { id: h.id })
  expect(JSON.stringify(kept)).not.toContain('15400097777')
  rmSync(folder, { recursive: true, force: true })
})

test('heads named and members gone from days told in any order: every day has one head, and bears his name', async () => {
  const chance = seeded(2020)
  const h = await fresh()
  await world.rows('UPDATE household SET identified_on = :on WHERE id = :id', { id: h.id, on: '2014-01' })
  const back = (): string => day(-1 - chance.below(400))
  let head = h.members[0].id
  let crossed = 0
  const told: string[] = []
  const here = new Set(h.members.map(({ id }) => id))
  for (let turn = 0; turn < 9; turn++) {
    const next = chance.pick([...here].filter((id) => id !== head))
    const effectiveOn = back()
    const leaving = turn === 3 || turn === 6
    const wish = leaving ? { kind: 'leave', member: head, memberChange: '08', fields: [{ field: 'head', after: next }] } : { fields: [{ field: 'head', after: next }] }
    const [change] = await propose('village_clerk', h, { ...wish, effectiveOn, reason: '补记换户主的日期' })
    expect((await approve(h, change)).status).toBe(201)
    if (leaving) here.delete(head)
    head = next
    crossed += told.some((before) => before > effectiveOn) ? 1 : 0
    told.push(effectiveOn)
    for (const when of [day(0), effectiveOn, addDays(effectiveOn, -1), ...Array.from({ length: 4 }, back)]) {
      const { card } = await on(h, when)
      const heads = card.members?.filter(({ relation }) => relation?.code === '01') ?? []
      expect([when, heads.map(({ name }) => name)]).toEqual([when, [card.headName]])
    }
  }
  expect(crossed).toBeGreaterThan(4)
  const [from, to] = [[...told].sort()[0], day(0)]
  const items = await differences(h, addDays(from, -1), to)
  const first = (await on(h, addDays(from, -1))).card
  const last = (await on(h, to)).card
  for (const member of last.members ?? []) {
    const was = first.members?.find(({ id }) => id === member.id)?.relation?.label
    const item = items.find((one) => one.field === 'relation' && one.member === member.name)
    expect([member.name, item?.before ?? was, item?.after ?? was]).toEqual([member.name, was, member.relation?.label])
  }
})

test('nobody is the head from a day before he came', async () => {
  const h = await fresh()
  const [wed] = await propose('village_clerk', h, { kind: 'join', memberChange: '05', effectiveOn: day(-10), reason: '儿子娶亲', fields: [{ field: 'name', after: '例新户主' }, { field: 'relation', after: '05' }, { field: 'sex', after: '2' }, { field: 'birthDate', after: '1996-02-29' }] })
  await approve(h, wed)
  const { id } = (await on(h, day(0))).card.members!.find(({ name }) => name === '例新户主')!
  const [{ version }] = await world.rows('SELECT version FROM household WHERE id = :id', { id: h.id })
  const { problem } = await world.call(changes.propose, { id: h.id, kind: 'fields', version, reason: '补记换户主', fields: [{ field: 'head', after: id }], effectiveOn: day(-11) }, { token: await token('village_clerk'), headers: { 'idempotency-key': randomUUID() } })
  expect(problem.errors).toEqual([{ field: 'effectiveOn', message: '不能早于新户主来到这一户的日期' }])
})

test('the path of the household stands on its days', async () => {
  const h = await fresh()
  await world.asOwner((owner) => owner.query('INSERT INTO step (id, household_id, state, on_day) VALUES (?, ?, ?, ?)', [`${h.id.slice(0, 25)}Z`, h.id, '09', day(0)]))
  await world.rows(`UPDATE household SET state = '09' WHERE id = :id`, { id: h.id })
  expect([(await on(h, day(-1))).card.state.label, (await on(h, day(0))).card.state.label]).toEqual(['帮扶中', '预脱贫'])
  expect(await differences(h, day(-1), day(0))).toMatchObject([{ field: 'state', before: '帮扶中', after: '预脱贫', on: day(0) }])
})

test('what was approved later was still waiting on the day', async () => {
  const h = await fresh()
  await world.rows(`UPDATE entry SET approved_at = :at WHERE household_id = :id AND state = '03'`, { id: h.id, at: clock.date() })
  expect((await on(h, day(0))).card.income?.state).not.toBe('none')
  expect((await on(h, day(-1))).card.income?.state).toBe('none')
})

test('a reader sees of the past what he sees of the present', async () => {
  const h = await fresh()
  const card = (await on(h, day(0), 'helper')).card
  expect(card.members?.find(({ id }) => id === h.members[4].id)).not.toHaveProperty('health')
  expect(JSON.stringify(card)).not.toContain(h.members[0].certificate)
  expect(card).not.toHaveProperty('bank')
})

test.each([['on', { on: addDays(start, 1) }], ['to', { from: addDays(start, -3), to: addDays(start, 2) }], ['to', { from: start, to: addDays(start, -1) }], ['on', { on: '2020-02-30' }]])('days that have not been are refused: %s', async (field, days) => {
  const operation = 'on' in days ? history.on : history.differences
  const { problem } = await world.call(operation as typeof history.on, { id: world.households.a1.id, ...days } as never, { token: await token('village_clerk') })
  expect(problem.errors?.map((e) => e.field)).toEqual([field])
})
