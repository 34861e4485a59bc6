// The household's phone as the WeChat package: bound by six digits, its word kept without a line and arriving once, another member's way ended.
import { operations } from '@onecard/shared/operations'
import type { Who } from '../../../server/test/actors'
import { startWorld, type World } from '../../../server/test/world'
import { Phone } from './harness'

const { privacy, problems, visits } = operations
let world: World
const phones: Phone[] = []
beforeAll(async () => { world = await startWorld() })
afterEach(() => { for (const phone of phones.splice(0)) phone.end() })
afterAll(() => world.close())

const a1 = () => world.households.a1
const as = async (who: Who) => ({ token: await world.token(who) })
let serial = 0

/** A phone of the household, bound by the code that its helper was shown. */
async function bound(name: string, member = a1().members[1].id): Promise<Phone> {
  const { body } = await world.call(privacy.bindingCode, { id: a1().id, member }, await as('helper'))
  const phone = new Phone(world.url)
  phones.push(phone)
  phone.launch({ replies: { login: [{ ok: { code: `dev-${name}.${++serial}` } }] } })
  await phone.arrives('pages/sign-in/index')
  await phone.tap('用帮扶人给的 6 位码')
  await phone.arrives('packages/mine/bind/index')
  await phone.type('6 位数字', body.code)
  await phone.tap('进我家')
  await phone.arrives('pages/home/index')
  await phone.shows('帮您的人')
  return phone
}

test('six digits open one\'s own home in large letters; a wrong one is refused in words', async () => {
  const phone = await bound('granny')
  expect(phone.everything).toContain('theme--large')
  await phone.shows('最近谁来过')
  expect(phone.faults).toEqual([])
  const other = new Phone(world.url)
  phones.push(other)
  other.launch({ path: 'packages/mine/bind/index', replies: { login: [{ ok: { code: `dev-wrong.${++serial}` } }] } })
  await other.type('6 位数字', '000000')
  await other.tap('进我家')
  await other.shows('这个码用不了')
})

test('one tap on a line of the card, without a line to the server: kept on the phone, shown, and there once', async () => {
  const phone = await bound('farmer')
  await phone.tap('我的家')
  await phone.shows('哪一项不对，或有困难，点那一项')
  phone.line(false)
  await phone.tap('饮水 饮水安全，不对或有困难点这里')
  await phone.arrives('packages/mine/raise/index')
  await phone.tap('不对')
  await phone.until(() => phone.find('不对，已选'), 'the word chosen')
  await phone.tap('交给村里')
  await phone.arrives('pages/roster/index')
  await phone.shows('1 个还没传上去')
  const there = async () => (await world.call(problems.ofHousehold, { id: a1().id }, await as('village_secretary'))).body.items.filter((p) => p.line?.path === 'water')
  expect(await there()).toEqual([])
  phone.line(true)
  await phone.shows('饮水：不对')
  expect(await there()).toHaveLength(1)
  expect(phone.faults).toEqual([])
})

test('who came is read without the office\'s note, and said to be so', async () => {
  const at = new Date(Date.now() - 3_600_000).toISOString()
  const { body: visit } = await world.call(visits.record, { id: a1().id, kind: '01', startedAt: at, endedAt: at, sentAt: new Date().toISOString(), met: [], topics: [], promises: [{ text: '送两袋化肥来', by: '2099-01-01' }], note: '看了屋顶', internalNote: '只给村里看的话', photos: [] }, await as('helper'))
  const phone = await bound('reader')
  await phone.shows('送两袋化肥来')
  await phone.shows('看了屋顶')
  expect(phone.everything).not.toContain('只给村里看的话')
  await phone.tap(await phone.until(() => /[^"]*的走访属实/.exec(phone.everything)?.[0], 'the question'))
  await phone.until(() => !phone.text.includes('看了屋顶'), 'the question is gone')
  const confirmed = async () => (await world.call(visits.get, { id: a1().id, visit: visit.id }, await as('village_secretary'))).body.confirmation
  await phone.tap('看全部走访')
  await phone.shows('您说属实')
  expect(await confirmed()).toMatchObject({ agree: true })
  expect(phone.faults).toEqual([])
})
