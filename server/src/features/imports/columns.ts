// Which column of a sheet holds which field: headings in any order, other spellings, unknown ones reported.
import type { County, ImportColumn } from '../../kernel/county'
import type { ProblemList, Sheet } from './problem-list'

/** Spaces, brackets of either width and line ends do not make another heading. */
export const plain = (heading: string): string => heading.replace(/[\s\u200b\ufeff]+/g, '').replace(/[(（]/g, '（').replace(/[)）]/g, '）')

export interface Placed { column: ImportColumn; at: number }

function knownHeadings(county: County, sheet: Sheet): Map<string, ImportColumn> {
  return new Map(county.importColumns[sheet].flatMap((column) => [column.heading, ...column.aliases ?? []].map((text) => [plain(text), column] as const)))
}

/** How many of a sheet's columns these headings name: tells which of the two sheets a file is. */
export function knownColumns(county: County, sheet: Sheet, headings: readonly string[]): number {
  const known = knownHeadings(county, sheet)
  return new Set(headings.flatMap((heading) => known.get(plain(heading)) ?? [])).size
}

/** Required headings that are not there, as the county's list names them. */
export function missingColumns(county: County, sheet: Sheet, headings: readonly string[]): string[] {
  const known = knownHeadings(county, sheet)
  const there = new Set(headings.map((heading) => known.get(plain(heading))))
  return county.importColumns[sheet].filter((column) => column.required && !there.has(column)).map((column) => column.heading)
}

/** Fields in the sheet's order. Unknown and repeated headings are warnings. */
export function placeColumns(county: County, sheet: Sheet, headings: readonly string[], problems: ProblemList): Placed[] {
  const known = knownHeadings(county, sheet)
  const placed: Placed[] = []
  headings.forEach((heading, at) => {
    if (!heading) return
    const column = known.get(plain(heading))
    if (!column) problems.warn('column', sheet, 1, heading, heading, '不认识的列，这一列没有读')
    else if (placed.some((p) => p.column.field === column.field)) problems.warn('column', sheet, 1, heading, heading, `与前面的“${column.heading}”重复，只读前一列`)
    else placed.push({ column, at })
  })
  return placed.filter((p) => p.column.kind !== 'ignored')
}
