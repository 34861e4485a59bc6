// Income arithmetic of the card: from the entries of a card year to gross, net, per head and the line. Integer fen throughout.
import { isDay } from './day'
import { roundHalfAwayFromZero, sumFen } from './fen'
import { monthsBetween, periodOf, periodsBetween, type CardYear } from './period'
import type { FullIncome, IncomeGroup } from './record'

export { cardYear, cardYearOf, type CardYear } from './period'

/** Code list `entry_state`. Only approved entries count; a reversed pair carries 05 on both its entries and so cancels; 06 is of an older revision or version of its sheet. */
export const ENTRY = { draft: '01', submitted: '02', approved: '03', returned: '04', reversed: '05', superseded: '06' } as const

/** One line of 收支明细. */
export interface CardEntry {
  /** Code list `income_item` (A1 … E9), `excluded_item` (X1 …) or `rigid_expense` (R1 …). */
  item: string
  /** Integer; negative in a counter-entry. */
  fen: number
  /** Period or day. */
  on: string
  /** Code list `entry_state`. */
  state: string
}

/** How many heads the net is divided by: net × `scale` ÷ `heads`. */
export interface Divisor {
  rule: 'registered_at_period_end' | 'member_months'
  /** People registered at the end of the card year. */
  members: number
  heads: number
  scale: number
}

/** When a member belonged: from `joinedOn` (null = before the year) until the day before `leftOn` (null = still here). */
export interface Presence { joinedOn: string | null; leftOn: string | null }

export interface CardInput {
  year: CardYear
  entries: readonly CardEntry[]
  divisor: Divisor
  /** Poverty line in fen per head. */
  lineFen: number
  /** Items that this county leaves out besides X…; it may name income items, e.g. D4. */
  excludedItems?: readonly string[]
  /** Months whose sheet is approved although nothing is in it. */
  approvedMonths?: readonly string[]
  /** Last month that can be there yet; later ones are not missing. Default: the end of the year. */
  through?: string
  /** Item code → Chinese word. */
  labels?: Readonly<Record<string, string>>
}

export interface CardIncome extends FullIncome {
  /** How many entries wait for approval. */
  pendingCount: number
  /** Approved sums that do not count (earmarked, one-off, loans, left out by the county), shown apart. */
  excludedFen: number
  /** Approved rigid expense (medical, education), beside the card, never subtracted. */
  rigidFen: number
}

/** Everybody registered at the end of the year counts as one. */
export function registeredAtEnd(members: number): Divisor {
  return { rule: 'registered_at_period_end', members, heads: members, scale: 1 }
}

/** Months present ÷ 12; `members` are those registered at the end, for the print. */
export function memberMonths(months: number, members: number): Divisor {
  return { rule: 'member_months', members, heads: months, scale: 12 }
}

/** The divisor of a card year from the members' days. Joining and leaving month count; who leaves on the last day is no longer there. */
export function divisorOf(rule: Divisor['rule'], presences: readonly Presence[], year: CardYear): Divisor {
  const atEnd = presences.filter((p) => (p.joinedOn === null || p.joinedOn <= year.lastDay) && (p.leftOn === null || p.leftOn > year.lastDay)).length
  if (rule === 'registered_at_period_end') return registeredAtEnd(atEnd)
  return memberMonths(presences.reduce((sum, presence) => sum + monthsPresent(presence, year), 0), atEnd)
}

function monthsPresent({ joinedOn, leftOn }: Presence, year: CardYear): number {
  const first = joinedOn !== null && periodOf(joinedOn) > year.from ? periodOf(joinedOn) : year.from
  const last = leftOn !== null && periodOf(leftOn) < year.to ? periodOf(leftOn) : year.to
  return Math.max(0, monthsBetween(first, last) + 1)
}

/**
 * The card year in figures. Nothing approved in it → state `none`, no per capita and no verdict, not 0.
 * net = A + B + C + D − E, E8 reducing E to 0 at most; per head once, at the end, half away from zero; `below` from the
 * exact integers (net × scale < line × heads), so a figure that rounds to the line may be below it.
 */
export function incomeOfYear(input: CardInput): CardIncome {
  const inYear = input.entries.filter((entry) => withinYear(entry.on, input.year))
  const approved = inYear.filter((entry) => entry.state === ENTRY.approved)
  const counted = approved.filter((entry) => counts(entry.item, input))
  const sums = sumByItem(counted)
  const group = (letter: IncomeGroup) => sumFen([...sums].filter(([item]) => item[0] === letter).map(([, fen]) => fen))
  const [wageFen, businessFen, propertyFen, transferFen, expenseFen] = [group('A'), group('B'), group('C'), group('D'), group('E')]
  const grossFen = wageFen + businessFen + propertyFen + transferFen
  const netFen = grossFen - expenseFen
  const there = monthsThere(approved, input)
  const missingMonths = monthsDue(input).filter((month) => !there.has(month)).length
  const over = input.through === undefined || input.through >= input.year.to
  const state = there.size === 0 ? 'none' : missingMonths === 0 && over ? 'whole' : 'partial'
  return {
    year: input.year.year, from: input.year.from, to: input.year.to,
    state, missingMonths,
    wageFen, businessFen, propertyFen, transferFen, expenseFen, grossFen, netFen,
    members: input.divisor.members,
    perCapitaFen: state === 'none' ? null : perCapita(netFen, input.divisor),
    lineFen: input.lineFen,
    below: state === 'none' ? null : isBelow(netFen, input.lineFen, input.divisor),
    ...pending(inYear, input),
    excludedFen: sumFen(approved.filter((entry) => !counts(entry.item, input) && entry.item[0] !== 'R').map((entry) => entry.fen)),
    rigidFen: sumFen(approved.filter((entry) => entry.item[0] === 'R').map((entry) => entry.fen)),
    items: lines(sums, input.labels ?? {}),
  }
}

/** Net per head in fen, half away from zero; null without heads, never 0. */
export function perCapita(netFen: number, divisor: Divisor): number | null {
  return roundHalfAwayFromZero(netFen * divisor.scale, divisor.heads)
}

/** Whether net per head is below the line, in exact integers; equal is not below; null without heads. */
export function isBelow(netFen: number, lineFen: number, divisor: Divisor): boolean | null {
  return divisor.heads > 0 ? netFen * divisor.scale < lineFen * divisor.heads : null
}

function withinYear(on: string, year: CardYear): boolean {
  const period = isDay(on) ? periodOf(on) : on
  return period >= year.from && period <= year.to
}

function counts(item: string, input: CardInput): boolean {
  return /^[A-E]/.test(item) && !(input.excludedItems ?? []).includes(item)
}

/** Sums by item. E8 stands as what it really takes off E: negative, and never more than E. */
function sumByItem(entries: readonly CardEntry[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { item, fen } of entries) sums.set(item, (sums.get(item) ?? 0) + fen)
  const subsidy = sums.get('E8')
  if (subsidy !== undefined) {
    const expense = sumFen([...sums].filter(([item]) => item[0] === 'E' && item !== 'E8').map(([, fen]) => fen))
    sums.set('E8', -Math.min(subsidy, Math.max(expense, 0)) || 0)
  }
  return sums
}

function monthsDue(input: CardInput): string[] {
  const through = input.through !== undefined && input.through < input.year.to ? input.through : input.year.to
  return periodsBetween(input.year.from, through)
}

/** Months of the year with an approved entry or sheet. */
function monthsThere(approved: readonly CardEntry[], input: CardInput): Set<string> {
  const there = new Set(approved.map((entry) => (isDay(entry.on) ? periodOf(entry.on) : entry.on)))
  for (const month of input.approvedMonths ?? []) if (withinYear(month, input.year)) there.add(month)
  return there
}

/** What waiting entries would add to the net (expense lowers it), and how many they are. */
function pending(inYear: readonly CardEntry[], input: CardInput): { pendingFen: number; pendingCount: number } {
  const waiting = inYear.filter((entry) => entry.state === ENTRY.submitted && counts(entry.item, input))
  const effect = (entry: CardEntry) => (entry.item[0] === 'E' && entry.item !== 'E8' ? -entry.fen : entry.fen)
  return { pendingFen: sumFen(waiting.map(effect)), pendingCount: waiting.length }
}

/** Lines behind the figure, largest first whatever their sign; equal ones by code, so that the order never wavers. */
function lines(sums: Map<string, number>, labels: Readonly<Record<string, string>>): FullIncome['items'] {
  return [...sums]
    .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || (a < b ? -1 : 1))
    .map(([code, fen]) => ({ item: { code, label: labels[code] ?? code }, group: code[0] as IncomeGroup, fen }))
}
