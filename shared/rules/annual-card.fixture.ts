// A household for tests of the annual card, as its rows would tell it; what a test is about it says itself.
import type { AnnualCardFacts, CardLine, CardPerson } from './annual-card'
import { cardYear } from './card'

export const CARD_YEAR = cardYear(2020, 10)
export const YEAR_BEFORE = cardYear(2019, 10)

export function person(more: Partial<CardPerson> = {}): CardPerson {
  return { name: '样守田', relation: '户主', sex: '男', birthDate: '1964-02-29', school: null, labour: '普通劳动力', work: null, healthPolicy: false, insured: true, serving: false, joinedOn: null, leftOn: null, ...more }
}

export function cardFacts(lines: readonly CardLine[], who: readonly CardPerson[], more: Partial<AnnualCardFacts> = {}): AnnualCardFacts {
  return {
    year: CARD_YEAR, before: YEAR_BEFORE, lineFen: 400_000, beforeLineFen: 374_700, through: '2020-09', rule: 'registered_at_period_end', excludedItems: [], labels: {}, lines, approvedMonths: [], people: who,
    cardNo: '2020-004205-0017', headName: '样守田', householdNo: '90000000317', region: { code: '210881004205', township: '太阳升街道', village: '尚和寨村' }, type: { code: '01', label: '一般贫困户' }, state: { code: '09', label: '预脱贫' },
    causes: [{ code: '03', label: '因学' }], identifiedOn: '2016-12', plannedExitYear: 2020, exitYear: null, power: '已通', land: { arable: '6.00', orchard: '1.50' }, road: '水泥路', unit: null, helpers: [], hotline: '12317',
    measures: [], house: { areaM2: '72.00', structure: null, danger: false, level: 'B级' }, safeWater: true, visits: [], schoolAge: [6, 15], ...more,
  }
}
