// Notices over real HTTP: who hears of what, once, without anybody's data; subscribe messages against every refusal of WeChat, sent at most once.
import { randomUUID } from 'node:crypto'
import type { RecordVisit } from '@onecard/shared/contract/visits.requests'
import type { NoticeView } from '@onecard/shared/contract/notices.views'
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { MessageSender } from '../src/features/notices/sender'
import { Reminders } from '../src/features/notices/reminders'
import { NoticeTexts } from '../src/features/notices/texts'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { createLog } from '../src/kernel/log'
import { Relay } from '../src/kernel/outbox/relay'
import { WechatClient } from '../src/kernel/wechat'
import type { Fault } from '../wechat-stand-in/server'
import type { Who } from './actors'
import { startWorld, type World } from './world'

const { notices, changes, visits, problems, sessions } = operations
const SEND = '/cgi-bin/message/subscribe/send'
const TEMPLATE = { visit_due: 'tmpl-visit-due', change_decided: 'tmpl-change-decided', problem_answered: 'tmpl-problem-answered' } as const
type Topic = keyof typeof TEMPLATE
const DAY = 86_400_000
let world: World

beforeAll(async () => {
  world = await startWorld({ env: { WECHAT_TEMPLATE_VISIT_DUE: TEMPLATE.visit_due, WECHAT_TEMPLATE_CHANGE_DECIDED: TEMPLATE.change_decided, WECHAT_TEMPLATE_PROBLEM_ANSWERED: TEMPLATE.problem_answered, WECHAT_MINIPROGRAM_STATE: 'trial' } })
  world.standIn.control.set({ templates: Object.fromEntries(Object.values(TEMPLATE).map((id) => [id, ['thing1', 'date2']])) })
})
afterAll(() => world.close())
afterEach(() => { clock.shift(0); world.standIn.control.set({ faults: [], templates: { [TEMPLATE.change_decided]: ['thing1', 'date2'] }, pages: ['packages/notices/inbox/index'] }) })

const as = async (who: Who) => ({ token: await world.token(who) })
const faults = (...list: Fault[]): void => world.standIn.control.set({ faults: list })
const inbox = async (who: Who): Promise<NoticeView[]> => { await world.settle(); return (await world.call(notices.list, {}, await as(who))).body.items }
const unread = async (who: Who): Promise<number> => (await world.call(notices.subscriptions, {}, await as(who))).body.unread
const left = async (who: Who, topic: Topic): Promise<number> => (await world.call(notices.subscriptions, {}, await as(who))).body.topics.find((t) => t.topic === topic)!.left
const topics = (list: readonly NoticeView[]): string[] => list.map((n) => n.topic)
const visit = (more: Partial<RecordVisit> = {}): RecordVisit => ({ id: world.households.a1.id, kind: '01', startedAt: clock.iso(clock.now()), endedAt: clock.iso(clock.now()), sentAt: clock.iso(clock.now()), met: [], topics: [], promises: [], photos: [], note: '', ...more } as RecordVisit)
const record = async (): Promise<string> => { const { status, body } = await world.call(visits.record, visit(), await as('helper')); expect(status).toBe(201); return body.id }

let cause = 0
/** A change of the helper's that waits for the secretary; each another value, so that none is there already. */
async function propose(): Promise<{ id: string; version: number }> {
  const { id } = world.households.a1
  const [{ version, cause_main: before }] = await world.rows<{ version: number; cause_main: string }>('SELECT version, cause_main FROM household WHERE id = :id', { id })
  const after = ['02', '03', '04', '05'].filter((code) => code !== before)[cause++ % 3]
  const { status, body } = await world.call(changes.propose, { id, kind: 'fields', reason: '入户核对后更正', version, fields: [{ field: 'causeMain', before, after }] } as never, await as('helper'))
  expect(status).toBe(201)
  return body.items[0]
}
async function decided(approve = false): Promise<void> {
  const change = await propose()
  const { status } = await world.call(changes.decide, { id: world.households.a1.id, change: change.id, version: change.version, approve, ...(!approve && { reason: '再核实一下' }) }, await as('village_secretary'))
  expect(status).toBe(201)
}

/** The person signs in on a phone in WeChat, and taps 「允许」 so often; WeChat remembers as much as we. */
async function agrees(who: Who, topic: Topic, times = 1, phone: string = who): Promise<void> {
  const { status } = await world.call(sessions.createByWechat, { code: `dev-${phone}.${randomUUID().slice(0, 8)}`, phoneCode: `ph-${world.people[who].phone}.${randomUUID().slice(0, 8)}` })
  expect(status).toBe(201)
  for (let n = 0; n < times; n++) expect((await world.call(notices.answer, { topic, template: TEMPLATE[topic], result: 'accept' }, await as(who))).status).toBe(200)
  world.standIn.control.set({ credits: [{ openid: openid(phone), template: TEMPLATE[topic], left: times }] })
}
const openid = (phone: string): string => `oT_${phone.replaceAll('-', '_')}`
const sent = () => world.standIn.control.sent()
const asked = (): number => world.standIn.control.calls(SEND).length
const lastMessage = async (): Promise<{ state: string; why: string | null }> => (await world.rows<{ state: string; why: string | null }>('SELECT state, why FROM subscribe_message ORDER BY id DESC LIMIT 1'))[0]
/** Our count and theirs, as they were before the first tap. */
async function clean(): Promise<void> { await world.settle(); await world.rows('DELETE FROM subscription') }
beforeEach(clean)

describe('who hears of what', () => {
  test('a proposed change: the secretaries of the village; its end: who proposed it', async () => {
    const change = await propose()
    expect((await inbox('village_secretary'))[0]).toMatchObject({ topic: 'change_proposed', read: false, opens: { page: 'change', household: world.households.a1.id, id: change.id } })
    expect((await inbox('first_secretary'))[0]?.opens.id).toBe(change.id)
    for (const other of ['helper', 'village_secretary2', 'village_clerk', 'township_officer'] as const) expect(topics(await inbox(other))).not.toContain('change_proposed')
    expect((await world.call(changes.decide, { id: world.households.a1.id, change: change.id, version: change.version, approve: false, reason: '再核实一下' }, await as('village_secretary'))).status).toBe(201)
    expect((await inbox('helper'))[0]).toMatchObject({ topic: 'change_returned', title: '您提的改动被退回', opens: { id: change.id } })
    await decided(true)
    expect((await inbox('helper'))[0].topic).toBe('change_approved')
  })

  test('a visit: the household, once; its disagreement: who wrote it; agreement needs nobody', async () => {
    const id = await record()
    expect((await inbox('household'))[0]).toMatchObject({ topic: 'visit_recorded', opens: { page: 'visit', household: world.households.a1.id, id } })
    expect(topics(await inbox('household2'))).not.toContain('visit_recorded')
    const before = (await inbox('helper')).length
    expect((await world.call(visits.confirm, { id: world.households.a1.id, visit: id, agree: true }, await as('household'))).status).toBe(201)
    expect((await inbox('helper')).length).toBe(before)
    const other = await record()
    expect((await world.call(visits.confirm, { id: world.households.a1.id, visit: other, agree: false, text: '没有来' }, await as('household'))).status).toBe(201)
    expect((await inbox('helper'))[0]).toMatchObject({ topic: 'visit_disputed', opens: { id: other } })
  })

  test('a problem of the household: helper and village; then every step to whom it concerns, never to who took it', async () => {
    const { body: raised } = await world.call(problems.raise, { id: world.households.a1.id, kind: '01', text: '屋顶漏雨' }, await as('household'))
    for (const near of ['helper', 'village_secretary', 'first_secretary'] as const) expect((await inbox(near))[0]).toMatchObject({ topic: 'problem_raised', opens: { page: 'problem', id: raised.id } })
    expect(topics(await inbox('household'))).not.toContain('problem_raised')
    const step = async (who: Who, act: string, text?: string): Promise<void> => {
      const { body: { version } } = await world.call(problems.get, { id: world.households.a1.id, problem: raised.id }, await as(who))
      expect((await world.call(problems.advance, { id: world.households.a1.id, problem: raised.id, act, version, ...text && { text } } as never, await as(who))).status).toBe(201)
    }
    await step('helper', 'claim')
    expect((await inbox('household'))[0].topic).toBe('problem_claimed')
    await step('helper', 'fixed', '换了瓦')
    expect((await inbox('household'))[0].topic).toBe('problem_answered')
    expect((await inbox('village_secretary'))[0].topic).toBe('problem_to_check')
    await step('village_secretary', 'return', '还在漏')
    expect((await inbox('helper'))[0].topic).toBe('problem_returned')
    await step('helper', 'claim')
    await step('helper', 'fixed', '又换了')
    await step('village_secretary', 'close', '去看过')
    expect((await inbox('household'))[0].topic).toBe('problem_closed')
    expect((await inbox('helper'))[0].topic).toBe('problem_closed')
    await step('household', 'object', '下雨又漏了')
    expect((await inbox('helper'))[0].topic).toBe('problem_objected')
    expect(topics(await inbox('village_secretary'))[0]).toBe('problem_to_check')
  })

  test('what is due tomorrow, once a day: one line a helper, one a problem', async () => {
    const tomorrow = addDays(clock.today(), 1)
    await world.rows('UPDATE household SET due_on = :tomorrow WHERE id IN (:ids)', { tomorrow, ids: [world.households.a1.id, world.households.a2.id] })
    const { body: raised } = await world.call(problems.raise, { id: world.households.a1.id, kind: '09', text: '低保没有到账' }, await as('household'))
    await world.rows('UPDATE problem SET open_until = :tomorrow WHERE id = :id', { tomorrow, id: raised.id })
    await world.settle()
    const reminders = world.running.app.get(Reminders)
    await reminders.dueTomorrow()
    await reminders.dueTomorrow()
    const mine = await inbox('helper')
    expect(mine.filter((n) => n.topic === 'visit_due')).toMatchObject([{ opens: { page: 'due' } }])
    expect(mine.filter((n) => n.topic === 'problem_due')).toMatchObject([{ opens: { page: 'problem', id: raised.id } }])
    expect(topics(await inbox('helper2'))).not.toContain('visit_due')
  })

  test('an event that arrives twice leaves one line', async () => {
    const before = (await inbox('household')).length
    const id = await record()
    await world.db.everywhere('a test repeats an event').write((tx) => tx.emit('visit.recorded', { household: world.households.a1.id, visit: id }))
    expect((await inbox('household')).length).toBe(before + 1)
  })
})

describe('reading', () => {
  test('newest first, by pages; one alone, and all up to one; nobody reads another’s', async () => {
    for (let n = 0; n < 3; n++) await record()
    const all = await inbox('household')
    const first = (await world.call(notices.list, { limit: 2 }, await as('household'))).body
    expect(first.items.map((n) => n.id)).toEqual(all.slice(0, 2).map((n) => n.id))
    expect((await world.call(notices.list, { limit: 1, after: first.next! }, await as('household'))).body.items[0].id).toBe(all[2].id)
    const count = await unread('household')
    expect((await world.call(notices.read, { upTo: all[0].id, only: true }, await as('household2'))).status).toBe(204)
    expect(await unread('household')).toBe(count)
    expect((await world.call(notices.read, { upTo: all[1].id, only: true }, await as('household'))).status).toBe(204)
    expect([await unread('household'), (await inbox('household')).slice(0, 3).map((n) => n.read)]).toEqual([count - 1, [false, true, false]])
    await record()
    await world.settle()
    expect((await world.call(notices.read, { upTo: all[0].id }, await as('household'))).status).toBe(204)
    expect(await unread('household')).toBe(1)
    expect((await world.call(notices.list, { unread: 'true' }, await as('household'))).body.items).toHaveLength(1)
  })

  test('no name, number or amount of anybody stands in a row, an answer or a message', async () => {
    await agrees('helper', 'change_decided', 2)
    await decided()
    await decided(true)
    await world.settle()
    const whole = JSON.stringify([
      await world.rows('SELECT * FROM notice'), await world.rows('SELECT * FROM subscribe_message'), sent(), world.standIn.control.calls(SEND).map((call) => call.body), ...await Promise.all((['helper', 'household', 'village_secretary'] as const).map(inbox)),
    ])
    const people = [...Object.values(world.people).flatMap((p) => [p.name, p.phone]), ...Object.values(world.households).flatMap((h) => [h.headName, h.phone, h.number, ...h.members.flatMap((m) => [m.name])])].filter(Boolean)
    expect(people.length).toBeGreaterThan(40)
    expect(people.filter((secret) => whole.includes(secret as string))).toEqual([])
    expect(whole).not.toMatch(/\d元|\d{15,18}[\dX]|154\d{8}/)
    expect(whole.length).toBeGreaterThan(2_000)
  })

  test('the words of the county: every kind has its own, and templates that do not fit are named at the start', () => {
    expect(() => new NoticeTexts(county, { visit_due: 'x' })).not.toThrow()
    const broken = { notices: { ...county.notices, templates: { ...county.notices.templates, visit_due: { id: 'x', data: { phrase1: '{title}', thing2: '{name}', kind: '1' } } } } } as unknown as typeof county
    expect(() => new NoticeTexts(broken, {})).toThrow(/phrase1 does not fit[\s\S]*thing2 has an unknown part[\s\S]*kind is no key/)
    const silent = { notices: { ...county.notices, kinds: { ...county.notices.kinds, visit_due: { title: '', text: '' } } } } as unknown as typeof county
    expect(() => new NoticeTexts(silent, {})).toThrow('kinds.visit_due needs title and text')
  })
})

describe('what was agreed to', () => {
  test('only topics with a template are offered; 允许 counts one, a refusal nothing, another template is refused', async () => {
    const { body } = await world.call(notices.subscriptions, {}, await as('helper'))
    expect(body.topics.map((t) => t.topic)).toEqual(['visit_due', 'change_decided', 'problem_answered'])
    for (const result of ['reject', 'ban', 'filter', 'accept', 'acceptWithAlert']) await world.call(notices.answer, { topic: 'visit_due', template: TEMPLATE.visit_due, result }, await as('helper'))
    expect([await left('helper', 'visit_due'), await left('helper2', 'visit_due')]).toEqual([2, 0])
    expect((await world.call(notices.answer, { topic: 'visit_due', template: 'another', result: 'accept' }, await as('helper'))).problem.code).toBe('request.invalid')
    expect((await world.call(notices.answer, { topic: 'entry_returned', template: '', result: 'accept' }, await as('helper'))).problem.code).toBe('request.invalid')
  })
})

describe('messages', () => {
  test('one 允许, one message with its page, version and values; the next is in the inbox alone', async () => {
    await agrees('helper', 'change_decided')
    const before = sent().length
    await decided()
    const [notice] = await inbox('helper')
    expect(sent().slice(before)).toEqual([{ openid: openid('helper'), template: TEMPLATE.change_decided, page: `packages/notices/inbox/index?notice=${notice.id}`, data: { thing1: '您提的改动被退回', date2: expect.stringMatching(/^\d{4}年\d{1,2}月\d{1,2}日$/) }, at: expect.any(Number) }])
    expect(world.standIn.control.calls(SEND).at(-1)!.body).toMatchObject({ miniprogram_state: 'trial', lang: 'zh_CN' })
    expect([await left('helper', 'change_decided'), (await lastMessage()).state]).toEqual([0, 'sent'])
    await decided()
    expect([(await inbox('helper'))[0].topic, sent().length]).toEqual(['change_returned', before + 1])
  })

  test('two relays at once send each message once', async () => {
    await agrees('helper', 'change_decided', 6)
    const before = sent().length
    const { app, db, vault } = world.running
    const log = createLog('silent')
    const relays = [app.get(Relay), ...Array.from({ length: 3 }, () => {
      const relay = new Relay(db, log)
      new MessageSender(db, app.get(WechatClient), vault, app.get(NoticeTexts), { state: 'trial' }, relay, log)
      for (const topic of ['change.proposed', 'change.decided', 'card.stale']) relay.on(topic, async () => { throw new Error('left to the server') })
      return relay
    })]
    for (let n = 0; n < 6; n++) await decided()
    // Whoever of them sees an event that is the server's own gives it back.
    await Promise.all(relays.map((relay) => relay.drain()))
    clock.shift(5 * 60_000)
    await Promise.all(relays.map((relay) => relay.drain()))
    await app.get(Relay).drain()
    expect(sent().length - before).toBe(6)
    expect(await world.rows("SELECT id FROM subscribe_message WHERE state IN ('waiting', 'sending')")).toEqual([])
  })

  test('43101: nothing is left, whatever we counted; no second try, and the write stands', async () => {
    await agrees('helper', 'change_decided', 3)
    faults({ kind: 'refused-subscription', on: SEND })
    const before = asked()
    await decided()
    expect([(await inbox('helper'))[0].topic, asked() - before, await left('helper', 'change_decided'), await lastMessage()]).toEqual(['change_returned', 1, 0, { state: 'refused', why: 'not_subscribed' }])
  })

  test('a second phone of the same person gets it when the first has none left', async () => {
    await agrees('helper2', 'visit_due', 1, 'helper2-old')
    await agrees('helper2', 'visit_due', 0, 'helper2-new')
    const before = sent().length
    await world.rows('UPDATE household SET due_on = :tomorrow WHERE id = :id', { tomorrow: addDays(clock.today(), 1), id: world.households.b1.id })
    await world.running.app.get(Reminders).dueTomorrow()
    await world.settle()
    expect(sent().slice(before).map((m) => m.openid)).toEqual([openid('helper2-old')])
  })

  test.each<[string, () => void, string]>([
    ['47003: a value that the template does not take', () => world.standIn.control.set({ templates: { [TEMPLATE.change_decided]: ['phrase1', 'date2'] } }), 'misconfigured 47003'],
    ['40037: a template that is gone', () => world.standIn.control.set({ templates: { [TEMPLATE.change_decided]: undefined as never } }), 'misconfigured 40037'],
    ['41030: a page that is not live', () => world.standIn.control.set({ pages: ['pages/home/index'] }), 'misconfigured 41030'],
    ['43107: banned', () => faults({ kind: 'banned', on: SEND }), 'misconfigured 43107'],
    ['45168: a word', () => faults({ kind: 'sensitive-word', on: SEND }), 'misconfigured 45168'],
  ])('%s: logged and parked, asked once, the 允许 is not lost', async (_name, arm, why) => {
    await agrees('helper', 'change_decided')
    arm()
    const [before, alarms] = [asked(), world.log.length]
    await decided()
    expect([(await inbox('helper'))[0].topic, asked() - before, await lastMessage(), await left('helper', 'change_decided')]).toEqual(['change_returned', 1, { state: 'parked', why }, 1])
    const told = world.log.slice(alarms).filter((line) => line.includes('subscribe message parked'))
    expect(told).toHaveLength(1)
    expect(told[0]).not.toContain(openid('helper'))
  })

  test.each<[string, Fault]>([['43108: two at once to one user', { kind: 'parallel-sends', on: SEND }], ['40001: a token that ended', { kind: 'token-dies-now', on: SEND }], ['-1: busy for a while', { kind: 'busy', on: SEND, times: 6 }], ['45009: the day is used up', { kind: 'rate', on: SEND, limit: 0, times: 1 }]])('%s: sent later, once', async (_name, fault) => {
    await agrees('helper', 'change_decided')
    faults(fault)
    const before = sent().length
    await decided()
    await world.settle()
    for (const ms of [30_000, 90_000, DAY - 120_000]) { clock.shift(ms); await world.settle() }
    expect([sent().length - before, await lastMessage()]).toEqual([1, { state: 'sent', why: null }])
  })

  test('no answer: it may have arrived, so it is never sent again; other events pass meanwhile', async () => {
    await agrees('helper', 'change_decided')
    faults({ kind: 'send-timeout', on: SEND })
    const before = asked()
    await decided()
    while ((await world.rows("SELECT id FROM subscribe_message WHERE state = 'sending'")).length === 0) { /* until the message is on its way */ }
    const id = await record()
    while ((await world.rows('SELECT id FROM notice WHERE subject_id = :id', { id })).length === 0) { /* until the visit is told */ }
    expect((await lastMessage()).state).toBe('sending')
    await world.settle()
    clock.shift(12 * 3_600_000)
    await world.settle()
    expect([asked() - before, (await lastMessage()).state, await left('helper', 'change_decided')]).toEqual([1, 'unknown', 0])
  })

  test('nobody there: it waits; a day later it is too late, and the 允许 is kept', async () => {
    await agrees('helper', 'change_decided')
    faults({ kind: '502', on: '/cgi-bin/stable_token' }, { kind: 'token-dies-now', on: SEND })
    const before = sent().length
    await decided()
    await world.settle()
    expect((await lastMessage()).state).toBe('waiting')
    clock.shift(DAY + 3_600_000)
    await world.settle()
    expect([sent().length - before, (await lastMessage()).state, await left('helper', 'change_decided')]).toEqual([0, 'late', 1])
  })

  test('a process that ended in the middle of a call: unknown, not sent again', async () => {
    await agrees('helper', 'change_decided')
    await decided()
    await world.settle()
    const [{ id }] = await world.rows<{ id: string }>('SELECT id FROM subscribe_message ORDER BY id DESC LIMIT 1')
    await world.rows("UPDATE subscribe_message SET state = 'sending' WHERE id = :id", { id })
    await world.rows("UPDATE outbox_event SET done_at = NULL, tries = 1 WHERE topic = 'notice.message' ORDER BY id DESC LIMIT 1")
    const before = asked()
    for (const ms of [0, 2 * 60_000, 20 * 60_000]) { clock.shift(ms); await world.settle() }
    expect([asked() - before, await lastMessage()]).toEqual([0, { state: 'unknown', why: 'process_lost' }])
  })
})
