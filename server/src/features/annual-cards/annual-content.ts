// Rows → what the rules ask for → the content of annual cards. Words of code lists are put in here; every figure is made by `shared/rules`.
import { annualCard, belongs, cardNumber, type AnnualCardContent, type AnnualCardFacts, type CardPerson } from '@onecard/shared/rules/annual-card'
import { hindrances, type IssueFacts } from '@onecard/shared/rules/card-hindrances'
import { addMonths, cardYear, periodOf, periodsBetween, type CardYear } from '@onecard/shared/rules/period'
import { schoolStage } from '@onecard/shared/rules/school-stage'
import type { County } from '../../kernel/county'
import type { Vault } from '../../kernel/vault'
import type { AnnualRows, Row, Span } from './annual-rows'

/** A content and what stands in the way of its issue, in words. */
export interface DerivedAnnual { id: string; region: string; content: AnnualCardContent; hindrances: string[] }

const HOME_VISITS = ['01', '04', '05']
const RUNNING = '02'

const flag = (value: number | null): boolean | null => value === null ? null : value === 1

export class AnnualContents {
  constructor(private readonly county: County, private readonly vault: Vault) {}

  span(year: number, today: string): Span {
    const { startMonth } = this.county.settings.cardYear
    const { lastDay } = cardYear(year + 1, startMonth)
    return { year: cardYear(year, startMonth), before: cardYear(year - 1, startMonth), hangsOn: today < lastDay ? today : lastDay }
  }

  /** One per household row, in their order. */
  build(rows: AnnualRows, span: Span, today: string): DerivedAnnual[] {
    const by = (list: Row[]): Map<string, Row[]> => {
      const groups = new Map<string, Row[]>()
      for (const row of list) { const group = groups.get(row.household_id); if (group) group.push(row); else groups.set(row.household_id, [row]) }
      return groups
    }
    const { households, ...rest } = rows
    const groups = Object.fromEntries(Object.entries(rest).map(([name, list]) => [name, by(list)])) as Record<keyof typeof rest, Map<string, Row[]>>
    return households.map((h) => this.#one(h, (name) => groups[name].get(h.id) ?? [], span, today))
  }

  #one(h: Row, of: (name: Exclude<keyof AnnualRows, 'households'>) => Row[], span: Span, today: string): DerivedAnnual {
    const members = of('members')
    const facts = this.#facts(h, of, members, span, today)
    const content = annualCard(facts)
    return { id: h.id, region: h.region, content, hindrances: hindrances(this.#issueFacts(h, members, content, facts, span.year, today)) }
  }

  #facts(h: Row, of: (name: Exclude<keyof AnnualRows, 'households'>) => Row[], members: Row[], { year, before }: Span, today: string): AnnualCardFacts {
    const { county } = this
    const { settings } = county
    const names = new Map(members.map((m) => [m.id as string, m.name as string]))
    const label = (list: string, code: string | null): string | null => code === null ? null : county.label(list, code)
    const helpers = of('helpers')
    return {
      year, before, lineFen: county.line(year.year)?.fen ?? 0, beforeLineFen: county.line(before.year)?.fen ?? 0, through: addMonths(periodOf(today), -1), rule: settings.income.divisor,
      excludedItems: settings.income.notCountedItems, labels: this.#itemLabels(), approvedMonths: of('sheets').map((sheet) => sheet.period),
      cardNo: cardNumber(year.year, h.region, h.household_no), headName: h.head_name, householdNo: h.household_no, region: { ...county.place(h.region), ...(h.group_name !== null && { group: h.group_name }) },
      type: county.term('household_type', h.household_type), state: county.term('lifecycle', of('steps').at(-1)?.state ?? h.state),
      causes: [h.cause_main, h.cause_other1, h.cause_other2].filter(Boolean).map((code) => county.term('cause', code)),
      identifiedOn: h.identified_on, plannedExitYear: h.planned_exit_year, exitYear: h.exit_year,
      power: h.live_power === null ? '没有记录' : h.live_power === 1 ? '已通' : '未通', land: { arable: h.arable, orchard: h.orchard }, road: label('road_to_door', h.road_to_door) ?? '没有记录',
      unit: helpers[0]?.unit_name ?? null, helpers: [...helpers.map((p) => this.#helper(p, 'helper')), ...of('secretaries').map((p) => this.#helper(p, 'first_secretary'))], hotline: settings.hotline,
      lines: of('entries').map((e) => ({
        item: e.item, fen: Number(e.fen), on: e.period, state: e.state, note: e.note, member: names.get(e.member_id) ?? null,
        quantityMilli: e.quantity_milli === null || e.quantity_milli === undefined ? null : Number(e.quantity_milli), unit: e.unit ?? null, unitPriceFen: e.unit_price_fen === null || e.unit_price_fen === undefined ? null : Number(e.unit_price_fen),
      })),
      people: members.map((m) => this.#person(m)),
      measures: of('measures').map((m) => ({
        kind: county.term('measure', m.kind), content: m.content, from: m.from_day, to: m.to_day, paidFen: m.paid_fen === null ? null : Number(m.paid_fen), department: m.department,
        status: county.label('measure_status', m.status), running: m.status === RUNNING,
      })),
      house: { areaM2: h.house_area, structure: label('house_structure', h.house_structure), danger: flag(h.danger_house), level: label('house_danger_level', h.danger_level) },
      safeWater: flag(h.safe_water), visits: of('visits').map((v) => ({ on: v.on_day, home: HOME_VISITS.includes(v.kind) })), schoolAge: settings.quality.schoolAge,
    }
  }

  #person(m: Row): CardPerson {
    const { county } = this
    const insured = m.resident_medical === null && m.employee_medical === null ? null : m.resident_medical === 1 || m.employee_medical === 1
    return {
      name: m.name, relation: county.label('relation', m.relation), sex: county.label('sex', m.sex), birthDate: m.birth_date, school: schoolStage(m.student_status),
      labour: m.labour === null ? null : county.label('labour', m.labour), work: m.public_post ?? (m.work_place === null ? null : `${m.work_place}${m.work_months === null ? '' : ` ${m.work_months} 个月`}`),
      healthPolicy: m.medical_aid === 1 || m.other_health_aid === 1, insured, serving: m.serving === 1, joinedOn: m.joined_on, leftOn: m.left_on,
    }
  }

  #helper(p: Row, role: 'helper' | 'first_secretary'): AnnualCardContent['helpers'][number] {
    return { name: p.name, post: p.post ?? null, unit: p.unit_name, phone: p.phone_sealed === null ? null : this.vault.open('account.phone', p.account_id, p.phone_sealed), role }
  }

  #labels: Record<string, string> | null = null
  #itemLabels(): Record<string, string> {
    return this.#labels ??= Object.fromEntries([...this.county.list('income_item'), ...this.county.list('excluded_item')].map((t) => [t.code, t.label]))
  }

  #issueFacts(h: Row, members: Row[], content: AnnualCardContent, facts: AnnualCardFacts, year: CardYear, today: string): IssueFacts {
    return {
      today, year, state: h.state, exitYear: h.exit_year, identifiedOn: h.identified_on, memberCount: h.member_count, dangerHouse: flag(h.danger_house), dangerLevel: h.danger_level, safeWater: flag(h.safe_water),
      helpers: facts.helpers.filter(({ role }) => role === 'helper').length, schoolAge: facts.schoolAge,
      present: members.filter((m) => belongs({ joinedOn: m.joined_on, leftOn: m.left_on }, today)).map((m) => ({
        name: m.name, relation: m.relation, birthDate: m.birth_date, inSchool: schoolStage(m.student_status) !== null, dropoutReason: m.dropout_reason, workMonths: m.work_months, workPlace: m.work_place,
      })),
      income: { months: periodsBetween(year.from, content.through).length - content.missing.length, below: content.below, missingMonths: content.missingMonths },
    }
  }
}
