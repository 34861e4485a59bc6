// 记走访 in the package that would be uploaded: four taps, and the same without a line.
import sharp from 'sharp'
import { operations } from '@onecard/shared/operations'
import { PASSWORD } from '../../../server/test/actors'
import { startWorld, type World } from '../../../server/test/world'
import { Phone } from './harness'

let world: World
const phones: Phone[] = []
beforeAll(async () => { world = await startWorld() })
afterEach(() => { for (const phone of phones.splice(0)) phone.end() })
afterAll(() => world.close())

async function scanned(): Promise<Phone> {
  const phone = new Phone(world.url)
  phones.push(phone)
  phone.launch()
  await phone.arrives('pages/sign-in/index')
  await phone.type('账号', 'helper')
  await phone.type('密码', PASSWORD)
  await phone.tap('用账号登录')
  await phone.arrives('pages/home/index')
  await phone.until(() => phone.wx.storage.has(`kept.card.${world.households.a1.id}`), 'the household is kept')
  phone.script({ scanCode: [{ ok: { scanType: 'WX_CODE', charSet: 'utf-8', rawData: '', result: '', path: `pages/household/index?scene=${world.households.a1.code}` } }] })
  return phone
}

async function fourTaps(phone: Phone): Promise<number> {
  let taps = 0
  const tap = async (name: string) => { taps++; await phone.tap(name) }
  await phone.tap('扫一扫门牌码')
  await phone.arrives('pages/household/index')
  await tap('记走访')
  await phone.arrives('packages/visit/record/index')
  await tap(`${world.households.a1.headName} 户主`)
  await tap('都正常')
  await tap('记下这次走访')
  await phone.arrives('packages/visit/receipt/index')
  return taps
}
const visits = async () => (await world.call(operations.visits.list, { id: world.households.a1.id }, { token: await world.token('helper') })).body.items.length

test('four taps after the scan, the save included, and the number of the server', async () => {
  const before = await visits()
  const phone = await scanned()
  expect(await fourTaps(phone)).toBeLessThanOrEqual(4)
  await phone.until(() => /#[0-9A-Z]{4}/.test(phone.text), 'the receipt')
  expect(await visits()).toBe(before + 1)
  expect(phone.faults).toEqual([])
})

test('an engine that cannot draw off the screen: the person is told, the photo goes without words, its time in the record', async () => {
  const phone = await scanned()
  phone.wx.files.set('tmp/door.jpg', new Uint8Array(await sharp({ create: { width: 80, height: 60, channels: 3, background: '#775533' } }).jpeg().toBuffer()))
  phone.script({ chooseMedia: [{ ok: { tempFiles: [{ tempFilePath: 'tmp/door.jpg', size: 1000, fileType: 'image' }], type: 'image' } }] })
  await phone.tap('扫一扫门牌码')
  await phone.arrives('pages/household/index')
  await phone.tap('记走访')
  await phone.arrives('packages/visit/record/index')
  await phone.tap('加照片')
  await phone.tap('拍照')
  await phone.shows('这台手机不能在照片上写字，时间和地点记在记录里')
  await phone.tap(`${world.households.a1.headName} 户主`)
  await phone.tap('都正常')
  await phone.tap('记下这次走访')
  await phone.until(() => /#[0-9A-Z]{4}/.test(phone.text), 'the receipt')
  const photo = async () => (await world.call(operations.visits.list, { id: world.households.a1.id }, { token: await world.token('helper') })).body.items[0].photos[0]
  while ((await photo())?.state !== 'stored') await phone.until(() => true, 'the photo arrives')
  expect(Math.abs(Date.parse((await photo()).takenAt) - Date.now())).toBeLessThan(60_000)
})

test('without a line the same four taps, and it arrives once when the line is back', async () => {
  const before = await visits()
  const phone = await scanned()
  phone.line(false)
  expect(await fourTaps(phone)).toBeLessThanOrEqual(4)
  await phone.shows('待上传')
  expect(await visits()).toBe(before)
  phone.line(true)
  await phone.until(() => /#[0-9A-Z]{4}/.test(phone.text), 'the receipt')
  expect(await visits()).toBe(before + 1)
})
