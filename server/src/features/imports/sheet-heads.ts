// Opens both files as far as their heading rows: which sheet each is, and whether it has what it must have, before any row is read.
import type { County } from '../../kernel/county'
import { cleanCell } from './cells'
import { knownColumns, missingColumns } from './columns'
import type { ProblemList, Sheet } from './problem-list'
import { readSheet, unreadable, UnreadableSheet, type SheetRow } from './sheets'

/** `rows`: those below the heading row, still to be read. Throws UnreadableSheet where it shows. */
export interface OpenSheet { sheet: Sheet; headings: string[]; headRow: number; rows: AsyncGenerator<SheetRow> }
/** `swapped`: the two files came in each other's place. */
export interface OpenSheets { households: OpenSheet; members: OpenSheet; swapped: boolean }

const MEGABYTE = 1_048_576
export const SHEET_NAMES: Record<Sheet, string> = { households: '贫困户表', members: '家庭成员表' }
const OTHER: Record<Sheet, Sheet> = { households: 'members', members: 'households' }
/** Headings named in a report. */
const NAMED = 4

/** Null when one of them cannot be taken as it is: the list of problems says why, once for each cause. */
export async function openSheets(county: County, files: Record<Sheet, string>, problems: ProblemList): Promise<OpenSheets | null> {
  const first = await open(county, 'households', files.households, problems)
  const second = await open(county, 'members', files.members, problems)
  const opened = first && second && assigned(county, first, second, problems)
  if (!opened) await closeSheets(first, second)
  return opened
}

/** Ends what is still being read. */
export async function closeSheets(...sheets: (OpenSheet | null)[]): Promise<void> {
  for (const sheet of sheets) await sheet?.rows.return(undefined)
}

async function open(county: County, sheet: Sheet, path: string, problems: ProblemList): Promise<OpenSheet | null> {
  const { inflatedMegabytes, rows: limit } = county.settings.import
  const rows = readSheet(path, { inflatedBytes: inflatedMegabytes * MEGABYTE, rows: limit })
  try {
    const { done, value } = await rows.next()
    if (done) throw unreadable('没有表头。')
    return { sheet, headings: value.cells.map(cleanCell), headRow: value.row, rows }
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error
    reportUnreadable(sheet, error, 1, problems)
    return null
  }
}

function assigned(county: County, first: OpenSheet, second: OpenSheet, problems: ProblemList): OpenSheets | null {
  const kinds = [kindOf(county, first), kindOf(county, second)] as const
  if (kinds[0] === kinds[1]) {
    const wrong = kinds[0] === 'households' ? second : first
    problems.stop('file', wrong.sheet, wrong.headRow, '', `这是${SHEET_NAMES[OTHER[wrong.sheet]]}`, `这里要${SHEET_NAMES[wrong.sheet]}`)
    return null
  }
  const swapped = kinds[0] === 'members'
  const [households, members] = swapped ? [second, first] : [first, second]
  if (swapped) problems.warn('file', 'households', households.headRow, '', '两个文件放反了', '已按列名认出，各当各的表读')
  const opened = { households: { ...households, sheet: 'households' as const }, members: { ...members, sheet: 'members' as const }, swapped }
  const whole = [opened.households, opened.members].filter((sheet) => isWhole(county, sheet, problems))
  return whole.length === 2 ? opened : null
}

/** By its columns; where they do not tell, what it was given as. */
function kindOf(county: County, { sheet, headings }: OpenSheet): Sheet {
  return knownColumns(county, OTHER[sheet], headings) > knownColumns(county, sheet, headings) ? OTHER[sheet] : sheet
}

function isWhole(county: County, { sheet, headings, headRow }: OpenSheet, problems: ProblemList): boolean {
  const missing = missingColumns(county, sheet, headings)
  if (knownColumns(county, sheet, headings) === 0) {
    problems.stop('column', sheet, headRow, '', headings.filter(Boolean).slice(0, NAMED).join('、'), `第一行要是表头，有“${missing.slice(0, NAMED).join('”“')}”等列`)
    return false
  }
  for (const heading of missing) problems.stop('column', sheet, headRow, heading, '', `缺少“${heading}”这一列`)
  return missing.length === 0
}

/** A file that is no table, or stops being one, is one problem; `row`: where it shows when the fault itself does not say. */
export function reportUnreadable(sheet: Sheet, error: UnreadableSheet, row: number, problems: ProblemList): void {
  const at = error.at ?? { row, column: '', read: error.message, expected: '用 Excel 另存为 .xlsx 或 .csv 后再传' }
  problems.stop('file', sheet, at.row, at.column, at.read, at.expected)
}
