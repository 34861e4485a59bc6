// A finished visit with three photos, and the county's overdue list, each against hand-written SQL behind node:http.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { RowDataPacket } from 'mysql2/promise'
import { openCli } from '../src/cli/open'
import { startChild, type Child } from './children'
import { interleaved, ratio, summary, type Shot, type Target } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import { officeToken } from './session'
import type { Settings } from './settings'

const P99_MS = 100
/** Households of the two sides are apart, so that neither waits for the other's locks. */
const half = (ids: readonly string[], side: 0 | 1): string[] => ids.filter((_, i) => i % 2 === side)

/** As a phone sends it: a note, four topics, a promise, three photos that follow by themselves. */
function facts(): object {
  const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
  return {
    kind: '01', startedAt: at(30), endedAt: at(2), sentAt: at(0), met: [], note: '看了屋顶和水管，屋里暖和，药够吃到月底。', internalNote: '下次带上低保材料',
    topics: ['01', '02', '03', '05'].map((topic) => ({ topic, ok: topic !== '02', ...(topic === '02' && { text: '水管冻裂，已报村里' }) })), promises: [{ text: '修水管', by: '2030-01-15' }],
    photos: Array.from({ length: 3 }, () => ({ sha256: randomBytes(32).toString('hex'), bytes: 312_000, takenAt: at(20) })),
  }
}

const json = { 'content-type': 'application/json' }

function oursVisits(server: Child, population: Population): Target {
  return {
    name: 'ours', server, ids: half(population.ids, 0),
    asks: (id) => [{ method: 'POST', path: `/api/v1/households/${id}/visits`, headers: { ...json, authorization: `Bearer ${population.tokenOf(id)}`, 'idempotency-key': randomUUID() }, body: JSON.stringify(facts()) }],
  }
}

function floorVisits(server: Child, population: Population, account: string): Target {
  return { name: 'node:http + hand-written SQL (floor)', server, ids: half(population.ids, 1), asks: (id) => [{ method: 'POST', path: '/visits', headers: json, body: JSON.stringify({ ...facts(), id, key: randomUUID(), account }) }] }
}

const columns = ['| server | requests/s | ratio to floor | p50 ms | p99 ms | server CPU µs/request |', '|---|---|---|---|---|---|']
const lines = (targets: readonly Target[], shots: readonly Shot[][]): string[] => [...columns,
  ...targets.map((target, i) => { const s = summary(shots[i]); return `| ${target.name} | ${s.perSecond.toFixed(0)} | ${ratio(shots[i], shots[0]).median.toFixed(2)} | ${s.p50.toFixed(1)} | ${s.p99.toFixed(1)} | ${s.cpu.toFixed(0)} |` })]

async function count(place: Place, table: string): Promise<number> {
  const [[row]] = await place.owner.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM bench_county.${table}`)
  return Number(row.n)
}

export async function visitRows(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const cli = await openCli({ ...place.env, databaseOwnerUrl: place.url('bench_county'), databaseUrl: null })
  const office = await officeToken(cli.db).finally(() => cli.close())
  const env = place.environment('bench_county')
  const [floor, ours] = [await startChild('visit-floor-server', env, place.logOf('visit-floor')), await startChild('our-server', env, place.logOf('visit-ours'))]
  try {
    if (settings.rows.includes('overdue')) reportOverdue(report, population, await overdue(settings, floor, ours, office.token))
    if (settings.rows.includes('visit')) await visits(place, settings, population, report, floor, ours, office.account)
  } finally { await Promise.all([floor.stop(), ours.stop()]) }
}

async function visits(place: Place, settings: Settings, population: Population, report: Report, floor: Child, ours: Child, account: string): Promise<void> {
  const targets = [floorVisits(floor, population, account), oursVisits(ours, population)]
  const before = await Promise.all(['visit', 'photo', 'audit_entry', 'idempotency_key', 'outbox_event'].map((table) => count(place, table)))
  const shots = await interleaved(targets, settings)
  // Visits that were under way when the last shot ended.
  await pause(1000)
  const [visit, photo, audit, key, event] = (await Promise.all(['visit', 'photo', 'audit_entry', 'idempotency_key', 'outbox_event'].map((table) => count(place, table)))).map((n, i) => n - before[i])
  // Each visit leaves the same rows on both sides; one missing and the figures say nothing.
  if (photo !== visit * 3 || audit < visit || key < visit || event < visit * 2) throw new Error(`${visit} visits left ${photo} photos, ${audit} audit rows, ${key} keys, ${event} events`)
  const [by, own] = shots.map(summary)
  const speed = ratio(shots[1], shots[0])
  report.row({
    work: `finished visit with 3 photo references, audit, outbox, key; ${population.ids.length.toLocaleString('en')} households, cards rebuilt meanwhile`, floor: `${by.perSecond.toFixed(0)} /s`, ours: `${own.perSecond.toFixed(0)} /s`,
    measured: `${speed.median.toFixed(2)} (rounds ${speed.least.toFixed(2)}–${speed.most.toFixed(2)})`, target: '≥ 0.7', reached: speed.median >= 0.7,
  })
  report.detail('Finished visit', [`${shots[0].length} interleaved rounds; medians. Our server also answers the relay that builds the cards of the visited households anew, as it does in a county; the floor leaves its events lying.`, '', ...lines(targets, shots)])
}

async function overdue(settings: Settings, floor: Child, ours: Child, token: string): Promise<{ targets: Target[]; shots: Shot[][] }> {
  const targets: Target[] = [
    { name: 'node:http + the best single statement (floor)', server: floor, ids: ['county'], asks: () => [{ path: '/overdue' }] },
    { name: 'ours', server: ours, ids: ['county'], asks: () => [{ path: '/api/v1/due-visits?due=overdue', headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' } }] },
  ]
  return { targets, shots: await interleaved(targets, settings) }
}

function reportOverdue(report: Report, population: Population, { targets, shots }: { targets: Target[]; shots: Shot[][] }): void {
  const [floor, own] = shots.map(summary)
  const slower = 1 / ratio(shots[1], shots[0]).median
  report.row({
    work: `list "overdue" of a county of ${population.ids.length.toLocaleString('en')}, first page of 50`, floor: `${floor.perSecond.toFixed(0)} /s`, ours: `${own.perSecond.toFixed(0)} /s, p99 ${own.p99.toFixed(1)} ms`,
    measured: `${slower.toFixed(2)} ×`, target: `≤ 1.5 ×, p99 ≤ ${P99_MS} ms`, reached: slower <= 1.5 && own.p99 <= P99_MS,
  })
  report.detail('Overdue list', lines(targets, shots))
}
