// Yearly sums in the columns of the national sheet, from approved entries. Which items make a column stands in `config/county/import-columns.json`.
import { cardYear, divisorOf, incomeOfYear, type CardEntry } from '@onecard/shared/rules/card'
import { sumFen } from '@onecard/shared/rules/fen'
import type { County, ImportColumn } from '../../kernel/county'
import type { Everywhere } from '../../kernel/db'

export const SUM_KINDS: ReadonlySet<ImportColumn['kind']> = new Set(['fen'])
interface EntryRow { household_id: string; period: string; item: string; fen: string | number; state: string }
interface MemberRow { household_id: string; joined_on: string | null; left_on: string | null }

/** By `household year`: fen by field of the sheet, null where there is no figure. A year without an approved entry has none at all. */
export async function sumsOf(house: Pick<Everywhere, 'select'>, county: County, wanted: readonly { id: string; year: number }[]): Promise<Map<string, Map<string, number | null>>> {
  const sums = new Map<string, Map<string, number | null>>()
  for (const year of new Set(wanted.map((w) => w.year))) {
    const ids = wanted.filter((w) => w.year === year).map((w) => w.id)
    const span = cardYear(year, county.settings.cardYear.startMonth)
    const entries = groupBy(await house.select<EntryRow>(`SELECT household_id, period, item, SUM(fen) AS fen, state FROM entry WHERE household_id IN (:ids) AND state = '03' AND period >= :from AND period <= :to GROUP BY household_id, period, item, state`, { ids, from: span.from, to: span.to }))
    const members = groupBy(await house.select<MemberRow>('SELECT household_id, joined_on, left_on FROM member WHERE household_id IN (:ids)', { ids }))
    for (const [id, rows] of entries) sums.set(`${id} ${year}`, ofHousehold(county, year, rows, members.get(id) ?? []))
  }
  return sums
}

function ofHousehold(county: County, year: number, rows: readonly EntryRow[], members: readonly MemberRow[]): Map<string, number | null> {
  const { cardYear: { startMonth }, income: { divisor, notCountedItems } } = county.settings
  const span = cardYear(year, startMonth)
  const entries = rows.map((row): CardEntry => ({ item: row.item, fen: Number(row.fen), on: row.period, state: row.state }))
  const income = incomeOfYear({ year: span, entries, divisor: divisorOf(divisor, members.map((m) => ({ joinedOn: m.joined_on, leftOn: m.left_on })), span), lineFen: county.line(year)?.fen ?? 0, excludedItems: notCountedItems })
  const counted = entries.filter((entry) => !notCountedItems.includes(entry.item))
  const figures: Record<NonNullable<ImportColumn['figure']>, number | null> = { gross: income.grossFen, net: income.netFen, perCapita: income.perCapitaFen }
  return new Map(county.importColumns.households.flatMap(({ field, sum, figure }): [string, number | null][] => {
    if (figure) return [[field, figures[figure]]]
    return sum ? [[field, sumFen(counted.filter((entry) => sum.some((prefix) => entry.item.startsWith(prefix))).map((entry) => entry.fen))]] : []
  }))
}

function groupBy<T extends { household_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(row.household_id, [...groups.get(row.household_id) ?? [], row])
  return groups
}
