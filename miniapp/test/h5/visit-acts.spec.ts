// 记走访 in four taps, and what is done on the screens around a visit and a change, by hand: each act as a person taps it, and what the server holds afterwards.
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import { v7 as uuidv7 } from 'uuid'
import { clock } from '../../../server/src/kernel/clock'
import type { Who } from '../../../server/test/actors'
import { type Visitor } from './browser'
import { inCounty, v, withPhone, world } from './phones'

inCounty()

withPhone({ clean: true })
const as = (who: Who): Promise<Visitor> => v.signIn(who)
const fill = (label: string, text: string) => v.page.getByRole('textbox', { name: label }).filter({ visible: true }).first().fill(text)

const keyed = async (who: Who) => ({ token: await world.token(who), headers: { 'idempotency-key': uuidv7() } })
const a1 = () => world.households.a1
async function recorded(more: object = {}): Promise<string> {
  const now = new Date().toISOString()
  const { body } = await world.call(operations.visits.record, { id: a1().id, kind: '01', startedAt: now, endedAt: now, sentAt: now, met: [a1().members[0].id], topics: [], promises: [], photos: [], note: '炕烧得热', ...more }, await keyed('helper'))
  return body.id
}
async function proposed(who: Who, field: string, after: string, version?: number): Promise<string> {
  const at = version ?? (await world.call(operations.changes.values, { id: a1().id }, { token: await world.token(who) })).body.version
  const { body } = await world.call(operations.changes.propose, { id: a1().id, version: at, kind: 'fields', fields: [{ field, after }], reason: '入户核实过' }, await keyed(who))
  return body.items[0].id
}
const visits = async () => (await world.call(operations.visits.list, { id: a1().id }, { token: await world.token('helper') })).body.items
const changes = async () => (await world.call(operations.changes.list, { id: a1().id, limit: 100 }, { token: await world.token('village_secretary') })).body.items
const stateOf = async (id: string) => (await changes()).find((c) => c.id === id)?.state
const answered = (path: RegExp) => v.page.waitForResponse((r) => r.request().method() !== 'GET' && path.test(r.url()) && r.status() < 300)

test('a plain visit is four taps after the scan, the save included, and ends in a receipt of the server', async () => {
  await as('helper')
  await v.go(`pages/household/index?id=${a1().id}&way=scan`)
  await v.reads('家庭成员')
  const before = (await visits()).length
  let taps = 0
  const tap = async (name: string | RegExp) => { taps++; await v.tap(name) }
  await tap('记走访')
  await tap(new RegExp(`^${a1().headName}`))
  await tap('都正常')
  await tap('记下这次走访')
  expect(taps).toBeLessThanOrEqual(4)
  await v.reads(/^#[0-9A-Z]{4,}$/)
  const after = await visits()
  expect(after.length).toBe(before + 1)
  expect(after[0]).toMatchObject({ met: [a1().headName], photos: [] })
  expect(after[0].place).toBeUndefined()
  expect(after[0].topics.every((t) => t.ok)).toBe(true)
  await v.tap(`回到${a1().headName}`)
  await v.reads('家庭成员')
  // What it cost is told without who, counted where a finger goes.
  expect(await world.rows('SELECT flow, taps, asked_twice FROM burden')).toEqual([{ flow: 'visit', taps: 3, asked_twice: 0 }])
})

test('a visit is corrected, added to and withdrawn by who wrote it', async () => {
  const visit = await recorded()
  const get = async () => (await world.call(operations.visits.get, { id: a1().id, visit }, { token: await world.token('helper') })).body
  await as('helper')
  await v.go(`packages/visit/detail/index?id=${a1().id}&visit=${visit}`)
  await v.reads('炕烧得热')
  await v.tap('改一改')
  await v.reads('想留就留')
  await fill('说一句', '炕不热，要修')
  await Promise.all([answered(/\/visits\/[^/]+$/), v.tap('改好了')])
  expect((await get()).note).toBe('炕不热，要修')

  await v.go(`packages/visit/detail/index?id=${a1().id}&visit=${visit}`)
  await v.tap('补一句')
  await fill('补什么', '隔壁帮着修好了')
  await Promise.all([answered(/\/notes$/), v.tap('补上')])
  await v.reads('隔壁帮着修好了')

  await v.tap('撤回这次走访')
  await v.tap('扫错了户')
  await v.tap('下一步')
  await Promise.all([answered(/\/withdrawal$/), v.tap('撤回')])
  await v.reads(/已撤回，不再算数/)
  expect(await get()).toMatchObject({ note: '炕不热，要修', withdrawn: { reason: '扫错了户' }, notes: [{ text: '隔壁帮着修好了' }] })
})

test('a promise is marked as kept without signal, also in the form of a visit, and taken back within the moment', async () => {
  const by = addDays(clock.today(), 6)
  await recorded({ promises: [{ text: '送两袋化肥', by }, { text: '问取暖补贴', by: addDays(by, 1) }] })
  const open = async () => (await world.call(operations.visits.promises, { id: a1().id }, { token: await world.token('helper') })).body.items.filter((p) => p.keptOn === null).map((p) => p.text)
  await as('helper')
  await v.go(`pages/household/index?id=${a1().id}&way=list`)
  await v.reads('2 件没办')
  await v.tap('办到了：问取暖补贴')
  await v.tap('撤销')
  await v.button('办到了：问取暖补贴').waitFor()
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  await v.context.setOffline(true)
  await v.go(`packages/visit/record/index?id=${a1().id}`)
  await v.reads('以前答应的')
  await v.tap('办到了：送两袋化肥')
  await v.reads('办到了，待上传')
  expect(await open()).toEqual(['送两袋化肥', '问取暖补贴'])
  await Promise.all([answered(/\/keeping$|\/entries$/), v.context.setOffline(false)])
  await v.reads('1 件没办')
  expect(await open()).toEqual(['问取暖补贴'])
  expect(v.faults(/ERR_INTERNET_DISCONNECTED/)).toEqual([])
})

test('a refused place is said and blocks nothing', async () => {
  await as('helper')
  await v.go(`packages/visit/record/index?id=${a1().id}`)
  await v.reads('见到了谁')
  await v.tap('位置')
  await v.reads(/没有允许用位置，不要紧|这里找不到位置，不要紧/)
  await v.tap(new RegExp(`^${a1().headName}`))
  await v.tap('都正常')
  await v.tap('记下这次走访')
  await v.reads('已收到')
})

test('a full phone says so before the form, not after', async () => {
  await as('helper')
  await v.context.addInitScript(() => { navigator.storage.estimate = () => Promise.resolve({ quota: 1_000_000, usage: 999_000 }) })
  await v.page.reload()
  await v.go(`packages/visit/record/index?id=${a1().id}`)
  await v.reads('手机存满了，现在记不下')
  expect(await v.button('记下这次走访').count()).toBe(0)
})

test('approved, taken back; approved, and the program killed at once; returned with a reason', async () => {
  const change = await proposed('helper', 'causeMain', '02')
  await as('village_secretary')
  await v.go(`packages/visit/decide/index?change=${change}`)
  await v.reads('入户核实过')
  await v.tap('同意')
  await v.tap('撤销')
  await v.reads('撤销了，这一条还在要审的里')
  expect(await stateOf(change)).toBe('proposed')

  await v.go(`packages/visit/decide/index?change=${change}`)
  await v.reads('入户核实过')
  await v.tap('同意')
  await v.seen(/^同意了/).waitFor()
  await Promise.all([answered(/\/decision$/), v.page.reload()])
  expect(await stateOf(change)).toBe('effective')

  const second = await proposed('helper', 'causeMain', '03')
  await v.go(`packages/visit/queue/index`)
  await v.page.reload()
  await v.go(`packages/visit/decide/index?change=${second}`)
  await v.reads('入户核实过')
  await v.tap('退回')
  await v.tap('证明不清楚')
  await Promise.all([answered(/\/decision$/), v.page.getByRole('button', { name: '退回', exact: true }).filter({ visible: true }).last().click()])
  expect((await changes()).find((c) => c.id === second)).toMatchObject({ state: 'returned', path: [{ act: 'proposed' }, { act: 'returned', reason: '证明不清楚' }] })
})

test('of two words on one field the secretary sees three values', async () => {
  const { body: { version } } = await world.call(operations.changes.values, { id: a1().id }, { token: await world.token('helper') })
  await proposed('helper', 'roadDistance', '2', version)
  const late = await proposed('village_clerk', 'roadDistance', '7', version)
  await as('village_secretary')
  await v.go(`packages/visit/decide/index?change=${late}`)
  await v.reads('有人先改了同一项，两个值不一样。同意就用这次交的，退回就留现在的。')
  for (const said of ['原来', '现在登记的', '这次要改成']) await v.reads(said)
  expect(await v.text()).toMatch(/现在登记的2.*这次要改成7/)
})

test('somebody comes, somebody goes: the month is said before it is sent', async () => {
  await as('helper')
  await v.go(`packages/visit/member/index?id=${a1().id}`)
  await v.reads('怎么来的')
  const { body: { memberCount } } = await world.call(operations.households.card, { id: a1().id, way: 'list' }, { token: await world.token('helper') })
  await v.page.getByText('走了人', { exact: true }).click()
  await v.page.getByText(a1().members[1].name, { exact: true }).filter({ visible: true }).first().click()
  await v.reads(new RegExp(`书记同意后，从 \\d{4}年\\d+月 起按 ${memberCount! - 1} 口人算人均`))
  await v.page.getByText('死亡', { exact: true }).filter({ visible: true }).first().click()
  await fill('为什么改', '村里开了证明')
  await v.tap('交上去，减少这个人')
  await Promise.all([answered(/\/changes$/), v.tap('交上去')])
  const [gone] = (await changes()).filter((c) => c.kind === 'leave')
  expect(gone).toMatchObject({ state: 'proposed', member: { name: a1().members[1].name } })

  await v.go(`packages/visit/member/index?id=${a1().id}`)
  await v.page.getByText('来了人', { exact: true }).click()
  await v.reads(new RegExp(`起按 ${memberCount! + 1} 口人算人均`))
})

test('what changed between two days, and a place that the village confirms', async () => {
  for (let n = 0; n < 3; n++) await recorded({ place: { lng: 122.35 + n * 0.00001, lat: 40.4, system: 'wgs84', accuracy: 12 }, atHouse: true })
  await as('village_secretary')
  await v.go('packages/visit/positions/index')
  await v.reads('3 次')
  await Promise.all([answered(/\/position$/), v.tap(`确认${a1().headName}的位置`)])
  expect((await world.rows('SELECT position_confirmed FROM household WHERE id = :id', { id: a1().id }))[0]).toMatchObject({ position_confirmed: 1 })

  await v.go(`packages/visit/history/index?id=${a1().id}`)
  await v.page.getByText('两天之间', { exact: true }).click()
  await v.tap('看两天之间变了什么')
  await v.reads('变了的')
  expect(await v.text()).toMatch(/入户核实过/)
})
