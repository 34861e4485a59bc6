import type { Term } from './common.views'

/** Public facts of the county that a phone needs before anybody signs in; no personal data. */
export interface CountyView {
  name: string
  region: string
  hotline: string
  today: string
  cardYear: { startMonth: number }
  /** How heads are counted for income per head (`rules/card`). */
  divisor: 'registered_at_period_end' | 'member_months'
  /** Poverty line in fen by year. */
  lines: { year: number; fen: number }[]
  /** How often households are to be visited; the first that holds decides (`rules/visits`). */
  visit: { rules: { id: string; label: string; everyDays: number; types?: readonly string[]; states?: readonly string[]; fromExitYear?: boolean }[] }
  /** `items`: what a line of 收支 may be, by code (A1 … E9, X…, R…): a form in a yard without signal needs them. */
  lists: { states: Term[]; types: Term[]; causes: Term[]; items: Term[] }
  /** True while demo accounts exist; the sign-in page then offers them. Never true in production. */
  demo: boolean
}

export interface RegionView { code: string; name: string; level: string; parent: string | null; poverty: boolean; /** In scope, registered and still with us; absent for who reads no household. */ households?: number }

/** `root`s are the tops of the actor's land. */
export interface RegionsView { items: RegionView[] }

/** Figures of a land. A group of fewer than 5 households above village level is hidden: its `count` is null. Money in fen. */
export interface TotalsView {
  region: { code: string; name: string; level: string }
  asOf: string
  households: number
  people: number
  belowLine: number | null
  overdue: number
  /** Visits that fall due today or within a week. */
  dueSoon: number
  visitedThisMonth: number
  /** The same land as it was at the end of last month; null where the records do not reach back that far. */
  lastMonth: LastMonthView | null
  byState: TotalsRow[]
  byType: TotalsRow[]
  byCause: TotalsRow[]
  /** The lands one level below, most overdue work first; never a ranking of persons. */
  lands: { code: string; name: string; households: number; people: number; overdue: number; belowLine: number | null }[]
}
/** Reckoned from steps, members, pairings and visits with their days. `on` is the last day of that month; `visited` counts its whole month. */
export interface LastMonthView { on: string; households: number; people: number; overdue: number; visited: number }
export interface TotalsRow { code: string; label: string; count: number | null }
