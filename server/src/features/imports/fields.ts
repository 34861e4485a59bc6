// Which database column a sheet's field goes to, and how: the two lists that comparing, inserting and updating share.
import type { Value } from '../../kernel/db'
import { exitState } from './household-rules'
import type { SheetRecord } from './records'

export interface Field {
  /** Name in audit rows. */
  name: string
  column: string
  /** undefined: the sheet does not speak of it, so nothing changes. */
  take(record: SheetRecord): Value | undefined
  /** Of a new row when the sheet does not speak of it. */
  fallback?: Value
}

const present = (record: SheetRecord, field: string, value: Value): Value | undefined => record.has(field) ? value : undefined
const text = (field: string, column: string): Field => ({ name: field, column, take: (r) => present(r, field, r.text(field)) })
const number = (field: string, column: string): Field => ({ name: field, column, take: (r) => present(r, field, r.number(field)) })
const flag = (field: string, column: string): Field => ({ name: field, column, take: (r) => present(r, field, r.flag(field)) })
/** An empty cell leaves what is there: the national sheet often lacks what the village knows. */
const kept = (field: Field): Field => ({ ...field, take: (r) => field.take(r) ?? undefined })
const land = (field: string): Field => ({ ...kept(text(field, field)), fallback: '0.00' })

/** Registered states of our path by national exit state; a household that is further on within "not exited" stays where it is. */
const STATE_OF: Record<string, string> = { '0': '08', '1': '15', '3': '17', '4': '16' }
export const nationalState = (state: string): string => state === '15' ? '1' : state === '16' ? '4' : state === '17' ? '3' : '0'

export const HOUSEHOLD_FIELDS: readonly Field[] = [
  { name: 'headName', column: 'head_name', take: (r) => r.text('headName') ?? undefined },
  number('memberCount', 'member_count'),
  { name: 'state', column: 'state', take: (r) => { const state = exitState(r); return state === null ? undefined : STATE_OF[state] }, fallback: STATE_OF['0'] },
  { name: 'householdType', column: 'household_type', take: (r) => r.text('householdType')?.split(':')[0], fallback: '01' },
  kept(text('standard', 'standard')), text('causeMain', 'cause_main'),
  { name: 'causeOther1', column: 'cause_other1', take: (r) => present(r, 'causeOther', r.list('causeOther')[0] ?? null) },
  { name: 'causeOther2', column: 'cause_other2', take: (r) => present(r, 'causeOther', r.list('causeOther')[1] ?? null) },
  kept(text('identifiedOn', 'identified_on')), number('exitYear', 'exit_year'),
  land('arable'), land('irrigated'), land('forest'), land('reforested'), land('orchard'), land('pasture'), land('water'),
  kept(text('houseArea', 'house_area')), flag('dangerHouse', 'danger_house'), text('dangerLevel', 'danger_level'),
  flag('safeWater', 'safe_water'), flag('livePower', 'live_power'), flag('workPower', 'work_power'), flag('tv', 'tv'), flag('toilet', 'toilet'),
  text('roadDistance', 'road_distance'), text('roadToDoor', 'road_to_door'), text('fuel', 'fuel'),
  flag('cooperative', 'cooperative'), flag('leadFirm', 'lead_firm'), flag('leader', 'leader'), kept(text('bankName', 'bank_name')),
]

/** What may stand in clear in the audit, which people without any household read: nothing that names or describes a person. */
export const OPEN_IN_AUDIT: ReadonlySet<string> = new Set([
  'region', 'state', 'memberCount', 'identifiedOn', 'exitYear', 'arable', 'irrigated', 'forest', 'reforested', 'orchard', 'pasture', 'water',
  'houseArea', 'dangerHouse', 'dangerLevel', 'safeWater', 'livePower', 'workPower', 'tv', 'toilet', 'roadDistance', 'roadToDoor', 'fuel',
])

const certificate = (r: SheetRecord): string => r.text('certificate') ?? ''
/** Category and level stand behind the 18th character of a disability card. */
const disability = (r: SheetRecord, at: number): string | null => r.text('certificateType') !== '09' && certificate(r).length > 18 ? certificate(r)[at] : null

export const MEMBER_FIELDS: readonly Field[] = [
  { name: 'memberNo', column: 'member_no', take: (r) => r.text('memberNo') ?? undefined },
  { name: 'name', column: 'name', take: (r) => r.text('name') ?? undefined },
  { name: 'relation', column: 'relation', take: (r) => r.text('relation') ?? undefined },
  { name: 'sex', column: 'sex', take: (r) => r.text('sex') ?? undefined },
  kept(text('birthDate', 'birth_date')), kept(text('certificateType', 'certificate_type')), kept(text('ethnicity', 'ethnicity')), kept(text('politicalStatus', 'political_status')),
  text('education', 'education'), text('studentStatus', 'student_status'), text('dropoutReason', 'dropout_reason'),
  { name: 'health', column: 'health', take: (r) => present(r, 'health', r.list('health').join(',') || null) },
  { name: 'disabilityCategory', column: 'disability_category', take: (r) => present(r, 'disabilityCategory', r.text('disabilityCategory') ?? disability(r, 18)) },
  { name: 'disabilityLevel', column: 'disability_level', take: (r) => disability(r, 19) },
  number('disabilityYear', 'disability_year'), text('labour', 'labour'), text('workPlace', 'work_place'), text('employer', 'employer'), number('workMonths', 'work_months'),
  text('jobChannel', 'job_channel'), text('publicPost', 'public_post'), number('publicPostMonths', 'public_post_months'),
  flag('serving', 'serving'), flag('minimumLiving', 'minimum_living'), flag('destituteSupport', 'destitute_support'), flag('residentMedical', 'resident_medical'),
  flag('employeeMedical', 'employee_medical'), flag('residentPension', 'resident_pension'), flag('employeePension', 'employee_pension'),
  flag('seriousIllnessInsurance', 'serious_illness_insurance'), flag('commercialMedical', 'commercial_medical'), flag('medicalAid', 'medical_aid'),
  flag('otherHealthAid', 'other_health_aid'), flag('mandarin', 'mandarin'), flag('workAbroad', 'work_abroad'),
]

export const FIGURE_FIELDS = [
  ['wageFen', 'wage_fen'], ['businessFen', 'business_fen'], ['propertyFen', 'property_fen'], ['dividendFen', 'dividend_fen'], ['otherPropertyFen', 'other_property_fen'],
  ['transferFen', 'transfer_fen'], ['familyPlanningFen', 'family_planning_fen'], ['minimumLivingFen', 'minimum_living_fen'], ['destituteSupportFen', 'destitute_support_fen'],
  ['pensionFen', 'pension_fen'], ['ecologyFen', 'ecology_fen'], ['otherTransferFen', 'other_transfer_fen'], ['expenseFen', 'expense_fen'], ['grossFen', 'gross_fen'], ['netFen', 'net_fen'],
] as const

/** Values of the national figure by column, or null when the sheet has no money at all. The expense counts less its subsidy, not below 0. */
export function figureOf(record: SheetRecord): Map<string, Value> | null {
  if (!FIGURE_FIELDS.some(([field]) => record.number(field) !== null)) return null
  const figure = new Map<string, Value>(FIGURE_FIELDS.map(([field, column]) => [column, record.fen(field)]))
  figure.set('expense_fen', Math.max(0, record.fen('expenseFen') - record.fen('expenseSubsidyFen')))
  figure.set('per_capita_fen', record.number('perCapitaFen'))
  figure.set('members', record.number('memberCount') ?? 0)
  return figure
}

/** As the driver hands it back: flags 0 and 1, everything compared as text. */
export const sameValue = (there: unknown, wanted: Value): boolean => plainValue(there) === plainValue(wanted)
export function plainValue(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
}
