// Changes of the record: at once or after a decision, in any order, by several people; nobody's text is lost.
import { randomUUID } from 'node:crypto'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeView, ProposedView } from '@onecard/shared/contract/changes.views'
import { operations } from '@onecard/shared/operations'
import { cardYear, divisorOf } from '@onecard/shared/rules/card'
import { addDays } from '@onecard/shared/rules/day'
import { makeCertificate } from '@onecard/shared/rules/id-number'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import type { Answer } from './api'
import type { Who } from './actors'
import { LAND, type HouseholdFacts } from './population'
import { startWorld, type World } from './world'

let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const { changes } = operations
type Field = { field: string; before?: string | null; after: string | null }
type Wish = Partial<Omit<ProposeChange, 'fields'>> & { fields?: Field[] }

async function fresh(): Promise<HouseholdFacts> {
  const { people, units } = world
  const [h] = await world.add([{ region: LAND.villageA, headName: `样新${++serial}`, whole: true, helper: { accountId: people.helper.accountId, unitId: units.unit } }])
  world.running.app.get(Sessions).forget(people.helper.accountId)
  return h
}
let serial = 0

async function propose(who: Who, h: HouseholdFacts, wish: Wish, key: string = randomUUID()): Promise<Answer<ProposedView>> {
  const version = wish.version ?? (await rowOf(h)).version
  const input = { id: h.id, kind: 'fields', reason: '入户核对后更正', fields: [], ...wish, version } as unknown as ProposeChange
  return world.call(changes.propose, input, { token: await world.token(who), headers: { 'idempotency-key': key } })
}
async function decide(who: Who, h: HouseholdFacts, change: ChangeView, approve = true, reason?: string): Promise<Answer<ChangeView>> {
  return world.call(changes.decide, { id: h.id, change: change.id, approve, version: change.version, ...reason && { reason } }, { token: await world.token(who) })
}
const list = async (who: Who, h: HouseholdFacts): Promise<ChangeView[]> => (await world.call(changes.list, { id: h.id }, { token: await world.token(who) })).body.items
const rowOf = async (h: HouseholdFacts): Promise<Record<string, any>> => (await world.rows('SELECT * FROM household WHERE id = :id', { id: h.id }))[0]
const memberOf = async (id: string): Promise<Record<string, any>> => (await world.rows('SELECT * FROM member WHERE id = :id', { id }))[0]
const phoneOf = async (h: HouseholdFacts): Promise<string> => world.vault.open('household.phone', h.id, (await rowOf(h)).phone_sealed)

describe('what is not sensitive', () => {
  test('is in the record at once, with version, card, index and path', async () => {
    const h = await fresh()
    const before = (await rowOf(h)).version
    const { status, body } = await propose('helper', h, { fields: [{ field: 'phone', before: h.phone, after: '154 0009 0001' }, { field: 'safeWater', before: '1', after: '0' }] })
    expect([status, body.version]).toEqual([201, before + 1])
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ state: 'effective', kind: 'fields', by: '样志远', byRole: '帮扶责任人', path: [{ act: 'took_effect', by: '样志远' }], mayDecide: false })
    expect(body.items[0].fields).toEqual([{ field: 'phone', label: '联系电话', before: h.phone, after: '15400090001' }, { field: 'safeWater', label: '安全饮用水', before: '是', after: '否' }])
    expect(await phoneOf(h)).toBe('15400090001')
    expect((await rowOf(h)).phone_index).toBe(world.vault.index('phone', '15400090001'))
    const card = await world.call(operations.households.card, { id: h.id }, { token: await world.token('village_clerk') })
    expect(card.body).toMatchObject({ phone: '15400090001', utilities: { safeWater: false }, version: before + 1 })
  })

  test('phones and numbers stand nowhere in clear: not in the rows, not in the audit, not in the outbox, not in the log', async () => {
    const h = await fresh()
    await propose('helper', h, { fields: [{ field: 'phone', after: '15400090002' }] })
    await propose('village_clerk', h, { member: h.members[1].id, fields: [{ field: 'certificate', after: newCertificate('2') }] })
    const everything = JSON.stringify([
      await world.rows('SELECT old_value, new_value, held_value FROM record_change_field WHERE household_id = :id', { id: h.id }), await world.rows('SELECT changed, reason FROM audit_entry'),
      await world.rows('SELECT payload FROM outbox_event'), world.log.slice(-400)])
    for (const secret of ['15400090002', h.phone, h.members[1].certificate, lastCertificate]) expect(everything).not.toContain(secret)
    const [audit] = await world.rows(`SELECT changed FROM audit_entry WHERE subject = :id AND operation = 'changes.propose' ORDER BY id LIMIT 1`, { id: h.id })
    expect(JSON.parse(audit.changed)).toEqual([{ field: 'phone', before: expect.stringMatching(/^#/), after: expect.stringMatching(/^#/) }])
  })

  test('faults are named at their field, in Chinese', async () => {
    const h = await fresh()
    const faults = async (who: Who, wish: Wish): Promise<(string | undefined)[][]> => (await propose(who, h, wish)).problem.errors?.map(({ field, message }) => [field, message]) ?? []
    expect(await faults('helper', { fields: [{ field: 'phone', after: '12345' }] })).toEqual([['fields.0.after', '联系电话填 11 位手机号，或带区号的固定电话']])
    expect(await faults('helper', { fields: [{ field: 'fuel', after: '77' }] })).toEqual([['fields.0.after', '主要燃料请从列表里选']])
    expect(await faults('helper', { fields: [{ field: 'state', after: '15' }] })).toEqual([['fields.0.field', '没有这一项，请去掉']])
    expect(await faults('helper', { fields: [{ field: 'bankCard', after: '6299000000000000001' }] })).toEqual([['fields.0.field', '您的岗位看不到这一项，请村里来改']])
    expect(await faults('helper', { member: h.members[0].id, fields: [{ field: 'name', after: '=1+1' }] })).toEqual([['fields.0.after', expect.stringContaining('姓名要')]])
    const wrong = `${h.members[0].certificate.slice(0, 17)}${h.members[0].certificate[17] === '0' ? '1' : '0'}`
    expect(await faults('helper', { member: h.members[0].id, fields: [{ field: 'certificate', after: wrong }] })).toEqual([['fields.0.after', expect.stringContaining('最后一位不对')]])
    expect(await faults('helper', { member: h.members[0].id, fields: [{ field: 'certificate', after: world.households.a2.members[0].certificate }] })).toEqual([['fields', expect.stringContaining('已经登记了')]])
    expect(await faults('helper', { kind: 'leave', fields: [] })).toEqual(expect.arrayContaining([['member', '请选是哪一位成员'], ['effectiveOn', '请填从哪天起'], ['memberChange', expect.stringContaining('请选怎样离开')]]))
    expect(await faults('helper', { fields: [{ field: 'fuel', after: '03' }], effectiveOn: addDays(clock.today(), 1) })).toEqual([['effectiveOn', expect.stringContaining('不能晚于今天')]])
    expect(await list('helper', h)).toEqual([])
  })

  test('a member of another household is not found', async () => {
    const h = await fresh()
    expect((await propose('helper', h, { member: world.households.b1.members[0].id, fields: [{ field: 'labour', after: '02' }] })).status).toBe(404)
  })
})

describe('what is sensitive', () => {
  test('waits for somebody who is not its author, and takes effect when approved', async () => {
    const h = await fresh()
    const { body } = await propose('village_secretary', h, { fields: [{ field: 'causeMain', before: '01', after: '02' }, { field: 'fuel', before: '01', after: '03' }], evidence: ['a'.repeat(64)] })
    const byState = Object.fromEntries(body.items.map((item) => [item.state, item]))
    expect(Object.keys(byState).sort()).toEqual(['effective', 'proposed'])
    expect(byState.effective.fields.map(({ field }) => field)).toEqual(['fuel'])
    expect([(await rowOf(h)).cause_main, (await rowOf(h)).fuel]).toEqual(['01', '03'])
    expect((await decide('village_secretary', h, byState.proposed)).problem.code).toBe('change.own')
    expect(byState.proposed.mayDecide).toBe(false)

    const queue = await world.call(changes.queue, { region: LAND.villageA }, { token: await world.token('first_secretary') })
    const waiting = queue.body.items.find(({ id }) => id === byState.proposed.id) as ChangeView
    expect(waiting).toMatchObject({ mayDecide: true, evidence: [{ sha256: 'a'.repeat(64), state: 'awaited' }], fields: [{ field: 'causeMain', before: '因病', after: '因残' }] })
    const decided = await decide('first_secretary', h, waiting, true)
    expect(decided.body).toMatchObject({ state: 'effective', path: [{ act: 'proposed', by: '样宝山' }, { act: 'approved', by: '样明哲' }] })
    expect((await rowOf(h)).cause_main).toBe('02')
    // The same decision once more, on the version that was seen.
    expect((await decide('township_officer', h, waiting, false, '证明不全')).problem.code).toBe('conflict')
    const events = await world.rows(`SELECT topic, payload FROM outbox_event WHERE topic LIKE 'change.%' AND payload LIKE :id ORDER BY id`, { id: `%${waiting.id}%` })
    expect(events.map(({ topic, payload }) => [topic, JSON.parse(payload)])).toEqual([
      ['change.proposed', { household: h.id, change: waiting.id, account: world.people.village_secretary.accountId }],
      ['change.decided', { household: h.id, change: waiting.id, account: world.people.village_secretary.accountId, outcome: 'approved' }]])
  })

  test('is returned with a reason that the author reads, or withdrawn by its author alone', async () => {
    const h = await fresh()
    const [one] = (await propose('helper', h, { fields: [{ field: 'householdType', before: '01', after: '02' }] })).body.items
    expect((await decide('village_secretary', h, one, false)).problem.errors).toEqual([{ field: 'reason', message: '请写明为什么退回' }])
    const returned = await decide('village_secretary', h, one, false, '低保证还没办下来')
    expect(returned.body).toMatchObject({ state: 'returned', path: [{ act: 'proposed' }, { act: 'returned', by: '样宝山', reason: '低保证还没办下来' }] })
    expect((await rowOf(h)).household_type).toBe('01')

    const [two] = (await propose('helper', h, { fields: [{ field: 'householdType', before: '01', after: '03' }] })).body.items
    const withdraw = async (who: Who) => world.call(changes.withdraw, { id: h.id, change: two.id }, { token: await world.token(who) })
    expect((await withdraw('village_clerk')).problem.code).toBe('change.not_yours')
    expect((await withdraw('helper')).body.state).toBe('withdrawn')
    expect((await withdraw('helper')).problem.code).toBe('conflict')
    expect((await list('helper', h)).map(({ state }) => state)).toEqual(['withdrawn', 'returned'])
  })

  test('a new certificate brings birth date and sex, and is masked for everybody', async () => {
    const h = await fresh()
    const to = newCertificate('2')
    const [change] = (await propose('helper', h, { member: h.members[1].id, fields: [{ field: 'certificate', after: to }] })).body.items
    expect(change.fields).toEqual([{ field: 'certificate', label: '证件号码', before: expect.stringMatching(/^\d{6}\*{8}/), after: expect.stringMatching(/^\d{6}\*{8}/) }])
    const { body } = await decide('village_secretary', h, change)
    expect(body.fields.map(({ field, before, after }) => [field, before, after])).toContainEqual(['birthDate', '1968 年', '1976 年'])
    const row = await memberOf(h.members[1].id)
    expect([row.birth_date, world.vault.open('member.certificate', row.id, row.certificate_sealed), row.certificate_index]).toEqual(['1976-02-29', to, world.vault.index('certificate', to)])
  })
})

describe('two people', () => {
  test('of different fields both stand although the version moved', async () => {
    const h = await fresh()
    const { version } = await rowOf(h)
    await propose('helper', h, { version, fields: [{ field: 'fuel', before: '01', after: '03' }] })
    const second = await propose('village_clerk', h, { version, fields: [{ field: 'roadDistance', before: '1.20', after: '2.5' }] })
    expect(second.body.items[0].state).toBe('effective')
    expect(await rowOf(h)).toMatchObject({ fuel: '03', road_distance: '2.50', version: version + 2 })
  })

  test('of the same field the later to arrive waits with both values, and is decided', async () => {
    const h = await fresh()
    const { version } = await rowOf(h)
    await propose('helper', h, { version, fields: [{ field: 'fuel', before: '柴草', after: '03' }] })
    const [late] = (await propose('village_clerk', h, { version, fields: [{ field: 'fuel', before: '01', after: '04' }] })).body.items
    expect(late).toMatchObject({ state: 'conflict', fields: [{ field: 'fuel', before: '柴草', after: '清洁能源', current: '煤炭' }] })
    expect((await rowOf(h)).fuel).toBe('03')
    // A third word comes before the decision: what the decider saw is no longer so.
    await propose('helper', h, { fields: [{ field: 'fuel', before: '03', after: '02' }] })
    expect((await decide('village_secretary', h, late)).problem.code).toBe('conflict')
    const [again] = (await list('village_secretary', h)).filter(({ id }) => id === late.id)
    expect(again.fields[0].current).toBe('干畜粪')
    expect((await decide('village_secretary', h, again)).body.state).toBe('effective')
    expect((await rowOf(h)).fuel).toBe('04')
  })

  test('one who says the same as the other, and one who corrects himself, are no conflict', async () => {
    const h = await fresh()
    const { version } = await rowOf(h)
    await propose('helper', h, { version, fields: [{ field: 'fuel', before: '01', after: '03' }] })
    expect((await propose('village_clerk', h, { version, fields: [{ field: 'fuel', before: '01', after: '03' }] })).body).toMatchObject({ version: version + 1, items: [{ state: 'effective' }] })
    expect((await propose('helper', h, { version, fields: [{ field: 'fuel', before: '01', after: '04' }] })).body.items[0].state).toBe('effective')
    expect((await rowOf(h)).fuel).toBe('04')
  })

  test('what the record changed by other ways while a proposal waited: the approver looks again', async () => {
    const h = await fresh()
    const [change] = (await propose('helper', h, { fields: [{ field: 'causeMain', before: '01', after: '02' }] })).body.items
    await world.rows('UPDATE household SET cause_main = \'03\' WHERE id = :id', { id: h.id })
    const first = await decide('village_secretary', h, change)
    expect(first.body).toMatchObject({ state: 'conflict', fields: [{ before: '因病', after: '因残', current: '因学' }] })
    expect((await rowOf(h)).cause_main).toBe('03')
    expect((await decide('village_secretary', h, first.body)).body.state).toBe('effective')
    expect((await rowOf(h)).cause_main).toBe('02')
  })

  test('a repeat, also a parallel one, is the first answer; the same key with another word is refused', async () => {
    const h = await fresh()
    const key = randomUUID()
    const wish: Wish = { version: 1, fields: [{ field: 'fuel', before: '01', after: '03' }] }
    const answers = await Promise.all([1, 2, 3, 4].map(() => propose('helper', h, wish, key)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await list('helper', h)).toHaveLength(1)
    expect((await propose('helper', h, { ...wish, fields: [{ field: 'fuel', before: '01', after: '04' }] }, key)).problem.code).toBe('key.reused')
  })

  test('in every order of four changes by two people over two fields no word is lost', async () => {
    const wishes: [Who, Field][] = [
      ['helper', { field: 'fuel', before: '01', after: '02' }], ['village_clerk', { field: 'fuel', before: '01', after: '03' }],
      ['helper', { field: 'roadToDoor', before: '03', after: '04' }], ['village_clerk', { field: 'roadToDoor', before: '03', after: '01' }]]
    for (const order of permutations([0, 1, 2, 3])) {
      const h = await fresh()
      for (const i of order) { const [who, field] = wishes[i]; expect((await propose(who, h, { version: 1, fields: [field] })).status).toBe(201) }
      const all = await list('village_secretary', h)
      expect(all).toHaveLength(4)
      const first = (name: string): string => wishes[order.find((i) => wishes[i][1].field === name) as number][1].after as string
      expect(await rowOf(h)).toMatchObject({ fuel: first('fuel'), road_to_door: first('roadToDoor'), version: 3 })
      expect(all.map(({ state }) => state).sort()).toEqual(['conflict', 'conflict', 'effective', 'effective'])
      const said = await world.rows('SELECT new_value FROM record_change_field WHERE household_id = :id', { id: h.id })
      expect(said.map(({ new_value }) => new_value).sort()).toEqual(['01', '02', '03', '04'])
    }
  })

  test('all at once', async () => {
    const h = await fresh()
    const answers = await Promise.all(['02', '03', '04', '09'].map((after, i) => propose(i % 2 ? 'helper' : 'village_clerk', h, { version: 1, fields: [{ field: 'fuel', before: '01', after }, { field: ['tv', 'toilet', 'workPower', 'livePower'][i], after: '0' }] })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(await rowOf(h)).toMatchObject({ tv: 0, toilet: 0, work_power: 0, live_power: 0 })
    const said = await world.rows('SELECT new_value FROM record_change_field WHERE household_id = :id AND field = \'fuel\'', { id: h.id })
    expect(said.map(({ new_value }) => new_value).sort()).toEqual(['02', '03', '04', '09'])
  })
})

describe('members', () => {
  test('a newborn joins when approved; head count, per head and the first month follow', async () => {
    const h = await fresh()
    const before = await rowOf(h)
    const born = addDays(clock.today(), -3)
    const [change] = (await propose('helper', h, {
      kind: 'join', memberChange: '06', effectiveOn: born, reason: '新生儿上户口', fields: [{ field: 'name', after: '样小满' }, { field: 'relation', after: '04' }, { field: 'sex', after: '2' }, { field: 'birthDate', after: born }],
    })).body.items
    expect(change).toMatchObject({ state: 'proposed', kind: 'join', member: { id: null, name: '样小满' }, countsFrom: periodOf(born) })
    expect((await rowOf(h)).member_count).toBe(before.member_count)
    const { body } = await decide('village_secretary', h, change)
    expect(body).toMatchObject({ state: 'effective', member: { id: expect.any(String), name: '样小满' } })
    const row = await memberOf(body.member?.id as string)
    expect(row).toMatchObject({ household_id: h.id, joined_on: born, birth_date: born, left_on: null })
    expect((await rowOf(h)).member_count).toBe(before.member_count + 1)
    const card = await world.call(operations.households.card, { id: h.id }, { token: await world.token('village_clerk') })
    expect(card.body.members?.map(({ name }) => name)).toContain('样小满')
    // Said twice: the second waits, and shows that somebody of that name is there.
    const [twin] = (await propose('village_clerk', h, { kind: 'join', memberChange: '06', effectiveOn: born, fields: [{ field: 'name', after: '样小满' }, { field: 'relation', after: '04' }, { field: 'sex', after: '2' }, { field: 'birthDate', after: born }] })).body.items
    expect(twin.state).toBe('conflict')
  })

  test('whoever dies leaves from the day said, the divisor follows, and the first month agrees with it', async () => {
    const h = await fresh()
    const year = cardYear(Number(clock.today().slice(0, 4)) - 1, 10)
    const on = addDays(year.lastDay, -40)
    const count = (await rowOf(h)).member_count
    const [change] = (await propose('helper', h, { kind: 'leave', member: h.members[2].id, memberChange: '01', effectiveOn: on, reason: '老人去世，已注销户口', fields: [] })).body.items
    expect(change).toMatchObject({ state: 'proposed', kind: 'leave', memberChange: '01', member: { id: h.members[2].id }, countsFrom: periodOf(on) })
    const income = async () => (await world.call(operations.households.card, { id: h.id }, { token: await world.token('village_clerk') })).body.income
    const [was] = [await income()]
    await decide('village_secretary', h, change)
    expect(await memberOf(h.members[2].id)).toMatchObject({ left_on: on, left_by: '01' })
    const is = await income()
    expect([was?.members, is?.members]).toEqual([count, count - 1])
    expect(is?.perCapitaFen).toBeGreaterThan(was?.perCapitaFen as number)
    const row = await rowOf(h)
    expect([row.member_count, Number(row.per_capita_fen)]).toEqual([count - 1, is?.perCapitaFen])
    for (const rule of ['registered_at_period_end', 'member_months'] as const) expect(divisorOf(rule, [{ joinedOn: null, leftOn: on }], year).heads).toBe(rule === 'member_months' ? 11 : 0)
    expect(addMonths(periodOf(on), 1)).toBe(addMonths(year.to, 0))
  })

  test('a head leaves only with another named; relations and the name on the list follow', async () => {
    const h = await fresh()
    const [head, wife] = h.members
    const leave: Wish = { kind: 'leave', member: head.id, memberChange: '08', effectiveOn: clock.today(), reason: '迁到外县居住' }
    expect((await propose('helper', h, { ...leave, fields: [] })).problem.errors).toEqual([{ field: 'fields', message: '户主离开，请同时选新户主' }])
    const [change] = (await propose('helper', h, { ...leave, fields: [{ field: 'head', after: wife.id }] })).body.items
    expect(change.fields).toContainEqual({ field: 'head', label: '户主', before: head.name, after: wife.name })
    await decide('village_secretary', h, change)
    expect((await rowOf(h)).head_name).toBe(wife.name)
    expect(await memberOf(head.id)).toMatchObject({ relation: '01', left_by: '08' })
    expect((await list('village_secretary', h))[0].fields).toContainEqual({ field: 'head', label: '户主', before: head.name, after: wife.name })
    expect((await memberOf(wife.id)).relation).toBe('01')
  })

  test('another head among those who stay: the old one is told by his relation to the new', async () => {
    const h = await fresh()
    const [head, wife] = h.members
    const [change] = (await propose('helper', h, { fields: [{ field: 'head', before: head.id, after: wife.id }] })).body.items
    expect(change.state).toBe('proposed')
    await decide('village_secretary', h, change)
    expect([(await memberOf(head.id)).relation, (await memberOf(wife.id)).relation, (await rowOf(h)).head_name]).toEqual(['02', '01', wife.name])
    expect((await propose('helper', h, { member: head.id, fields: [{ field: 'relation', after: '01' }] })).problem.errors?.[0].message).toBe('换户主请在“户主”一项里选人')
  })

  test('who marries in brings number and phone, sealed and found; nobody stands twice', async () => {
    const h = await fresh()
    const certificate = newCertificate('2')
    const join: Wish = { kind: 'join', memberChange: '05', effectiveOn: clock.today(), reason: '儿子娶亲', fields: [{ field: 'name', after: '例新妇' }, { field: 'relation', after: '05' }, { field: 'sex', after: '2' }, { field: 'certificate', after: certificate }, { field: 'phone', after: '15400098888' }] }
    expect((await propose('helper', h, { ...join, fields: join.fields?.map((f) => f.field === 'sex' ? { ...f, after: '1' } : f) })).problem.errors).toEqual([{ field: 'fields', message: '性别和证件号码不一致，请核对' }])
    const [change] = (await propose('helper', h, join)).body.items
    const { body } = await decide('village_secretary', h, change)
    const row = await memberOf(body.member?.id as string)
    expect([world.vault.open('member.certificate', row.id, row.certificate_sealed), world.vault.open('member.phone', row.id, row.phone_sealed), row.birth_date, row.certificate_type]).toEqual([certificate, '15400098888', '1976-02-29', '01'])
    expect((await propose('village_clerk', world.households.a2, { ...join, version: 1 })).problem.errors?.[0].message).toContain('已经登记了')
  })

  test('the last one leaves: nobody is left to divide by, and there is no figure', async () => {
    const [h] = await world.add([{ region: LAND.villageA, headName: `样独${++serial}` }])
    const [change] = (await propose('village_clerk', h, { kind: 'leave', member: h.members[0].id, memberChange: '01', effectiveOn: clock.today(), reason: '老人去世，无其他家人', fields: [] })).body.items
    expect((await decide('village_secretary', h, change)).status).toBe(201)
    expect(await rowOf(h)).toMatchObject({ member_count: 0, per_capita_fen: null })
  })

  test('his phone no longer opens the household: bindings and sessions end in the same moment', async () => {
    const h = await fresh()
    const [head, wife] = h.members
    await world.asOwner((owner) => owner.query('UPDATE member SET phone_sealed = ?, phone_index = ? WHERE id = ?', [world.vault.seal('member.phone', wife.id, '15460000007'), world.vault.index('phone', '15460000007'), wife.id]))
    const code = (): { code: string; phoneCode: string } => ({ code: `dev-gone${serial}.${randomUUID()}`, phoneCode: `ph-15460000007.${randomUUID()}` })
    const signedIn = await world.call(operations.sessions.createByWechat, code())
    expect(signedIn.status).toBe(201)
    const token = signedIn.body.token
    const read = () => world.call(operations.households.card, { id: h.id }, { token })
    expect((await read()).status).toBe(200)
    const [change] = (await propose('helper', h, { kind: 'leave', member: wife.id, memberChange: '02', effectiveOn: clock.today(), reason: '改嫁到外县', fields: [] })).body.items
    await decide('village_secretary', h, change)
    expect((await read()).status).toBe(401)
    expect((await world.call(operations.sessions.createByWechat, code())).problem.code).toBe('session.phone_unknown')
    expect(head.id).not.toBe(wife.id)
  })
})

test('each reader sees what is his: children, health and reasons are not for all', async () => {
  const { a1 } = world.households
  const child = a1.members[4]
  await propose('village_clerk', a1, { member: child.id, fields: [{ field: 'health', before: '01', after: '02' }], reason: '孩子查出慢性病' })
  await propose('village_clerk', a1, { member: a1.members[1].id, fields: [{ field: 'health', before: '02', after: '02,03' }], reason: '住院查出大病' })
  await propose('village_clerk', a1, { fields: [{ field: 'phone', after: '15400090009' }], reason: '换了手机号码' })
  const texts = async (who: Who): Promise<string> => JSON.stringify(await list(who, a1))
  expect(await texts('village_secretary')).toContain('孩子查出慢性病')
  expect(await texts('household')).toContain('患有大病')
  expect(await texts('helper')).not.toContain('孩子查出慢性病')
  expect(await texts('helper')).toContain('患有大病')
  const unit = await texts('unit_manager')
  expect(unit).toContain('154****0009')
  expect(unit).not.toMatch(/大病|慢性|15400090009|换了手机/)
  expect(await list('prefecture_office', a1)).toEqual([])
  const values = await world.call(changes.values, { id: a1.id }, { token: await world.token('helper') })
  expect(values.body.household).toContainEqual({ field: 'phone', value: '15400090009' })
  expect(values.body.members.find(({ id }) => id === child.id)?.values.map(({ field }) => field).sort()).toEqual(['name', 'relation', 'studentStatus'])
  expect(values.text).not.toContain(a1.members[0].certificate)
  const { sensitive, lists } = (await world.call(changes.catalogue, {}, { token: await world.token('helper') })).body
  expect(sensitive).toEqual(expect.arrayContaining(['membership', 'household.causeMain', 'member.certificate']))
  expect(lists.find(({ name }) => name === 'fuel')?.terms).toContainEqual({ code: '03', label: '煤炭' })
  await world.settle()
  const ways = await world.rows<{ role: string; way: string }>('SELECT role, way FROM household_read WHERE household_id = :id', { id: a1.id })
  expect(ways).toEqual(expect.arrayContaining([{ role: 'helper', way: 'changes' }, { role: 'helper', way: 'form' }]))
})

let lastCertificate = ''
let sequence = 0
/** Nobody's: born on 29 February, sequence not handed out. */
function newCertificate(sex: '1' | '2'): string {
  return lastCertificate = makeCertificate(String(230100 + ++sequence), '1976-02-29', sex === '1' ? '999' : '998') as string
}

function permutations<T>(items: T[]): T[][] {
  return items.length < 2 ? [items] : items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]))
}
