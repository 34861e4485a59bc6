import type { FullIncome } from '../rules/record'
import type { Place, Term } from './common.views'

/** One row of 名册. Fields that the reader's role may not see are absent, never blank. Money in fen. */
export interface HouseholdListItem {
  id: string
  /** The 17 characters behind the door code, without groups. */
  code?: string
  /** The 8 digits printed beside it. */
  number?: string
  headName: string
  region: Place
  memberCount?: number
  state: Term
  type?: Term
  causes?: Term[]
  perCapitaFen?: number | null
  below?: boolean | null
  helperName?: string
  lastVisitOn?: string | null
  dueOn?: string | null
  version: number
}

export interface HouseholdCounts { total: number; byState: Counted[]; byType: Counted[]; byCause: Counted[] }
export interface Counted { code: string; label: string; count: number }

/** The whole record of one household as the reader may see it. Absent = not for this reader. Money in fen, days `YYYY-MM-DD`. */
export interface CardView {
  id: string
  version: number
  code?: string
  number?: string
  householdNo?: string
  headName: string
  region: Place
  state: Term
  type?: Term
  causes?: Term[]
  identifiedOn?: string
  plannedExitYear?: number | null
  exitYear?: number | null
  memberCount?: number
  /** Members under 14 where the reader learns their number and nothing else. */
  childCount?: number
  /** Full or masked (154****0001) by role. */
  phone?: string
  /** The number was written by the household's helper: nobody signs in by it until the village sends the same one. */
  phoneUnconfirmed?: true
  bank?: { name: string; last4: string }
  /** An account is recorded that this reader may ask to see whole, with a reason (`households.reveal`). */
  bankOnReason?: true
  members?: MemberView[]
  housing?: HousingView
  utilities?: { safeWater: boolean | null; livePower: boolean | null; workPower: boolean | null; tv: boolean | null; toilet: boolean | null; fuel: string | null }
  /** Areas in mu with two decimals, as strings. */
  land?: { arable: string; irrigated: string; forest: string; reforested: string; orchard: string; pasture: string; water: string }
  road?: { distanceKm: string | null; toDoor: string | null }
  position?: { lng: number; lat: number; system: 'wgs84' | 'gcj02'; confirmed: boolean } | null
  income?: IncomeView
  /** Newest month first. */
  months?: MonthView[]
  measures?: MeasureView[]
  helpers?: HelperView[]
  visits?: VisitView[]
  /** Days of the household's path so far, oldest first. */
  steps?: { state: Term; on: string }[]
}

/** Children under 14 carry only name, relation and school stage for roles that need no more. */
export interface MemberView {
  id: string
  name: string
  relation?: Term
  sex?: Term
  birthDate?: string
  age?: number
  /** Masked: first 6 and last 4, or last 4 alone for the household itself. */
  certificate?: string
  /** The member's own phone, always masked: the whole one is answered to a reason. */
  phone?: string
  phoneUnconfirmed?: true
  schoolStage?: string
  education?: string
  health?: Term[]
  disability?: { category: string; level: string }
  labour?: Term
  work?: { place: string; months: number; employer: string | null }
  insurance?: string[]
  serving?: boolean
}

export interface HousingView { areaM2: string | null; structure: string | null; danger: boolean | null; dangerLevel: string | null; repairYear: number | null }

/**
 * A card year, derived from approved entries alone. State `none`: nothing entered, so there is no figure, not 0.
 * `items`: totals by item, largest first by size; E8 negative, so that the lines of E add up to `expenseFen`. Absent for who sees totals only.
 */
export interface IncomeView extends Omit<FullIncome, 'items'> { items?: FullIncome['items'] }

export interface MonthView { period: string; incomeFen: number; expenseFen: number; state: Term; /** These figures count, and a newer revision of the month is being written. */ reopened?: true }

export interface MeasureView {
  id: string
  kind: Term
  content: string
  status: Term
  from: string
  to: string | null
  /** Absent for who may not see sums. */
  plannedFen?: number | null
  paidFen?: number | null
  department: string | null
}

export interface HelperView { name: string; phone?: string; unit: string | null; post: string | null; primary: boolean; from: string }

export interface VisitView { id: string; on: string; kind: Term; by: string; note: string; topics: { topic: string; ok: boolean }[]; /** Stays visible, counts no more. */ withdrawn?: boolean }

export interface RevealView { member: string; field: 'certificate' | 'phone' | 'bank'; value: string }

export interface PairingView { id: string; account: string; name: string; unit: string | null; primary: boolean; from: string; to: string | null }
