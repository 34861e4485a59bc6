// A village's month as a table: which columns it has, what stands in it, and what a filled one says of each household.
import { MOST_FEN, type SheetLine } from '@onecard/shared/contract/sheets.requests'
import type { CellProblem } from '@onecard/shared/contract/payments.views'
import { formatFen, sumFen } from '@onecard/shared/rules/fen'
import type { County, ImportColumn } from '../../kernel/county'
import type { TableRow } from '../imports'

export interface LineRow { household_id: string; item: string; fen: string; note: string | null; member_id: string | null; quantity_milli: string | null; unit: string | null; unit_price_fen: string | null; evidence: string | null; proposal: string | null }
/** A household of the asker's reach with the newest revision of the month, if there is one. */
export interface HouseholdRow { id: string; household_no: string; head_name: string; group_name: string | null; state: string | null; version: number | null }

export const STATES: Record<string, string> = { draft: '草稿', submitted: '已交审', approved: '已通过', returned: '已退回' }
/** States whose month is still in its writer's hands. */
const OPEN = ['draft', 'returned']
export const isOpen = (household: HouseholdRow): boolean => household.state === null || OPEN.includes(household.state)

/** Which version of the month the row was filled on. A table that somebody made himself has none. */
const VERSION_HEADING = '版本（请勿改）'

export function columnsOf(county: County): ImportColumn[] {
  return [
    { field: 'householdNo', heading: '户编号', kind: 'key', required: true }, { field: 'headName', heading: '户主', kind: 'text' }, { field: 'groupName', heading: '村民小组', kind: 'text' }, { field: 'state', heading: '状态', kind: 'text' }, { field: 'version', heading: VERSION_HEADING, kind: 'integer' },
    ...county.list('income_item').map(({ code, label }): ImportColumn => ({ field: code, heading: label, kind: 'fen', aliases: [code] })),
  ]
}

export interface Filled { row: number; household: HouseholdRow; lines: SheetLine[] }
export interface ReadVillage { rows: number; filled: Filled[]; problems: CellProblem[]; skipped: { row: number; headName: string; why: string }[] }

/**
 * An item whose sum is as it was keeps its lines with all that is said in them; another sum takes their place as one line. What the table has
 * no column for stays.
 */
export async function readVillage(county: County, rows: AsyncIterable<TableRow>, households: readonly HouseholdRow[], lines: readonly LineRow[]): Promise<ReadVillage> {
  const byNo = new Map(households.map((household) => [household.household_no, household]))
  const items = county.list('income_item').map((term) => term.code)
  const out: ReadVillage = { rows: 0, filled: [], problems: [], skipped: [] }
  const seen = new Map<string, number>()
  for await (const { row, values, problems } of rows) {
    out.rows++
    const no = values.get('householdNo') as string | null | undefined
    const household = no ? byNo.get(no) : undefined
    const faults = [...problems]
    if (no && !household) faults.push({ row, column: '户编号', read: no, expected: '本村、由您填报的户' })
    else if (no && seen.has(no)) faults.push({ row, column: '户编号', read: no, expected: `一户一行，第 ${seen.get(no)} 行已有` })
    for (const item of items) if (((values.get(item) ?? 0) as number) > MOST_FEN) faults.push({ row, column: county.label('income_item', item), read: formatFen(values.get(item) as number), expected: '一笔最多一千万元' })
    for (const item of items) if (((values.get(item) ?? 0) as number) < 0) faults.push({ row, column: county.label('income_item', item), read: String((values.get(item) as number) / 100), expected: '不小于 0 的金额，支出填在支出列' })
    out.problems.push(...faults)
    if (!no || !household || faults.length > 0) continue
    seen.set(no, row)
    const skip = (why: string): void => { out.skipped.push({ row, headName: household.head_name, why }) }
    const own = lines.filter((line) => line.household_id === household.id)
    const wanted = merged(own, items, values)
    const same = wanted.every((line) => own.some((o) => isSame(o, line))) && wanted.length === own.length
    if (!items.some((item) => values.get(item) != null)) skip('没有填，跳过')
    else if (!isOpen(household)) { if (!same) skip(household.state === 'submitted' ? '已交审，要改请书记退回' : '已通过，要改请书记重开') }
    else if (changedSince(values.get('version') as number | null | undefined, household) && !same) skip('下载表格以后又有人改过，请重新下载再填')
    else out.filled.push({ row, household, lines: wanted })
  }
  return out
}

const changedSince = (version: number | null | undefined, household: HouseholdRow): boolean => version !== null && version !== undefined && version !== (household.version ?? 0)

const isSame = (kept: LineRow, line: SheetLine): boolean => kept.item === line.item && Number(kept.fen) === line.fen && (kept.member_id ?? undefined) === line.member && (kept.note ?? undefined) === line.note

function merged(own: readonly LineRow[], items: readonly string[], values: TableRow['values']): SheetLine[] {
  const kept = own.filter((line) => !items.includes(line.item) || !values.has(line.item)).map(lineOf)
  return [...kept, ...items.flatMap((item): SheetLine[] => {
    if (!values.has(item)) return []
    const of = own.filter((line) => line.item === item)
    const fen = values.get(item) as number | null
    if (of.length > 0 && sumFen(of.map((line) => Number(line.fen))) === (fen ?? 0)) return of.map(lineOf)
    return fen === null || fen === 0 ? [] : [{ item, fen }]
  })]
}

function lineOf(line: LineRow): SheetLine {
  return {
    item: line.item, fen: Number(line.fen), ...line.member_id !== null && { member: line.member_id }, ...line.quantity_milli !== null && { quantityMilli: Number(line.quantity_milli) }, ...line.unit !== null && { unit: line.unit },
    ...line.unit_price_fen !== null && { unitPriceFen: Number(line.unit_price_fen) }, ...line.note !== null && { note: line.note }, ...line.evidence !== null && { evidence: line.evidence.split(',') }, ...line.proposal !== null && { proposal: line.proposal },
  }
}
