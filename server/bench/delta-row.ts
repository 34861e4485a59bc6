// What a phone costs that asks whether anything is new, and what a village weighs the first time.
import { gzipSync } from 'node:zlib'
import { startChild } from './children'
import { interleaved, ratio, summary, type Target } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

const TARGET = 0.8
const VILLAGE = 300

interface Delta { cursor: string; more: boolean; items: object[] }

const headersOf = (token: string) => ({ authorization: `Bearer ${token}` })

/** Everything of a village as its secretary's phone fetches it; how many cards, how many bytes as sent, and the cursor that it then holds. */
async function whole(url: string, token: string): Promise<{ cards: number; bytes: number; cursor: string }> {
  let cursor: string | undefined
  let cards = 0
  let bytes = 0
  for (let more = true; more;) {
    const answer = await fetch(`${url}/api/v1/delta${cursor ? `?since=${cursor}` : ''}`, { headers: headersOf(token) })
    if (answer.status !== 200) throw new Error(`delta answered ${answer.status}`)
    const text = await answer.text()
    const delta = JSON.parse(text) as Delta
    cards += delta.items.length
    // Fetch unpacks by itself; the server packs at this level.
    bytes += gzipSync(text).length
    cursor = delta.cursor
    more = delta.more
  }
  return { cards, bytes, cursor: cursor as string }
}

export async function deltaRow(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const env = place.environment('bench_county')
  const [floor, ours] = [await startChild('empty-server', env, place.logOf('delta-floor')), await startChild('our-server', env, place.logOf('delta'))]
  try {
    const token = population.tokenOf(population.ids[0])
    const first = await whole(ours.url, token)
    const asks = [{ path: `/api/v1/delta?since=${first.cursor}`, headers: headersOf(token) }]
    const targets: Target[] = [
      { name: 'our server, an empty 200 on the same route (floor)', server: floor, ids: ['empty'], asks: () => [{ path: '/api/v1/delta', headers: headersOf(token) }] },
      { name: 'ours, nothing changed', server: ours, ids: ['delta'], asks: () => asks },
      { name: 'our server, GET /healthz (no session, no log line of a person)', server: ours, ids: ['health'], asks: () => [{ path: '/healthz' }] },
    ]
    const shots = await interleaved(targets, settings)
    const [by, own] = shots.map(summary)
    const speed = ratio(shots[1], shots[0])
    report.row({
      work: `delta of a village of ${first.cards}, nothing changed`, floor: `${by.perSecond.toFixed(0)} /s (an empty 200 on the same route: same framework, session, gate, log line)`, ours: `${own.perSecond.toFixed(0)} /s`,
      measured: `${speed.median.toFixed(2)} (rounds ${speed.least.toFixed(2)}–${speed.most.toFixed(2)})`, target: `≥ ${TARGET}`, reached: speed.median >= TARGET,
    })
    const weight = first.bytes / first.cards * VILLAGE
    report.row({ work: `a village of ${VILLAGE} the first time, as sent`, floor: '–', ours: `${(weight / 1000).toFixed(0)} kB (from ${first.cards} cards)`, measured: '–', target: '≤ 600 kB', reached: weight <= 600_000 })
    report.detail('Delta', ['| server | requests/s | ratio to floor | p50 ms | p99 ms | server CPU µs/request |', '|---|---|---|---|---|---|',
      ...targets.map((target, i) => { const s = summary(shots[i]); return `| ${target.name} | ${s.perSecond.toFixed(0)} | ${ratio(shots[i], shots[0]).median.toFixed(2)} | ${s.p50.toFixed(1)} | ${s.p99.toFixed(1)} | ${s.cpu.toFixed(0)} |` })])
  } finally { await Promise.all([floor.stop(), ours.stop()]) }
}
