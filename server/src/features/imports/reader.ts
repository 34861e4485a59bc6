// Streams one sheet as records: headings placed, cells read, faults reported at their cell.
import type { County } from '../../kernel/county'
import { cleanCell, readCell, shownCell, type CellValue } from './cells'
import { placeColumns } from './columns'
import type { ProblemList, Sheet } from './problem-list'
import { Layout, SheetRecord } from './records'
import { readSheet, unreadable } from './sheets'

export interface ReadRecord { record: SheetRecord; sound: boolean }

const MEGABYTE = 1_048_576

/** Rows below the heading row. `sound`: every cell could be read. Throws UnreadableSheet. */
export async function* readRecords(county: County, sheet: Sheet, path: string, problems: ProblemList): AsyncGenerator<ReadRecord> {
  const { inflatedMegabytes, rows } = county.settings.import
  let layout: Layout | null = null
  for await (const { row, cells } of readSheet(path, { inflatedBytes: inflatedMegabytes * MEGABYTE, rows })) {
    if (layout === null) {
      layout = new Layout(placeColumns(county, sheet, cells.map(cleanCell), problems))
      const placed = layout
      if (county.importColumns[sheet].some((column) => column.required && placed.of(column.field) === undefined)) return
      continue
    }
    yield readRow(county, sheet, row, cells, layout, problems)
  }
  if (layout === null) throw unreadable('没有表头。')
}

function readRow(county: County, sheet: Sheet, row: number, cells: string[], layout: Layout, problems: ProblemList): ReadRecord {
  const { placed } = layout
  const values: CellValue[] = new Array(placed.length)
  const texts: string[] = new Array(placed.length)
  let sound = true
  for (let i = 0; i < placed.length; i++) {
    const { column, at } = placed[i]
    const text = cleanCell(cells[at] ?? '')
    const reading = readCell(county, column, text)
    texts[i] = text
    if ('fault' in reading) {
      sound = false
      values[i] = null
      problems.error(reading.fault.rule, sheet, row, column.heading, shownCell(column, text), reading.fault.expected)
    } else values[i] = reading.value
  }
  return { record: new SheetRecord(row, layout, values, texts), sound }
}
