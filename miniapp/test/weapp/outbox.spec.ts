// The outbox in the WeChat engine: what lies on the phone is sent by the real package, once, also over a kill and a change of person.
import { createHash } from 'node:crypto'
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

function pick(disk?: Phone): Phone {
  const phone = new Phone(world.url, disk?.wx.storage, undefined, disk?.wx.files)
  phones.push(phone)
  return phone
}

async function signedIn(account: string, phone = pick().launch()): Promise<Phone> {
  await phone.arrives('pages/sign-in/index')
  await phone.type('账号', account)
  await phone.type('密码', PASSWORD)
  await phone.tap('用账号登录')
  await phone.arrives('pages/home/index')
  return phone
}

let serial = 0
const key = () => `0197f000-0000-7000-8000-${String(++serial).padStart(12, '0')}`

/** As `post` puts it down: encrypted, under its own name. */
function lay(phone: Phone, photos: { sha256: string; bytes: number; file: string }[] = []): string {
  const id = key()
  const at = '2020-10-15T01:30:00.000Z'
  const input = { id: world.households.a1.id, kind: '01', startedAt: at, endedAt: at, sentAt: at, met: [], topics: [], promises: [], note: `走访 ${id.slice(-4)}`, photos: photos.map(({ sha256, bytes }) => ({ sha256, bytes, takenAt: at })) }
  const data = JSON.stringify({
    key: id, owner: 'helper', serial, operation: 'visits.record', input, household: input.id, label: input.note, madeAt: Date.now(), state: 'waiting', after: [],
    photos: photos.map((p) => ({ ...p, takenAt: at, key: key(), state: 'waiting', id: null, offset: 0, why: null })), form: null, tries: 0, nextAt: 0, why: null, receipt: null, sentAt: null, proved: false,
  })
  phone.wx.storage.set(`outbox.${id}`, { data, encrypted: true })
  return input.note
}

async function times(note: string): Promise<number> {
  const { body } = await world.call(operations.visits.list, { id: world.households.a1.id, limit: 100 }, { token: await world.token('helper') })
  return body.items.filter((visit) => visit.note === note).length
}

test('written without a line, killed, opened again: shown, sent when the line is back, there once', async () => {
  const before = await signedIn('helper')
  before.line(false)
  const note = lay(before)
  before.end()
  const phone = pick(before)
  phone.wx.online = false
  phone.launch()
  await phone.shows('1 条待上传')
  phone.go('navigateTo', { url: '/packages/sync/index/index' })
  await phone.shows(note)
  phone.line(true)
  await phone.shows('0 条待传，1 条已收到')
  await phone.tap('和县里核对')
  await phone.shows('全部已收到')
  expect(await times(note)).toBe(1)
  expect([...phone.wx.storage].filter(([, v]) => !v.encrypted)).toEqual([])
  expect(phone.faults).toEqual([])
})

test('another person on the same phone neither sees nor sends it', async () => {
  const first = await signedIn('helper')
  first.line(false)
  const note = lay(first)
  first.wx.storage.delete('session')
  first.end()
  const phone = await signedIn('helper2', pick(first).launch())
  phone.go('navigateTo', { url: '/packages/sync/index/index' })
  await phone.shows('没有要上传的')
  expect(phone.everything).not.toContain(note)
  expect(await times(note)).toBe(0)
  phone.wx.storage.delete('session')
  phone.end()
  const again = await signedIn('helper', pick(phone).launch())
  again.go('navigateTo', { url: '/packages/sync/index/index' })
  await again.shows('0 条待传，1 条已收到')
  expect(await times(note)).toBe(1)
})

test('photos go as bytes from files, never through the storage, and leave the phone when they have arrived', async () => {
  const bytes = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).jpeg({ quality: 95 }).toBuffer()
  const before = await signedIn('helper')
  before.end()
  const phone = pick(before)
  const photo = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, file: 'photo-test' }
  phone.wx.files.set('wxfile://usr/kept/photo-test', new Uint8Array(bytes))
  const note = lay(phone, [photo])
  phone.launch()
  await phone.arrives('pages/home/index')
  phone.go('navigateTo', { url: '/packages/sync/index/index' })
  await phone.shows('0 条待传，1 条已收到')
  await phone.tap('和县里核对')
  await phone.shows('1 张照片，一条不少')
  expect(await times(note)).toBe(1)
  expect(phone.wx.answers.filter((a) => a.path.includes('/bytes/')).length).toBe(Math.ceil(bytes.length / (256 * 1024)))
  expect([...phone.wx.files.keys()]).toEqual([])
  expect(phone.faults).toEqual([])
})
