import type { Place, Term } from './common.views'
import type { PhotoView } from './visits.views'

/** A sum by quarter of the card year (its first, second, third, fourth three months) and whole. */
export interface QuarterSums { quarters: [number, number, number, number]; fen: number }

/** What is frozen with an issue: everything that the paper tells, in words and integer fen. Shape of `shared/rules/annual-card`. */
export interface AnnualCardContent {
  year: number
  from: string
  to: string
  /** 卡号: year, village digits, running number of the household. */
  cardNo: string
  headName: string
  householdNo: string
  region: Place
  type: Term
  state: Term
  causes: Term[]
  identifiedOn: string | null
  plannedExitYear: number | null
  exitYear: number | null
  /** Registered people at the end of each month of the year, oldest first. */
  headCounts: { period: string; members: number }[]
  members: { name: string; relation: string; sex: string; /** On the last day of the year; null where it is unknown or not for the reader. */ age: number | null; school: string | null; labour: string | null; work: string | null; /** 符合健康扶贫政策. */ healthPolicy: boolean }[]
  housing: string
  water: string
  power: string
  land: { arable: string; orchard: string }
  road: string
  unit: string | null
  helpers: { name: string; post: string | null; unit: string | null; phone: string | null; role: 'helper' | 'first_secretary' }[]
  hotline: string
  measures: { kind: Term; content: string; from: string; to: string | null; paidFen: number | null; department: string | null; status: string; /** Tells of illness, disability or relief: never on the hanging front. */ back: boolean; counts: boolean }[]
  items: (QuarterSums & { item: Term; group: 'A' | 'B' | 'C' | 'D' | 'E'; note: string })[]
  groups: Record<'A' | 'B' | 'C' | 'D' | 'E', QuarterSums>
  gross: QuarterSums
  net: QuarterSums
  /** How the heads were counted, in words and numbers: net × scale ÷ heads. */
  divisor: { rule: 'registered_at_period_end' | 'member_months'; members: number; heads: number; scale: number }
  perCapitaFen: number | null
  lineFen: number
  below: boolean | null
  missingMonths: number
  /** Those months, oldest first. */
  missing: string[]
  /** Last month that could be there: of a year that is over its last one. */
  through: string
  /** Approved sums beside the card. */
  excludedFen: number
  rigidFen: number
  lastYear: { year: number; grossFen: number; expenseFen: number; netFen: number; perCapitaFen: number | null; lineFen: number } | null
  /** `ok` null: nobody has looked yet (an empty box, neither tick nor cross). */
  guarantees: { name: string; ok: boolean | null; text: string }[]
  guaranteesOn: string | null
  visits: { count: number; lastOn: string | null }
  plan: string | null
  result: string | null
}

export interface SignatureView { as: 'household' | 'helper' | 'secretary'; by: string; on: string; drawn?: string }

/** One frozen version. `verification`: what stands on the paper, `7K2M-9Q4T…`. */
export interface IssuedCardView {
  year: number
  version: number
  hash: string
  state: 'issued' | 'signed' | 'superseded'
  issuedAt: string
  issuedBy: string
  reason: string | null
  verification: string
  signatures: SignatureView[]
  content: AnnualCardContent
}

/** The card as it would be issued now, and what was issued last. */
export interface AnnualCardView {
  household: { id: string; headName: string; region: Place }
  year: number
  years: number[]
  /** As derived from approved sheets now. */
  content: AnnualCardContent
  /** Hash of `content`. */
  basis: string
  issued: IssuedCardView | null
  /** What the newest version does not hold yet; empty when it is current. */
  differences: CardDifference[]
  mayIssue: boolean
  /** What stands in the way of an issue, in words. */
  hindrances: string[]
  maySignAs: ('household' | 'helper' | 'secretary')[]
}

export interface CardDifference { what: string; before: string; after: string }

export interface IssueSummary { year: number; version: number; state: IssuedCardView['state']; issuedAt: string; issuedBy: string; netFen: number; perCapitaFen: number | null; signatures: { as: SignatureView['as']; on: string }[]; differences: CardDifference[] }

/** 「这个数怎么来的」: lines of approved sheets, oldest first, and those that do not count yet. */
export interface CardLinesView { year: number; sumFen: number; lines: { id: string; period: string; item: Term; fen: number; note: string | null; member?: string; quantityMilli?: number; unit?: string; unitPriceFen?: number; by: string | null; approvedBy: string | null; approvedAt: string | null; state: 'approved' | 'submitted'; source: string; evidence: PhotoView[] }[] }

export interface IssuedManyView { issued: number; skipped: { household: { id: string; headName: string }; why: string }[] }

/** In scope: which version it is and which is current. To anybody else `genuine` alone. */
export interface VerificationView { genuine: boolean; standing?: 'current' | 'replaced'; year?: number; version?: number; currentVersion?: number; headName?: string; household?: string; issuedAt?: string }

export interface CardProgressItem { region: Place; households: number; whole: number; issued: number; signed: number; changed: number }
