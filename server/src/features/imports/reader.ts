// Streams one sheet as records: headings placed, cells read, faults reported at their cell.
import type { County } from '../../kernel/county'
import { cleanCell, readCell, shownCell, type CellValue } from './cells'
import { placeColumns } from './columns'
import type { ProblemList, Sheet } from './problem-list'
import { Layout, SheetRecord } from './records'
import { reportUnreadable, type OpenSheet } from './sheet-heads'
import { UnreadableSheet } from './sheets'

export interface ReadRecord { record: SheetRecord; sound: boolean }

/** Rows below the heading row. `sound`: every cell could be read. A sheet that breaks off, or has no rows, stops the list of problems. */
export async function* readRecords(county: County, { sheet, headings, headRow, rows }: OpenSheet, problems: ProblemList): AsyncGenerator<ReadRecord> {
  const layout = new Layout(placeColumns(county, sheet, headings, problems))
  let last = headRow
  try {
    for await (const { row, cells } of rows) {
      last = row
      yield readRow(county, sheet, row, cells, layout, problems)
    }
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error
    reportUnreadable(sheet, error, last + 1, problems)
    return
  }
  if (last === headRow) problems.stop('empty', sheet, headRow + 1, '', '', '表头下面没有数据，没有可导入的内容')
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
