// The page is kept on the phone: it opens without the server, and never hangs on parts that a release has taken away.
import type { Browser } from 'playwright-core'
import { startWorld, type World } from '../../../server/test/world'
import { openBrowser, Visitor } from './browser'

let world: World
let browser: Browser
beforeAll(async () => { [world, browser] = await Promise.all([startWorld(), openBrowser()]) })
afterAll(async () => { await browser?.close(); await world?.close() })

/** A phone that has opened the page once and kept it. */
async function kept(): Promise<Visitor> {
  const v = await Visitor.come(browser, world.url)
  await v.go('pages/sign-in/index')
  await v.reads('账号')
  await v.page.evaluate(async () => { await navigator.serviceWorker.ready })
  await v.page.waitForFunction(async () => (await (await caches.open('page')).match('/m/')) !== undefined)
  return v
}

test('opened again without signal', async () => {
  const v = await kept()
  await v.context.setOffline(true)
  await v.page.reload()
  await v.seen('账号').waitFor()
  await v.leave()
})

test('a kept page whose parts are gone is dropped and asked for anew', async () => {
  const v = await kept()
  await v.page.evaluate(async () => {
    const cache = await caches.open('page')
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
