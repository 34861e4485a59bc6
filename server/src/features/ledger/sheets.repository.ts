// Statements on sheets and their lines. Texts are constants: each is prepared once.
import type { SheetState } from '@onecard/shared/rules/sheet-states'
import type { Sums } from '@onecard/shared/rules/sheet-warnings'
import type { Actor } from '../../kernel/auth'
import type { Database, HouseholdRef, Reader, Tx } from '../../kernel/db'
import { Sheet } from './sheet.entity'

export type KeptState = Exclude<SheetState, 'none'> | 'superseded'

/** Sums arrive as strings. */
export interface SheetRow {
  id: string; household_id: string; period: string; revision: number; version: number; state: KeptState; newest: number
  wage_fen: string; business_fen: string; property_fen: string; transfer_fen: string; expense_fen: string; line_count: number; warnings: string; oddness: number; late_reason: string | null
  writers: string; saved_by: string | null; submitted_at: Date | null; decided_by: string | null; decided_at: Date | null; decided_reason: string | null; batch_id: string | null; built_upon: number
  opened_as: string | null; opened_by: string | null; opened_reason: string | null; confirmed: number | null; confirmed_text: string | null; confirmed_at: Date | null; created_at: Date
  by_name: string | null; by_phone: string | null; decided_by_name: string | null; opened_by_name: string | null; batch_sheets: number | null
}
export interface LineRow {
  id: string; sheet_id: string; item: string; fen: string; note: string | null; source: string; member_id: string | null; member_name: string | null; quantity_milli: string | null; unit: string | null
  unit_price_fen: string | null; evidence: string | null; proposal: string | null
}
export interface HouseRow { id: string; region: string; group_name: string | null; head_name: string; member_count: number }
export interface MemberRow { id: string; name: string; birth_date: string | null; left_on: string | null; left_by: string | null; joined_on: string | null; serving: number | null; minimum_living: number | null; destitute_support: number | null; public_post: string | null }

/** A line as it is written. */
export interface NewLine { id: string; item: string; fen: number; note: string | null; source: string; memberId: string | null; quantityMilli: number | null; unit: string | null; unitPriceFen: number | null; evidence: string | null; proposal: string | null }

const IN_SCOPE = 'JOIN household h ON h.id = s.household_id AND {scope:h}'
const SHEETS = `SELECT s.*, w.name AS by_name, w.phone_sealed AS by_phone, d.name AS decided_by_name, o.name AS opened_by_name, b.sheets AS batch_sheets FROM sheet s ${IN_SCOPE}
  LEFT JOIN account w ON w.id = s.saved_by LEFT JOIN account d ON d.id = s.decided_by LEFT JOIN account o ON o.id = s.opened_by LEFT JOIN sheet_batch b ON b.id = s.batch_id`
const LINES = `SELECT x.id, x.sheet_id, x.item, x.fen, x.note, x.source, x.member_id, m.name AS member_name, x.quantity_milli, x.unit, x.unit_price_fen, x.evidence, x.proposal
  FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} LEFT JOIN member m ON m.id = x.member_id`
const ENTRY_COLUMNS = ['id', 'period', 'item', 'fen', 'state', 'note', 'source', 'created_by', 'sheet_id', 'n', 'member_id', 'quantity_milli', 'unit', 'unit_price_fen', 'evidence', 'proposal'] as const

export const sumsOf = (row: Pick<SheetRow, 'wage_fen' | 'business_fen' | 'property_fen' | 'transfer_fen' | 'expense_fen'>): Sums => {
  const [wageFen, businessFen, propertyFen, transferFen, expenseFen] = [row.wage_fen, row.business_fen, row.property_fen, row.transfer_fen, row.expense_fen].map(Number)
  return { wageFen, businessFen, propertyFen, transferFen, expenseFen, netFen: wageFen + businessFen + propertyFen + transferFen - expenseFen }
}
export const writersOf = ({ writers }: Pick<SheetRow, 'writers'>): string[] => writers.split(',').filter(Boolean)

/** The revision of a month that counts: the approved one, or, where none is, the newest. */
export function countingRow(rows: readonly SheetRow[], period: string): SheetRow | null {
  const of = rows.filter((row) => row.period === period)
  return of.find((row) => row.state === 'approved') ?? of.find((row) => row.newest === 1) ?? null
}

export class Sheets {
  constructor(private readonly db: Database) {}

  reader(actor: Actor): Reader { return this.db.read(actor) }

  house(reader: Reader, id: string): Promise<HouseRow | null> {
    return reader.one('SELECT h.id, h.region, h.group_name, h.head_name, h.member_count FROM household h WHERE h.id = :id AND {scope:h}', { id })
  }

  /** All revisions of a household's months from `from` to `to`, newest first. */
  months(reader: Reader, household: string, from: string, to: string): Promise<SheetRow[]> {
    return reader.select(`${SHEETS} WHERE s.household_id = :household AND s.period >= :from AND s.period <= :to ORDER BY s.period DESC, s.revision DESC`, { household, from, to })
  }

  async newest(reader: Reader, household: string, period: string): Promise<SheetRow | null> {
    return reader.one(`${SHEETS} WHERE s.household_id = :household AND s.period = :period AND s.newest = 1`, { household, period })
  }

  async firstPeriod(reader: Reader, household: string): Promise<string | null> {
    return (await reader.one<{ first: string | null }>(`SELECT MIN(s.period) AS first FROM sheet s ${IN_SCOPE} WHERE s.household_id = :household`, { household }))?.first ?? null
  }

  /** As they stand on these revisions, in their order. */
  lines(reader: Reader, sheets: readonly string[]): Promise<LineRow[]> {
    return sheets.length === 0 ? Promise.resolve([]) : reader.select(`${LINES} WHERE x.sheet_id IN (:sheets) AND x.dropped_in IS NULL ORDER BY x.sheet_id, x.n, x.id`, { sheets: [...sheets] })
  }

  members(reader: Reader, household: string): Promise<MemberRow[]> {
    return reader.select(`SELECT m.id, m.name, m.birth_date, m.left_on, m.left_by, m.joined_on, m.serving, m.minimum_living, m.destitute_support, m.public_post
      FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.household_id = :household ORDER BY m.relation, m.id`, { household })
  }

  /** Measures that run in a month. */
  measures(reader: Reader, household: string, first: string, last: string): Promise<{ id: string; kind: string; content: string; member_id: string | null; member_name: string | null }[]> {
    return reader.select(`SELECT q.id, q.kind, q.content, q.member_id, m.name AS member_name FROM measure q JOIN household h ON h.id = q.household_id AND {scope:h} LEFT JOIN member m ON m.id = q.member_id
      WHERE q.household_id = :household AND q.status IN ('02', '03') AND q.from_day <= :last AND (q.to_day IS NULL OR q.to_day >= :first) ORDER BY q.kind, q.id`, { household, first, last })
  }

  /** Approved lines of other months of a card year. */
  approved(reader: Reader, household: string, from: string, to: string, except: string): Promise<{ period: string; item: string; fen: string }[]> {
    return reader.select(`SELECT x.period, x.item, x.fen FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h}
      WHERE x.household_id = :household AND x.period >= :from AND x.period <= :to AND x.period <> :except AND x.state = '03'`, { household, from, to, except })
  }

  insert(tx: Tx, household: HouseholdRef, row: Omit<Sheet, 'householdId'>): Promise<void> { return tx.insert(Sheet, row, household) }

  /** Named columns of one revision. `sets` is a constant of the code. */
  async set(tx: Tx, sheet: string, sets: string, params: Record<string, unknown>): Promise<void> {
    await tx.change(`UPDATE sheet s ${IN_SCOPE} SET ${sets} WHERE s.id = :sheet`, { sheet, ...params })
  }

  async addLines(tx: Tx, household: HouseholdRef, sheet: { id: string; period: string; state: string; by: string }, lines: readonly NewLine[]): Promise<void> {
    await tx.put('entry', ENTRY_COLUMNS, lines.map((line, n) => [
      line.id, sheet.period, line.item, line.fen, sheet.state, line.note, line.source, sheet.by, sheet.id, n, line.memberId, line.quantityMilli, line.unit, line.unitPriceFen, line.evidence, line.proposal,
    ]), household)
  }

  /** Lines that the form no longer has. What nobody but its writer has seen goes; what was handed in stays to be read, under the version that replaced it. */
  async dropLines(tx: Tx, sheet: string, seen: boolean, version: number): Promise<void> {
    if (seen) await tx.change("UPDATE entry x JOIN household h ON h.id = x.household_id AND {scope:h} SET x.state = '06', x.dropped_in = :version WHERE x.sheet_id = :sheet AND x.dropped_in IS NULL", { sheet, version })
    else await tx.change('DELETE x FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} WHERE x.sheet_id = :sheet AND x.dropped_in IS NULL', { sheet })
  }

  async moveLines(tx: Tx, sheets: readonly string[], state: string, approval: { by: string | null; at: Date | null }): Promise<void> {
    await tx.change('UPDATE entry x JOIN household h ON h.id = x.household_id AND {scope:h} SET x.state = :state, x.approved_by = :by, x.approved_at = :at WHERE x.sheet_id IN (:sheets) AND x.dropped_in IS NULL',
      { sheets: [...sheets], state, ...approval })
  }
}
