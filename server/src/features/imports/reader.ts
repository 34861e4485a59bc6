// Streams one sheet as records: headings placed, cells read, faults reported at their cell.
import type { County, ImportColumn } from '../../kernel/county'
import { cleanCell, readCell, shownCell, type CellValue } from './cells'
import { placeColumns, type Placed } from './columns'
import type { ProblemList, Sheet } from './problem-list'
import { SheetRecord } from './records'
import { readSheet, UnreadableSheet } from './sheets'

export interface ReadRecord { record: SheetRecord; sound: boolean }

const MEGABYTE = 1_048_576

/** Rows below the heading row. `sound`: every cell could be read. Throws UnreadableSheet. */
export async function* readRecords(county: County, sheet: Sheet, path: string, problems: ProblemList): AsyncGenerator<ReadRecord> {
  const { inflatedMegabytes, rows } = county.settings.import
  let placed: Placed[] | null = null
  let columns: ReadonlyMap<string, ImportColumn> = new Map()
  for await (const { row, cells } of readSheet(path, { inflatedBytes: inflatedMegabytes * MEGABYTE, rows })) {
    if (placed === null) {
      placed = placeColumns(county, sheet, cells.map(cleanCell), problems)
      columns = new Map(placed.map(({ column }) => [column.field, column]))
      if (problems.errors > 0 && county.importColumns[sheet].some((column) => column.required && !columns.has(column.field))) return
      continue
    }
    yield readRow(county, sheet, row, cells, placed, columns, problems)
  }
  if (placed === null) throw new UnreadableSheet('没有表头。')
}

function readRow(county: County, sheet: Sheet, row: number, cells: string[], placed: Placed[], columns: ReadonlyMap<string, ImportColumn>, problems: ProblemList): ReadRecord {
  const values = new Map<string, CellValue>()
  const texts = new Map<string, string>()
  let sound = true
  for (const { column, at } of placed) {
    const text = cleanCell(cells[at] ?? '')
    const reading = readCell(county, column, text)
    if (text !== '') texts.set(column.field, shownCell(column, text))
    if ('fault' in reading) {
      sound = false
      problems.error(reading.fault.rule, sheet, row, column.heading, shownCell(column, text), reading.fault.expected)
    } else values.set(column.field, reading.value)
  }
  return { record: new SheetRecord(row, values, texts, columns), sound }
}
