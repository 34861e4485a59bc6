// What the annual 明白卡 tells of a household: derived from its rows, never typed. The figures are those of `card`, cut into quarters.
import { ENTRY, divisorOf, incomeOfYear, type CardEntry, type CardIncome, type CardInput, type CardYear, type Divisor, type Presence } from './card'
import { ageOn, isDay } from './day'
import { formatFen } from './fen'
import { noteOf, type CardLine } from './annual-card-note'
import { addMonths, lastDayOf, periodOf, periodsBetween } from './period'
import type { Coded, IncomeGroup } from './record'
import { HEALTH_MEASURES } from './sight'

export type { CardLine } from './annual-card-note'

export interface QuarterSums { quarters: [number, number, number, number]; fen: number }

/** The whole content of a card, as `contract/annual-cards.views` promises it. */
export interface AnnualCardContent {
  year: number
  from: string
  to: string
  cardNo: string
  headName: string
  householdNo: string
  region: { code: string; township: string; village: string; group?: string }
  type: Coded
  state: Coded
  causes: Coded[]
  identifiedOn: string | null
  plannedExitYear: number | null
  exitYear: number | null
  headCounts: { period: string; members: number }[]
  members: CardMember[]
  housing: string
  water: string
  power: string
  land: { arable: string; orchard: string }
  road: string
  unit: string | null
  helpers: { name: string; post: string | null; unit: string | null; phone: string | null; role: 'helper' | 'first_secretary' }[]
  hotline: string
  measures: CardMeasure[]
  items: (QuarterSums & { item: Coded; group: IncomeGroup; note: string })[]
  groups: Record<IncomeGroup, QuarterSums>
  gross: QuarterSums
  net: QuarterSums
  divisor: Divisor
  perCapitaFen: number | null
  lineFen: number
  below: boolean | null
  missingMonths: number
  missing: string[]
  through: string
  excludedFen: number
  rigidFen: number
  lastYear: { year: number; grossFen: number; expenseFen: number; netFen: number; perCapitaFen: number | null; lineFen: number } | null
  guarantees: { name: string; ok: boolean | null; text: string }[]
  guaranteesOn: string | null
  visits: { count: number; lastOn: string | null }
  plan: string | null
  result: string | null
}

export interface CardMember { name: string; relation: string; sex: string; age: number | null; school: string | null; labour: string | null; work: string | null; healthPolicy: boolean }

export interface CardMeasure { kind: Coded; content: string; from: string; to: string | null; paidFen: number | null; department: string | null; status: string; back: boolean; counts: boolean }

/** A member as recorded, also one who has left. `insured`: in either medical insurance, null where nothing is recorded. */
export interface CardPerson extends Presence { name: string; relation: string; sex: string; birthDate: string | null; school: string | null; labour: string | null; work: string | null; healthPolicy: boolean; insured: boolean | null; serving: boolean }

/** A measure as recorded, without what is derived of it. */
export type CardHelp = Omit<CardMeasure, 'back' | 'counts'> & { running: boolean }

/** Everything that a card is derived from, in words where the card shows words. People stand in their order on the card; other rows may come in any. */
export interface AnnualCardFacts extends Pick<AnnualCardContent, 'cardNo' | 'headName' | 'householdNo' | 'region' | 'type' | 'state' | 'causes' | 'identifiedOn' | 'plannedExitYear' | 'exitYear' | 'power' | 'land' | 'road' | 'unit' | 'helpers' | 'hotline'> {
  year: CardYear
  before: CardYear
  lineFen: number
  beforeLineFen: number
  /** Last month that can be there yet. */
  through: string
  rule: Divisor['rule']
  excludedItems: readonly string[]
  labels: Readonly<Record<string, string>>
  /** Of this year and the one before. */
  lines: readonly CardLine[]
  /** Months of both years whose sheet is approved although nothing is in it. */
  approvedMonths: readonly string[]
  people: readonly CardPerson[]
  measures: readonly CardHelp[]
  house: { areaM2: string | null; structure: string | null; danger: boolean | null; level: string | null }
  safeWater: boolean | null
  /** Days of the visits of the year that stand, and whether at home. */
  visits: readonly { on: string; home: boolean }[]
  schoolAge: readonly [number, number]
}

const GROUPS: readonly IncomeGroup[] = ['A', 'B', 'C', 'D', 'E']

/** Measures (code list `measure`) whose kind or sum tells of illness, disability or relief: never on the front, which hangs in the open. */
export const BACK_MEASURES: readonly string[] = [...HEALTH_MEASURES, '09', '10', '21']

/** The same told by the words of another measure, or by whose it is (残联, 民政局); pests of crops are no illness. */
const BACK_WORDS = /病(?!虫)|残|低保|五保|特困|救助|医疗|医保|住院|手术|民政/

/** Causes (code list `cause`) that are never on the front. */
export const BACK_CAUSES: readonly string[] = ['01', '02']

/** Measures that come in as income of the card, by the items that they come in as. */
export const MEASURE_ITEMS: Readonly<Record<string, readonly string[]>> = {
  '03': ['A2', 'A3', 'A4'], '09': ['D2'], '10': ['D3'], '11': ['D4'], '13': ['D51', 'D52', 'D59'], '15': ['C5'], '16': ['C1'],
}

/** Whether somebody belonged on a day; who leaves on it no longer does. */
export function belongs({ joinedOn, leftOn }: Presence, day: string): boolean {
  return (joinedOn === null || joinedOn <= day) && (leftOn === null || leftOn > day)
}

/** 卡号: year, digits of the village in its county, last four of 户编号 (it stands on the card, so the number tells nothing more). */
export function cardNumber(year: number, region: string, householdNo: string): string {
  return `${year}-${region.slice(6)}-${`0000${householdNo}`.slice(-4)}`
}

/** The card of a year. The same rows in any order make the same content. */
export function annualCard(facts: AnnualCardFacts): AnnualCardContent {
  const { year } = facts
  const divisor = divisorOf(facts.rule, facts.people, year)
  const input: CardInput = {
    year, divisor, entries: facts.lines, lineFen: facts.lineFen, excludedItems: facts.excludedItems, approvedMonths: facts.approvedMonths, through: facts.through, labels: facts.labels,
  }
  const income = incomeOfYear(input)
  const last = lastYear(facts)
  const through = facts.through < year.to ? facts.through : year.to
  const people = facts.people.filter((person) => belongs(person, year.lastDay))
  const missing = missingMonths(facts, through)
  return {
    year: year.year, from: year.from, to: year.to, ...front(facts),
    headCounts: periodsBetween(year.from, through).map((period) => ({ period, members: facts.people.filter((person) => belongs(person, lastDayOf(period))).length })),
    members: people.map((person) => member(person, year)),
    measures: measures(facts),
    ...sums(input, income, facts.lines),
    divisor, perCapitaFen: income.perCapitaFen, lineFen: income.lineFen, below: income.below, missingMonths: income.missingMonths, missing, through,
    excludedFen: income.excludedFen, rigidFen: income.rigidFen, lastYear: last,
    guarantees: guarantees(facts, people), guaranteesOn: latest(facts.visits.filter(({ home }) => home)),
    visits: { count: facts.visits.length, lastOn: latest(facts.visits) },
    plan: planOf(facts), result: resultOf(income, last),
  }
}

function front(facts: AnnualCardFacts) {
  const { cardNo, headName, householdNo, region, type, state, causes, identifiedOn, plannedExitYear, exitYear, power, land, road, unit, helpers, hotline } = facts
  return { cardNo, headName, householdNo, region, type, state, causes, identifiedOn, plannedExitYear, exitYear, power, land, road, unit, helpers, hotline, housing: housing(facts.house), water: said(facts.safeWater, '饮水安全', '饮水还不安全') }
}

function said(value: boolean | null, yes: string, no: string): string {
  return value === null ? '没有记录' : value ? yes : no
}

function housing({ areaM2, structure, danger, level }: AnnualCardFacts['house']): string {
  const area = areaM2 === null ? null : `${areaM2.replace(/\.?0+$/, '')} 平方米`
  return [area, structure, level, danger === true ? '危房' : null].filter((part) => part !== null).join('，') || '没有记录'
}

function member({ name, relation, sex, birthDate, school, labour, work, healthPolicy }: CardPerson, year: CardYear): CardMember {
  return { name, relation, sex, age: birthDate !== null && isDay(birthDate) ? ageOn(birthDate, year.lastDay) : null, school, labour, work, healthPolicy }
}

/** Those that ran in the year, by start, then kind and words. */
function measures({ year, measures: all, excludedItems }: AnnualCardFacts): CardMeasure[] {
  return all
    .filter(({ from, to }) => from <= year.lastDay && (to === null || to >= year.firstDay))
    .sort((a, b) => order(a.from, b.from) || order(a.kind.code, b.kind.code) || order(a.content, b.content) || order(a.to ?? '', b.to ?? '') || (a.paidFen ?? -1) - (b.paidFen ?? -1) || order(a.department ?? '', b.department ?? '') || order(a.status, b.status))
    .map(({ kind, content, from, to, paidFen, department, status }) => ({
      kind, content, from, to, paidFen, department, status, back: BACK_MEASURES.includes(kind.code) || BACK_WORDS.test(`${content} ${department ?? ''}`),
      counts: (MEASURE_ITEMS[kind.code] ?? []).some((item) => !excludedItems.includes(item)),
    }))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A figure as it grew: what it was at the end of each quarter. Its steps are the quarters, so they add up to the year whatever the rule of the sum. */
function quarters(grown: readonly [number, number, number, number]): QuarterSums {
  return { quarters: [grown[0], grown[1] - grown[0], grown[2] - grown[1], grown[3] - grown[2]], fen: grown[3] }
}

/**
 * Items, groups, gross and net by quarter. Each quarter is the year until its end less the year until its beginning: E8 takes off in a
 * quarter what it may by then, and never more than E in the year.
 */
function sums(input: CardInput, whole: CardIncome, lines: readonly CardLine[]): Pick<AnnualCardContent, 'items' | 'groups' | 'gross' | 'net'> {
  const counted = lines.filter((line) => line.state === ENTRY.approved && periodOf(line.on) >= input.year.from && periodOf(line.on) <= input.year.to)
  const until = [2, 5, 8].map((month) => incomeOfYear({ ...input, entries: counted, year: { ...input.year, to: addMonths(input.year.from, month) } }))
  const steps = [...until, whole]
  const grown = (of: (income: CardIncome) => number): QuarterSums => quarters(steps.map(of) as [number, number, number, number])
  const group = { A: 'wageFen', B: 'businessFen', C: 'propertyFen', D: 'transferFen', E: 'expenseFen' } as const
  const itemFen = (income: CardIncome, code: string): number => income.items.find(({ item }) => item.code === code)?.fen ?? 0
  return {
    items: [...whole.items].sort((a, b) => order(sortKey(a.item.code), sortKey(b.item.code))).map(({ item, group: of }) => ({
      item, group: of, note: noteOf(counted.filter((line) => line.item === item.code)), ...grown((income) => itemFen(income, item.code)),
    })),
    groups: Object.fromEntries(GROUPS.map((letter) => [letter, grown((income) => income[group[letter]])])) as Record<IncomeGroup, QuarterSums>,
    gross: grown(({ grossFen }) => grossFen),
    net: grown(({ netFen }) => netFen),
  }
}

/** By group and number; the subsidy on expense after what it takes off from. */
function sortKey(code: string): string {
  return code === 'E8' ? 'E~' : code[0] + (code.length === 2 ? `${code[1]}0` : code.slice(1))
}

function missingMonths(facts: AnnualCardFacts, through: string): string[] {
  const there = new Set([...facts.lines.filter(({ state }) => state === ENTRY.approved).map(({ on }) => periodOf(on)), ...facts.approvedMonths])
  return periodsBetween(facts.year.from, through).filter((month) => !there.has(month))
}

function lastYear(facts: AnnualCardFacts): AnnualCardContent['lastYear'] {
  const entries: readonly CardEntry[] = facts.lines
  const { state, year, grossFen, expenseFen, netFen, perCapitaFen, lineFen } = incomeOfYear({
    year: facts.before, entries, divisor: divisorOf(facts.rule, facts.people, facts.before), lineFen: facts.beforeLineFen, excludedItems: facts.excludedItems, approvedMonths: facts.approvedMonths,
  })
  return state === 'none' ? null : { year, grossFen, expenseFen, netFen, perCapitaFen, lineFen }
}

/** 两不愁三保障, as far as the record tells; what it does not tell stays open. */
function guarantees({ safeWater, house, schoolAge, year }: AnnualCardFacts, people: readonly CardPerson[]): AnnualCardContent['guarantees'] {
  const pupils = people.filter(({ birthDate }) => birthDate !== null && isDay(birthDate) && between(ageOn(birthDate, year.lastDay), schoolAge))
  const away = pupils.filter(({ school }) => school === null).length
  const insurable = people.filter(({ serving, insured }) => !serving && insured !== null)
  const uninsured = insurable.filter(({ insured }) => insured === false).length
  return [
    { name: '不愁吃（含饮水）', ok: safeWater, text: said(safeWater, '饮水安全', '饮水还不安全') },
    { name: '不愁穿', ok: null, text: '没有记录' },
    { name: '义务教育', ok: away === 0, text: pupils.length === 0 ? '没有义务教育阶段的孩子' : away === 0 ? `${pupils.length} 人都在上学` : `${away} 人没有在上学` },
    { name: '基本医疗', ok: insurable.length === 0 ? null : uninsured === 0, text: insurable.length === 0 ? '没有记录' : uninsured === 0 ? `${insurable.length} 人都参加医疗保险` : `${uninsured} 人没有参加医疗保险` },
    { name: '住房安全', ok: house.danger === null ? null : !house.danger, text: [house.level, said(house.danger, '危房，还没改好', '不是危房')].filter((part) => part !== null).join('，') },
  ]
}

function between(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most
}

function latest(visits: readonly { on: string }[]): string | null {
  return visits.reduce<string | null>((last, { on }) => (last === null || on > last ? on : last), null)
}

function planOf({ plannedExitYear, measures: all, year }: AnnualCardFacts): string | null {
  const running = all.filter(({ running, from, to }) => running && from <= year.lastDay && (to === null || to >= year.firstDay)).length
  return [plannedExitYear === null ? null : `计划 ${plannedExitYear} 年脱贫`, running === 0 ? null : `${running} 项措施在实施`].filter((part) => part !== null).join('，') || null
}

function resultOf({ perCapitaFen }: CardIncome, last: AnnualCardContent['lastYear']): string | null {
  if (perCapitaFen === null || last === null || last.perCapitaFen === null) return null
  const more = perCapitaFen - last.perCapitaFen
  return more === 0 ? '人均纯收入和上年一样' : `人均纯收入比上年${more > 0 ? '多' : '少'} ${formatFen(Math.abs(more))}`
}
