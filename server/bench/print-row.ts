// Rows: a village of 300 cards as one PDF, against pdfkit drawing the same glyphs; the cards of the whole county in one run, by memory; an export of
// the county's lines as XLSX, against the spreadsheet library streaming the same cells.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import { stream as excel } from '@protobi/exceljs'
import PDFDocument from 'pdfkit'
import type { PrintJobView } from '@onecard/shared/contract/prints.views'
import type { RowDataPacket } from 'mysql2/promise'
import { openCli } from '../src/cli/open'
import { AnnualContents, Frozen } from '../src/features/annual-cards'
import { CardSource, type PrintedCard } from '../src/features/prints/card-source'
import { TableSource } from '../src/features/prints/table-source'
import { county } from '../src/kernel/county'
import { drawCard, openPaper } from '../src/paper'
import { fonts, runsOf, type Face } from '../src/paper/type'
import { startChild } from './children'
import { median } from './load'
import type { Place } from './place'
import type { Population } from './population'
import type { Report } from './report'
import { officeToken } from './session'
import type { Settings } from './settings'

const DB = 'bench_county'
const VILLAGE = 300
/** mm → points, and the baseline below the middle of a line in em, as `paper/sheet` has them. */
const MM = 72 / 25.4
const BASELINE = 0.37
const TARGET = { pdf: 1.5, cards: 400, xlsx: 1.3, lines: 300 }
const MEGABYTE = 2 ** 20
const POLL_MS = 20

type Glyphs = { font: string; size: number; text: string; x: number; y: number } | 'page'

class Desk {
  constructor(private readonly url: string, private readonly token: string) {}

  /** Milliseconds from the wish to the last byte of the file. */
  async make(wish: object): Promise<{ ms: number; job: PrintJobView; bytes: number }> {
    const headers = { authorization: `Bearer ${this.token}` }
    const began = performance.now()
    const created = await fetch(`${this.url}/api/v1/print-jobs`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify(wish) })
    let job = await created.json() as PrintJobView
    if (!created.ok) throw new Error(`a print was answered with ${created.status}: ${JSON.stringify(job)}`)
    while (job.state === 'waiting' || job.state === 'running') {
      await pause(POLL_MS)
      job = await (await fetch(`${this.url}/api/v1/print-jobs/${job.id}`, { headers })).json() as PrintJobView
    }
    if (job.state !== 'done') throw new Error(`a print ended ${job.state}`)
    let bytes = 0
    for await (const chunk of (await fetch(`${this.url}/api/v1/print-jobs/${job.id}/file`, { headers })).body ?? []) bytes += chunk.length
    return { ms: performance.now() - began, job, bytes }
  }
}

export async function printRows(place: Place, settings: Settings, population: Population, report: Report): Promise<void> {
  const year = county.lastClosedYear(new Date().toISOString().slice(0, 10))
  const { db, vault, close } = await openCli({ ...place.env, databaseOwnerUrl: place.url(DB), databaseUrl: null })
  const house = db.everywhere('the bench prints what it measures')
  const cards = new CardSource(house, new Frozen(vault), new AnnualContents(county, vault), 'https://onecard.example.gov.cn')
  try {
    const { token } = await officeToken(db)
    await villageRow(place, settings, report, token, cards, year)
    await countyCards(place, report, token, year)
    const table = new TableSource(house, vault, county, cards).of('sheets', { region: null, group: null, households: [], year, period: null, perSheet: 8, drafts: false, reasoned: false })
    await exportRow(place, settings, report, token, year, table.columns.map((column) => column.kind), (await table.rows(population.ids.slice(0, 100))).map((row) => table.columns.map((column) => column.of(row))))
  } finally { await close() }
}

/** Serves the county's database, and tells afterwards the most megabytes it ever held. */
async function serving<T>(place: Place, name: string, token: string, work: (desk: Desk) => Promise<T>): Promise<{ answer: T; megabytes: number }> {
  const told = join(place.folder, `print-memory-${name}`)
  const server = await startChild('our-server', { ...place.environment(DB), DATA_DIR: join(place.folder, `prints-${name}`), TELL_MEMORY: told, CHILD_NODE_OPTIONS: `--require=${join(__dirname, 'tell-memory.js')}` }, place.logOf('print'))
  let answer: T
  try { answer = await work(new Desk(server.url, token)) } finally { await server.stop() }
  return { answer, megabytes: Number(readFileSync(told, 'utf8')) * 1024 / MEGABYTE }
}

async function villageRow(place: Place, settings: Settings, report: Report, token: string, cards: CardSource, year: number): Promise<void> {
  const [rows] = await place.owner.query<RowDataPacket[]>(`SELECT DISTINCT c.household_id AS id FROM ${DB}.issued_card c WHERE c.year = ? ORDER BY c.household_id LIMIT ${VILLAGE}`, [year])
  const ids = rows.map((row) => row.id as string)
  const [[home]] = await place.owner.query<RowDataPacket[]>(`SELECT region FROM ${DB}.household WHERE id = ?`, [ids[0]])
  const before = await regionsOf(place, ids)
  await place.owner.query(`UPDATE ${DB}.household SET region = ? WHERE id IN (?)`, [home.region, ids])
  try { await village(place, settings, report, token, cards, ids, year) } finally {
    for (const [id, region] of before) await place.owner.query(`UPDATE ${DB}.household SET region = ? WHERE id = ?`, [region, id])
  }
}

/** The population's villages are smaller: neighbours join one for as long as it is printed. */
async function regionsOf(place: Place, ids: readonly string[]): Promise<[string, string][]> {
  const [rows] = await place.owner.query<RowDataPacket[]>(`SELECT id, region FROM ${DB}.household WHERE id IN (?)`, [ids])
  return rows.map((row) => [row.id as string, row.region as string])
}

async function village(place: Place, settings: Settings, report: Report, token: string, cards: CardSource, ids: readonly string[], year: number): Promise<void> {
  const contents = await cards.cards(ids, year, false)
  const [ours, floor]: number[][] = [[], []]
  let bytes = 0
  await serving(place, 'village', token, async (desk) => {
    for (let round = 0; round <= settings.rounds; round++) {
      // The floor does not learn from the one before: whoever prints a village does so once.
      const glyphs = record(contents)
      floor.push(await drawPlainly(glyphs))
      const { ms, job, bytes: size } = await desk.make({ kind: 'cards', households: ids, year })
      if (job.progress.done !== ids.length) throw new Error(`${job.progress.done} of ${ids.length} cards`)
      ours.push(ms)
      bytes = size
    }
  })
  for (const list of [ours, floor]) list.shift()
  const ratios = ours.map((ms, i) => ms / floor[i])
  const times = median(ratios)
  report.row({ work: `a village of ${ids.length} cards as one PDF`, floor: `${median(floor).toFixed(0)} ms (pdfkit, the same glyphs)`, ours: `${median(ours).toFixed(0)} ms`, measured: `${times.toFixed(2)} ×`, target: '≤ 1.5 ×', reached: times <= TARGET.pdf })
  report.detail('Paper', [`From the wish over HTTP to the last byte fetched: scope, job, frozen cards opened, both sides with codes, rules and structure, sealed in the store; ${(bytes / MEGABYTE).toFixed(1)} MB. Floor: pdfkit in this process with the same fonts, every text at its place by its own calls, nothing else on the pages, the file thrown away. Ratios: least ${Math.min(...ratios).toFixed(2)}, most ${Math.max(...ratios).toFixed(2)}.`])
}

/** Every text of the cards at its place. */
function record(contents: readonly PrintedCard[]): Glyphs[] {
  const { doc, sheet } = openPaper({ title: '', subject: '', author: '', at: new Date() })
  doc.resume()
  const glyphs: Glyphs[] = []
  const page = sheet.page.bind(sheet)
  sheet.page = () => { glyphs.push('page'); page() }
  sheet.text = (text, x, y, w, h, { size, face = 'plain' as Face, align = 'left' }) => {
    const runs = runsOf(text, face)
    const width = runs.reduce((sum, run) => sum + run.em * size, 0)
    let at = x * MM + (align === 'left' ? 0 : align === 'center' ? (w * MM - width) / 2 : w * MM - width)
    for (const run of runs) { glyphs.push({ font: run.font, size, text: run.text, x: at, y: (y + h / 2) * MM + BASELINE * size }); at += run.em * size }
  }
  const words = { title: `${county.settings.name}精准扶贫明白卡`, ...county.settings.paper }
  for (const { content, stamp } of contents) drawCard(sheet, content, stamp, words, { evenPages: true })
  return glyphs
}

async function drawPlainly(glyphs: readonly Glyphs[]): Promise<number> {
  const began = performance.now()
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, font: '' })
  for (const [name, bytes] of fonts()) doc.registerFont(name, bytes)
  doc.resume()
  for (const each of glyphs) {
    if (each === 'page') doc.addPage()
    else doc.font(each.font, each.size).text(each.text, each.x, each.y, { lineBreak: false, baseline: 'alphabetic' })
  }
  doc.end()
  await finished(doc)
  return performance.now() - began
}

async function countyCards(place: Place, report: Report, token: string, year: number): Promise<void> {
  const { answer: { job, ms, bytes }, megabytes } = await serving(place, 'county', token, (desk) => desk.make({ kind: 'cards', region: county.settings.region, year, drafts: 'true' }))
  report.row({ work: `${job.progress.done.toLocaleString('en')} cards in one run, a PDF per village in a ZIP: memory of the server`, floor: '–', ours: `${megabytes.toFixed(0)} MB (${(ms / 1000).toFixed(0)} s, ${(bytes / MEGABYTE).toFixed(0)} MB of file)`, measured: '–', target: '≤ 400 MB', reached: megabytes <= TARGET.cards })
}

type Value = string | number | null

async function exportRow(place: Place, settings: Settings, report: Report, token: string, year: number, kinds: string[], sample: Value[][]): Promise<void> {
  const [ours, floor]: number[][] = [[], []]
  let lines = 0
  const { megabytes } = await serving(place, 'export', token, async (desk) => {
    for (let round = 0; round < Math.max(2, Math.min(3, settings.rounds)); round++) {
      const { ms, job } = await desk.make({ kind: 'sheets_xlsx', region: county.settings.region, year })
      lines = job.progress.done
      ours.push(ms)
      floor.push(await writePlainly(lines, kinds, sample))
    }
  })
  const times = median(ours.map((ms, i) => ms / floor[i]))
  report.row({ work: `export of ${lines.toLocaleString('en')} lines to XLSX`, floor: `${(median(floor) / 1000).toFixed(1)} s (the library alone, the same cells)`, ours: `${(median(ours) / 1000).toFixed(1)} s`, measured: `${times.toFixed(2)} ×`, target: '≤ 1.3 ×', reached: times <= TARGET.xlsx })
  report.row({ work: 'the same, memory of the server', floor: '–', ours: `${megabytes.toFixed(0)} MB`, measured: '–', target: '≤ 300 MB', reached: megabytes <= TARGET.lines })
  report.detail('Export', ['From the wish over HTTP to the last byte fetched, read from the database in batches of forty households. Floor: the same library streams as many rows, taken in turn from a hundred households\' cells that are ready in memory, into nothing.'])
}

async function writePlainly(lines: number, kinds: readonly string[], sample: Value[][]): Promise<number> {
  const began = performance.now()
  const out = new PassThrough()
  out.resume()
  const book = new excel.xlsx.WorkbookWriter({ stream: out as never, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet('收支明细')
  sheet.columns = kinds.map((kind) => ({ width: 13, style: kind === 'money' ? { numFmt: '#,##0.00' } : {} }))
  const rows = sample.map((row) => row.map((value, i) => kinds[i] === 'money' && typeof value === 'number' ? value / 100 : value))
  for (let n = 0; n < lines; n++) {
    sheet.addRow(rows[n % rows.length]).commit()
    if (n % 250 === 0) await new Promise((go) => { setImmediate(go) })
  }
  sheet.commit()
  await book.commit()
  return performance.now() - began
}
