// Row 2: the same read with a million households in the tables, against itself with twenty thousand.
import { setTimeout as pause } from 'node:timers/promises'
import type { RowDataPacket } from 'mysql2/promise'
import { openCli } from '../src/cli/open'
import { cardSeal } from '../src/features/cards/card-builder'
import { newId } from '../src/kernel/ids'
import type { Vault } from '../src/kernel/vault'
import { cards } from './card-row'
import { startChild } from './children'
import { loadData, written } from './load-data'
import { interleaved, ratio, summary } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import { secretaries } from './session'
import type { Settings } from './settings'

/** Households whose cards are copied, each copy sealed for its own id. */
const TEMPLATES = 2000
const PART = 50_000
const SIGHTS = ['office', 'helper'] as const
const COPIED = ['region', 'unit', 'account', 'appointment']
const TARGET = 0.9
const SETTLE_SECONDS = 90
/** Of 16 kB each. */
const CLEAN_PAGES = 500

interface Template { freshUntil: string; bodies: Record<(typeof SIGHTS)[number], Buffer> }

export async function millionRow(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const { db, vault, close } = await openCli({ ...place.env, databaseOwnerUrl: place.url('bench_many'), databaseUrl: null })
  const { ids, regions, tokens } = await (async () => {
    try {
      for (const table of COPIED) {
        await place.owner.query(`DELETE FROM bench_many.${table}`)
        await place.owner.query(`INSERT INTO bench_many.${table} SELECT * FROM bench_county.${table}`)
      }
      return { ...await fill(place, settings.many, vault), tokens: await secretaries(db) }
    } finally { await close() }
  })()
  const servers = [
    await startChild('our-server', place.environment('bench_county'), place.logOf('ours')),
    await startChild('our-server', place.environment('bench_many'), place.logOf('ours-many')),
  ]
  try {
    const regionOf = new Map(ids.map((id, i) => [id, regions[i]]))
    const targets = [cards(`${population.ids.length.toLocaleString('en')} households`, servers[0], population.ids, population.tokenOf), cards(`${settings.many.toLocaleString('en')} households`, servers[1], ids, (id) => tokens.get(regionOf.get(id) ?? '') ?? '')]
    const shots = await interleaved(targets, settings)
    const [few, many] = shots.map(summary)
    const speed = ratio(shots[1], shots[0])
    report.row({ work: `the same at ${settings.many.toLocaleString('en')} households`, floor: `${few.perSecond.toFixed(0)} /s (itself at ${population.ids.length.toLocaleString('en')})`, ours: `${many.perSecond.toFixed(0)} /s`, measured: `${speed.median.toFixed(2)} (rounds ${speed.least.toFixed(2)}–${speed.most.toFixed(2)})`, target: '≥ 0.9', reached: speed.median >= TARGET })
    const [[size]] = await place.owner.query<RowDataPacket[]>(`SELECT SUM(data_length + index_length) / POW(1024, 3) AS gigabytes FROM information_schema.tables WHERE table_schema = 'bench_many'`)
    report.detail('A million households', [
      `${settings.many.toLocaleString('en')} households and ${(settings.many * SIGHTS.length).toLocaleString('en')} ready cards, ${Number(size.gigabytes).toFixed(1)} GB; cards of ${TEMPLATES} households copied, each sealed for its own id. All pages were read once before the first shot; the buffer pool holds them if it is larger than that.`, '',
      '| | requests/s | p50 ms | p99 ms | server CPU µs/request |', '|---|---|---|---|---|',
      ...targets.map((target, i) => { const s = summary(shots[i]); return `| ${target.name} | ${s.perSecond.toFixed(0)} | ${s.p50.toFixed(1)} | ${s.p99.toFixed(1)} | ${s.cpu.toFixed(0)} |` }),
    ])
  } finally { await Promise.all(servers.map((server) => server.stop())) }
}

async function templates(place: Place, vault: Vault): Promise<Template[]> {
  const [rows] = await place.owner.query<RowDataPacket[]>(
    `SELECT c.* FROM bench_county.household_card c JOIN (SELECT id FROM bench_county.household ORDER BY id LIMIT ${TEMPLATES}) h ON h.id = c.household_id ORDER BY c.household_id`)
  const found = new Map<string, Template>()
  for (const row of rows) {
    const template = found.get(row.household_id) ?? { freshUntil: row.fresh_until, bodies: {} as Template['bodies'] }
    template.bodies[row.sight as (typeof SIGHTS)[number]] = vault.openBytes('household_card.body', cardSeal(row.household_id, row.sight), row.body)
    found.set(row.household_id, template)
  }
  return [...found.values()]
}

/** Households and ready cards in the order of their ids, spread evenly over the villages. */
async function fill(place: Place, many: number, vault: Vault): Promise<{ ids: string[]; regions: string[] }> {
  const { owner } = place
  // A load of gigabytes through the log of a small database would measure that log.
  await owner.query('SET GLOBAL innodb_log_file_size = 1073741824').catch(() => undefined)
  await owner.query('SET GLOBAL innodb_flush_log_at_trx_commit = 0')
  await owner.query('SET GLOBAL innodb_io_capacity_max = 20000')
  await owner.query('SET GLOBAL innodb_io_capacity = 10000')
  const [villages] = await owner.query<RowDataPacket[]>('SELECT DISTINCT region FROM bench_county.household ORDER BY region')
  const ids = Array.from({ length: many }, () => newId())
  const regions = ids.map((_, i) => villages[i % villages.length].region as string)
  const from = await templates(place, vault)
  for (let start = 0; start < many; start += PART) {
    await loadData(owner, 'bench_many.household_card', ['household_id', 'sight', 'region', 'version', 'fresh_until', 'body'], cardLines(ids.slice(start, start + PART), regions.slice(start, start + PART), start, from, vault))
    if ((start / PART) % 4 === 3) place.say(`${start + PART} households of ${many}: cards`)
  }
  await households(place, ids, regions)
  await owner.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1')
  await settle(place)
  await owner.query('SELECT SUM(LENGTH(body)) FROM bench_many.household_card')
  return { ids, regions }
}

/** Writes out what the load left in memory, so that the shots do not meet it. */
async function settle({ owner, say }: Place): Promise<void> {
  const [[before]] = await owner.query<RowDataPacket[]>('SELECT @@innodb_max_dirty_pages_pct AS percent')
  await owner.query('SET GLOBAL innodb_max_dirty_pages_pct = 0')
  for (let second = 0; second < SETTLE_SECONDS; second++) {
    const [[row]] = await owner.query<RowDataPacket[]>(`SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'`)
    if (Number(row.Value) < CLEAN_PAGES) break
    await pause(1000)
  }
  await owner.query('SET GLOBAL innodb_max_dirty_pages_pct = ?', [Number(before.percent)])
  say('what was loaded is written out')
}

function* cardLines(ids: readonly string[], regions: readonly string[], start: number, from: readonly Template[], vault: Vault): Generator<string> {
  for (let i = 0; i < ids.length; i++) {
    const template = from[(start + i) % from.length]
    // By the order of the primary key.
    for (const sight of ['helper', 'office'] as const) {
      yield `${ids[i]}\t${sight}\t${regions[i]}\t1\t${template.freshUntil}\t${written(vault.sealBytes('household_card.body', cardSeal(ids[i], sight), template.bodies[sight]))}\n`
    }
  }
}

/** The households themselves, copied within the database: the card's read does not touch them, but they share its buffer pool. */
async function households(place: Place, ids: readonly string[], regions: readonly string[]): Promise<void> {
  const { owner } = place
  await owner.query('CREATE TABLE bench_many.numbered (n INT PRIMARY KEY, id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, region VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL)')
  await loadData(owner, 'bench_many.numbered', ['n', 'id', 'region'], (function* () { for (let i = 0; i < ids.length; i++) yield `${i}\t${ids[i]}\t${regions[i]}\n` })())
  await owner.query(`CREATE TABLE bench_many.template (PRIMARY KEY (n)) AS SELECT CAST(ROW_NUMBER() OVER (ORDER BY h.id) - 1 AS SIGNED) AS n, h.* FROM (SELECT * FROM bench_county.household ORDER BY id LIMIT ${TEMPLATES}) h`)
  const [columns] = await owner.query<RowDataPacket[]>(`SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'bench_many' AND TABLE_NAME = 'household' AND COLUMN_NAME NOT IN ('id', 'household_no', 'region') ORDER BY ORDINAL_POSITION`)
  const others = columns.map(({ name }) => `\`${name}\``)
  await owner.query(
    `INSERT INTO bench_many.household (id, household_no, region, ${others.join(', ')})
     SELECT x.id, CONCAT('93', LPAD(x.n, 9, '0')), x.region, ${others.map((name) => `t.${name}`).join(', ')} FROM bench_many.numbered x JOIN bench_many.template t ON t.n = MOD(x.n, ${TEMPLATES}) ORDER BY x.n`)
  await owner.query('DROP TABLE bench_many.numbered, bench_many.template')
  place.say(`${ids.length} households`)
}
