// Row: a village of 300 plain sheets approved in one act over HTTP, against the same statements written by hand in one transaction; and whether readers wait meanwhile.
import { randomUUID } from 'node:crypto'
import mysql from 'mysql2/promise'
import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise'
import { connectionOf } from '../src/kernel/db'
import { newId } from '../src/kernel/ids'
import { startChild, type Child } from './children'
import { median } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import type { Settings } from './settings'

const SHEETS = 300
const LINES = 6
const TARGET = 0.6
/** Long ago, so that no month of the population is touched. */
const monthOf = (n: number): string => `1990-${String(n % 12 + 1).padStart(2, '0')}`
const DB = 'bench_county'

interface Side { region: string; ids: readonly string[]; sheets: Map<string, string> }

export async function approveRow(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const sides = await gather(place, population)
  const server = await startChild('our-server', place.environment(DB), place.logOf('approve'))
  const hand = await mysql.createConnection({ ...connectionOf(place.url(DB)), timezone: 'Z' })
  await hand.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
  try {
    const [ours, floor, reads]: number[][] = [[], [], []]
    for (let round = 0; round <= settings.rounds; round++) {
      for (const side of sides) await handIn(place, side, monthOf(round))
      const turns = [async () => {
        const { took, reads: during } = await whileRead(server, population, sides[0], () => approveByHttp(server, population, sides[0], monthOf(round)))
        ours.push(took)
        reads.push(...during)
      }, async () => { floor.push((await whileRead(server, population, sides[1], () => approveByHand(hand, sides[1], monthOf(round)))).took) }]
      for (const turn of round % 2 ? turns : turns.reverse()) { await turn(); await settled(place) }
      await clear(place, sides, monthOf(round))
    }
    // The first warms up both.
    for (const list of [ours, floor]) list.shift()
    write(report, ours, floor, reads)
  } finally { await hand.end(); await server.stop(); await scatter(place, population, sides) }
}

/** Two villages of 300, from neighbours' households where the population's are smaller; put back afterwards. */
async function gather(place: Place, population: Population): Promise<[Side, Side]> {
  const [one, two] = [...new Set(population.ids.map((id) => population.regionOf(id)))]
  const take = (region: string, from: number): Side => ({ region, ids: population.ids.slice(from, from + SHEETS), sheets: new Map() })
  const sides: [Side, Side] = [take(one, 0), take(two, SHEETS)]
  for (const { region, ids } of sides) await place.owner.query(`UPDATE ${DB}.household SET region = ? WHERE id IN (?)`, [region, ids])
  return sides
}

async function scatter(place: Place, population: Population, sides: readonly Side[]): Promise<void> {
  for (const id of sides.flatMap(({ ids }) => ids)) await place.owner.query(`UPDATE ${DB}.household SET region = ? WHERE id = ?`, [population.regionOf(id), id])
}

/** A submitted month of six lines for each household. */
async function handIn(place: Place, side: Side, period: string): Promise<void> {
  const writer = newId()
  const now = new Date()
  side.sheets = new Map(side.ids.map((id) => [id, newId()]))
  const rows = [...side.sheets].map(([household, sheet]) => [sheet, household, period, 1, 1, 'submitted', 1, 240_000, 60_000, 0, 11_800, 20_000, LINES, '[]', 0, writer, writer, now, 0, now])
  await place.owner.query(`INSERT INTO ${DB}.sheet (id, household_id, period, revision, version, state, newest, wage_fen, business_fen, property_fen, transfer_fen, expense_fen, line_count, warnings, oddness, writers, saved_by, submitted_at, built_upon, created_at) VALUES ?`, [rows])
  const lines = [...side.sheets].flatMap(([household, sheet]) => ['A1', 'B1', 'B2', 'D4', 'E1', 'R1'].map((item, n) => [newId(), household, period, item, 30_000, '02', 'typed', writer, sheet, n]))
  await place.owner.query(`INSERT INTO ${DB}.entry (id, household_id, period, item, fen, state, source, created_by, sheet_id, n) VALUES ?`, [lines])
}

async function clear(place: Place, sides: readonly Side[], period: string): Promise<void> {
  const ids = sides.flatMap((side) => side.ids)
  for (const table of ['entry', 'sheet']) await place.owner.query(`DELETE FROM ${DB}.${table} WHERE household_id IN (?) AND period = ?`, [ids, period])
}

const bearer = (population: Population, side: Side): string => `Bearer ${population.tokenOf(population.ids.find((id) => population.regionOf(id) === side.region) as string)}`

/** Milliseconds of an act, and of each card of the same households that was read, one after the other, while it ran. Both sides have the same readers. */
async function whileRead(server: Child, population: Population, side: Side, act: () => Promise<number>): Promise<{ took: number; reads: number[] }> {
  const headers = { authorization: bearer(population, side) }
  const reads: number[] = []
  let over = false
  const reader = (async () => {
    for (let n = 0; !over; n++) {
      const began = performance.now()
      const answer = await fetch(`${server.url}/api/v1/households/${side.ids[n % side.ids.length]}/card`, { headers })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`a card while approving: ${answer.status}`)
      if (!over) reads.push(performance.now() - began)
    }
  })()
  const took = await act()
  over = true
  await reader
  return { took, reads }
}

async function approveByHttp(server: Child, population: Population, side: Side, period: string): Promise<number> {
  const body = JSON.stringify({ period, sheets: side.ids.map((household) => ({ household, version: 1 })) })
  const began = performance.now()
  const answer = await fetch(`${server.url}/api/v1/regions/${side.region}/sheet-approvals`, { method: 'POST', headers: { authorization: bearer(population, side), 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body })
  const approved = await answer.json() as { approved: number }
  const took = performance.now() - began
  if (approved.approved !== side.ids.length) throw new Error(`${approved.approved} of ${side.ids.length} sheets were approved: ${JSON.stringify(approved).slice(0, 300)}`)
  return took
}

const CHANGED = JSON.stringify([{ field: 'sheet', before: 'submitted 1', after: 'approved 2' }])

/** What the act leaves, and nothing else: key, locks, batch, sheets, lines, households with their stale cards, an audit row each, the event. */
async function approveByHand(hand: mysql.Connection, side: Side, period: string): Promise<number> {
  const [me, batch, key, now] = [newId(), newId(), randomUUID(), new Date()]
  const ids = [...side.ids]
  const sheets = [...side.sheets.values()]
  const marks = (list: readonly unknown[]): string => list.map(() => '?').join(', ')
  const run = async (sql: string, values: unknown[]): Promise<ResultSetHeader> => (await hand.execute(sql, values as never))[0] as ResultSetHeader
  const began = performance.now()
  await hand.beginTransaction()
  await run('INSERT INTO idempotency_key (account_id, key_id, request, answer, at) VALUES (?, ?, ?, NULL, ?)', [me, key, 'x'.repeat(32), now])
  await run(`SELECT h.id, h.region, s.id AS sheet, s.version, s.state FROM household h JOIN sheet s ON s.household_id = h.id AND s.period = ? AND s.newest = 1 WHERE h.id IN (${marks(ids)}) ORDER BY h.id FOR UPDATE`, [period, ...ids])
  await run('INSERT INTO sheet_batch (id, account_id, period, sheets, at) VALUES (?, ?, ?, ?, ?)', [batch, me, period, ids.length, now])
  await run(`UPDATE sheet SET state = 'approved', version = version + 1, decided_by = ?, decided_at = ?, batch_id = ? WHERE id IN (${marks(sheets)})`, [me, now, batch, ...sheets])
  await run(`UPDATE entry SET state = '03', approved_by = ?, approved_at = ? WHERE sheet_id IN (${marks(sheets)})`, [me, now, ...sheets])
  await run(`UPDATE household h LEFT JOIN household_card c ON c.household_id = h.id SET h.version = h.version + 1, h.updated_at = ?, c.version = 0 WHERE h.id IN (${marks(ids)})`, [now, ...ids])
  await run(`INSERT INTO audit_entry (at, account_id, role, operation, subject, region, changed) VALUES ${sheets.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`, sheets.flatMap((sheet) => [now, me, 'village_secretary', 'sheets.approveMany', sheet, side.region, CHANGED]))
  await run('INSERT INTO outbox_event (topic, payload, available_at, tries) VALUES (?, ?, ?, 0)', ['card.stale', JSON.stringify({ households: ids }), now])
  await run('UPDATE idempotency_key SET answer = ? WHERE account_id = ? AND key_id = ?', ['x'.repeat(300), me, key])
  await hand.commit()
  return performance.now() - began
}

/** The cards of the shot before are built: the relay takes nothing from the next one. */
async function settled(place: Place): Promise<void> {
  for (;;) {
    const [[row]] = await place.owner.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM ${DB}.outbox_event WHERE done_at IS NULL`)
    if (Number(row.n) === 0) return
    await new Promise((done) => { setTimeout(done, 100) })
  }
}

function write(report: Report, ours: readonly number[], floor: readonly number[], reads: readonly number[]): void {
  const ratios = ours.map((took, i) => floor[i] / took)
  const perSecond = (took: number): string => `${(SHEETS * 1000 / took).toFixed(0)} sheets/s`
  const sorted = [...reads].sort((a, b) => a - b)
  const longest = sorted.at(-1) ?? 0
  const ratio = median(ratios)
  // A reader that waits for the act waits about as long as the act.
  const free = reads.length >= ours.length && longest < median([...ours])
  report.row({
    work: `approve ${SHEETS} sheets of ${LINES} lines in one act, audit and key with each; their cards read meanwhile`, floor: perSecond(median([...floor])), ours: perSecond(median([...ours])),
    measured: `${ratio.toFixed(2)} (rounds ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`, target: `≥ ${TARGET}, readers not blocked`, reached: ratio >= TARGET && free,
  })
  report.detail('Approval of a village', [`${ours.length} rounds, each on 300 fresh sheets; ours over HTTP with session, permission, scope, validation and the sealed answer; the floor on one open connection. Median ${median([...ours]).toFixed(0)} ms against ${median([...floor]).toFixed(0)} ms.`,
    `Cards of the same households, read one after the other while the act ran: ${reads.length} reads, median ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1)} ms, longest ${longest.toFixed(1)} ms.`])
}
