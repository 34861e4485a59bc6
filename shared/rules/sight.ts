// The one place that decides what each role sees of a household. Absent, never blanked. Source: the county's table of who
// sees what (README of this folder, "Sight"); choices where that table is silent are there too.
import { ageOn, isDay } from './day'
import { maskName } from './masking'
import type {
  FullCard, FullHelper, FullIncome, FullListItem, FullMeasure, FullMember, RecordPlace,
  SeenCard, SeenHelper, SeenIncome, SeenListItem, SeenMeasure, SeenMember, SeenPlace,
} from './record'

export type { FullCard, FullListItem, FullMember, SeenCard, SeenListItem, SeenMember } from './record'

export type Sight = 'household' | 'helper' | 'office' | 'county' | 'unit' | 'department' | 'acceptance' | 'prefecture'

/** Role id → sight; null = no household at all. */
export const SIGHT_OF_ROLE = {
  household: 'household',
  helper: 'helper',
  village_clerk: 'office',
  village_secretary: 'office',
  village_team: 'office',
  first_secretary: 'office',
  township_officer: 'office',
  township_leader: 'office',
  unit_manager: 'unit',
  county_office: 'county',
  department: 'department',
  acceptance_group: 'acceptance',
  prefecture_office: 'prefecture',
  system_admin: null,
  auditor: null,
} as const satisfies Record<string, Sight | null>

/** Widest first: of several appointments that reach a household, the first of these decides. */
export const SIGHT_BREADTH: readonly Sight[] = ['office', 'household', 'county', 'acceptance', 'helper', 'unit', 'department', 'prefecture']

/** The widest of several sights, or null of none. */
export function widestSight(sights: readonly Sight[]): Sight | null {
  return SIGHT_BREADTH.find((sight) => sights.includes(sight)) ?? null
}

/**
 * full = as recorded · masked = by `masking` · last4 · terms = health in words, nothing of a disability · stage = name,
 * relation, school stage · count = how many, no more · totals = sums of the year, no lines · plain = without sums, phones
 * and what tells of health · reason = asked for with a reason, only that it is there · village = township and village only · area = where the department's policy area says so · none.
 */
export type Show = 'full' | 'masked' | 'last4' | 'terms' | 'stage' | 'count' | 'totals' | 'plain' | 'reason' | 'village' | 'area' | 'none'

const F = 'full', N = 'none', A = 'area'

/** Field × sight. `seeCard` and `seeListItem` read this and nothing else. */
export const SIGHT_GRID = {
  headName:     { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: 'masked' },
  label:        { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: F },
  householdNo:  { household: F, helper: F, office: F, county: F, unit: N, department: N, acceptance: F, prefecture: N },
  address:      { household: F, helper: F, office: F, county: F, unit: F, department: 'village', acceptance: F, prefecture: 'village' },
  state:        { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: F },
  type:         { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: F },
  causes:       { household: F, helper: F, office: F, county: F, unit: N, department: A, acceptance: F, prefecture: N },
  exitYears:    { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: F },
  memberCount:  { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: F },
  members:      { household: F, helper: F, office: F, county: F, unit: F, department: F, acceptance: F, prefecture: N },
  certificate:  { household: 'last4', helper: 'masked', office: 'masked', county: 'masked', unit: N, department: 'masked', acceptance: 'masked', prefecture: N },
  // With a masked certificate (first 6, last 4) the birth date would be the missing eight digits: age is shown instead.
  birthDate:    { household: F, helper: N, office: N, county: N, unit: N, department: N, acceptance: N, prefecture: N },
  schooling:    { household: F, helper: F, office: F, county: F, unit: F, department: A, acceptance: F, prefecture: N },
  health:       { household: F, helper: 'terms', office: F, county: F, unit: N, department: A, acceptance: F, prefecture: N },
  labour:       { household: F, helper: F, office: F, county: F, unit: F, department: A, acceptance: F, prefecture: N },
  insurance:    { household: F, helper: F, office: F, county: F, unit: N, department: A, acceptance: F, prefecture: N },
  children:     { household: F, helper: 'stage', office: F, county: F, unit: 'count', department: A, acceptance: F, prefecture: N },
  phone:        { household: F, helper: F, office: F, county: F, unit: 'masked', department: 'masked', acceptance: F, prefecture: N },
  bank:         { household: 'last4', helper: N, office: 'last4', county: 'reason', unit: N, department: N, acceptance: N, prefecture: N },
  housing:      { household: F, helper: F, office: F, county: F, unit: F, department: A, acceptance: F, prefecture: N },
  utilities:    { household: F, helper: F, office: F, county: F, unit: F, department: A, acceptance: F, prefecture: N },
  land:         { household: F, helper: F, office: F, county: F, unit: F, department: A, acceptance: F, prefecture: N },
  income:       { household: F, helper: F, office: F, county: F, unit: N, department: N, acceptance: F, prefecture: 'totals' },
  measures:     { household: F, helper: F, office: F, county: F, unit: 'plain', department: A, acceptance: F, prefecture: N },
  helpers:      { household: F, helper: F, office: F, county: F, unit: F, department: 'plain', acceptance: F, prefecture: N },
  visits:       { household: F, helper: F, office: F, county: F, unit: 'plain', department: N, acceptance: F, prefecture: N },
  steps:        { household: F, helper: F, office: F, county: F, unit: F, department: N, acceptance: F, prefecture: N },
} as const satisfies Record<string, Record<Sight, Show>>

export type SightField = keyof typeof SIGHT_GRID

/** What a reader may ask to see whole, with a reason that is recorded before the answer. The county office alone needs whole bank accounts. */
export const REVEALS = {
  certificate: ['office', 'county'],
  phone: ['office', 'county'],
  bank: ['county'],
} as const satisfies Record<string, readonly Sight[]>

export type RevealField = keyof typeof REVEALS

export function mayReveal(field: RevealField, sight: Sight): boolean {
  return (REVEALS[field] as readonly Sight[]).includes(sight)
}

/** Measure codes (code list `measure`) whose departments need a field; `measures` themselves go by their own kind. */
export const AREAS: Partial<Record<SightField, readonly string[]>> = {
  causes: ['06', '18'],
  health: ['06', '18'],
  schooling: ['04', '05'],
  children: ['04', '05'],
  labour: ['01', '02', '03'],
  insurance: ['06', '11'],
  housing: ['07', '14'],
  utilities: ['08', '19', '20'],
  land: ['01', '13', '16'],
}

/** Measures that by their kind tell of illness or disability. */
export const HEALTH_MEASURES: readonly string[] = ['06', '18']

/** Below this age a member's facts are children's facts (PIPL art. 28). */
export const CHILD_AGE = 14

export interface SightOptions {
  /** Day on which ages are judged. */
  today: string
  /** Measure codes of a department's policy area; empty or absent = none. */
  policyArea?: readonly string[]
}

interface Eye extends SightOptions { sight: Sight }

/** What of a field is shown; `area` is resolved into full, stage or none. */
function show(field: SightField, eye: Eye): Exclude<Show, 'area'> {
  const shown: Show = SIGHT_GRID[field][eye.sight]
  if (shown !== 'area') return shown
  const area = eye.policyArea ?? []
  if (field === 'measures') return area.length > 0 ? 'full' : 'none'
  if (!(AREAS[field] ?? []).some((kind) => area.includes(kind))) return 'none'
  return field === 'children' ? 'stage' : 'full'
}

/** How much of one field a reader sees: for what is shown outside the card, as changes are. */
export function showOf(field: SightField, reader: SightOptions & { sight: Sight }): Exclude<Show, 'area'> { return show(field, reader) }

function seen(field: SightField, eye: Eye): boolean {
  return show(field, eye) !== 'none'
}

/** The household as one reader sees it. `full` is not changed; the answer shares its objects. */
export function seeCard(full: FullCard, sight: Sight, options: SightOptions): SeenCard {
  const eye: Eye = { ...options, sight }
  return {
    ...seeFront(full, eye),
    ...seePeople(full, eye),
    ...seeDwelling(full, eye),
    ...seeMoney(full, eye),
    ...seeHelp(full, eye),
  }
}

/** One row of the list as one reader sees it. */
export function seeListItem(full: FullListItem, sight: Sight, options: SightOptions): SeenListItem {
  const eye: Eye = { ...options, sight }
  return {
    ...seeFront(full, eye),
    ...(show('income', eye) !== 'none' && { perCapitaFen: full.perCapitaFen, below: full.below }),
    ...(seen('helpers', eye) && full.helperName !== null && { helperName: full.helperName }),
    ...(seen('visits', eye) && { lastVisitOn: full.lastVisitOn, dueOn: full.dueOn }),
  }
}

type Front = Pick<FullCard, 'id' | 'version' | 'code' | 'number' | 'headName' | 'region' | 'state' | 'type' | 'causes' | 'memberCount'>

/** What card and list row have in common. */
function seeFront(full: Front, eye: Eye) {
  return {
    id: full.id,
    version: full.version,
    ...(seen('label', eye) && full.code !== null && { code: full.code }),
    ...(seen('label', eye) && full.number !== null && { number: full.number }),
    headName: show('headName', eye) === 'masked' ? maskName(full.headName) : full.headName,
    region: seePlace(full.region, eye),
    state: full.state,
    ...(seen('type', eye) && { type: full.type }),
    ...(seen('causes', eye) && { causes: full.causes }),
    ...(seen('memberCount', eye) && { memberCount: full.memberCount }),
  }
}

function seePlace(place: RecordPlace, eye: Eye): SeenPlace {
  const { code, township, village, group } = place
  return { code, township, village, ...(show('address', eye) === 'full' && group !== null && { group }) }
}

function seePeople(full: FullCard, eye: Eye): Partial<SeenCard> {
  const phone = show('phone', eye) === 'masked' ? full.phoneMasked : full.phone
  const children = full.members.filter((member) => isChild(member, eye.today))
  const countOnly = seen('members', eye) && (show('children', eye) === 'count' || !seen('children', eye))
  return {
    ...(seen('householdNo', eye) && { householdNo: full.householdNo }),
    ...(seen('phone', eye) && phone !== null && { phone }),
    ...(show('phone', eye) === 'full' && phone !== null && full.phoneUnconfirmed && { phoneUnconfirmed: true as const }),
    ...(show('bank', eye) === 'last4' && full.bank !== null && { bank: full.bank }),
    ...(show('bank', eye) === 'reason' && full.bank !== null && { bankOnReason: true as const }),
    ...(seen('members', eye) && { members: full.members.map((member) => seeMember(member, eye)).filter((member) => member !== null) }),
    ...(countOnly && { childCount: children.length }),
  }
}

/** Whether a member is under 14 on a day; a birth date that cannot be read protects. */
export function isChild(member: Pick<FullMember, 'birthDate'>, today: string): boolean {
  return !isDay(member.birthDate) || ageOn(member.birthDate, today) < CHILD_AGE
}

/** A member as seen, or null when he is not for this reader. */
function seeMember(member: FullMember, eye: Eye): SeenMember | null {
  if (!isChild(member, eye.today)) return seeWholeMember(member, eye)
  const children = show('children', eye)
  if (children === 'full') return seeWholeMember(member, eye)
  if (children !== 'stage') return null
  const { id, name, relation, schoolStage } = member
  return { id, name, relation, ...(schoolStage !== null && { schoolStage }) }
}

function seeWholeMember(member: FullMember, eye: Eye): SeenMember {
  const certificate = { last4: member.certificateLast4, masked: member.certificateMasked, none: null }[show('certificate', eye) as 'last4' | 'masked' | 'none']
  return {
    id: member.id,
    name: member.name,
    relation: member.relation,
    sex: member.sex,
    ...(isDay(member.birthDate) && { age: ageOn(member.birthDate, eye.today) }),
    ...(seen('birthDate', eye) && { birthDate: member.birthDate }),
    ...(certificate !== null && { certificate }),
    // Masked for those who see the household's phone in full; nobody else learns that there is one.
    ...(show('phone', eye) === 'full' && member.phoneMasked && { phone: member.phoneMasked, ...(member.phoneUnconfirmed && { phoneUnconfirmed: true as const }) }),
    ...(seen('schooling', eye) && member.schoolStage !== null && { schoolStage: member.schoolStage }),
    ...(seen('schooling', eye) && member.education !== null && { education: member.education }),
    ...(seen('health', eye) && { health: member.health }),
    ...(show('health', eye) === 'full' && member.disability !== null && { disability: member.disability }),
    ...(seen('labour', eye) && member.labour !== null && { labour: member.labour }),
    ...(seen('labour', eye) && member.work !== null && { work: member.work }),
    ...(seen('insurance', eye) && { insurance: member.insurance }),
    ...(seen('labour', eye) && { serving: member.serving }),
  }
}

function seeDwelling(full: FullCard, eye: Eye): Partial<SeenCard> {
  return {
    ...(seen('housing', eye) && { housing: full.housing }),
    ...(seen('utilities', eye) && { utilities: full.utilities }),
    ...(seen('land', eye) && { land: full.land }),
    ...(show('address', eye) === 'full' && { road: full.road, position: full.position }),
  }
}

function seeMoney(full: FullCard, eye: Eye): Partial<SeenCard> {
  const shown = show('income', eye)
  if (shown === 'none') return {}
  if (shown === 'totals') return full.income === null ? {} : { income: totalsOf(full.income) }
  return { ...(full.income !== null && { income: full.income }), months: full.months }
}

/** Sums of the year without its lines; rigid expense is medical and school cost, so it goes with them. */
function totalsOf(income: FullIncome): SeenIncome {
  const { items: _lines, rigidFen: _rigid, ...totals } = income
  return totals
}

function seeHelp(full: FullCard, eye: Eye): Partial<SeenCard> {
  return {
    ...(seen('exitYears', eye) && { plannedExitYear: full.plannedExitYear, exitYear: full.exitYear }),
    ...(seen('exitYears', eye) && full.identifiedOn !== null && { identifiedOn: full.identifiedOn }),
    ...(seen('measures', eye) && { measures: seeMeasures(full.measures, eye) }),
    ...(seen('helpers', eye) && { helpers: full.helpers.map((helper) => seeHelper(helper, eye)) }),
    ...(show('visits', eye) === 'full' && { visits: full.visits }),
    ...(seen('steps', eye) && { steps: full.steps }),
  }
}

function seeMeasures(measures: FullMeasure[], eye: Eye): SeenMeasure[] {
  if (show('measures', eye) === 'plain') {
    return measures
      .filter((measure) => !HEALTH_MEASURES.includes(measure.kind.code))
      .map(({ plannedFen: _planned, paidFen: _paid, ...measure }) => measure)
  }
  if (SIGHT_GRID.measures[eye.sight] === 'full') return measures
  return measures.filter((measure) => (eye.policyArea ?? []).includes(measure.kind.code))
}

function seeHelper(helper: FullHelper, eye: Eye): SeenHelper {
  const { phone, ...rest } = helper
  return show('helpers', eye) === 'full' && phone !== null ? { ...rest, phone } : rest
}
