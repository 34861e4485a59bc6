// Row: fifty visits put down without signal, one for each of fifty households, until all are received once slow 4G is back.
import { chromium, type CDPSession, type Page } from 'playwright-core'
import type { RowDataPacket } from 'mysql2/promise'
import { startChild } from './children'
import { median } from './load'
import { ACCOUNT, browserPath, FLAGS, found, SCREEN, signIn, SLOW_4G } from './phone-row'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

const VISITS = 50
const TARGET = 2
const NO_LINE = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
const UPLOADS = 'packages/sync/index/index'
/** So often the page is opened anew, so that those that were left do not pile up in it. */
const REOPEN = 10

interface Sum { up: number; down: number; requests: number; /** Requests that brought visits, one or several. */ visits: number; /** Most that were on their way at once. */ wide: number }
interface Sync extends Sum { milliseconds: number }

export async function queueRow(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const executablePath = browserPath()
  if (!executablePath) throw new Error('no Chromium: apt-get install chromium, or name one with CHROMIUM')
  const { village } = found(ACCOUNT)
  const ids = population.ids.filter((id) => population.regionOf(id) === village).slice(0, VISITS)
  const server = await startChild('our-server', place.environment('bench_county'), place.logOf('queue'))
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    const syncs: Sync[] = []
    for (let round = 0; round <= settings.queueRounds; round++) {
      const context = await browser.newContext({ viewport: SCREEN, isMobile: true, hasTouch: true, deviceScaleFactor: 2 })
      context.setDefaultTimeout(60_000)
      const before = await visitsOf(place)
      syncs.push(await syncOnce(await signIn(context, server.url), server.url, ids))
      const came = await visitsOf(place) - before
      // A receipt without its row, or a row twice, and the time says nothing.
      if (came !== ids.length) throw new Error(`${ids.length} visits were said to be received, ${came} are there`)
      place.say(`queue ${round}: ${syncs.at(-1)!.milliseconds.toFixed(0)} ms`)
      await context.close()
    }
    // The first warms up the server and the browser's own code.
    syncs.shift()
    write(report, ids.length, syncs)
  } finally { await browser.close(); await server.stop() }
}

async function visitsOf(place: Place): Promise<number> {
  const [[row]] = await place.owner.query<RowDataPacket[]>('SELECT COUNT(*) AS n FROM bench_county.visit')
  return Number(row.n)
}

/** Everything by a person's taps: the village is kept on the phone, the line goes, the visits are put down, the line comes back. */
async function syncOnce(page: Page, url: string, ids: readonly string[]): Promise<Sync> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await page.waitForLoadState('networkidle')
  await page.evaluate(`navigator.serviceWorker.ready.then(() => undefined)`)
  await cdp.send('Network.emulateNetworkConditions', NO_LINE)
  for (const [i, id] of ids.entries()) {
    await page.goto(`${url}/m/#/packages/visit/record/index?id=${id}`)
    if (i % REOPEN === 0) await page.reload()
    await putDown(page)
  }
  await page.goto(`${url}/m/#/${UPLOADS}`)
  await page.getByRole('button', { name: `全部上传（${ids.length} 条）` }).filter({ visible: true }).waitFor()
  const sum = counted(cdp)
  const done = page.getByText(`0 条待传，${ids.length} 条已收到`).filter({ visible: true }).first().waitFor()
  const started = performance.now()
  await cdp.send('Network.emulateNetworkConditions', SLOW_4G)
  await done
  return { milliseconds: performance.now() - started, ...sum }
}

/** 记走访: who was met, all is well, save. */
async function putDown(page: Page): Promise<void> {
  const tap = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).filter({ visible: true }).first().click()
  await tap(/户主$/)
  await tap('都正常')
  await tap('记下这次走访')
  await page.getByText('待上传').filter({ visible: true }).first().waitFor()
}

/** Bytes on the line in both directions, heads included. */
function counted(cdp: CDPSession): Sum {
  const sum: Sum = { up: 0, down: 0, requests: 0, visits: 0, wide: 0 }
  const open = new Set<string>()
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    sum.requests++
    sum.up += `${request.method} ${new URL(request.url).pathname} HTTP/1.1\r\n\r\n`.length + Buffer.byteLength(request.postData ?? '')
    if (request.method !== 'POST' || !/\/(visits|entries)$/.test(request.url)) return
    sum.visits++
    open.add(requestId)
    sum.wide = Math.max(sum.wide, open.size)
  })
  cdp.on('Network.requestWillBeSentExtraInfo', ({ headers }) => { for (const [name, value] of Object.entries(headers)) sum.up += name.length + value.length + 4 })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { sum.down += encodedDataLength; open.delete(requestId) })
  return sum
}

/** Each direction's bytes over its bandwidth, ms: no journey there and back, no server, no disk. */
const floorOf = ({ up, down }: Sum): number => (up / SLOW_4G.uploadThroughput + down / SLOW_4G.downloadThroughput) * 1000

function write(report: Report, visits: number, syncs: Sync[]): void {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  const ratios = syncs.map((s) => s.milliseconds / floorOf(s))
  const ratio = median(ratios)
  report.row({
    work: `sync of ${visits} queued visits of ${visits} households, Chromium, slow 4G`, floor: `${seconds(median(syncs.map(floorOf)))} (bytes / bandwidth)`, ours: seconds(median(syncs.map((s) => s.milliseconds))),
    measured: `${ratio.toFixed(2)} × (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`, target: `≤ ${TARGET} ×`, reached: ratio <= TARGET,
  })
  report.detail('Queued visits', [
    `From the line's return to 「0 条待传，${visits} 条已收到」 on the page; each visit put down by taps in the form without signal. The line: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. Bytes with heads, as the browser's developer tools count them; floor: each direction's bytes over its bandwidth, without any waiting for answers.`, '',
    '| ms | bytes up | bytes down | requests | of them with visits | most at once | floor ms |', '|---|---|---|---|---|---|---|',
    ...syncs.map((s) => `| ${s.milliseconds.toFixed(0)} | ${s.up} | ${s.down} | ${s.requests} | ${s.visits} | ${s.wide} | ${floorOf(s).toFixed(0)} |`),
  ])
}
