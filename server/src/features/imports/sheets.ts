// The one place that opens a sheet: csv (UTF-8 or GBK) and xlsx, row by row, every cell as text.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { stream as excel } from '@protobi/exceljs'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { zipFault } from './zip-bounds'

/** `row` counts as a spreadsheet program does: 1 is the heading row. Empty rows are left out, but counted. */
export interface SheetRow { row: number; cells: string[] }

export interface SheetLimits { inflatedBytes: number; rows: number }

/** Where a sheet stops being readable; `column` is its heading, '' when unknown. */
export interface SheetPlace { row: number; column: string; read: string; expected: string }

/** Not a table that we can read; the message is for the person, in Chinese. `at`: where, when one place is at fault. */
export class UnreadableSheet extends Error {
  constructor(why: string, readonly at: SheetPlace | null = null) { super(why) }
}
export const unreadable = (why: string, at: SheetPlace | null = null): UnreadableSheet => new UnreadableSheet(why, at)

/** Longest text of a cell in a spreadsheet. */
const CELL_LENGTH = 32_767
/** A cell with a line end and as many commas has swallowed the rows below it. */
const SWALLOWED_COMMAS = 5
/** Enough to hold the heading row, whose Chinese decides between UTF-8 and GBK. */
const PROBE_BYTES = 1_048_576

/** Rows of the first worksheet. Throws UnreadableSheet, at the row where it shows. */
export async function* readSheet(path: string, limits: SheetLimits): AsyncGenerator<SheetRow> {
  const head = await probe(path)
  if (head.length === 0) throw unreadable('文件是空的。')
  if (head.readUInt32BE(0) === 0xd0cf11e0) throw unreadable('这是旧的 .xls 格式。')
  const rows = head[0] === 0x50 && head[1] === 0x4b ? xlsxRows(path, limits) : csvRows(path, head)
  for await (const row of rows) {
    if (row.row > limits.rows + 1) throw unreadable(`超过 ${limits.rows} 行。`)
    if (row.cells.some((cell) => cell !== '')) yield row
  }
}

async function probe(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(PROBE_BYTES)
    const { bytesRead } = await file.read(buffer, 0, PROBE_BYTES, 0)
    return bytesRead >= 4 || bytesRead === 0 ? buffer.subarray(0, bytesRead) : Buffer.concat([buffer.subarray(0, bytesRead), Buffer.from('    ')])
  } finally { await file.close() }
}

function isUtf8(head: Buffer): boolean {
  try { new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }); return true } catch { return false }
}

async function* csvRows(path: string, head: Buffer): AsyncGenerator<SheetRow> {
  const source = createReadStream(path)
  let headings: string[] = []
  // The parser throws away what it has read when it fails, so the heading row is kept as it passes.
  const parser = parse({ bom: true, trim: true, relax_column_count: true, relax_quotes: true, max_record_size: 1_000_000, on_record: (cells: string[]) => { if (headings.length === 0) headings = cells; return cells } })
  const text: NodeJS.ReadableStream = isUtf8(head) ? source : source.pipe(iconv.decodeStream('gbk'))
  const broken = (error: Error): void => { parser.destroy(error) }
  source.on('error', broken)
  if (text !== source) text.on('error', broken)
  let row = 0
  try {
    for await (const cells of text.pipe(parser) as AsyncIterable<string[]>) {
      row++
      const swallowing = cells.findIndex(hasSwallowedRows)
      if (swallowing >= 0) throw openQuote(row, headings[swallowing])
      yield { row, cells }
    }
  } catch (error) {
    if (error instanceof UnreadableSheet) throw error
    if (!(error instanceof CsvError)) throw unreadable('文件读到一半断了。')
    const { records, column } = error as { records?: number; column?: number }
    throw openQuote((records ?? row) + 1, headings[column ?? -1])
  } finally { source.destroy() }
}

function hasSwallowedRows(cell: string): boolean {
  return cell.includes('\n') && cell.split(',').length > SWALLOWED_COMMAS
}

/** With these settings of the parser a quote that is never closed is the only fault there is. */
function openQuote(row: number, heading: string | undefined): UnreadableSheet {
  return unreadable(`第 ${row} 行有双引号没有成对。`, { row, column: heading ?? '', read: '只有开头的双引号 "', expected: '双引号成对出现；文字里不需要的引号请删掉' })
}

async function* xlsxRows(path: string, limits: SheetLimits): AsyncGenerator<SheetRow> {
  const fault = await zipFault(path, limits.inflatedBytes).catch(() => '文件已损坏。')
  if (fault) throw unreadable(fault)
  const reader = new excel.xlsx.WorkbookReader(path, { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'ignore' })
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const values = row.values as unknown[]
        yield { row: row.number, cells: Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => cellText(values[i + 1]).trim().slice(0, CELL_LENGTH)) }
      }
      return
    }
  } catch (error) {
    if (error instanceof UnreadableSheet) throw error
    throw unreadable('文件已损坏，或不是表格。')
  }
  throw unreadable('里面没有工作表。')
}

/** A cell of any kind as the text a person sees; dates as YYYY-MM-DD. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(0) : String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  const cell = value as { richText?: { text: string }[]; text?: unknown; result?: unknown; error?: string; formula?: string; sharedFormula?: string }
  if (cell.richText) return cell.richText.map((part) => part.text).join('')
  if (cell.text !== undefined) return cellText(cell.text)
  if (cell.result !== undefined) return cellText(cell.result)
  // A formula that no program has reckoned yet has no value; it must not pass for an empty cell.
  const formula = cell.formula ?? cell.sharedFormula
  return cell.error ?? (formula === undefined ? '' : `=${formula}`)
}
