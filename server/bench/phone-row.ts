// Row 5: the phone page to a readable card in Chromium over "slow 4G", with nothing cached and from what the phone keeps.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core'
import { readDemoAccounts } from '../src/seed'
import { startChild } from './children'
import { median } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

/** As Lighthouse names it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
export const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
export const SCREEN = { width: 375, height: 812 }
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const TARGET = { cold: 2500, kept: 300 }
export const ACCOUNT = 'secretary'

/** The part of a browser's window that is waited for. */
interface Kept { navigator: { serviceWorker: { ready: Promise<unknown> } } }

interface Load { milliseconds: number; bytes: number; requests: number }

/** Chromium on the PATH or where CHROMIUM says; null when there is none. */
export function browserPath(): string | null {
  const places = [process.env.CHROMIUM, ...(process.env.PATH ?? '').split(':').flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))]
  return places.find((path): path is string => Boolean(path) && existsSync(path as string)) ?? null
}

export async function phoneRow(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const executablePath = browserPath()
  if (!executablePath) throw new Error('no Chromium: apt-get install chromium, or name one with CHROMIUM')
  const server = await startChild('our-server', place.environment('bench_county'), place.logOf('phone'))
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    const context = await browser.newContext({ viewport: SCREEN, isMobile: true, hasTouch: true, deviceScaleFactor: 2 })
    await (await signIn(context, server.url)).close()
    const { village } = found(ACCOUNT)
    const ids = population.ids.filter((id) => population.regionOf(id) === village)
    const cold: Load[] = []
    const kept: Load[] = []
    const floors: number[] = []
    const asked = ids.slice(0, settings.loads + 1)
    const address = (id: string): string => `${server.url}/m/#/pages/household/index?id=${id}`
    for (const id of asked) cold.push(await load(context, address(id), id, true))
    for (const id of asked) kept.push(await load(context, address(id), id, false))
    // The first of each warms up the server and the browser's own code.
    cold.shift()
    kept.shift()
    for (const { bytes } of cold) floors.push(await transfer(context, bytes))
    write(report, cold, kept, floors)
  } finally { await browser.close(); await server.stop() }
}

export function found(account: string): { password: string; village: string } {
  const one = readDemoAccounts().find((a) => a.account === account)
  if (!one) throw new Error(`no demo account ${account}`)
  return { password: one.password, village: one.region }
}

/** As the secretary, with the home page open and nothing on its way. */
export async function signIn(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/m/#/pages/sign-in/index`)
  await page.getByLabel('账号', { exact: true }).fill(ACCOUNT)
  await page.getByLabel('密码', { exact: true }).fill(found(ACCOUNT).password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(/pages\/home/)
  await page.waitForLoadState('networkidle')
  return page
}

/** As on a phone that opens the page for the first time, but signed in: nothing of the page is kept in any way. */
async function forget(cdp: CDPSession, address: string): Promise<void> {
  await cdp.send('Network.clearBrowserCache')
  await cdp.send('Storage.clearDataForOrigin', { origin: new URL(address).origin, storageTypes: 'service_workers,cache_storage' })
}

async function throttled(context: BrowserContext): Promise<{ page: Page; cdp: CDPSession; sum: { bytes: number; requests: number } }> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const sum = { bytes: 0, requests: 0 }
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', SLOW_4G)
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => { sum.bytes += encodedDataLength; sum.requests++ })
  return { page, cdp, sum }
}

/** Runs in the page: notes when the card's sections have been painted. */
const watcher = (household: string): string => `
  const look = () => {
    if (!document.getElementById('s-${household}-family')?.textContent) return
    seen.disconnect()
    // The task after a frame's callbacks runs when that frame has been painted.
    requestAnimationFrame(() => { const after = new MessageChannel(); after.port1.onmessage = () => { window.readable = performance.now() }; after.port2.postMessage(0) })
  }
  const seen = new MutationObserver(look)
  seen.observe(document, { childList: true, subtree: true, characterData: true })`

/** From the start of the navigation to the frame in which the card's sections stand. A page of its own each time: nothing lives in memory. */
async function load(context: BrowserContext, address: string, id: string, empty: boolean): Promise<Load> {
  const { page, cdp, sum } = await throttled(context)
  if (empty) await forget(cdp, address)
  await page.addInitScript({ content: watcher(id) })
  await page.goto(address, { waitUntil: 'commit' })
  const milliseconds = await page.waitForFunction(() => (globalThis as { readable?: number }).readable).then((handle) => handle.jsonValue()) as number
  const { bytes, requests } = sum
  // What follows the card (asking anew, keeping it, fetching what other pages need) ends before the next load begins.
  if (empty) await page.evaluate(async () => { await (globalThis as unknown as Kept).navigator.serviceWorker.ready })
  await page.waitForLoadState('networkidle')
  await page.close()
  return { milliseconds, bytes, requests }
}

/** The floor: one file of as many bytes, over the same line. */
async function transfer(context: BrowserContext, bytes: number): Promise<number> {
  const server = createServer((_request, response) => { response.writeHead(200, { 'content-type': 'text/plain', 'content-length': bytes }).end(Buffer.alloc(bytes, 'x')) })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const { page, cdp } = await throttled(context)
  const started = performance.now()
  const ended = new Promise<number>((done) => { cdp.once('Network.loadingFinished', () => done(performance.now())) })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'commit' })
  const took = await ended - started
  await page.close()
  server.closeAllConnections()
  server.close()
  return took
}

function write(report: Report, cold: Load[], kept: Load[], floors: number[]): void {
  const of = (loads: Load[], name: keyof Load): number => median(loads.map((l) => l[name]))
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  const [first, again, floor] = [of(cold, 'milliseconds'), of(kept, 'milliseconds'), median(floors)]
  report.row({ work: 'phone page to a readable card, Chromium, slow 4G, nothing cached', floor: `${seconds(floor)} (transfer of the same bytes)`, ours: seconds(first), measured: `${(first / floor).toFixed(2)} ×`, target: '≤ 2.5 s', reached: first <= TARGET.cold })
  report.row({ work: 'the same, from cache', floor: '–', ours: seconds(again), measured: '–', target: '≤ 0.3 s', reached: again <= TARGET.kept })
  report.detail('Phone page', [
    `Medians of ${cold.length} loads; 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; signed in, address opened directly, time from the start of the navigation to the frame that shows the card's sections.`, '',
    '| | ms (each load) | bytes over the line | requests |', '|---|---|---|---|',
    `| nothing cached | ${cold.map((l) => l.milliseconds.toFixed(0)).join(', ')} | ${of(cold, 'bytes')} | ${of(cold, 'requests')} |`,
    `| from cache | ${kept.map((l) => l.milliseconds.toFixed(0)).join(', ')} | ${of(kept, 'bytes')} | ${of(kept, 'requests')} |`,
    `| one file of the same bytes | ${floors.map((ms) => ms.toFixed(0)).join(', ')} | | 1 |`,
  ])
}
