// A card year closes with its card: what was issued stands, and what comes later makes another version.
import type { Reader } from '../../kernel/db'

/** Those of the named households, in scope, that have a card of the year. */
export async function yearClosed(tx: Reader, householdIds: readonly string[], year: number): Promise<Set<string>> {
  if (householdIds.length === 0) return new Set()
  const rows = await tx.select<{ household_id: string }>(
    'SELECT DISTINCT c.household_id FROM issued_card c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.household_id IN (:ids) AND c.year = :year', { ids: [...householdIds], year })
  return new Set(rows.map((row) => row.household_id))
}
