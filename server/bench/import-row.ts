// Row 4: the import of both national sheets by its command, against LOAD DATA of the rows that it wrote.
import { fork } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import { openCli } from '../src/cli/open'
import { county } from '../src/kernel/county'
import { syncRegions } from '../src/seed'
import { writeImportSheets, type ImportSheets } from './import-sheets'
import { loadData, written } from './load-data'
import { median } from './load'
import type { Place } from './place'
import type { Report } from './report'
import type { Settings } from './settings'

const TABLES = ['household', 'member'] as const
const RUNS = 2
const MEGABYTE = 2 ** 20
const TARGET = { times: 10, megabytes: 300 }

export async function importRow(place: Place, settings: Settings, report: Report): Promise<void> {
  const sheets = await writeImportSheets(place.folder, settings.importHouseholds, settings.importMembers)
  const imports: number[] = []
  const memory: number[] = []
  const floors: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await emptyCounty(place)
    const { seconds, megabytes } = await importOnce(place, sheets)
    imports.push(seconds)
    memory.push(megabytes)
    await check(place, settings)
    const rows = await Promise.all(TABLES.map((table) => exported(place.owner, table)))
    for (let i = 0; i < 2; i++) floors.push(await loadOnce(place.owner, rows))
  }
  const [ours, floor, most] = [median(imports), median(floors), Math.max(...memory)]
  const work = `import of ${settings.importHouseholds.toLocaleString('en')} households + ${settings.importMembers.toLocaleString('en')} members with validation`
  report.row({ work, floor: `${floor.toFixed(1)} s (LOAD DATA)`, ours: `${ours.toFixed(1)} s`, measured: `${(ours / floor).toFixed(1)} ×`, target: '≤ 10 ×', reached: ours <= floor * TARGET.times })
  report.row({ work: 'the same, memory of the import process', floor: '–', ours: `${most.toFixed(0)} MB`, measured: '–', target: '≤ 300 MB', reached: most <= TARGET.megabytes })
  report.detail('Import', [
    'The command `server/dist/cli/import.js … --apply`, from its start to its end, on two CSV files; checked, compared, sealed, indexed, with codes, steps, figures and audit, in one transaction. Floor: LOAD DATA LOCAL of the written `household` and `member` rows into empty tables of the same columns and indexes.', '',
    `Import: ${imports.map((s) => `${s.toFixed(1)} s`).join(', ')}. LOAD DATA: ${floors.map((s) => `${s.toFixed(1)} s`).join(', ')}. Most resident memory: ${memory.map((m) => `${m.toFixed(0)} MB`).join(', ')}.`,
  ])
}

/** A database with its regions and nobody in it. */
async function emptyCounty(place: Place): Promise<void> {
  await place.owner.query('DROP DATABASE IF EXISTS bench_import')
  const { db, close } = await openCli({ ...place.env, databaseOwnerUrl: place.url('bench_import'), databaseUrl: null })
  await syncRegions(db, county)
  await close()
}

function importOnce(place: Place, sheets: ImportSheets): Promise<{ seconds: number; megabytes: number }> {
  const log = place.logOf('import')
  const told = join(place.folder, 'import-memory')
  const out = openSync(log, 'a', 0o600)
  const started = performance.now()
  const child = fork(join(__dirname, '../cli/import.js'), [sheets.households, sheets.members, '--apply'],
    { env: { ...process.env, ...place.environment('bench_import'), TELL_MEMORY: told }, stdio: ['ignore', out, out, 'ipc'], execArgv: ['--require', join(__dirname, 'tell-memory.js')] })
  return new Promise((resolve, reject) => child.once('exit', (code) => {
    if (code === 0) resolve({ seconds: (performance.now() - started) / 1000, megabytes: Number(readFileSync(told, 'utf8')) * 1024 / MEGABYTE })
    else reject(new Error(`the import ended with ${code}; see ${log}`))
  }))
}

async function check(place: Place, settings: Settings): Promise<void> {
  for (const [table, expected] of [['household', settings.importHouseholds], ['member', settings.importMembers]] as const) {
    const [[row]] = await place.owner.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM bench_import.${table}`)
    if (Number(row.n) !== expected) throw new Error(`the import wrote ${row.n} rows of ${table}, not ${expected}`)
  }
}

interface Exported { table: string; columns: string[]; lines: string[] }

/** All rows of an imported table as LOAD DATA reads them. */
async function exported(owner: Connection, table: string): Promise<Exported> {
  const [rows, fields] = await owner.query<RowDataPacket[][]>({ sql: `SELECT * FROM bench_import.${table}`, rowsAsArray: true, typeCast: (field) => field.buffer() })
  return { table, columns: fields.map((field) => field.name), lines: rows.map((row) => `${row.map((value) => written(value as unknown as Buffer | null)).join('\t')}\n`) }
}

async function loadOnce(owner: Connection, tables: readonly Exported[]): Promise<number> {
  await owner.query('DROP DATABASE IF EXISTS bench_load')
  await owner.query('CREATE DATABASE bench_load CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci')
  for (const { table } of tables) await owner.query(`CREATE TABLE bench_load.${table} LIKE bench_import.${table}`)
  const started = performance.now()
  for (const { table, columns, lines } of tables) await loadData(owner, `bench_load.${table}`, columns, lines)
  const seconds = (performance.now() - started) / 1000
  for (const { table, lines } of tables) {
    const [[row]] = await owner.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM bench_load.${table}`)
    if (Number(row.n) !== lines.length) throw new Error(`LOAD DATA wrote ${row.n} rows of ${table}, not ${lines.length}`)
  }
  return seconds
}
