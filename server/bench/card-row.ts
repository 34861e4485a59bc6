// Rows 1 and 3: a card by id, and scan → card, against node:http with the same lookup.
import { setTimeout as pause } from 'node:timers/promises'
import type { RowDataPacket } from 'mysql2/promise'
import { startChild, type Child } from './children'
import { interleaved, ratio, summary, type Shot, type Target } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

const reads = { 'accept-encoding': 'gzip' }
const cardPath = (id: string): string => `/api/v1/households/${id}/card`

/** Asks our server for cards, each with the session of somebody who may. */
export function cards(name: string, server: Child, ids: readonly string[], tokenOf: (id: string) => string): Target {
  return { name, server, ids, asks: (id) => [{ path: cardPath(id), headers: { ...reads, authorization: `Bearer ${tokenOf(id)}` } }] }
}

const floors = (name: string, server: Child, ids: readonly string[], times = 1): Target =>
  ({ name, server, ids, asks: (id) => Array.from({ length: times }, () => ({ path: `/cards/${id}`, headers: reads })) })

async function body(target: Target, id: string): Promise<Buffer> {
  const [{ path, headers }] = target.asks(id)
  const answer = await fetch(target.server.url + path, { headers })
  if (answer.status !== 200) throw new Error(`${target.name}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** All must send the same; a bench of different answers says nothing. */
async function sameBytes(targets: readonly Target[]): Promise<void> {
  for (const id of targets[0].ids.slice(0, 20)) {
    const [first, ...others] = await Promise.all(targets.map((target) => body(target, id)))
    others.forEach((other, i) => { if (!other.equals(first)) throw new Error(`${targets[i + 1].name} sends other bytes than ${targets[0].name}`) })
  }
}

async function recorded(place: Place): Promise<number> {
  const [[row]] = await place.owner.query<RowDataPacket[]>('SELECT COUNT(*) AS n FROM bench_county.household_read')
  return Number(row.n)
}

export async function cardRows(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const env = place.environment('bench_county')
  const start = (program: string, name: string, more: Record<string, string> = {}): Promise<Child> => startChild(program, { ...env, ...more }, place.logOf(name))
  const servers = {
    floor: await start('floor-server', 'floor'), sealed: await start('floor-server', 'floor-sealed', { SEALED: '1' }),
    ours: await start('our-server', 'ours'), unrecorded: await start('our-server', 'unrecorded', { UNRECORDED: '1' }), bare: await start('bare-nest-server', 'bare-nest'),
  }
  try {
    const { ids, tokenOf } = population
    if (settings.rows.includes('card')) {
      const targets = [
        floors('node:http + the lookup (floor)', servers.floor, ids), cards('ours, reads recorded', servers.ours, ids, tokenOf), cards('ours, without the record', servers.unrecorded, ids, tokenOf),
        floors('bare Nest-Fastify + the lookup', servers.bare, ids), floors('node:http + the lookup of a sealed body, opened', servers.sealed, ids),
      ]
      await sameBytes(targets)
      const before = await recorded(place)
      const shots = await interleaved(targets, settings)
      // The recorder writes 200 ms after the last read.
      await pause(1000)
      const asked = shots[1].reduce((sum, shot) => sum + shot.answered, 0)
      const noted = await recorded(place) - before
      if (noted < asked) throw new Error(`${asked} cards were read and ${noted} reads recorded`)
      place.say(`card: ${targets.map((t, i) => `${t.name} ${summary(shots[i]).perSecond.toFixed(0)}/s`).join(', ')}`)
      reportCards(report, population, targets, shots)
    }
    if (settings.rows.includes('scan')) {
      const targets = [floors('two floors in a row', servers.floor, ids, 2), scans(servers.ours, population)]
      const shots = await interleaved(targets, settings)
      reportScans(report, targets, shots)
    }
  } finally { await Promise.all(Object.values(servers).map((server) => server.stop())) }
}

function scans(server: Child, { ids, numberOf, tokenOf }: Population): Target {
  return {
    name: 'ours, scan → card', server, ids,
    asks: (id) => {
      const headers = { ...reads, authorization: `Bearer ${tokenOf(id)}` }
      return [{ method: 'POST', path: '/api/v1/scans', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ text: numberOf.get(id) }) }, { path: `${cardPath(id)}?way=scan`, headers }]
    },
  }
}

function reportCards(report: Report, population: Population, targets: readonly Target[], shots: readonly Shot[][]): void {
  const [floor, ours] = shots.map(summary)
  const speed = ratio(shots[1], shots[0])
  const tail = ratio(shots[1], shots[0], 'p99')
  report.row({
    work: `card by id, session + scope, no 304, ${population.ids.length.toLocaleString('en')} households, reads recorded`, floor: `${floor.perSecond.toFixed(0)} /s`, ours: `${ours.perSecond.toFixed(0)} /s`,
    measured: `${speed.median.toFixed(2)} (rounds ${speed.least.toFixed(2)}–${speed.most.toFixed(2)})`, target: '≥ 0.65', reached: speed.median >= 0.65,
  })
  report.row({ work: 'the same, p99', floor: `${floor.p99.toFixed(1)} ms`, ours: `${ours.p99.toFixed(1)} ms`, measured: `${tail.median.toFixed(2)} ×`, target: '≤ 2 ×', reached: tail.median <= 2 })
  report.detail('Card by id', [
    `${shots[0].length} interleaved rounds; medians. ${population.json} bytes of JSON on average, ${population.bodies} as sent (gzip, as every browser and WeChat ask for).`, '',
    '| server | requests/s | ratio to floor | p50 ms | p99 ms | server CPU µs/request |', '|---|---|---|---|---|---|',
    ...targets.map((target, i) => { const s = summary(shots[i]); return `| ${target.name} | ${s.perSecond.toFixed(0)} | ${ratio(shots[i], shots[0]).median.toFixed(2)} | ${s.p50.toFixed(1)} | ${s.p99.toFixed(1)} | ${s.cpu.toFixed(0)} |` }),
  ])
}

function reportScans(report: Report, targets: readonly Target[], shots: readonly Shot[][]): void {
  const [floor, ours] = shots.map(summary)
  const speed = ratio(shots[1], shots[0])
  report.row({ work: 'scan → card (two requests)', floor: `${floor.perSecond.toFixed(0)} pairs/s`, ours: `${ours.perSecond.toFixed(0)} pairs/s`, measured: `${speed.median.toFixed(2)} (rounds ${speed.least.toFixed(2)}–${speed.most.toFixed(2)})`, target: '≥ 0.5', reached: speed.median >= 0.5 })
  report.detail('Scan → card', ['| server | pairs/s | p50 ms of a request | p99 ms of a request | server CPU µs/pair |', '|---|---|---|---|---|',
    ...targets.map((target, i) => { const s = summary(shots[i]); return `| ${target.name} | ${s.perSecond.toFixed(0)} | ${s.p50.toFixed(1)} | ${s.p99.toFixed(1)} | ${s.cpu.toFixed(0)} |` })])
}
