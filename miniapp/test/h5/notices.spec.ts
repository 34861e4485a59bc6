// 通知 in a browser: what happened stands in the inbox by day, opens what it is about, and is read; with no notice, with no line, in both sizes.
import { randomUUID } from 'node:crypto'
import { operations } from '@onecard/shared/operations'
import { clock } from '../../../server/src/kernel/clock'
import { Visitor } from './browser'
import { lookAs } from './look'
import { browser, inCounty, world } from './phones'

const { visits, problems, changes } = operations
const INBOX = 'packages/notices/inbox/index'

async function visited(): Promise<string> {
  const at = clock.iso(clock.now())
  const { body, status } = await world.call(visits.record, { id: world.households.a1.id, kind: '01', startedAt: at, endedAt: at, sentAt: at, met: [], topics: [], promises: [], photos: [], note: '看了屋顶' } as never, { token: await world.token('helper') })
  expect(status).toBe(201)
  return body.id
}

async function proposed(): Promise<void> {
  const [{ version, cause_main: before }] = await world.rows<{ version: number; cause_main: string }>('SELECT version, cause_main FROM household WHERE id = :id', { id: world.households.a1.id })
  const { status } = await world.call(changes.propose, { id: world.households.a1.id, kind: 'fields', reason: '入户核对后更正', version, fields: [{ field: 'causeMain', before, after: '03' }] } as never, { token: await world.token('helper') })
  expect(status).toBe(201)
}

inCounty(async () => {
  const raised = (await world.call(problems.raise, { id: world.households.a1.id, kind: '01', text: '屋顶漏雨' }, { token: await world.token('household') })).body
  await world.call(problems.advance, { id: world.households.a1.id, problem: raised.id, act: 'answer', text: '下周来修', version: raised.version }, { token: await world.token('helper'), headers: { 'idempotency-key': randomUUID() } })
  await visited()
  await proposed()
  await world.settle()
  // As if days had passed, so that the inbox has more than one.
  await world.rows("UPDATE notice SET at = DATE_SUB(at, INTERVAL 3 DAY) WHERE kind = 'problem_answered'")
})

test('both sizes: full, empty, and 我的 with its dot', async () => {
  await lookAs(browser, world, 'household', [{ name: 'notices', path: INBOX, reads: '有人来家里走访过' }, { name: 'notices-me', path: 'pages/me/index', reads: '2 条未读' }])
  await lookAs(browser, world, 'village_secretary', [{ name: 'notices-secretary', path: INBOX, reads: '有一处改动等您审批' }])
  await lookAs(browser, world, 'helper3', [{ name: 'notices-empty', path: INBOX, reads: '还没有通知' }])
})

test('a tap opens what it is about and reads it; 全部已读 reads the rest', async () => {
  const v = await Visitor.come(browser, world.url)
  await v.signIn('household')
  await v.go('pages/me/index')
  await v.reads('2 条未读')
  expect(await v.page.getByRole('link', { name: '我的，有没看过的通知' }).count()).toBeGreaterThan(0)
  await v.tap('通知，2 条未读')
  await v.reads('反映的问题有了答复')
  await v.button(/^未读，反映的问题有了答复/).click()
  await v.reads('下周来修')
  await v.page.goBack()
  await v.reads('有人来家里走访过')
  expect(await v.seen('未读').count()).toBe(1)
  expect(await world.rows("SELECT kind FROM notice WHERE account_id = :account AND read_at IS NULL", { account: world.people.household.accountId })).toEqual([{ kind: 'visit_recorded' }])
  await v.tap('全部已读')
  await v.reads('都标成已读了')
  expect(await v.page.getByText('未读').filter({ visible: true }).count()).toBe(0)
  expect(await world.rows('SELECT kind FROM notice WHERE account_id = :account AND read_at IS NULL', { account: world.people.household.accountId })).toEqual([])
  expect(v.faults()).toEqual([])
  await v.leave()
})

test('a message of WeChat leads through the inbox to its subject, and back to the inbox', async () => {
  const visit = await visited()
  await world.settle()
  const [{ id }] = await world.rows<{ id: string }>('SELECT id FROM notice WHERE subject_id = :visit', { visit })
  const v = await Visitor.come(browser, world.url)
  await v.signIn('household')
  await v.go(`${INBOX}?notice=${id}`)
  await v.page.waitForURL(/packages\/mine\/visits\/index/)
  await v.reads('谁来过')
  await v.page.goBack()
  await v.page.waitForURL(/packages\/notices\/inbox/)
  await v.reads('有人来家里走访过')
  expect(v.page.url()).toContain(INBOX)
  expect(v.faults()).toEqual([])
  await v.leave()
})

test('a secretary goes from the notice to the decision', async () => {
  const v = await Visitor.come(browser, world.url)
  await v.signIn('village_secretary')
  await v.go(INBOX)
  await v.button(/有一处改动等您审批/).click()
  await v.page.waitForURL(/packages\/visit\/decide\/index\?change=/)
  await v.reads('入户核对后更正')
  expect(v.faults()).toEqual([])
  await v.leave()
})

test('without a line it shows what is kept, and says so; a browser offers no reminder of WeChat', async () => {
  const v = await Visitor.come(browser, world.url)
  await v.signIn('household')
  await v.go(INBOX)
  await v.reads('有人来家里走访过')
  await v.context.setOffline(true)
  await v.reads(/^离线，看到的是/)
  await v.seen('有人来家里走访过').waitFor()
  await v.context.setOffline(false)
  const [{ id }] = await world.rows<{ id: string }>('SELECT id FROM problem LIMIT 1')
  await v.go(`packages/mine/problem/index?id=${world.households.a1.id}&problem=${id}`)
  await v.reads('下周来修')
  expect(await v.page.getByText('提醒我').count()).toBe(0)
  await v.leave()
})
