// Which column of a sheet holds which field: headings in any order, other spellings, unknown ones reported.
import type { County, ImportColumn } from '../../kernel/county'
import type { ProblemList, Sheet } from './problem-list'

/** Spaces, brackets of either width and line ends do not make another heading. */
const plain = (heading: string): string => heading.replace(/[\s\u200b\ufeff]+/g, '').replace(/[(（]/g, '（').replace(/[)）]/g, '）')

export interface Placed { column: ImportColumn; at: number }

/** Fields in the sheet's order. Unknown and repeated headings are warnings; a missing required one is an error of rule `column`. */
export function placeColumns(county: County, sheet: Sheet, headings: string[], problems: ProblemList): Placed[] {
  const columns = county.importColumns[sheet]
  const known = new Map(columns.flatMap((column) => [column.heading, ...column.aliases ?? []].map((text) => [plain(text), column] as const)))
  const placed: Placed[] = []
  headings.forEach((heading, at) => {
    if (!heading) return
    const column = known.get(plain(heading))
    if (!column) problems.warn('column', sheet, 1, heading, heading, '不认识的列，这一列没有读')
    else if (placed.some((p) => p.column.field === column.field)) problems.warn('column', sheet, 1, heading, heading, `与前面的“${column.heading}”重复，只读前一列`)
    else placed.push({ column, at })
  })
  for (const column of columns) {
    if (column.required && !placed.some((p) => p.column === column)) problems.error('column', sheet, 1, column.heading, '', `缺少“${column.heading}”这一列`)
  }
  return placed.filter((p) => p.column.kind !== 'ignored')
}
