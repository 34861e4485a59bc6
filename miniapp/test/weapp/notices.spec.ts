// Reminders in the real WeChat bundle: asked by a tap alone, with the county's templates; what was said is told to the server; a no is final for that run.
import { operations } from '@onecard/shared/operations'
import { PASSWORD } from '../../../server/test/actors'
import { startWorld, type World } from '../../../server/test/world'
import { clock } from '../../../server/src/kernel/clock'
import { Phone } from './harness'

const { problems, visits } = operations
const TEMPLATE = 'tmpl-problem-answered'
let world: World
let problem: string
const phones: Phone[] = []

beforeAll(async () => {
  world = await startWorld({ env: { WECHAT_TEMPLATE_PROBLEM_ANSWERED: TEMPLATE } })
  problem = (await world.call(problems.raise, { id: world.households.a1.id, kind: '01', text: '屋顶漏雨' }, { token: await world.token('household') })).body.id
})
afterEach(() => { for (const phone of phones.splice(0)) phone.end() })
afterAll(() => world.close())

async function signedIn(account: string): Promise<Phone> {
  const phone = new Phone(world.url)
  phones.push(phone)
  phone.launch()
  await phone.arrives('pages/sign-in/index')
  await phone.type('账号', account)
  await phone.type('密码', PASSWORD)
  await phone.tap('用账号登录')
  await phone.arrives('pages/home/index')
  return phone
}
async function atProblem(phone: Phone): Promise<void> {
  phone.go('navigateTo', { url: `/packages/mine/problem/index?id=${world.households.a1.id}&problem=${problem}` })
  await phone.shows('屋顶漏雨')
}
const asked = (phone: Phone) => phone.wx.calls.filter((call) => call.name === 'requestSubscribeMessage')
const left = async (): Promise<number> => Number((await world.rows<{ n: string }>('SELECT COALESCE(SUM(remaining), 0) AS n FROM subscription'))[0].n)

test('允许: asked in the tap with the county’s template, counted by the server, and said so', async () => {
  const phone = await signedIn('household')
  await atProblem(phone)
  phone.script({ requestSubscribeMessage: [{ ok: { [TEMPLATE]: 'accept' } }] })
  await phone.until(() => phone.find('有答复时提醒我'), 'the offer')
  expect(asked(phone)).toEqual([])
  await phone.tap('有答复时提醒我')
  // In the tap itself: by the time it returns WeChat has been asked.
  expect(asked(phone).map((call) => call.options.tmplIds)).toEqual([[TEMPLATE]])
  await phone.shows('到时在微信里提醒您一次')
  while (await left() === 0) { /* until the server has heard */ }
  expect(await left()).toBe(1)
  expect(phone.faults).toEqual([])
})

test('拒绝: nothing is counted, the inbox is named, and nobody is asked again in that run', async () => {
  const before = await left()
  const phone = await signedIn('household')
  await atProblem(phone)
  phone.script({ requestSubscribeMessage: [{ ok: { [TEMPLATE]: 'reject' } }] })
  await phone.tap('有答复时提醒我')
  await phone.shows('消息都在「我的」的「通知」里')
  phone.go('switchTab', { url: '/pages/me/index' })
  await phone.shows('登录和设备')
  await atProblem(phone)
  await phone.shows('经过')
  expect([phone.text.includes('提醒我'), asked(phone).length, await left()]).toEqual([false, 1, before])
  expect(phone.faults).toEqual([])
})

test('all messages of WeChat switched off: a no like any other', async () => {
  const phone = await signedIn('household')
  await atProblem(phone)
  phone.script({ requestSubscribeMessage: [{ fail: 'The main switch is switched off' }] })
  await phone.tap('有答复时提醒我')
  await phone.shows('消息都在「我的」的「通知」里')
  expect(phone.faults).toEqual([])
})

test('the inbox in the package: read, opened, read off; what has no template is never offered', async () => {
  const at = clock.iso(clock.now())
  expect((await world.call(visits.record, { id: world.households.a1.id, kind: '01', startedAt: at, endedAt: at, sentAt: at, met: [], topics: [], promises: [], photos: [], note: '看了屋顶' } as never, { token: await world.token('helper') })).status).toBe(201)
  await world.settle()
  const phone = await signedIn('household')
  phone.go('switchTab', { url: '/pages/me/index' })
  await phone.shows('1 条未读')
  await phone.tap('通知，1 条未读')
  await phone.arrives('packages/notices/inbox/index')
  await phone.shows('有人来家里走访过')
  const line = await phone.until(() => phone.find('有人来家里走访过'), 'the line')
  expect(line).toBeDefined()
  await phone.tap('全部已读')
  await phone.until(() => !phone.text.includes('未读'), 'nothing unread')
  const helper = await signedIn('helper')
  helper.go('navigateTo', { url: `/packages/mine/problem/index?id=${world.households.a1.id}&problem=${problem}` })
  await helper.shows('屋顶漏雨')
  expect(helper.text).not.toContain('提醒我')
  expect([...phone.faults, ...helper.faults]).toEqual([])
})
