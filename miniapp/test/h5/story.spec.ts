// The story this program exists for: a printed number opens the household to its helper, and tells the next village's helper nothing.
import { operations } from '@onecard/shared/operations'
import { PASSWORD } from '../../../server/test/actors'
import { openBrowser } from './browser'
import { anotherPhone, inCounty, v, withPhone, world } from './phones'
import { cameraFile, qrPicture } from './qr-picture'

inCounty()
withPhone({ keepsPage: false })

async function typeNumber(number: string): Promise<void> {
  await v.tap(/^扫一扫/)
  await v.reads('门牌码下面的 8 位数字')
  await v.type(number)
  await v.tap('打开这一户')
}

/** What the card must show, at arm's length. */
async function readsTheCard(): Promise<void> {
  const { a1 } = world.households
  await v.page.waitForURL(new RegExp(`household/index\\?id=${a1.id}`))
  await v.reads('历程')
  const text = await v.text()
  for (const part of [a1.headName, '5 口人', '全家纯收入', '工资性', '帮扶责任人', '样志远', '家庭成员', ...a1.members.slice(0, 2).map((m) => m.name), '措施06']) expect(text).toContain(part)
}

test('the helper types the printed number and sees who lives there, what they live on, what was done, who helps', async () => {
  await v.signIn('helper')
  await typeNumber(world.households.a1.number)
  await readsTheCard()
  expect(v.faults()).toEqual([])
  // No address ever carries a name or a number of a person.
  expect(decodeURIComponent(v.page.url())).not.toMatch(new RegExp([world.households.a1.headName, world.households.a1.number, world.households.a1.phone].join('|')))
})

test('the helper of the next village, same number: nothing, not on the page, not in an answer', async () => {
  await v.signIn('helper2')
  await typeNumber(world.households.a1.number)
  await v.reads('打不开这个码')
  const heard = [await v.text(), await v.page.content(), ...await Promise.all(v.answers.map((a) => a.text()))].join('\n')
  const { a1 } = world.households
  for (const secret of [a1.headName, a1.id, a1.groupName, a1.phone, ...a1.members.map((m) => m.name), world.people.helper.name]) expect(heard).not.toContain(secret)
  // And not by the address of the card either.
  await v.go(`pages/household/index?id=${a1.id}&way=link`)
  await v.reads(/找不到|没有找到|看不到|不在/)
  expect(await v.text()).not.toContain(a1.headName)
  expect(v.faults(/404: (POST|GET) \/api\/v1\/(scans|households)/)).toEqual([])
})

test('a number nobody has, and one of another village: the same page, word for word', async () => {
  await v.signIn('helper2')
  await typeNumber(world.households.a1.number)
  await v.reads('打不开这个码')
  const outside = await v.text()
  const slip = world.households.b1.number.slice(0, -1) + String((Number(world.households.b1.number.at(-1)) + 1) % 10)
  await v.tap('再输一次')
  await v.type(slip)
  await v.tap('打开这一户')
  await v.reads('打不开这个码')
  expect(await v.text()).toBe(outside)
})

test('a reissued code: in scope it says so, outside it is like any other', async () => {
  const { a2 } = world.households
  const { status } = await world.call(operations.codes.reissue, { id: a2.id, kind: 'damaged', reason: '门牌被雨淋坏' }, { token: await world.token('village_secretary') })
  expect(status).toBe(201)
  await v.signIn('village_secretary')
  await typeNumber(a2.number)
  await v.reads('这个码已换新')
  expect(await v.pageText()).not.toContain(a2.headName)
  await v.leave()
  await anotherPhone()
  await v.signIn('helper2')
  await typeNumber(a2.number)
  await v.reads('打不开这个码')
})

test('after thirty misses the account is slowed down, and the page says for how long', async () => {
  const token = await world.token('helper3')
  await Promise.all(Array.from({ length: 30 }, () => world.call(operations.scans.create, { text: world.households.a1.number }, { token })))
  await v.signIn('helper3')
  await typeNumber(world.households.b1.number)
  await v.reads('试的次数太多')
  expect(await v.text()).toMatch(/请 \d+ 分钟后再扫/)
})

test('a picture of the label from the album opens the household', async () => {
  await v.signIn('helper')
  await v.tap(/^扫一扫/)
  const [chooser] = await Promise.all([v.page.waitForEvent('filechooser'), v.tap('从相册选')])
  await chooser.setFiles({ name: 'label.png', mimeType: 'image/png', buffer: await qrPicture(`https://onecard.test/h/${world.households.a1.code}`) })
  await readsTheCard()
})

test('the camera reads the label', async () => {
  const file = cameraFile(`https://onecard.test/h/${world.households.a1.code}`)
  const seeing = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file.path}`])
  try {
    await v.leave()
    await anotherPhone({ permissions: ['camera'] }, seeing)
    await v.signIn('helper')
    await v.tap(/^扫一扫/)
    await readsTheCard()
    expect(v.faults()).toEqual([])
  } finally { await seeing.close(); file.remove() }
})

test('the address of the label, opened in a browser: what it is for; signed in, the card', async () => {
  const { a1 } = world.households
  await v.page.goto(`${world.url}/h/${a1.code}`)
  await v.seen(/12317|县/).waitFor()
  expect(await v.text()).not.toContain(a1.headName)
  await v.page.locator('a[href^="/m/"]').first().click()
  await v.page.getByLabel('账号', { exact: true }).fill('helper')
  await v.page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await v.tap('登录')
  await readsTheCard()
})
