// The page is kept on the phone: it opens without the server, one version at a time, and a new one waits to be wanted.
import { createServer, type Server } from 'node:http'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { Visitor } from './browser'
import { browser, inCounty, world } from './phones'

inCounty()

/** A phone that has opened the page once and kept it. */
async function kept(url = world.url): Promise<Visitor> {
  const v = await Visitor.come(browser, url)
  await v.go('pages/sign-in/index')
  await v.reads('账号')
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  return v
}

test('opened again without signal, killed before: every page works, also those that were never opened', async () => {
  const v = await kept()
  await v.signIn('helper')
  await v.context.setOffline(true)
  await v.page.close()
  const page = await v.context.newPage()
  await page.goto(`${world.url}/m/#/packages/sync/index/index`)
  await page.getByText('没有要上传的').waitFor()
  await page.goto(`${world.url}/m/#/packages/account/offline/index`)
  await page.getByText('没信号也能看').first().waitFor()
  await v.leave()
})

test('a kept page whose parts are nowhere is forgotten and asked for anew', async () => {
  const v = await kept()
  await v.page.evaluate(async () => {
    const name = (await caches.keys()).find((n) => n.startsWith('onecard-'))!
    const cache = await caches.open(name)
    const page = await (await cache.match('/m/'))!.text()
    const old = page.replace(/\/m\/js\/app\.\w+\.js/, '/m/js/app.00000000.js')
    if (old === page) throw new Error('the page names its program differently now')
    await cache.put('/m/', new Response(old, { headers: { 'content-type': 'text/html' } }))
  })
  await v.page.reload()
  await v.reads('账号')
  expect(v.faults(/404: GET \/m\/js\/app\.00000000\.js/, /app\.00000000\.js/)).toEqual([])
  await v.leave()
})

/** The built page on a server of its own, which can be given a new release: every part under another name, the page with a mark. */
class Releases {
  readonly folder = mkdtempSync(join(tmpdir(), 'onecard-release-'))
  private readonly server: Server
  constructor() {
    cpSync(join(__dirname, '../../dist/h5'), this.folder, { recursive: true })
    const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }
    this.server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://x').pathname
      if (!path.startsWith('/m/')) { response.writeHead(503, { 'content-type': 'text/plain' }).end(); return }
      try {
        const file = join(this.folder, path === '/m/' ? 'index.html' : path.slice(3))
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain', 'cache-control': 'no-cache' }).end(readFileSync(file))
      } catch { response.writeHead(404).end() }
    })
  }
  async open(): Promise<string> {
    await new Promise<void>((done) => { this.server.listen(0, '127.0.0.1', done) })
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }
  /** As a build would: another hash in each name, everywhere it is named. `half`: the page has not been copied yet. */
  async release(half = false): Promise<void> {
    const { createHash } = await import('node:crypto')
    const texts = readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(js|css|html)$/.test(f))
    const old = readFileSync(join(this.folder, 'index.html'), 'utf8')
    const hash = /js\/app\.([0-9a-f]{8})\.js/.exec(old)![1]
    const next = hash === 'aaaaaaaa' ? 'bbbbbbbb' : 'aaaaaaaa'
    for (const name of texts) {
      const text = readFileSync(join(this.folder, name), 'utf8').replaceAll(`app.${hash}`, `app.${next}`)
      rmSync(join(this.folder, name))
      writeFileSync(join(this.folder, name.replace(`app.${hash}`, `app.${next}`)), name === 'index.html' ? text.replace('<title>', '<title>新') : text)
    }
    const digest = (text: string) => createHash('sha256').update(text).digest('base64')
    const page = readFileSync(join(this.folder, 'index.html'), 'utf8')
    const worker = join(this.folder, 'worker.js')
    writeFileSync(worker, readFileSync(worker, 'utf8').replaceAll(digest(old), digest(page)).replace(/onecard-[0-9a-f]{12}/g, `onecard-${next}0000`))
    if (half) writeFileSync(join(this.folder, 'index.html'), old)
  }
  close(): void { this.server.closeAllConnections(); this.server.close(); rmSync(this.folder, { recursive: true, force: true }) }
}

test('a new version waits for a tap; until then, and without signal, the old one is whole', async () => {
  const releases = new Releases()
  const v = await kept(await releases.open())
  const appOf = () => v.page.evaluate(() => [...document.scripts].map((s) => s.src).find((s) => s.includes('/app.')))
  // From its second opening on, the page is the kept one.
  await v.page.reload()
  await v.reads('账号')
  const before = await appOf()
  await releases.release()
  const asked = () => v.page.evaluate(async () => { await (await navigator.serviceWorker.ready).update() })
  await asked()
  await v.seen('有新版本，点一下更新').waitFor()
  await v.page.reload()
  await v.seen('账号').waitFor()
  expect([await v.page.title(), await appOf()]).toEqual(['盖州一户一码', before])
  await v.seen('有新版本，点一下更新').click()
  await v.page.waitForFunction(() => document.title === '新盖州一户一码')
  await v.seen('账号').waitFor()
  expect(await appOf()).not.toBe(before)
  // A server in the middle of a release: a worker whose page is not there yet is not taken.
  await releases.release(true)
  await asked().catch(() => undefined)
  await v.page.waitForFunction(async () => (await navigator.serviceWorker.ready).installing === null)
  await v.context.setOffline(true)
  await v.page.reload()
  await v.seen('账号').waitFor()
  expect(await v.page.title()).toBe('新盖州一户一码')
  await v.leave()
  releases.close()
})
