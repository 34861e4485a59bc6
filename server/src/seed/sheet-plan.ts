// Monthly sheets behind the seeded entries: approved in the past, the last month partly waiting, some returned or not finished; what is odd about those that wait.
import { ENTRY } from '@onecard/shared/rules/card'
import { addMonths } from '@onecard/shared/rules/period'
import { closesOn } from '@onecard/shared/rules/sheet-states'
import { oddnessOf, sheetSums, warnSheet, type SheetBasis } from '@onecard/shared/rules/sheet-warnings'
import { clock } from '../kernel/clock'
import type { County } from '../kernel/county'
import { Rows, type Value } from '../kernel/db'
import { newId } from '../kernel/ids'
import type { EntryPlan } from './income-plan'

const COLUMNS = [
  'id', 'household_id', 'period', 'revision', 'version', 'state', 'newest', 'wage_fen', 'business_fen', 'property_fen', 'transfer_fen', 'expense_fen', 'line_count', 'warnings', 'oddness', 'writers', 'saved_by', 'submitted_at',
  'decided_by', 'decided_at', 'decided_reason', 'built_upon', 'confirmed', 'confirmed_at', 'created_at'] as const
const STATES: Record<string, string> = { [ENTRY.draft]: 'draft', [ENTRY.submitted]: 'submitted', [ENTRY.approved]: 'approved', [ENTRY.returned]: 'returned' }
const REASONS = ['卖粮的单子没拍清楚，补一张', '养老金少记了一个人，核对后再交', '饲料钱记到上个月了，改过来再交'] as const
const HOUR = 3_600_000

export interface SheetSeed {
  household: string
  heads: number
  entries: readonly EntryPlan[]
  /** Kinds of its measures. */
  measures: readonly string[]
  /** Items that a fact of its people explains. */
  explained: readonly string[]
  writer: string
  secretary: string
  /** Place of the household in its village. */
  n: number
  /** It has a phone of its own, and has said of all months but the newest approved one that they are right. */
  confirms: boolean
}

/** What a tired evening puts on a sheet: in some villages' waiting months something is odd, so that the secretary's queue has a top. */
export function withSlips(entries: readonly EntryPlan[], n: number): EntryPlan[] {
  const period = entries.findLast((e) => e.state === ENTRY.submitted)?.period
  if (period === undefined) return [...entries]
  const waiting = entries.filter((e) => e.period === period)
  const more = (item: string, yuan: number, note: string): EntryPlan => ({ period, item, fen: yuan * 100, state: ENTRY.submitted, note })
  const slip = [
    () => waiting.some((e) => e.item === 'A1') ? more('A1', 8600, '工地结了尾款') : more('B3', 9200, '苹果一次卖完'),
    () => waiting.some((e) => e.item === 'D2') ? more('E2', 4300, '雏禽、饲料') : more('D2', 520, '低保'),
    () => more('E9', 3800, '三轮车大修'),
  ][n % SLIPS]
  return n % ODD_EVERY === 1 ? [...entries, slip()] : [...entries]
}
const SLIPS = 3
const ODD_EVERY = 5

/** Rows of table `sheet`. */
export class SheetRows extends Rows {
  constructor(private readonly county: County) { super('sheet', COLUMNS) }

  /** One sheet for each month; answers their ids by month. */
  addMonths(seed: SheetSeed): Map<string, string> {
    const periods = [...new Set(seed.entries.map((e) => e.period))]
    const sums = new Map(periods.map((period) => [period, sheetSums(seed.entries.filter((e) => e.period === period), this.county.settings.income.notCountedItems)]))
    const newestApproved = periods.findLast((period) => seed.entries.some((e) => e.period === period && e.state === ENTRY.approved))
    const ids = new Map<string, string>()
    for (const period of periods) {
      const lines = seed.entries.filter((e) => e.period === period)
      const state = STATES[lines[0].state]
      const { wageFen, businessFen, propertyFen, transferFen, expenseFen } = sums.get(period) as NonNullable<ReturnType<typeof sums.get>>
      const waits = state !== 'approved'
      const warnings = waits ? warnSheet(lines.map((e) => ({ item: e.item, fen: e.fen, evidence: 0 })), this.#basis(seed, period, sums)) : []
      const written = this.#at(period, 2, seed.n)
      const decided = state === 'approved' || state === 'returned' ? this.#at(period, 5, seed.n) : null
      const confirmed = seed.confirms && state === 'approved' && period !== newestApproved
      const id = newId()
      ids.set(period, id)
      this.add([
        id, seed.household, period, 1, decided ? 2 : 1, state, true, wageFen, businessFen, propertyFen, transferFen, expenseFen, lines.length, JSON.stringify(warnings), oddnessOf(warnings, this.county.settings.books.warnings.weights),
        seed.writer, seed.writer, state === 'draft' ? null : written, decided && seed.secretary, decided, state === 'returned' ? REASONS[seed.n % REASONS.length] : null, confirmed, confirmed || null, confirmed ? decided : null, written,
      ] satisfies Value[])
    }
    return ids
  }

  /** In the days after the month, and never in days to come: what is of the running month was written in the last two days. */
  #at(period: string, day: number, n: number): Date {
    const then = Date.parse(`${addMonths(period, 1)}-0${day}T01:00:00Z`) + (n % 60) * 60_000
    return clock.at(then < clock.now() ? then : clock.now() - (n % 40 + 8 - day) * HOUR)
  }

  #basis(seed: SheetSeed, period: string, sums: ReadonlyMap<string, ReturnType<typeof sheetSums>>): SheetBasis {
    const { books, income } = this.county.settings
    return {
      period, heads: seed.heads, months: [...sums].filter(([other]) => other < period).map(([other, of]) => ({ period: other, sums: of })), villageMedianFen: null, measures: [...seed.measures], explained: [...seed.explained], members: [],
      labels: this.#labels ??= Object.fromEntries(this.county.list('income_item').map(({ code, label }) => [code, label])), notCounted: income.notCountedItems, lineFen: this.county.line(this.county.lastClosedYear(clock.today()))?.fen ?? 0,
      closesOn: closesOn(period, books.closing), closed: false, settings: books.warnings,
    }
  }
  #labels: Record<string, string> | null = null
}
