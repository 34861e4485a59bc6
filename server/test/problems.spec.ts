// 问题 over real HTTP: raised by whom and with which day, every step of the path by whom it belongs to, repeats, scope, and what the household reads of it.
import { randomUUID } from 'node:crypto'
import type { AdvanceProblem, RaiseProblem } from '@onecard/shared/contract/problems.requests'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { addMonths, periodOf } from '@onecard/shared/rules/period'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { newId } from '../src/kernel/ids'
import type { Who } from './actors'
import { LAND } from './population'
import { startWorld, type World } from './world'

const { problems } = operations
const DAY = 86_400_000
const { days, otherDays, reopenDays, objectDays } = county.settings.problems
let world: World

beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())
afterEach(() => later(0))

const home = () => world.households.a1
/** Days from now; sessions that began today are idle by then, so everybody signs in anew. */
let ahead = 0
function later(n: number): void { ahead = n; clock.shift(n * DAY) }
const token = async (who: Who): Promise<string> => ahead === 0 ? world.token(who) : (await world.running.app.get(Sessions).open(world.people[who].accountId, '浏览器')).token
const as = async (who: Who, key?: string) => ({ token: await token(who), ...(key && { headers: { 'idempotency-key': key } }) })
const raise = async (who: Who = 'household', more: Partial<RaiseProblem> = {}, key?: string) => world.call(problems.raise, { id: home().id, kind: '01', text: '西屋漏雨', ...more }, await as(who, key))
const raised = async (who: Who = 'household', more: Partial<RaiseProblem> = {}): Promise<CaseView> => { const { status, body } = await raise(who, more); expect(status).toBe(201); return body }
const get = async (problem: string, who: Who = 'village_secretary') => world.call(problems.get, { id: home().id, problem }, await as(who))
type Act = AdvanceProblem['act']
const TEXT: Partial<Record<Act, string>> = { answer: '下周来修', fixed: '换了 40 片瓦', return: '还在滴水', object: '下雨还是漏' }
const step = async (problem: string, act: Act, who: Who, more: Partial<AdvanceProblem> = {}, key?: string) => {
  const version = more.version ?? (await get(problem, 'county_office')).body.version
  return world.call(problems.advance, { id: home().id, problem, act, ...(TEXT[act] && { text: TEXT[act] }), ...more, version }, await as(who, key))
}
const stepped = async (problem: string, act: Act, who: Who): Promise<CaseView> => { const { status, body, problem: no } = await step(problem, act, who); expect([act, who, status, no?.code]).toEqual([act, who, 201, body && undefined]); return body }
const refused = async (problem: string, act: Act, who: Who): Promise<string> => { const { status, problem: no } = await step(problem, act, who); expect(status).toBeGreaterThanOrEqual(400); return no.code }
const count = async (table: string, where: string, params: Record<string, unknown> = {}): Promise<number> => Number((await world.rows<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`, params))[0].n)

describe('raising', () => {
  test.each([['household', '06'], ['helper', '01'], ['village_clerk', '02'], ['first_secretary', '02'], ['township_officer', '03'], ['county_office', '05'], ['acceptance_group', '04']] as const)('%s raises as source %s', async (who, source) => {
    expect((await raised(who)).source.code).toBe(source)
  })

  test('the day follows from the kind', async () => {
    for (const kind of ['01', '03', '99']) expect([kind, (await raised('helper', { kind })).deadline]).toEqual([kind, addDays(clock.today(), days[kind] ?? otherDays)])
  })

  test('a line of the card is named as it was called; one that is not there is refused at its field', async () => {
    const member = home().members[0]
    const [measure] = await world.rows<{ id: string }>('SELECT id FROM measure WHERE household_id = :id LIMIT 1', { id: home().id })
    const month = addMonths(periodOf(clock.today()), -2)
    const lines: [string, string | RegExp][] = [['income.wage', '工资性收入'], ['income.items.A1', /./], [`months.${month}`, `${month.slice(0, 4)}年${Number(month.slice(5))}月收支`], ['housing', '住房'], [`members.${member.id}`, `家人 ${member.name}`], ...(measure ? [[`measures.${measure.id}`, /./] as [string, RegExp]] : [])]
    for (const [line, label] of lines) expect((await raised('household', { line })).line).toEqual({ path: line, label: typeof label === 'string' ? label : expect.stringMatching(label) })
    for (const line of ['nonsense', 'months.2020-13', `members.${world.households.a2.members[0].id}`, `visits.${newId()}`, 'income.items.Z9', 'income.items.A9', 'months.9999-12', 'months.2001-01', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'income.__proto__']) {
      expect([line, (await raise('household', { line })).problem]).toEqual([line, expect.objectContaining({ code: 'request.invalid', errors: [{ field: 'line', message: expect.stringMatching(/[一-鿿]/) }] })])
    }
  })

  test('faults are named at their field, and nothing is written', async () => {
    const before = await count('problem', '1 = 1')
    for (const [more, field] of [[{ kind: '77' }, 'kind'], [{ kind: 'x' }, 'kind'], [{ text: ' ' }, 'text'], [{ text: '   ' }, 'text'], [{ text: '长'.repeat(501) }, 'text'], [{ photos: ['x'] }, 'photos']] as const) {
      expect([field, (await raise('household', more as Partial<RaiseProblem>)).problem?.errors?.map((e) => e.field)]).toEqual([field, [field]])
    }
    expect(await count('problem', '1 = 1')).toBe(before)
  })

  test('twelve parallel repeats of one key are one problem with one answer; another text under it is refused', async () => {
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 12 }, () => raise('household', { text: '只报一次' }, key)))
    for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0].body])
    expect(await count('problem', "text = '只报一次'")).toBe(1)
    expect(await count('outbox_event', "topic = 'problem.raised' AND payload LIKE :id", { id: `%${answers[0].body.id}%` })).toBe(1)
    expect((await raise('household', { text: '换了内容' }, key)).problem).toMatchObject({ status: 422, code: 'key.reused' })
  })

  test('audit and events name ids, no words', async () => {
    const { id } = await raised('household', { text: '不该进日志的话' })
    const [event] = await world.rows("SELECT payload FROM outbox_event WHERE topic = 'problem.raised' ORDER BY id DESC LIMIT 1")
    expect(JSON.parse(event.payload)).toEqual({ household: home().id, problem: id })
    const [audit] = await world.rows('SELECT * FROM audit_entry WHERE subject = :id', { id })
    expect(audit).toMatchObject({ operation: 'problems.raise', role: 'household', region: LAND.villageA })
    expect(audit.changed).not.toContain('不该')
    expect(world.log.filter((line) => line.includes('不该进日志的话'))).toEqual([])
  })
})

describe('the path', () => {
  test('claimed, answered, mended, checked by somebody else, struck off', async () => {
    const { id } = await raised()
    expect((await get(id, 'helper')).body.mayAct).toEqual(['claim', 'answer'])
    expect(await stepped(id, 'claim', 'helper')).toMatchObject({ status: { code: '02' }, responsible: '样志远' })
    expect((await stepped(id, 'answer', 'helper')).status.code).toBe('02')
    expect((await stepped(id, 'fixed', 'helper')).status.code).toBe('03')
    const closed = await stepped(id, 'close', 'village_secretary')
    expect(closed).toMatchObject({ status: { code: '04' }, overdue: false })
    expect(closed.path.map((s) => [s.act.code, s.by])).toEqual([['claim', '样志远'], ['answer', '样志远'], ['fixed', '样志远'], ['close', '样宝山']])
    const [row] = await world.rows('SELECT * FROM problem WHERE id = :id', { id })
    expect([row.open_until, row.closed_at]).toEqual([null, expect.anything()])
    await world.settle()
    expect(await count('outbox_event', "topic = 'problem.advanced' AND payload LIKE :id", { id: `%${id}%` })).toBe(4)
  })

  test('whoever mended it never strikes it off: not the responsible one, not who had it before, not who said it is done, not as a member of the household', async () => {
    const { id } = await raised()
    await stepped(id, 'claim', 'village_clerk')
    await stepped(id, 'claim', 'village_secretary')
    await stepped(id, 'fixed', 'first_secretary')
    for (const who of ['village_clerk', 'village_secretary', 'first_secretary'] as const) expect([who, await refused(id, 'close', who), await refused(id, 'return', who)]).toEqual([who, 'problem.own', 'problem.own'])
    expect((await get(id, 'village_secretary')).body.mayAct).not.toContain('close')
    // A helper may say that it is mended, and checks nothing.
    expect(await refused(id, 'close', 'helper')).toBe('problem.not_yours')
    // The secretary lives in this household: as its member he is no fixer's judge either.
    const { accountId } = world.people.village_secretary
    await world.asOwner((owner) => owner.query("INSERT INTO appointment (id, account_id, role, household_id, from_day) VALUES (?, ?, 'household', ?, '2019-01-01')", [newId(), accountId, home().id]))
    world.running.app.get(Sessions).forget(accountId)
    expect(await refused(id, 'accept', 'village_secretary')).toBe('problem.own')
    expect(await refused(id, 'close', 'village_secretary')).toBe('problem.not_yours')
    await world.asOwner((owner) => owner.query("DELETE FROM appointment WHERE account_id = ? AND role = 'household'", [accountId]))
    world.running.app.get(Sessions).forget(accountId)
    await stepped(id, 'close', 'village_team')
  })

  test('returned with a reason, mended again; the day is put off, never drawn in', async () => {
    const { id, deadline } = await raised('helper', { kind: '03' })
    await stepped(id, 'claim', 'helper')
    await stepped(id, 'fixed', 'helper')
    later(5)
    const back = await stepped(id, 'return', 'township_officer')
    expect(back).toMatchObject({ status: { code: '05' }, deadline: addDays(clock.today(), reopenDays) })
    expect(back.deadline > deadline).toBe(true)
    expect((await step(id, 'return', 'township_officer', { text: '' })).problem.code).toBe('problem.not_now')
    await stepped(id, 'claim', 'helper')
    await stepped(id, 'fixed', 'helper')
    await stepped(id, 'close', 'county_office')
  })

  test('the household takes the answer: its own problem is done by it; one that offices found still needs the check', async () => {
    const own = await raised()
    expect(await refused(own.id, 'accept', 'household')).toBe('problem.not_now')
    await stepped(own.id, 'answer', 'helper')
    expect((await get(own.id, 'household')).body.mayAct).toEqual(['accept', 'object'])
    expect((await stepped(own.id, 'accept', 'household')).status.code).toBe('04')
    const found = await raised('village_clerk')
    await stepped(found.id, 'claim', 'village_clerk')
    await stepped(found.id, 'fixed', 'village_clerk')
    expect((await stepped(found.id, 'accept', 'household')).status.code).toBe('03')
    await stepped(found.id, 'close', 'village_secretary')
  })

  test('an objection reopens it, also after it was struck off, and for so many days', async () => {
    const { id } = await raised()
    await stepped(id, 'answer', 'helper')
    expect((await stepped(id, 'object', 'household')).status.code).toBe('05')
    // Nothing new was answered: there is nothing to take or to object to.
    expect(await refused(id, 'accept', 'household')).toBe('problem.not_now')
    await stepped(id, 'claim', 'helper')
    await stepped(id, 'fixed', 'helper')
    await stepped(id, 'close', 'village_secretary')
    expect((await stepped(id, 'object', 'household')).status.code).toBe('05')
    await stepped(id, 'answer', 'helper')
    await stepped(id, 'accept', 'household')
    later(objectDays + 1)
    expect(await refused(id, 'object', 'household')).toBe('problem.not_now')
    later(objectDays)
    expect((await stepped(id, 'object', 'household')).status.code).toBe('05')
  })

  test('steps that are not open now, and steps of others, are refused', async () => {
    const { id } = await raised()
    const faults: [Act, Who, string][] = [
      ['fixed', 'helper', 'problem.not_now'], ['close', 'village_secretary', 'problem.not_now'], ['return', 'village_secretary', 'problem.not_now'], ['accept', 'household', 'problem.not_now'], ['object', 'household', 'problem.not_now'],
      ['claim', 'household', 'problem.not_yours'], ['answer', 'household', 'problem.not_yours'], ['close', 'household', 'problem.not_yours'], ['accept', 'helper', 'problem.not_yours'], ['object', 'village_secretary', 'problem.not_yours'],
      ['claim', 'acceptance_group', 'problem.not_yours'], ['answer', 'acceptance_group', 'problem.not_yours'], ['claim', 'unit_manager', 'permission.denied'],
    ]
    for (const [act, who, code] of faults) expect([act, who, await refused(id, act, who)]).toEqual([act, who, code])
    expect((await step(id, 'answer', 'helper', { text: ' ' })).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'text' }] })
    expect(await count('problem_step', 'problem_id = :id', { id })).toBe(0)
  })

  test('two claim at once: one has it, the other has seen an old version; a repeat is one step', async () => {
    const { id, version } = await raised()
    const both = await Promise.all([step(id, 'claim', 'helper', { version }), step(id, 'claim', 'village_clerk', { version })])
    expect(both.map((a) => a.status).sort()).toEqual([201, 409])
    expect(both.find((a) => a.status === 409)?.problem.code).toBe('conflict')
    const key = randomUUID()
    const now = (await get(id)).body.version
    const repeats = await Promise.all(Array.from({ length: 6 }, () => step(id, 'answer', 'helper', { version: now }, key)))
    for (const { status, body } of repeats) expect([status, body]).toEqual([201, repeats[0].body])
    expect(await count('problem_step', "problem_id = :id AND act = 'answer'", { id })).toBe(1)
  })
})

describe('who reads what', () => {
  test('the household sees its own and what was found about how it lives; no words between offices, no matters of cadres', async () => {
    const [own, water, duty, assessed] = [await raised(), await raised('village_clerk', { kind: '02', text: '井水发黄' }), await raised('village_clerk', { kind: '07', text: '帮扶人没来' }), await raised('acceptance_group', { text: '抽查发现' })]
    const list = (await world.call(problems.ofHousehold, { id: home().id, limit: 100 }, await as('household'))).body.items.map((p) => p.id)
    expect([own, water, duty, assessed].map((p) => list.includes(p.id))).toEqual([true, true, false, false])
    expect((await get(duty.id, 'household')).problem.code).toBe('not_found')
    expect((await step(duty.id, 'object', 'household')).problem.code).toBe('not_found')
    const open = (await world.call(problems.list, { limit: 100 }, await as('household'))).body.items.map((p) => p.id)
    expect([open.includes(own.id), open.includes(duty.id)]).toEqual([true, false])
    await stepped(own.id, 'claim', 'helper')
    await stepped(own.id, 'fixed', 'helper')
    await stepped(own.id, 'return', 'village_secretary')
    const seen = (await get(own.id, 'household')).body
    expect(seen.path.map((s) => [s.act.code, s.by, s.text])).toEqual([['claim', '样志远', undefined], ['fixed', '样志远', '换了 40 片瓦'], ['return', '村支部书记', undefined]])
    expect(seen.raisedBy).toBe('您家')
    expect((await get(own.id, 'helper')).body).toMatchObject({ raisedBy: '农户本人', path: [{}, {}, { by: '样宝山', text: '还在滴水' }] })
  })

  test('the list of a land: by deadline in pages without gap or repeat; overdue by the day; struck off ones newest first', async () => {
    const all = async (state: 'open' | 'overdue' | 'closed') => {
      const items: CaseView[] = []
      for (let after: string | undefined; ;) {
        const { body } = await world.call(problems.list, { region: LAND.villageA, state, limit: 7, after }, await as('village_secretary'))
        items.push(...body.items)
        if (body.next === null) return items
        after = body.next
      }
    }
    const open = await all('open')
    expect(new Set(open.map((p) => p.id)).size).toBe(open.length)
    expect(open.length).toBe(await count('problem', "status <> '04'"))
    expect(open.map((p) => p.deadline)).toEqual(open.map((p) => p.deadline).sort())
    expect(await all('overdue')).toEqual([])
    later(8)
    const late = await all('overdue')
    expect(late.length).toBe(await count('problem', 'open_until < :today', { today: clock.today() }))
    expect(late.length).toBeGreaterThan(0)
    expect(late.every((p) => p.overdue && p.deadline < clock.today())).toBe(true)
    const closed = await all('closed')
    expect(closed.length).toBe(await count('problem', "status = '04'"))
    const times = closed.map((p) => p.path.at(-1)?.at ?? '')
    expect(times).toEqual([...times].sort().reverse())
    expect((await world.call(problems.list, { after: 'x' }, await as('village_secretary'))).problem).toMatchObject({ code: 'request.invalid', errors: [{ field: 'after' }] })
  })

  test('outside the scope there is nothing: neither problem nor step, under no household of one\'s own', async () => {
    const { id } = await raised()
    for (const who of ['helper2', 'village_secretary2', 'township_officer2', 'household2'] as const) {
      expect([who, (await get(id, who)).problem.code, (await step(id, 'answer', who)).problem.code]).toEqual([who, 'not_found', 'not_found'])
      expect((await world.call(problems.list, { limit: 100 }, await as(who))).body.items).toEqual([])
    }
    expect((await world.call(problems.get, { id: world.households.b1.id, problem: id }, await as('helper2'))).problem.code).toBe('not_found')
  })

  test('a look at its problems stands in who looked at the household', async () => {
    await world.call(problems.ofHousehold, { id: home().id }, await as('township_leader'))
    await world.settle()
    expect(await count('household_read', "way = 'problems' AND role = 'township_leader'")).toBe(1)
  })
})
