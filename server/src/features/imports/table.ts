// A small table of a person's own making, by the columns of `config/county`: every cell read, each fault at its place.
import type { CellProblem } from '@onecard/shared/contract/payments.views'
import type { County, ImportColumn } from '../../kernel/county'
import { cleanCell, readCell, shownCell, type CellValue } from './cells'
import { plain } from './columns'
import { readSheet, unreadable, type SheetLimits } from './sheets'

/** Values by field; a column that the sheet has not is absent. */
export interface TableRow { row: number; values: Map<string, CellValue>; problems: CellProblem[] }

/** Rows below the headings. Throws UnreadableSheet for a file that is no table or lacks a required column. Unknown columns are left alone. */
export async function* readTable(county: County, columns: readonly ImportColumn[], path: string, limits: SheetLimits): AsyncGenerator<TableRow> {
  const known = new Map(columns.flatMap((column) => [column.heading, ...column.aliases ?? []].map((text) => [plain(text), column] as const)))
  let placed: { column: ImportColumn; at: number }[] | null = null
  for await (const { row, cells } of readSheet(path, limits)) {
    if (placed === null) {
      placed = cells.flatMap((cell, at) => { const column = known.get(plain(cleanCell(cell))); return column ? [{ column, at }] : [] })
      const missing = columns.filter((column) => column.required && !placed?.some((p) => p.column === column))
      if (missing.length > 0) throw unreadable(`缺少“${missing.map((column) => column.heading).join('”“')}”列。`)
      continue
    }
    const values = new Map<string, CellValue>()
    const problems: CellProblem[] = []
    for (const { column, at } of placed) {
      const text = cleanCell(cells[at] ?? '')
      const reading = readCell(county, column, text)
      if ('fault' in reading) problems.push({ row, column: column.heading, read: shownCell(column, text), expected: reading.fault.expected })
      else if (!values.has(column.field) || values.get(column.field) === null) values.set(column.field, reading.value)
    }
    yield { row, values, problems }
  }
  if (placed === null) throw unreadable('里面没有内容。')
}
