// SQL of annual cards. Every statement places the actor's scope through the household.
import type { Reader, Tx, HouseholdRef } from '../../kernel/db'
import { gatherAnnual, IN_SCOPE, type AnnualRows, type Row, type Span } from './annual-rows'
import { CardSignature, IssuedCard } from './issued-card.entity'

export interface IssuedRow { household_id: string; year: number; version: number; hash: string; verification: string; body: Buffer; issued_at: Date; issued_by_name: string | null; reason: string | null; changed: number }
export interface SignatureRow { household_id: string; year: number; version: number; signed_as: 'household' | 'helper' | 'secretary'; account_id: string; name: string; at: Date; drawn_sealed: string | null }

const HOUSEHOLD = 'JOIN household h ON h.id = c.household_id AND {scope:h}'
const ISSUED = `SELECT c.*, a.name AS issued_by_name FROM issued_card c ${HOUSEHOLD} LEFT JOIN account a ON a.id = c.issued_by`

export class AnnualCards {
  households(reader: Reader, ids: readonly string[]): Promise<Row[]> {
    return reader.select('SELECT h.* FROM household h WHERE h.id IN (:ids) AND {scope:h} ORDER BY h.id', { ids: [...ids] })
  }

  rows(reader: Reader, households: Row[], span: Span): Promise<AnnualRows> {
    return gatherAnnual((sql, params) => reader.select(sql, params), households, IN_SCOPE, span)
  }

  /** Newest version first. */
  ofYear(reader: Reader, id: string, year: number): Promise<IssuedRow[]> {
    return reader.select<IssuedRow>(`${ISSUED} WHERE c.household_id = :id AND c.year = :year ORDER BY c.version DESC`, { id, year })
  }

  /** All of a household, newest year and version first, below a cursor. */
  ofHousehold(reader: Reader, id: string, below: { year: number; version: number }, limit: number): Promise<IssuedRow[]> {
    return reader.select<IssuedRow>(`${ISSUED} WHERE c.household_id = :id AND (c.year, c.version) < (:year, :version) ORDER BY c.year DESC, c.version DESC LIMIT ${Number(limit)}`, { id, ...below })
  }

  one(reader: Reader, id: string, year: number, version: number): Promise<IssuedRow | null> {
    return reader.one<IssuedRow>(`${ISSUED} WHERE c.household_id = :id AND c.year = :year AND c.version = :version`, { id, year, version })
  }

  /** Newest version of the year of each, by household. */
  async newest(reader: Reader, ids: readonly string[], year: number): Promise<Map<string, IssuedRow>> {
    if (ids.length === 0) return new Map()
    const rows = await reader.select<IssuedRow>(`${ISSUED} WHERE c.household_id IN (:ids) AND c.year = :year ORDER BY c.version`, { ids: [...ids], year })
    return new Map(rows.map((row) => [row.household_id, row]))
  }

  /** Of a household's versions, in the order of signing. */
  signatures(reader: Reader, id: string): Promise<SignatureRow[]> {
    return reader.select<SignatureRow>(`SELECT c.* FROM card_signature c ${HOUSEHOLD} WHERE c.household_id = :id ORDER BY c.at, c.signed_as`, { id })
  }

  /** Years that have something to show, oldest first: the month of the first entry, and the years that were issued. */
  async known(reader: Reader, id: string): Promise<{ first: string | null; issued: number[] }> {
    const [first, issued] = await Promise.all([
      reader.one<{ first: string | null }>('SELECT MIN(e.period) AS first FROM entry e JOIN household h ON h.id = e.household_id AND {scope:h} WHERE e.household_id = :id', { id }),
      reader.select<{ year: number }>(`SELECT DISTINCT c.year FROM issued_card c ${HOUSEHOLD} WHERE c.household_id = :id`, { id }),
    ])
    return { first: first?.first ?? null, issued: issued.map(({ year }) => year) }
  }

  insert(tx: Tx, row: Omit<IssuedCard, 'householdId'>, household: HouseholdRef): Promise<void> { return tx.insert(IssuedCard, row, household) }

  sign(tx: Tx, row: Omit<CardSignature, 'householdId'>, household: HouseholdRef): Promise<void> { return tx.insert(CardSignature, row, household) }

  /** What was issued before holds less than what is issued now. */
  async current(tx: Tx, id: string, year: number): Promise<void> {
    await tx.change('UPDATE issued_card c JOIN household h ON h.id = c.household_id AND {scope:h} SET c.changed = 0 WHERE c.household_id = :id AND c.year = :year', { id, year })
  }
}
