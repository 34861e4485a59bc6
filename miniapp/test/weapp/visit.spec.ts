// 记走访 in the package that would be uploaded: four taps, the same without a line, and a whole story over a line that breaks at every step.
import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { operations } from '@onecard/shared/operations'
import { Sessions } from '../../../server/src/kernel/auth/sessions'
import { PASSWORD } from '../../../server/test/actors'
import { LAND } from '../../../server/test/population'
import { startWorld, type World } from '../../../server/test/world'
import { Phone } from './harness'

let world: World
const phones: Phone[] = []
beforeAll(async () => { world = await startWorld() })
afterEach(() => { for (const phone of phones.splice(0)) phone.end() })
afterAll(() => world.close())

async function scanned(h = world.households.a1): Promise<Phone> {
  const phone = new Phone(world.url)
  phones.push(phone)
  phone.launch()
  await phone.arrives('pages/sign-in/index')
  await phone.type('账号', 'helper')
  await phone.type('密码', PASSWORD)
  await phone.tap('用账号登录')
  await phone.arrives('pages/home/index')
  await phone.until(() => phone.wx.storage.has(`kept.card.${h.id}`), 'the household is kept')
  phone.script({ scanCode: [{ ok: { scanType: 'WX_CODE', charSet: 'utf-8', rawData: '', result: '', path: `pages/household/index?scene=${h.code}` } }] })
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

// What a question is about, without whom.
const shapeOf = (method: string, path: string): string => `${method} ${path.replace(/^\/api\/v1\//, '').replace(/\?.*/, '').replace(/[0-9A-HJKMNP-TV-Z]{26}/g, '*').replace(/bytes\/\d+/, 'bytes')}`
const WRITES = ['POST households/*/problems', 'POST households/*/visits', 'POST households/*/changes', 'POST households/*/photos', 'PUT households/*/photos/*/bytes']

// From the scan to the last photo, each question that the program asks is cut off: first it never arrives; asked again by a write, its answer does not.
test('the line breaks at every step, before and after the question has arrived: all of it is there once, in order', async () => {
  const [h] = await world.add([{ region: LAND.villageA, headName: '样断线', whole: true, helper: { accountId: world.people.helper.accountId, unitId: world.units.unit } }])
  await world.db.everywhere('a test has its cards built').write((tx) => tx.emit('card.stale', { households: [h.id] }))
  await world.settle()
  world.running.app.get(Sessions).forget(world.people.helper.accountId)
  const first = await scanned(h)
  const asked = new Map<string, number>()
  const reached: string[] = []
  let yard = false
  const cutting = (phone: Phone) => {
    phone.wx.cut = (method, path) => {
      const shape = shapeOf(method, path)
      const times = asked.get(shape) ?? 0
      asked.set(shape, times + 1)
      const cut = times === 0 ? 'before' : times === 1 && WRITES.includes(shape) ? 'after' : null
      if (cut !== 'before' && WRITES.includes(shape)) reached.push(shape)
      // It is gone for a moment, as in a yard: the system says so both times.
      if (cut) setTimeout(() => { if (!yard) { phone.line(false); phone.line(true) } }, 5)
      return cut
    }
  }
  cutting(first)
  await first.tap('扫一扫门牌码')
  await first.arrives('pages/household/index')
  await first.tap('记走访')
  await first.arrives('packages/visit/record/index')
  yard = true
  first.line(false)
  // A finger is slower than the screen.
  const pick = async (name: string) => { await first.tap(name); await first.until(() => first.find(`${name}，已选`), `${name} picked`) }
  await first.tap(`${h.headName} 户主`)
  await first.tap('住房')
  await pick('门窗坏')
  await pick('记成问题')
  await first.tap('好了')
  await first.shows('记成问题')
  await first.tap('记下这次走访')
  await first.arrives('packages/visit/receipt/index')
  first.go('navigateTo', { url: `/packages/visit/change/index?id=${h.id}&field=phone` })
  await first.type('联系电话改成', '15400097778')
  await first.tap('换了号码')
  first.fire(await first.until(() => first.find('一句话，比如：9月换了新手机号', 'textarea'), 'the reason'), 'input', { value: '换了新手机号', cursor: 6 })
  await first.tap('交上去')
  await first.until(() => entriesOf(first).length === 3, 'all three on the phone')
  // Killed in the yard. The visit has a photo, as the camera would have left it.
  first.end()
  const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#777' } }).jpeg().toBuffer()
  const photo = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, takenAt: new Date().toISOString() }
  const visit = entriesOf(first).find((entry) => entry.operation === 'visits.record')!
  visit.input.photos = [photo]
  visit.photos = [{ ...photo, file: 'photo-test', key: randomUUID(), state: 'waiting', id: null, offset: 0, why: null }]
  first.wx.storage.set(`outbox.${visit.key}`, { data: JSON.stringify(visit), encrypted: true })
  first.wx.files.set('wxfile://usr/kept/photo-test', new Uint8Array(bytes))

  const phone = new Phone(world.url, first.wx.storage, undefined, first.wx.files)
  phones.push(phone)
  cutting(phone)
  yard = false
  phone.launch()
  await phone.arrives('pages/home/index')
  phone.go('navigateTo', { url: '/packages/sync/index/index' })
  await phone.shows('0 条待传，3 条已收到')
  expect(WRITES.filter((shape) => (asked.get(shape) ?? 0) < 3)).toEqual([])
  expect([...new Set(reached)].slice(0, 3)).toEqual(WRITES.slice(0, 3))
  const token = { token: await world.token('helper') }
  const [made] = (await world.call(operations.visits.list, { id: h.id }, token)).body.items
  expect(made).toMatchObject({ met: [h.headName], topics: [{ topic: { label: '住房' }, ok: false, text: '门窗坏' }], photos: [{ sha256: photo.sha256, state: 'stored' }] })
  const count = async (table: string) => Number((await world.rows<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table} WHERE household_id = :id${table === 'visit' ? ' AND receipt IS NOT NULL' : ''}`, { id: h.id }))[0].n)
  expect([await count('visit'), await count('problem'), await count('photo'), await count('record_change')]).toEqual([1, 1, 1, 1])
  expect((await world.call(operations.problems.ofHousehold, { id: h.id }, token)).body.items).toMatchObject([{ text: '门窗坏' }])
  expect((await world.call(operations.changes.list, { id: h.id }, token)).body.items).toMatchObject([{ state: 'effective', fields: [{ field: 'phone', after: '15400097778' }] }])
  expect([...phone.wx.files.keys()]).toEqual([])
})

/** As they lie on the phone. */
function entriesOf(phone: Phone): Record<string, any>[] {
  const laid = [...phone.wx.storage].filter(([name]) => /^outbox(-together)?\./.test(name)).flatMap(([, { data }]) => JSON.parse(String(data)) as Record<string, any>)
  return [...new Map(laid.map((entry) => [entry.key, entry])).values()]
}
