// What was written without signal arrives once: the real page, the real server, and a line that is cut at every step.
// Entries are laid on the phone as the program itself lays them, sealed under its own key; forms have tests of their own.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { operations } from '@onecard/shared/operations'
import type { Page } from 'playwright-core'
import { faultsOf } from './checks'
import { inCounty, v, withPhone, world } from './phones'

inCounty()
withPhone()

const SYNC = 'packages/sync/index/index'
const VISITS = /\/households\/[^/]+\/visits$/
let serial = 0
const key = () => `0197f000-0000-7000-8000-${String(++serial).padStart(12, '0')}`

interface Laid { key: string; note: string }
/** One visit, as `post` writes it. `wrong`: the server refuses it. */
function visit(household: string, more: { owner?: string; wrong?: boolean; photos?: { sha256: string; bytes: number; file: string }[] } = {}): { entry: Record<string, unknown>; laid: Laid } {
  const id = key()
  const note = `走访 ${id.slice(-4)}`
  const at = '2020-10-15T01:30:00.000Z'
  const photos = more.photos ?? []
  const input = { id: household, kind: more.wrong ? '99' : '01', startedAt: at, endedAt: at, sentAt: at, met: [], topics: [], promises: [], note, photos: photos.map(({ sha256, bytes }) => ({ sha256, bytes, takenAt: at })) }
  const entry = {
    key: id, owner: more.owner ?? 'helper', serial, operation: 'visits.record', input, household, label: note, madeAt: Date.now(), state: 'waiting', after: [],
    photos: photos.map((p) => ({ ...p, takenAt: at, key: key(), state: 'waiting', id: null, offset: 0, why: null })), form: null, tries: 0, nextAt: 0, why: null, receipt: null, sentAt: null, proved: false,
  }
  return { entry, laid: { key: id, note } }
}

/** Lays values on the phone under the page's own key, and tells the open program. */
async function lay(page: Page, values: Record<string, string>, tell = true): Promise<void> {
  await page.evaluate(async ({ values, tell }) => {
    const settled = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error) })
    const database = await settled(indexedDB.open('onecard'))
    const sealing = await settled(database.transaction('keys').objectStore('keys').get('main') as IDBRequest<CryptoKey>)
    for (const [name, base64] of Object.entries(values)) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, sealing, plain)
      await settled(database.transaction('values', 'readwrite').objectStore('values').put({ iv, bytes }, name))
    }
    database.close()
    if (tell) new BroadcastChannel('onecard.outbox').postMessage('changed')
  }, { values, tell })
}
const layEntries = (page: Page, entries: Record<string, unknown>[], tell = true) => lay(page, Object.fromEntries(entries.map((e) => [`outbox.${String(e.key)}`, Buffer.from(JSON.stringify(e)).toString('base64')])), tell)

/** Notes of what this household's visits say on the server, in the order of arrival. */
async function arrived(household: string): Promise<string[]> {
  const visits = await world.call(operations.visits.list, { id: household, limit: 100 }, { token: await world.token('helper') })
  return visits.body.items.map((i) => i.note).filter((note) => note.startsWith('走访')).reverse()
}
const a1 = () => world.households.a1.id

async function offlineWith(...entries: Record<string, unknown>[]): Promise<void> {
  await v.signIn('helper')
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  await v.context.setOffline(true)
  await layEntries(v.page, entries)
  await v.go(SYNC)
}

test('written without signal: said where and why; with the signal it arrives once, in order, and can be proved', async () => {
  const [first, second] = [visit(a1()), visit(a1())]
  await offlineWith(first.entry, second.entry)
  await v.seen('没有信号。写好的都存在手机里，有信号会自动上传。').waitFor()
  await v.seen('等信号').waitFor()
  await v.go('pages/home/index')
  await v.seen('2 条待上传').waitFor()
  await v.page.getByRole('link', { name: '我的，2 条没上传' }).filter({ visible: true }).waitFor()
  await v.context.setOffline(false)
  await v.go(SYNC)
  await v.seen('0 条待传，2 条已收到').waitFor()
  await v.tap('和县里核对')
  await v.seen('全部已收到').waitFor()
  expect((await arrived(a1())).slice(-2)).toEqual([first.laid.note, second.laid.note])
})

test('what waits can be handed over as a file, without signal; it stays on the phone', async () => {
  const [first, second] = [visit(a1()), visit(a1())]
  await offlineWith(first.entry, second.entry)
  await v.seen('全部上传（2 条）').waitFor()
  const [file] = await Promise.all([v.page.waitForEvent('download'), v.page.getByText('导出待传', { exact: true }).filter({ visible: true }).click()])
  await v.seen('已导出').waitFor()
  expect(file.suggestedFilename()).toBe('待上传-2条.txt')
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain(`待上传清单 ${world.people.helper.name}`)
  for (const { laid } of [first, second]) expect(text).toMatch(new RegExp(`${laid.note}[^]*编号：${laid.key}[^]*"note": "${laid.note}"`))
  await v.seen('全部上传（2 条）').waitFor()
  await v.context.setOffline(false)
  await v.seen('0 条待传，2 条已收到').waitFor()
})

test('the answer is lost after the commit: sent again, there once', async () => {
  const one = visit(a1())
  await offlineWith(one.entry)
  let lost = 0
  await v.page.route(VISITS, async (route) => {
    if (lost++ > 0) { await route.continue(); return }
    await route.fetch().catch(() => undefined)
    await route.abort('connectionreset')
  })
  await v.context.setOffline(false)
  await v.seen(/自动再试/).waitFor()
  await v.tap('全部上传（1 条）')
  await v.seen(/已收到 #/).waitFor()
  expect(lost).toBe(2)
  expect((await arrived(a1())).filter((n) => n === one.laid.note)).toHaveLength(1)
})

test('a network that wants a sign-in answers 200 to everything: nothing is taken for received', async () => {
  const one = visit(a1())
  await offlineWith(one.entry)
  const answers = [{ contentType: 'text/html', body: '<html>请登录</html>' }, { contentType: 'application/json', body: '{"ok":true,"id":"login"}' }]
  await v.page.route(VISITS, (route) => { const answer = answers.shift(); return answer ? route.fulfill({ status: 200, ...answer }) : route.continue() })
  await v.context.setOffline(false)
  await v.seen(/网络要先登录/).waitFor()
  await v.tap('全部上传（1 条）')
  await v.page.waitForFunction(() => document.body.textContent?.includes('自动再试'))
  expect(await arrived(a1())).not.toContain(one.laid.note)
  await v.tap('全部上传（1 条）')
  await v.seen(/已收到 #/).waitFor()
})

test('a refused one is set aside in words and holds up nobody; it can be deleted after a question', async () => {
  const [bad, good] = [visit(a1(), { wrong: true }), visit(a1())]
  await offlineWith(bad.entry, good.entry)
  await v.context.setOffline(false)
  await v.seen('要您看一下').waitFor()
  await v.seen(/已收到 #/).waitFor()
  expect(await arrived(a1())).toContain(good.laid.note)
  await v.page.getByRole('button', { name: `删除：${bad.laid.note}` }).click()
  await v.seen(`删除「${bad.laid.note}」？`).waitFor()
  await v.tap('删除')
  await v.seen('0 条待传，1 条已收到').waitFor()
})

test('killed between sending and answer, then opened again: there once', async () => {
  const one = visit(a1())
  await offlineWith(one.entry)
  let reached = (): void => undefined
  const there = new Promise<void>((done) => { reached = done })
  await v.page.route(VISITS, async (route) => { await route.fetch().catch(() => undefined); reached() })
  await v.context.setOffline(false)
  await there
  await v.page.close()
  const page = await v.context.newPage()
  await page.goto(`${world.url}/m/#/${SYNC}`)
  await page.getByText(/已收到 #/).first().waitFor()
  expect((await arrived(a1())).filter((n) => n === one.laid.note)).toHaveLength(1)
})

test('the session ends meanwhile: nobody else sees or sends it; the same person, signed in again, goes on', async () => {
  const one = visit(a1())
  await offlineWith(one.entry)
  const token = await world.token('helper')
  const open = (await world.call(operations.sessions.list, {}, { token })).body.items.filter((session) => !session.current)
  for (const { id } of open) expect((await world.call(operations.sessions.revoke, { id }, { token })).status).toBe(204)
  await v.context.setOffline(false)
  await v.page.waitForURL(/sign-in/)
  await v.page.reload()
  await v.signIn('helper2')
  await v.go(SYNC)
  await v.reads('没有要上传的')
  expect(await v.text()).not.toContain(one.laid.note)
  await v.go('pages/me/index')
  await v.page.getByRole('button', { name: '退出登录' }).filter({ visible: true }).click()
  await v.tap('退出，清掉手机里的')
  await v.page.waitForURL(/sign-in/)
  await v.page.reload()
  await v.signIn('helper')
  await v.go(SYNC)
  await v.seen(/已收到 #/).waitFor()
})

test('two tabs send it once', async () => {
  const some = Array.from({ length: 4 }, () => visit(a1()))
  await offlineWith(...some.map((s) => s.entry))
  const other = await v.context.newPage()
  await other.goto(`${world.url}/m/#/${SYNC}`)
  await other.getByText(some[3].laid.note).first().waitFor()
  const sent: string[] = []
  v.context.on('request', (request) => { if (request.method() === 'POST' && VISITS.test(request.url())) sent.push(request.headers()['idempotency-key']) })
  await v.context.setOffline(false)
  for (const page of [v.page, other]) await page.getByText('0 条待传，4 条已收到').waitFor()
  expect(sent).toEqual(some.map((s) => s.laid.key))
})

test('a phone whose clock is an hour off: received, and said', async () => {
  await v.context.clock.install()
  await v.context.clock.setSystemTime(Date.now() + 3_600_000)
  const one = visit(a1())
  await offlineWith(one.entry)
  await v.context.setOffline(false)
  await v.seen(/已收到 #/).waitFor()
  expect(await arrived(a1())).toContain(one.laid.note)
})

/** A real picture of so many bytes or more. */
function png(seed: number): Buffer {
  const [width, height] = [400, 400]
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let i = 0; i < rows.length; i++) rows[i] = i % (width * 3 + 1) === 0 ? 0 : (Math.imul(i + seed * 7919, 2654435761) >>> 16) & 255
  const crcTable = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0 })
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const crc = (body.reduce((c, byte) => crcTable[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0); body.copy(out, 4); out.writeUInt32BE(crc, body.length + 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4); head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 0 })), chunk('IEND', Buffer.alloc(0))])
}

test('the line breaks in the middle of the third photo: words first, each photo once, goes on where it stopped', async () => {
  const pictures = [1, 2, 3].map(png)
  const photos = pictures.map((bytes, i) => ({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, file: `photo-test${i}` }))
  const one = visit(a1(), { photos })
  await v.signIn('helper')
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  await lay(v.page, Object.fromEntries(photos.map((p, i) => [`file.${p.file}`, pictures[i].toString('base64')])), false)
  const pieces: string[] = []
  let cut = false
  await v.page.route(/\/photos\/[^/]+\/bytes\/\d+$/, async (route) => {
    const at = route.request().url().split('/').at(-1)!
    pieces.push(at)
    // The second piece of the third photo.
    if (!cut && pieces.filter((p) => p === '0').length === 3 && at !== '0') { cut = true; await route.abort('connectionreset'); return }
    await route.continue()
  })
  await layEntries(v.page, [one.entry])
  await v.go(SYNC)
  await v.seen(/照片还差 1 张（\d+%）/).waitFor()
  expect(await arrived(a1())).toContain(one.laid.note)
  await v.tap('全部上传（1 条）')
  await v.seen('0 条待传，1 条已收到').waitFor()
  expect(pieces.filter((p) => p === '0')).toHaveLength(3)
  await v.tap('和县里核对')
  await v.seen(/1 条、3 张照片，一条不少/).waitFor()
  const names = await v.page.evaluate(async () => {
    const open = indexedDB.open('onecard')
    await new Promise((done) => { open.onsuccess = done })
    const all = open.result.transaction('values').objectStore('values').getAllKeys()
    await new Promise((done) => { all.onsuccess = done })
    return all.result.map(String)
  })
  expect(names.filter((n) => n.startsWith('file.'))).toEqual([])
})

test('the screen in both sizes', async () => {
  const faults: string[] = []
  for (const large of [false, true]) {
    await v.context.setOffline(false)
    const entries = [visit(a1(), { wrong: true }), visit(a1())]
    if (!large) await v.signIn('helper'); else await v.go(SYNC)
    await layEntries(v.page, entries.map((e) => e.entry))
    await v.go(SYNC)
    await v.letters(large)
    await v.seen('要您看一下').waitFor()
    await v.context.setOffline(true)
    await layEntries(v.page, [visit(a1()).entry, { ...visit(a1()).entry, receipt: { id: 'x', number: '7K2M' }, photos: [{ sha256: 'a', bytes: 200_000, offset: 60_000, file: 'x', takenAt: '', key: key(), id: 'y', state: 'waiting', why: null }] }])
    await v.seen('等信号').waitFor()
    faults.push(...await faultsOf(v, 'sync', large))
    await v.context.setOffline(false)
  }
  expect(faults).toEqual([])
})
