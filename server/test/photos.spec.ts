// A photo from the phone to the screen: in parts, over restarts, checked, turned upright, without its place, sealed, opened for minutes.
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { operations } from '@onecard/shared/operations'
import { addDays } from '@onecard/shared/rules/day'
import sharp from 'sharp'
import { boot } from '../src/boot'
import { announcePhotos, ownStoredHashes, photosByHash } from '../src/features/photos'
import { PartKeeper } from '../src/features/photos/part-keeper'
import { Sessions } from '../src/kernel/auth/sessions'
import { clock } from '../src/kernel/clock'
import { county } from '../src/kernel/county'
import { createLog } from '../src/kernel/log'
import type { Who } from './actors'
import { connect, type Answer, type Api } from './api'
import { bomb, heic, photo, sha256, sideways, zip } from './photo-files'
import { startWorld, type World } from './world'

const MEGABYTE = 1024 * 1024
let world: World
beforeAll(async () => { world = await startWorld() })
afterAll(() => world.close())

const takenAt = '2020-03-12T02:00:00.000Z'
const home = (): string => world.households.a1.id

async function start(bytes: Buffer, { who = 'helper', api = world, as = {} }: { who?: Who; api?: Api; as?: { sha256?: string; bytes?: number } } = {}) {
  return api.call(operations.photos.start, { id: home(), sha256: sha256(bytes), bytes: bytes.length, takenAt, ...as }, { token: await world.token(who) })
}
async function append(id: string, offset: number, bytes: Uint8Array | ReadableStream, { who = 'helper', api = world }: { who?: Who; api?: Api } = {}) {
  return api.call(operations.photos.append, { id: home(), photo: id, offset: String(offset) }, { token: await world.token(who), bytes })
}
async function send(bytes: Buffer): Promise<Answer<{ id: string; state: string; offset: number }>> {
  const { body } = await start(bytes)
  return append(body.id, 0, bytes)
}
async function look(id: string, size: 'thumb' | 'full'): Promise<Buffer> {
  const { body, status } = await world.call(operations.photos.link, { id: home(), photo: id, size }, { token: await world.token('helper') })
  expect(status).toBe(200)
  const answer = await fetch(world.url + body.address)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control'), answer.headers.get('x-content-type-options')]).toEqual([200, 'image/jpeg', 'private, no-store', 'nosniff'])
  return Buffer.from(await answer.arrayBuffer())
}
const files = (): string[] => readdirSync(join(world.running.env.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
const uploadsOf = (id: string): string[] => files().filter((path) => path.includes(`uploads/${id.toLowerCase()}`))
const partsOf = (id: string) => world.rows<{ start: number }>('SELECT start FROM photo_part WHERE photo_id = :id', { id })

test('a picture lying on its side is kept upright, shrunk and without its place', async () => {
  const bytes = await sideways()
  expect(bytes.includes('Exif')).toBe(true)
  const { body } = await send(bytes)
  expect(body).toMatchObject({ state: 'stored', offset: bytes.length })
  const full = await look(body.id, 'full')
  const { width, height, orientation, exif, format } = await sharp(full).metadata()
  expect({ width, height, orientation, exif, format }).toEqual({ width: 400, height: 600, orientation: undefined, exif: undefined, format: 'jpeg' })
  // Turned by a quarter clockwise, the left half is the upper one.
  const [red, , blue] = await sharp(await sharp(full).extract({ left: 0, top: 0, width: 400, height: 250 }).png().toBuffer()).stats().then(({ channels }) => channels.map(({ mean }) => mean))
  expect([red > 200, blue < 50]).toEqual([true, true])
  const thumb = await sharp(await look(body.id, 'thumb')).metadata()
  expect([thumb.width, thumb.height]).toEqual([213, 320])
})

test('twelve megapixels become 2048, and nothing in the store can be read without the key', async () => {
  const bytes = await photo(4000, 3000, 2)
  const { body } = await send(bytes)
  const { width, height } = await sharp(await look(body.id, 'full')).metadata()
  expect([width, height]).toEqual([2048, 1536])
  const kept = files()
  expect(kept.filter((path) => path.includes('uploads'))).toEqual([])
  for (const path of kept) {
    expect(readFileSync(path).subarray(0, 3)).not.toEqual(Buffer.of(0xff, 0xd8, 0xff))
    expect([path.includes(sha256(bytes)), statSync(path).mode & 0o77]).toEqual([false, 0])
  }
})

test('parts, also over a second server and after the first has gone; a wrong place is told where to go on', async () => {
  const bytes = await photo(3200, 2400, 3)
  expect(bytes.length).toBeGreaterThan(300_000)
  const { body: { id } } = await start(bytes)
  expect((await append(id, 0, bytes.subarray(0, 100_000))).body).toMatchObject({ state: 'awaited', offset: 100_000 })
  const wrong = await append(id, 50_000, bytes.subarray(50_000, 200_000))
  expect([wrong.status, wrong.problem.code, wrong.problem.detail]).toEqual([409, 'photo.offset', expect.stringContaining('100000')])
  const other = await boot({ ...world.running.env, port: 0 }, createLog('silent'))
  try {
    const api = await connect(other.url)
    expect((await start(bytes, { api })).body).toEqual({ id, state: 'awaited', offset: 100_000 })
    expect((await append(id, 100_000, bytes.subarray(100_000, 200_000), { api })).body.offset).toBe(200_000)
  } finally { await other.close() }
  expect((await append(id, 200_000, bytes.subarray(200_000))).body).toEqual({ id, state: 'stored', offset: bytes.length })
  expect(await partsOf(id)).toEqual([])
  // The answer was lost: both questions are answered as before.
  expect((await append(id, 200_000, bytes.subarray(200_000))).body.state).toBe('stored')
  expect((await start(bytes)).body).toEqual({ id, state: 'stored', offset: bytes.length })
})

test('parallel repeats of a part and of the last byte: one picture', async () => {
  const bytes = await photo(1600, 1200, 4)
  const { body: { id } } = await start(bytes)
  const first = await Promise.all(Array.from({ length: 6 }, () => append(id, 0, bytes.subarray(0, 1000))))
  expect(first.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(first.every(({ status }) => status === 200 || status === 409)).toBe(true)
  await Promise.all(Array.from({ length: 6 }, () => append(id, 1000, bytes.subarray(1000))))
  expect((await start(bytes)).body.state).toBe('stored')
  expect(uploadsOf(id)).toEqual([])
  expect(await world.rows("SELECT id FROM audit_entry WHERE subject = :id AND operation = 'photos.append'", { id })).toHaveLength(1)
})

test('the line breaks in the midst of a part: what had come is kept', async () => {
  const bytes = Buffer.concat([await photo(1600, 1200, 5), Buffer.alloc(3 * MEGABYTE)])
  const { body: { id } } = await start(bytes)
  const token = await world.token('helper')
  await new Promise<void>((done) => {
    const request = httpRequest(`${world.url}/api/v1/households/${home()}/photos/${id}/bytes/0`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'content-length': bytes.length } })
    request.on('error', () => done())
    request.write(bytes.subarray(0, 3 * MEGABYTE), () => request.destroy())
    request.on('close', () => done())
  })
  let offset = 0
  for (let tries = 0; tries < 100 && offset < MEGABYTE; tries++) ({ body: { offset } } = await start(bytes))
  expect(offset).toBeGreaterThanOrEqual(MEGABYTE)
  // What the server took last may still be on its way to the store: then the place is asked for again, as a phone does.
  let answer = await append(id, offset, bytes.subarray(offset))
  while (answer.status === 409) {
    ({ body: { offset } } = await start(bytes))
    answer = await append(id, offset, bytes.subarray(offset))
  }
  expect(answer.body.state).toBe('stored')
})

test('the same photo again is one object; of another household it is another photo', async () => {
  const bytes = await photo(800, 600, 6)
  const { body } = await send(bytes)
  const before = files().length
  expect((await send(bytes)).body.id).toBe(body.id)
  const { b1 } = world.households
  const token = await world.token('helper2')
  const foreign = await world.call(operations.photos.start, { id: b1.id, sha256: sha256(bytes), bytes: bytes.length, takenAt }, { token })
  expect(foreign.body).toMatchObject({ state: 'awaited', offset: 0 })
  expect(foreign.body.id).not.toBe(body.id)
  await world.call(operations.photos.append, { id: b1.id, photo: foreign.body.id, offset: '0' }, { token, bytes })
  expect(files()).toHaveLength(before)
})

test('a second announcement with another length is refused, and what the first declared and sent stays', async () => {
  const bytes = await photo(800, 600, 61)
  const { body: { id } } = await start(bytes)
  await append(id, 0, bytes.subarray(0, 1000))
  for (const who of ['household', 'village_clerk', 'helper'] as const) {
    expect([who, (await start(bytes, { who, as: { bytes: 7 } })).problem]).toEqual([who, expect.objectContaining({ status: 422, code: 'photo.other_size' })])
  }
  expect((await start(bytes)).body).toEqual({ id, state: 'awaited', offset: 1000 })
  expect((await append(id, 1000, bytes.subarray(1000))).body).toEqual({ id, state: 'stored', offset: bytes.length })
})

test('a key that comes twice is answered with what has arrived by now', async () => {
  const bytes = await photo(800, 600, 7)
  const key = { 'idempotency-key': randomUUID() }
  const ask = async () => world.call(operations.photos.start, { id: home(), sha256: sha256(bytes), bytes: bytes.length, takenAt }, { token: await world.token('helper'), headers: key })
  const { body: { id } } = await ask()
  await append(id, 0, bytes.subarray(0, 500))
  expect((await ask()).body).toEqual({ id, state: 'awaited', offset: 500 })
})

describe('refused', () => {
  const refusals: [string, () => Promise<Buffer> | Buffer, number, string][] = [
    ['an archive that is called a picture', zip, 415, 'photo.not_picture'],
    ['HEIC', heic, 415, 'photo.not_picture'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'), 415, 'photo.not_picture'],
    ['900 million pixels in a small file', () => bomb(30_000), 422, 'photo.too_many_pixels'],
    ['a picture without its second half', async () => { const whole = await photo(1600, 1200, 8); return whole.subarray(0, whole.length / 2) }, 422, 'photo.damaged'],
  ]
  test.each(refusals)('%s', async (_, make, status, code) => {
    const bytes = await make()
    const answer = await send(bytes)
    expect([answer.status, answer.problem.code]).toEqual([status, code])
    // Nothing stays, and it may be tried anew.
    const { body } = await start(bytes)
    expect(body).toMatchObject({ state: 'awaited', offset: 0 })
    expect(uploadsOf(body.id)).toEqual([])
  })

  test('a bomb, by its first part alone', async () => {
    const bytes = bomb(30_000)
    const { body: { id } } = await start(bytes)
    const { problem } = await append(id, 0, bytes.subarray(0, 2000))
    expect(problem.code).toBe('photo.too_many_pixels')
  })

  test('other bytes than were announced', async () => {
    const bytes = await photo(800, 600, 9)
    const { body: { id } } = await start(bytes)
    const torn = Buffer.from(bytes)
    torn[torn.length - 10] ^= 1
    const answer = await append(id, 0, torn)
    expect([answer.status, answer.problem.code]).toEqual([422, 'photo.damaged'])
    expect((await append(id, 0, bytes)).body.state).toBe('stored')
  })

  test('more bytes than were announced', async () => {
    const bytes = await photo(800, 600, 10)
    const { body: { id } } = await start(bytes)
    expect((await append(id, 0, Buffer.concat([bytes, Buffer.from('x')]))).problem.code).toBe('photo.damaged')
    expect((await append(id, 0, new Blob([bytes, 'x']).stream())).problem.code).toBe('photo.damaged')
  })

  test('over 15 MB: announced, promised by the request, or sent without a word', async () => {
    const most = 15 * MEGABYTE
    const begins = await photo(400, 300, 11)
    expect((await start(begins, { as: { bytes: most + 1 } })).problem).toMatchObject({ status: 413, code: 'photo.too_large' })
    const { body: { id } } = await start(begins, { as: { bytes: most } })
    expect((await append(id, 0, Buffer.concat([begins, Buffer.alloc(most + 1 - begins.length)]))).problem).toMatchObject({ status: 413, code: 'photo.too_large' })
    let sent = 0
    const endless = new ReadableStream({ pull: (controller) => { controller.enqueue(sent === 0 ? new Uint8Array(begins) : new Uint8Array(64 * 1024)); sent += 64 * 1024; if (sent > 2 * most) controller.close() } })
    expect((await append(id, 0, endless)).problem).toMatchObject({ status: 413, code: 'photo.too_large' })
    expect(await partsOf(id)).toEqual([])
  })

  test('bytes where JSON belongs, and JSON where bytes belong', async () => {
    const token = await world.token('helper')
    const { status } = await world.send('POST', `/api/v1/households/${home()}/photos`, { token, bytes: Buffer.from('{}'), headers: { 'idempotency-key': randomUUID() }, op: operations.photos.start })
    const { body: { id } } = await start(await photo(400, 300, 12))
    const other = await world.send('PUT', `/api/v1/households/${home()}/photos/${id}/bytes/0`, { token, body: '{}', op: operations.photos.append })
    expect([status, other.status]).toEqual([415, 415])
  })
})

test('twenty at a time: each is stored, and memory stays within bounds', async () => {
  const pictures = await Promise.all(Array.from({ length: 4 }, (_, n) => photo(4000, 3000, 20 + n)))
  await send(pictures[0])
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()) }, 20)
  // The same picture with something after its end is another file: twenty that differ.
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send(Buffer.concat([pictures[n % 4], Buffer.from(`no ${n}`)]))))
  clearInterval(watch)
  expect(answers.map(({ body }) => body.state)).toEqual(Array(20).fill('stored'))
  // Twenty decoded pictures would be 720 MB.
  expect((most - before) / MEGABYTE).toBeLessThan(300)
})

describe('addresses', () => {
  let id: string
  beforeAll(async () => { ({ body: { id } } = await send(await photo(800, 600, 13))) })
  const address = async (): Promise<string> => (await world.call(operations.photos.link, { id: home(), photo: id, size: 'thumb' }, { token: await world.token('helper') })).body.address

  test('end after five minutes', async () => {
    const to = await address()
    jest.spyOn(clock, 'now').mockReturnValue(clock.now() + 5 * 60_000 - 10_000)
    expect((await fetch(world.url + to)).status).toBe(200)
    jest.spyOn(clock, 'now').mockReturnValue(clock.now() + 10_000)
    expect((await fetch(world.url + to)).status).toBe(404)
  })
  afterEach(() => { jest.restoreAllMocks() })

  test('cannot be made up', async () => {
    const to = await address()
    const swapped = to.slice(0, -4) + (to.endsWith('AAAA') ? 'BBBB' : 'AAAA')
    for (const forged of [swapped, to.slice(0, -1), `${to}A`, '/api/v1/files/x', `/api/v1/files/${'A'.repeat(390)}`]) expect((await fetch(world.url + forged)).status).toBe(404)
  })

  test('a look is recorded with who looked', async () => {
    await address()
    await world.settle()
    const [row] = await world.rows<{ n: number }>("SELECT COUNT(*) AS n FROM household_read WHERE way = 'photo' AND household_id = :id AND account_id = :who", { id: home(), who: world.people.helper.accountId })
    expect(Number(row.n)).toBeGreaterThan(0)
  })

  test('of a photo that is still to come: 409, and who may not see the household: 404', async () => {
    const { body } = await start(await photo(400, 300, 14))
    const link = async (who: Who) => world.call(operations.photos.link, { id: home(), photo: body.id }, { token: await world.token(who) })
    expect((await link('helper')).problem.code).toBe('photo.awaited')
    expect((await link('helper2')).status).toBe(404)
  })
})

describe('an address ends', () => {
  let id: string
  beforeAll(async () => { ({ body: { id } } = await send(await photo(800, 600, 130))) })
  const by = async (token: string, photoId = id): Promise<() => Promise<number>> => {
    const { body } = await world.call(operations.photos.link, { id: home(), photo: photoId, size: 'thumb' }, { token })
    return async () => (await fetch(world.url + body.address)).status
  }
  const fresh = async (who: Who): Promise<string> => (await world.running.app.get(Sessions).open(world.people[who].accountId, '浏览器')).token

  test('with the appointment of who asked for it', async () => {
    const look = await by(await fresh('first_secretary'))
    expect(await look()).toBe(200)
    const { accountId, appointmentId } = world.people.first_secretary
    expect((await world.call(operations.accounts.dismiss, { id: accountId, appointment: appointmentId }, { token: await world.token('system_admin') })).status).toBe(204)
    expect(await look()).toBe(404)
  })

  test('with the session', async () => {
    const token = await fresh('village_team')
    const look = await by(token)
    expect(await look()).toBe(200)
    expect((await world.call(operations.sessions.end, {}, { token })).status).toBe(204)
    expect(await look()).toBe(404)
  })

  test('with the household\'s consent, for what the household itself sent: others see it no more, and no more is taken', async () => {
    const text = county.privacy.version
    const household = await world.token('household')
    const bytes = await photo(640, 480, 131)
    const { body: mine } = await start(bytes, { who: 'household' })
    expect((await append(mine.id, 0, bytes, { who: 'household' })).body.state).toBe('stored')
    const reader = world.db.read((await world.running.app.get(Sessions).resolve(await world.token('helper')))!.as('photo.read')!)
    const seen = async () => (await photosByHash(reader, home(), [sha256(bytes)])).size
    const [office, own, helpers] = [await by(await world.token('helper'), mine.id), await by(household, mine.id), await by(await world.token('helper'))]
    expect([await office(), await own(), await seen()]).toEqual([200, 200, 1])
    for (const [agree, status, shown] of [[false, 404, 0], [true, 200, 1], [false, 404, 0]] as const) {
      expect((await world.call(operations.privacy.giveConsent, { text, agree }, { token: household })).status).toBe(201)
      // What the helper sent is the office's, and what the household sent is still its own.
      expect([await office(), await own(), await helpers(), await seen()]).toEqual([status, 200, 200, shown])
      expect((await world.call(operations.photos.link, { id: home(), photo: mine.id }, { token: await world.token('helper') })).status).toBe(status)
    }
    const more = await photo(640, 480, 132)
    expect((await start(more, { who: 'household' })).problem).toMatchObject({ status: 403, code: 'photo.no_consent' })
    const { body: begun } = await start(more)
    expect((await append(begun.id, 0, more, { who: 'household' })).problem.code).toBe('photo.no_consent')
    expect((await append(begun.id, 0, more)).body.state).toBe('stored')
  })
})

describe('so many and no more', () => {
  const { photos: usual } = county.settings
  afterEach(() => { county.settings.photos = usual; clock.shift(0) })
  const count = async (column: 'account_id' | 'household_id', id: string): Promise<number> => Number((await world.rows<{ n: string }>(`SELECT COUNT(*) AS n FROM photo WHERE ${column} = :id`, { id }))[0].n)
  const other = (n: number) => Buffer.from(`announced ${n}`)

  test('of an account in a day: said clearly, what is announced goes on, tomorrow there is room, others have theirs', async () => {
    const who = 'village_clerk' as const
    county.settings.photos = { ...usual, perAccountDay: await count('account_id', world.people[who].accountId) + 2 }
    expect([(await start(other(1), { who })).status, (await start(other(2), { who })).status]).toEqual([201, 201])
    const { problem } = await start(other(3), { who })
    expect(problem).toMatchObject({ status: 409, code: 'photo.day_full', detail: expect.stringContaining(`${county.settings.photos.perAccountDay} 张`) })
    expect((await start(other(2), { who })).body.state).toBe('awaited')
    county.settings.photos = { ...county.settings.photos, perAccountDay: 10_000 }
    expect((await start(other(4))).status).toBe(201)
    county.settings.photos = { ...county.settings.photos, perAccountDay: 2 }
    expect((await start(other(3), { who })).problem.code).toBe('photo.day_full')
    // Of the same day in the county, whatever the hour in Greenwich: the next begins at its midnight.
    clock.shift(Date.parse(`${addDays(clock.today(), 1)}T00:00:01+08:00`) - clock.now())
    expect((await start(other(3), { who })).status).toBe(201)
  })

  test('of a household, at once or one by one; a visit is received all the same, its photos up to there', async () => {
    const here = await count('household_id', home())
    county.settings.photos = { ...usual, perHousehold: here + 3 }
    const at = new Date(clock.now()).toISOString()
    const refs = Array.from({ length: 5 }, (_, n) => { const bytes = other(50 + n); return { sha256: sha256(bytes), bytes: bytes.length, takenAt } })
    const visit = { id: home(), kind: '01', startedAt: at, endedAt: at, sentAt: at, met: [], topics: [], promises: [], photos: refs.slice(0, 2) }
    expect((await world.call(operations.visits.record, visit, { token: await world.token('helper'), headers: { 'idempotency-key': randomUUID() } })).status).toBe(201)
    const rush = await Promise.all([60, 61, 62, 63].map((n) => start(other(n))))
    expect(rush.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { status, problem } of rush) if (status !== 201) expect(problem).toMatchObject({ status: 409, code: 'photo.household_full' })
    const answer = await world.call(operations.visits.record, { ...visit, note: '照片满了', photos: refs.slice(2) }, { token: await world.token('helper'), headers: { 'idempotency-key': randomUUID() } })
    expect([answer.status, await count('household_id', home())]).toEqual([201, here + 3])
    expect((await start(other(52))).problem.code).toBe('photo.household_full')
  })
})

test('announced by a visit, a photo is awaited until its bytes arrive', async () => {
  const bytes = await photo(400, 300, 15)
  const hash = sha256(bytes)
  const signedIn = await world.running.app.get(Sessions).resolve(await world.token('helper'))
  const actor = signedIn!.as('photo.write')!
  const announce = () => world.db.write(actor, 'visits.record', async (tx) => announcePhotos(tx, (await tx.household(home()))!, [{ sha256: hash, bytes: bytes.length, takenAt }, { sha256: sha256(Buffer.from('other')), bytes: 5, takenAt }]))
  await announce()
  await announce()
  const seen = async (): Promise<PhotoView | undefined> => (await photosByHash(world.db.read(actor), home(), [hash])).get(hash)
  expect(await seen()).toMatchObject({ sha256: hash, state: 'awaited', takenAt })
  await send(bytes)
  expect(await seen()).toMatchObject({ state: 'stored', width: 400, height: 300 })
  expect(await ownStoredHashes(world.db.everywhere('what the manifest asks'), actor.accountId, [hash, sha256(Buffer.from('other'))])).toEqual(new Set([hash]))
})

test('parts that nobody goes on with are gone after a fortnight', async () => {
  const bytes = await photo(800, 600, 16)
  const { body: { id } } = await start(bytes)
  await append(id, 0, bytes.subarray(0, 1000))
  clock.shift(15 * 86_400_000)
  await world.running.app.get(PartKeeper).tidy()
  clock.shift(0)
  expect([await partsOf(id), uploadsOf(id)]).toEqual([[], []])
  expect((await send(bytes)).body.state).toBe('stored')
})
