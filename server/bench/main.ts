// The bench: every row of the table of speeds, in one run, on this machine. Started by `npm run bench`.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../src/kernel/env'
import { annualRows } from './annual-row'
import { approveRow } from './approve-row'
import { cardRows } from './card-row'
import { deltaRow } from './delta-row'
import { importRow } from './import-row'
import { machine } from './machine'
import { drop, openPlace, type Place } from './place'
import { millionRow } from './million-row'
import { phoneRow } from './phone-row'
import { photoRow } from './photo-row'
import { populate } from './population'
import { printRows } from './print-row'
import { queueRow } from './queue-row'
import { Report } from './report'
import { visitRows } from './visit-row'
import { readSettings, ROWS, type RowName, type Settings } from './settings'

const HERE = join(ROOT, 'server/bench')

async function run(place: Place, settings: Settings, report: Report): Promise<void> {
  const asks = (...rows: RowName[]): boolean => rows.some((row) => settings.rows.includes(row))
  if (asks('import')) await importRow(place, settings, report)
  if (!asks('card', 'scan', 'phone', 'overdue', 'visit', 'photo', 'delta', 'queue', 'approve', 'annual', 'print', 'million')) return
  const population = await populate(place, settings.perVillage)
  if (asks('card', 'scan')) await cardRows(place, settings, population, report)
  if (asks('phone')) await phoneRow(place, settings, population, report)
  if (asks('overdue', 'visit')) await visitRows(place, settings, population, report)
  if (asks('photo')) await photoRow(place, settings, population, report)
  if (asks('delta')) await deltaRow(place, settings, population, report)
  if (asks('queue')) await queueRow(place, settings, population, report)
  if (asks('approve')) await approveRow(place, settings, population, report)
  if (asks('annual')) await annualRows(place, settings, population, report)
  if (asks('print')) await printRows(place, settings, population, report)
  if (asks('million')) await millionRow(place, settings, population, report)
}

async function main(): Promise<void> {
  const began = Date.now()
  const settings = readSettings()
  const place = await openPlace()
  const report = new Report()
  try {
    await run(place, settings, report)
    const tried = join(HERE, 'TRIED.md')
    const whole = !settings.quick && settings.rows.length === ROWS.length
    report.write(whole ? join(HERE, 'RESULTS.md') : join(place.folder, 'RESULTS.md'), await machine(place.owner), { quick: !whole, tried: existsSync(tried) ? readFileSync(tried, 'utf8') : '', minutes: (Date.now() - began) / 60_000 })
    process.stdout.write(`\n${report.text}\n`)
  } finally {
    await drop(place.owner)
    await place.owner.end()
  }
}

main().then(() => process.exit(0), (error: Error) => { process.stderr.write(`${error.stack}\n`); process.exit(1) })
