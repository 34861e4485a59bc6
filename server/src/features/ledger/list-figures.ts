// The figures of 名册 (per head, below the line) are those of the last card year that is over: an approval within it moves them in the same transaction.
import { divisorOf, incomeOfYear } from '@onecard/shared/rules/card'
import { cardYear, cardYearOf } from '@onecard/shared/rules/period'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Tx } from '../../kernel/db'

interface EntryRow { household_id: string; period: string; item: string; fen: string; state: string }
interface MemberRow { household_id: string; joined_on: string | null; left_on: string | null }

/** A village in one statement. Lists are padded by repeating their last value, so the first place of an id is its own. */
const WRITE = 'UPDATE household h SET h.per_capita_fen = ELT(FIELD(h.id, :ids), :fens), h.below_line = ELT(FIELD(h.id, :ids), :belows) WHERE h.id IN (:ids) AND {scope:h}'

function grouped<R extends { household_id: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) { const group = groups.get(row.household_id); if (group) group.push(row); else groups.set(row.household_id, [row]) }
  return groups
}

export class ListFigures {
  constructor(private readonly county: County) {}

  /** `period`: the month that was approved or taken back. */
  async refresh(tx: Tx, ids: readonly string[], period: string): Promise<void> {
    const { cardYear: { startMonth }, income } = this.county.settings
    const closed = this.county.lastClosedYear(clock.today())
    if (ids.length === 0 || cardYearOf(period, startMonth).year !== closed) return
    const year = cardYear(closed, startMonth)
    const within = { ids: [...ids], from: year.from, to: year.to }
    const [entries, members, months] = await Promise.all([
      tx.select<EntryRow>('SELECT x.household_id, x.period, x.item, x.fen, x.state FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} WHERE x.household_id IN (:ids) AND x.period >= :from AND x.period <= :to', within),
      tx.select<MemberRow>('SELECT m.household_id, m.joined_on, m.left_on FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.household_id IN (:ids)', { ids: within.ids }),
      tx.select<{ household_id: string; period: string }>("SELECT s.household_id, s.period FROM sheet s JOIN household h ON h.id = s.household_id AND {scope:h} WHERE s.household_id IN (:ids) AND s.period >= :from AND s.period <= :to AND s.state = 'approved'", within),
    ])
    const [entriesOf, membersOf, monthsOf] = [grouped(entries), grouped(members), grouped(months)]
    const figures = ids.map((id) => incomeOfYear({
      year, lineFen: this.county.line(closed)?.fen ?? 0, excludedItems: income.notCountedItems, approvedMonths: (monthsOf.get(id) ?? []).map((row) => row.period),
      entries: (entriesOf.get(id) ?? []).map((e) => ({ item: e.item, fen: Number(e.fen), on: e.period, state: e.state })),
      divisor: divisorOf(income.divisor, (membersOf.get(id) ?? []).map((m) => ({ joinedOn: m.joined_on, leftOn: m.left_on })), year),
    }))
    await tx.change(WRITE, { ids: within.ids, fens: figures.map(({ perCapitaFen }) => perCapitaFen), belows: figures.map(({ below }) => below === null ? null : Number(below)) })
  }
}
