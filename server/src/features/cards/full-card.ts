// The whole record of households, read in a handful of statements and put together as the full card. Who sees what is `rules/sight`.
import { divisorOf, ENTRY, incomeOfYear, cardYear, type CardEntry, type CardYear } from '@onecard/shared/rules/card'
import { certificateLast4, maskCertificate, maskPhone } from '@onecard/shared/rules/masking'
import { addMonths, firstDayOf, periodOf } from '@onecard/shared/rules/period'
import type { FullCard, FullIncome, FullMember } from '@onecard/shared/rules/record'
import { schoolStage } from '@onecard/shared/rules/school-stage'
import type { County } from '../../kernel/county'
import type { Vault } from '../../kernel/vault'

export type Row = Record<string, any>
/** Rows of all asked households; each but `households` carries `household_id`. */
export interface Rows { households: Row[]; members: Row[]; codes: Row[]; entries: Row[]; sheets: Row[]; measures: Row[]; helpers: Row[]; visits: Row[]; steps: Row[] }

/** Months of 收支 and visits that a card carries; older ones have pages of their own. */
const MONTHS = 12
const VISITS = 12

const flag = (value: number | null): boolean | null => value === null ? null : value === 1
const number = (value: string | number | null): number | null => value === null ? null : Number(value)

/** Only where a number stands that opens nothing yet. */
const unconfirmed = (row: Row): { phoneUnconfirmed?: true } => row.phone_sealed !== null && row.phone_confirmed === 0 ? { phoneUnconfirmed: true } : {}

const INSURANCE: [string, string][] = [
  ['resident_medical', '城乡居民医疗保险'], ['employee_medical', '城镇职工医疗保险'], ['serious_illness_insurance', '大病保险'],
  ['commercial_medical', '商业补充医疗保险'], ['resident_pension', '城乡居民养老保险'], ['employee_pension', '城镇职工养老保险'],
  ['minimum_living', '低保'], ['destitute_support', '特困供养'],
]

export class FullCards {
  constructor(private readonly county: County, private readonly vault: Vault) {}

  /** One card per household row, in their order. */
  build(rows: Rows, today: string): FullCard[] {
    const by = (list: Row[]): Map<string, Row[]> => {
      const groups = new Map<string, Row[]>()
      for (const row of list) { const group = groups.get(row.household_id); if (group) group.push(row); else groups.set(row.household_id, [row]) }
      return groups
    }
    const groups = { members: by(rows.members), codes: by(rows.codes), entries: by(rows.entries), sheets: by(rows.sheets), measures: by(rows.measures), helpers: by(rows.helpers), visits: by(rows.visits), steps: by(rows.steps) }
    return rows.households.map((h) => {
      const of = (name: keyof typeof groups): Row[] => groups[name].get(h.id) ?? []
      return this.#card(h, { members: of('members'), code: of('codes')[0], entries: of('entries'), sheets: of('sheets'), measures: of('measures'), helpers: of('helpers'), visits: of('visits'), steps: of('steps') }, today)
    })
  }

  #card(h: Row, parts: { members: Row[]; code?: Row; entries: Row[]; sheets: Row[]; measures: Row[]; helpers: Row[]; visits: Row[]; steps: Row[] }, today: string): FullCard {
    const { county } = this
    const phone = this.#open('household.phone', h.id, h.phone_sealed)
    const present = parts.members.filter((m) => m.left_on === null || m.left_on > today)
    return {
      id: h.id, version: h.version, code: parts.code?.code ?? null, number: parts.code?.number ?? null, householdNo: h.household_no, headName: h.head_name,
      region: { ...county.place(h.region), group: h.group_name },
      state: county.term('lifecycle', h.state), type: county.term('household_type', h.household_type),
      causes: [h.cause_main, h.cause_other1, h.cause_other2].filter(Boolean).map((c) => county.term('cause', c)),
      identifiedOn: h.identified_on, plannedExitYear: h.planned_exit_year, exitYear: h.exit_year, memberCount: h.member_count,
      phone, phoneMasked: phone === null ? null : maskPhone(phone), ...unconfirmed(h), bank: this.#bank(h),
      members: present.map((m) => this.#member(m)),
      ...this.#dwelling(h),
      income: this.#income(parts.members, parts, today), months: this.#months(parts, today),
      measures: parts.measures.map((m) => ({
        id: m.id, kind: county.term('measure', m.kind), content: m.content, status: county.term('measure_status', m.status), from: m.from_day, to: m.to_day,
        plannedFen: number(m.planned_fen), paidFen: number(m.paid_fen), department: m.department,
      })),
      helpers: parts.helpers.map((p) => ({ name: p.name, phone: this.#open('account.phone', p.account_id, p.phone_sealed), unit: p.unit_name, post: p.post, primary: p.is_primary === 1, from: p.from_day })),
      visits: parts.visits.slice(0, VISITS).map((v) => ({ id: v.id, on: v.on_day, kind: county.term('visit_kind', v.kind), by: v.by_name, note: v.note, topics: this.#topics(v.topics), ...(v.withdrawn_at !== null && { withdrawn: true }) })),
      steps: parts.steps.map((s) => ({ state: county.term('lifecycle', s.state), on: s.on_day })),
    }
  }

  /** Codes of list `visit_topic`; rows from before that list hold the words. */
  #topics(json: string | null): FullCard['visits'][number]['topics'] {
    if (json === null) return []
    return (JSON.parse(json) as { topic: string; ok: boolean }[]).map(({ topic, ok }) => ({ topic: this.county.has('visit_topic', topic) ? this.county.label('visit_topic', topic) : topic, ok }))
  }

  #open(column: string, id: string, sealed: string | null): string | null { return sealed === null ? null : this.vault.open(column, id, sealed) }

  #bank(h: Row): FullCard['bank'] {
    const card = this.#open('household.bank_card', h.id, h.bank_card_sealed)
    return card === null ? null : { name: h.bank_name ?? '', last4: card.slice(-4) }
  }

  #member(m: Row): FullMember {
    const { county } = this
    const certificate = this.#open('member.certificate', m.id, m.certificate_sealed)
    const phone = this.#open('member.phone', m.id, m.phone_sealed)
    return {
      id: m.id, name: m.name, relation: county.term('relation', m.relation), sex: county.term('sex', m.sex), birthDate: m.birth_date ?? '',
      certificateMasked: certificate === null ? null : maskCertificate(certificate), certificateLast4: certificate === null ? null : certificateLast4(certificate),
      phoneMasked: phone === null ? null : maskPhone(phone), ...unconfirmed(m),
      schoolStage: schoolStage(m.student_status), education: m.education ? county.label('education', m.education) : null,
      health: m.health ? m.health.split(',').map((code: string) => county.term('health', code)) : [],
      disability: m.disability_category ? { category: county.label('disability_category', m.disability_category), level: m.disability_level ? county.label('disability_level', m.disability_level) : '' } : null,
      labour: m.labour ? county.term('labour', m.labour) : null,
      work: m.work_place ? { place: m.work_place, months: m.work_months ?? 0, employer: m.employer } : null,
      insurance: INSURANCE.filter(([column]) => m[column] === 1).map(([, label]) => label), serving: m.serving === 1,
    }
  }

  #dwelling(h: Row): Pick<FullCard, 'housing' | 'utilities' | 'land' | 'road' | 'position'> {
    const label = (list: string, code: string | null): string | null => code === null ? null : this.county.label(list, code)
    return {
      housing: { areaM2: h.house_area, structure: label('house_structure', h.house_structure), danger: flag(h.danger_house), dangerLevel: label('house_danger_level', h.danger_level), repairYear: h.repair_year },
      utilities: { safeWater: flag(h.safe_water), livePower: flag(h.live_power), workPower: flag(h.work_power), tv: flag(h.tv), toilet: flag(h.toilet), fuel: label('fuel', h.fuel) },
      land: { arable: h.arable, irrigated: h.irrigated, forest: h.forest, reforested: h.reforested, orchard: h.orchard, pasture: h.pasture, water: h.water },
      road: { distanceKm: h.road_distance, toDoor: label('road_to_door', h.road_to_door) },
      position: h.longitude === null ? null : { lng: Number(h.longitude), lat: Number(h.latitude), system: h.position_system, confirmed: h.position_confirmed === 1 },
    }
  }

  /** The last card year that is over, as in the list: a running year has too few months for a verdict. What came since stands under 收支. */
  #income(members: Row[], { entries, sheets }: { entries: Row[]; sheets: Row[] }, today: string): FullIncome {
    const { startMonth } = this.county.settings.cardYear
    const approvedMonths = sheets.filter((sheet) => sheet.state === 'approved').map((sheet) => sheet.period as string)
    // What is written in a month that was opened again takes the place of what counts: it waits for no addition.
    const standing = entries.filter((e) => e.state === ENTRY.approved || !approvedMonths.includes(e.period as string))
    const lines: CardEntry[] = standing.map((e) => ({ item: e.item, fen: Number(e.fen), on: e.period, state: e.state }))
    const shown = cardYear(this.county.lastClosedYear(today), startMonth)
    const at = (year: CardYear): FullIncome => incomeOfYear({
      year, entries: lines, divisor: divisorOf(this.county.settings.income.divisor, members.map((m) => ({ joinedOn: m.joined_on, leftOn: m.left_on })), year),
      lineFen: this.county.line(year.year)?.fen ?? 0, excludedItems: this.county.settings.income.notCountedItems, labels: this.#itemLabels(),
      through: addMonths(periodOf(today), -1), approvedMonths,
    })
    const income = at(shown)
    const before = at(cardYear(shown.year - 1, startMonth))
    return before.state === 'none' ? income : { ...income, lastYear: { year: before.year, netFen: before.netFen, perCapitaFen: before.perCapitaFen } }
  }

  #labels: Record<string, string> | null = null
  #itemLabels(): Record<string, string> {
    return this.#labels ??= Object.fromEntries([...this.county.list('income_item'), ...this.county.list('excluded_item')].map((t) => [t.code, t.label]))
  }

  /** Newest first. What counts of a month is its approved revision; one that was opened again says so. */
  #months({ entries, sheets }: { entries: Row[]; sheets: Row[] }, today: string): FullCard['months'] {
    const earliest = addMonths(periodOf(today), -MONTHS)
    const months = looseMonths(entries.filter((e) => e.period >= earliest && !sheets.some((sheet) => sheet.period === e.period)))
    for (const sheet of sheets) {
      const known = months.get(sheet.period)
      if (sheet.period < earliest) continue
      if (known && (known.state === SHEET_STATES.approved || sheet.state !== 'approved')) continue
      months.set(sheet.period, { income: Number(sheet.income), expense: Number(sheet.expense), state: SHEET_STATES[sheet.state as keyof typeof SHEET_STATES], reopened: sheet.state === 'approved' && sheet.newest === 0 })
    }
    return [...months].sort(([a], [b]) => a < b ? 1 : -1).slice(0, MONTHS)
      .map(([period, m]) => ({ period, incomeFen: m.income, expenseFen: m.expense, state: this.county.term('entry_state', m.state), ...(m.reopened && { reopened: true as const }) }))
  }
}

const SHEET_STATES = { draft: ENTRY.draft, submitted: ENTRY.submitted, approved: ENTRY.approved, returned: ENTRY.returned } as const
interface Month { income: number; expense: number; state: string; reopened?: boolean }

/** Of lines without a sheet, as on a past day: a month's state is that of its least finished line. */
function looseMonths(entries: readonly Row[]): Map<string, Month> {
  const months = new Map<string, Month>()
  for (const e of entries) {
    if (e.state === ENTRY.reversed || e.state === ENTRY.superseded || e.item[0] === 'X' || e.item[0] === 'R') continue
    const month = months.get(e.period) ?? { income: 0, expense: 0, state: ENTRY.approved }
    if (e.item[0] === 'E') month.expense += (e.item === 'E8' ? -1 : 1) * Number(e.fen)
    else month.income += Number(e.fen)
    if (e.state !== ENTRY.approved) month.state = e.state
    months.set(e.period, month)
  }
  return months
}

/** First day after `today` on which the same facts read differently: a birthday, a new month or card year. */
export function freshUntil(card: FullCard, today: string): string {
  const days = card.members.map((m) => m.birthDate.slice(5)).filter((md) => md.length === 5).map((md) => {
    const thisYear = `${today.slice(0, 4)}-${md === '02-29' ? '03-01' : md}`
    return thisYear > today ? thisYear : `${Number(today.slice(0, 4)) + 1}${thisYear.slice(4)}`
  })
  return [firstDayOf(addMonths(periodOf(today), 1)), ...days].sort()[0]
}
