// The whole record of one household, every field present: what the server keeps ready, before `sight` decides who sees what.
// The contract's views are these shapes with fields left out; a type test holds the two together.

export interface Coded { code: string; label: string }

export interface RecordPlace { code: string; township: string; village: string; group: string | null }

export interface FullMember {
  id: string
  name: string
  relation: Coded
  sex: Coded
  birthDate: string
  /** First 6, last 4 (`maskCertificate`); the whole number is never here: it is revealed by an act of its own. Null: none known. */
  certificateMasked: string | null
  /** Absent in records that were put together before it was kept. */
  phoneMasked?: string | null
  /** A number that its helper wrote: it opens nothing until the village confirms it. */
  phoneUnconfirmed?: true
  certificateLast4: string | null
  /** `schoolStage()`; null = not in school. */
  schoolStage: string | null
  education: string | null
  health: Coded[]
  disability: { category: string; level: string } | null
  labour: Coded | null
  work: { place: string; months: number; employer: string | null } | null
  insurance: string[]
  serving: boolean
}

export interface FullMeasure {
  id: string
  kind: Coded
  content: string
  status: Coded
  from: string
  to: string | null
  plannedFen: number | null
  paidFen: number | null
  department: string | null
}

export interface FullHelper { name: string; phone: string | null; unit: string | null; post: string | null; primary: boolean; from: string }

export interface FullVisit { id: string; on: string; kind: Coded; by: string; note: string; topics: { topic: string; ok: boolean }[]; withdrawn?: boolean }

export type IncomeGroup = 'A' | 'B' | 'C' | 'D' | 'E'

/** A card year in figures; meaning of each in `card`. */
export interface FullIncome {
  year: number
  from: string
  to: string
  state: 'none' | 'partial' | 'whole'
  missingMonths: number
  wageFen: number
  businessFen: number
  propertyFen: number
  transferFen: number
  expenseFen: number
  grossFen: number
  netFen: number
  members: number
  perCapitaFen: number | null
  lineFen: number
  below: boolean | null
  /** Submitted but not approved: shown apart, never counted. */
  pendingFen: number
  pendingCount?: number
  /** Approved sums that do not count (earmarked, one-off, loans), shown apart. */
  excludedFen?: number
  /** Approved rigid expense (medical, education), beside the card, never subtracted. */
  rigidFen?: number
  lastYear?: { year: number; netFen: number; perCapitaFen: number | null }
  items: { item: Coded; group: IncomeGroup; fen: number }[]
}

export interface FullCard {
  id: string
  version: number
  code: string | null
  number: string | null
  householdNo: string
  headName: string
  region: RecordPlace
  state: Coded
  type: Coded
  causes: Coded[]
  identifiedOn: string | null
  plannedExitYear: number | null
  exitYear: number | null
  memberCount: number
  phone: string | null
  phoneMasked: string | null
  phoneUnconfirmed?: true
  bank: { name: string; last4: string } | null
  members: FullMember[]
  housing: { areaM2: string | null; structure: string | null; danger: boolean | null; dangerLevel: string | null; repairYear: number | null }
  utilities: { safeWater: boolean | null; livePower: boolean | null; workPower: boolean | null; tv: boolean | null; toilet: boolean | null; fuel: string | null }
  land: { arable: string; irrigated: string; forest: string; reforested: string; orchard: string; pasture: string; water: string }
  road: { distanceKm: string | null; toDoor: string | null }
  position: { lng: number; lat: number; system: 'wgs84' | 'gcj02'; confirmed: boolean } | null
  income: FullIncome | null
  /** `reopened`: these figures count, and a newer revision of the month is being written. */
  months: { period: string; incomeFen: number; expenseFen: number; state: Coded; reopened?: true }[]
  measures: FullMeasure[]
  helpers: FullHelper[]
  visits: FullVisit[]
  steps: { state: Coded; on: string }[]
}

/** One row of 名册, every field present. */
export interface FullListItem {
  id: string
  code: string | null
  number: string | null
  headName: string
  region: RecordPlace
  memberCount: number
  state: Coded
  type: Coded
  causes: Coded[]
  perCapitaFen: number | null
  below: boolean | null
  helperName: string | null
  lastVisitOn: string | null
  dueOn: string | null
  version: number
}

export interface SeenPlace { code: string; township: string; village: string; group?: string }

export type SeenMember = Pick<FullMember, 'id' | 'name'> & {
  relation?: Coded
  sex?: Coded
  birthDate?: string
  age?: number
  certificate?: string
  schoolStage?: string
  education?: string
  health?: Coded[]
  disability?: { category: string; level: string }
  labour?: Coded
  work?: { place: string; months: number; employer: string | null }
  insurance?: string[]
  serving?: boolean
  phone?: string
  phoneUnconfirmed?: true
}

export type SeenMeasure = Omit<FullMeasure, 'plannedFen' | 'paidFen'> & { plannedFen?: number | null; paidFen?: number | null }

export type SeenHelper = Omit<FullHelper, 'phone'> & { phone?: string }

export type SeenIncome = Omit<FullIncome, 'items'> & { items?: FullIncome['items'] }

/** What is left for one reader: fields that are not for him are absent. */
export interface SeenCard
  extends Pick<FullCard, 'id' | 'version' | 'headName' | 'state'>,
    Partial<Pick<FullCard, 'householdNo' | 'type' | 'causes' | 'plannedExitYear' | 'exitYear' | 'memberCount' | 'housing' | 'utilities' | 'land' | 'road' | 'position' | 'months' | 'visits' | 'steps'>> {
  code?: string
  number?: string
  region: SeenPlace
  identifiedOn?: string
  /** Members under 14 where the reader learns their number and nothing else. */
  childCount?: number
  phone?: string
  phoneUnconfirmed?: true
  bank?: { name: string; last4: string }
  bankOnReason?: true
  members?: SeenMember[]
  income?: SeenIncome
  measures?: SeenMeasure[]
  helpers?: SeenHelper[]
}

export interface SeenListItem
  extends Pick<FullListItem, 'id' | 'headName' | 'state' | 'version'>,
    Partial<Pick<FullListItem, 'memberCount' | 'type' | 'causes' | 'perCapitaFen' | 'below' | 'lastVisitOn' | 'dueOn'>> {
  code?: string
  number?: string
  region: SeenPlace
  helperName?: string
}
