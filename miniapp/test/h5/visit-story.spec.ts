// A yard without signal: visit, photo, problem, a phone number corrected; then the signal, and all of it arrives once, in order.
import { operations } from '@onecard/shared/operations'
import { Sessions } from '../../../server/src/kernel/auth/sessions'
import { LAND } from '../../../server/test/population'
import { Visitor } from './browser'
import { browser, inCounty, world } from './phones'
import { qrPicture } from './qr-picture'

inCounty()

/** What a question is about, without whom. */
const shapeOf = (method: string, url: string): string => `${method} ${new URL(url).pathname.replace('/api/v1/', '').replace(/[0-9A-HJKMNP-TV-Z]{26}/g, '*').replace(/bytes\/\d+/, 'bytes')}`
const WRITES = ['POST households/*/problems', 'POST households/*/visits', 'POST households/*/changes', 'POST households/*/photos', 'PUT households/*/photos/*/bytes']

// Each question that the page asks after the yard is cut off: first it never arrives; asked again by a write, its answer does not.
test('from the yard to the office, over a line that breaks at every step, before and after the question has arrived', async () => {
  const [a1] = await world.add([{ region: LAND.villageA, headName: '样断线', whole: true, helper: { accountId: world.people.helper.accountId, unitId: world.units.unit } }])
  await world.db.everywhere('a test has its cards built').write((tx) => tx.emit('card.stale', { households: [a1.id] }))
  await world.settle()
  world.running.app.get(Sessions).forget(world.people.helper.accountId)
  const v = await Visitor.come(browser, world.url)
  await v.signIn('helper')
  // The delta has brought the household, the worker has kept the page.
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  await v.go('packages/account/offline/index')
  await v.reads(a1.headName)
  await v.go('pages/home/index')
  await v.context.setOffline(true)
  await v.tap(/^扫一扫/)
  await v.reads('门牌码下面的 8 位数字')
  await v.type(a1.number)
  await v.tap('打开这一户')
  await v.reads('家庭成员')

  await v.tap('记走访')
  await v.reads('见到了谁')
  await v.tap(new RegExp(`^${a1.headName}`))
  await v.tap('住房')
  await v.reads('住房怎么了')
  await v.tap('门窗坏')
  await v.tap(/^记成问题/)
  await v.tap('好了')
  await v.tap('加照片')
  const [chooser] = await Promise.all([v.page.waitForEvent('filechooser'), v.tap('从相册选')])
  await chooser.setFiles({ name: 'door.png', mimeType: 'image/png', buffer: await qrPicture('a door that does not close') })
  await v.page.getByRole('button', { name: '第 1 张照片' }).filter({ visible: true }).first().waitFor()
  // Killed in the yard: what was typed is there again.
  await v.page.reload()
  await v.reads('门窗坏')
  await v.tap('记下这次走访')
  await v.reads('待上传')
  await v.tap(`回到${a1.headName}`)
  await v.reads('待上传')

  await v.go(`packages/visit/change/index?id=${a1.id}&field=phone`)
  await v.reads('联系电话')
  await v.page.getByLabel('联系电话改成').filter({ visible: true }).fill('15400097777')
  await v.tap('换了号码')
  await v.page.getByLabel('原因').filter({ visible: true }).fill('换了新手机号')
  await v.tap('交上去')

  const asked = new Map<string, number>()
  const reached: string[] = []
  await v.page.route('**/api/v1/**', async (route) => {
    const shape = shapeOf(route.request().method(), route.request().url())
    const times = asked.get(shape) ?? 0
    asked.set(shape, times + 1)
    const cut = times === 0 ? 'before' : times === 1 && WRITES.includes(shape) ? 'after' : null
    if (cut !== 'before' && WRITES.includes(shape)) reached.push(shape)
    if (cut === null) { await route.continue(); return }
    if (cut === 'after') await route.fetch().catch(() => undefined)
    await route.abort('connectionreset').catch(() => undefined)
    // Gone for a moment; with the line the page tries again at once.
    await v.context.setOffline(true)
    await v.context.setOffline(false)
  })
  await v.context.setOffline(false)
  const token = await world.token('helper')
  const list = async () => (await world.call(operations.visits.list, { id: a1.id }, { token })).body.items
  await v.go('packages/sync/index/index')
  await v.reads(/0 条待传/)
  const made = (await list()).filter((visit) => visit.topics.some((t) => !t.ok && t.text === '门窗坏'))
  expect(made).toHaveLength(1)
  expect(made[0].photos).toMatchObject([{ state: 'stored' }])
  const cases = (await world.call(operations.problems.ofHousehold, { id: a1.id }, { token })).body.items.filter((c) => c.text === '门窗坏')
  expect(cases).toHaveLength(1)
  const changes = (await world.call(operations.changes.list, { id: a1.id }, { token })).body.items.filter((c) => c.reason === '换了新手机号')
  expect(changes).toMatchObject([{ state: 'effective', fields: [{ field: 'phone', after: '15400097777' }] }])
  expect(WRITES.filter((shape) => (asked.get(shape) ?? 0) < 3)).toEqual([])
  // In the order in which they were written: the problem, the visit that names it, the change.
  expect([...new Set(reached)].slice(0, 3)).toEqual(WRITES.slice(0, 3))
  await v.page.unroute('**/api/v1/**')

  // The visit and its picture lie beside the card: seen in the next yard, though nobody opened them at home.
  await v.go('packages/account/offline/index')
  await v.tap('现在更新')
  // It may have come along already while the line came and went.
  if (!v.answers.some((a) => /\/files\//.test(a.path))) await v.page.waitForResponse((r) => /\/api\/v1\/files\//.test(r.url()))
  await v.quiet()
  await v.page.reload()
  await v.reads(a1.headName)
  await v.context.setOffline(true)
  await v.go(`packages/visit/detail/index?id=${a1.id}&visit=${made[0].id}`)
  await v.reads('门窗坏')
  const picture = v.page.locator('.photos img').filter({ visible: true }).first()
  await picture.waitFor()
  expect(await picture.evaluate((img: HTMLImageElement) => [img.src.slice(0, 15), img.naturalWidth > 0])).toEqual(['data:image/jpeg', true])
  await v.leave()
})
