// What is odd about a month, each with its reason in words. Never a bar: the phone shows it while somebody types, the secretary sorts by it.
import { formatFen, roundHalfAwayFromZero, sumFen } from './fen'
import { formatDate } from './day'
import { addMonths, formatPeriod, monthsBetween } from './period'

export type SheetRule = 'jump' | 'outlier' | 'no_measure' | 'spending_above_income' | 'member' | 'missing_month' | 'no_evidence' | 'below_line' | 'late'

export interface Warned { rule: SheetRule; line?: number; text: string }

export interface Sums { wageFen: number; businessFen: number; propertyFen: number; transferFen: number; expenseFen: number; netFen: number }

/** A line as the rules see it. `evidence`: number of pictures. */
export interface WarnedLine { item: string; fen: number; member?: string | null; evidence: number }

/** `config/county`, `books.warnings`: thresholds, in whole yuan. */
export interface WarningSettings {
  /** A kind of income differs from last month, the same month of last year and the mean of the last `months` months by more than `times` and by at least `leastYuan`. */
  jump: { times: number; leastYuan: number; months: number }
  /** Income per head against the village's middle of the month. */
  outlier: { times: number; leastYuan: number; leastHouseholds: number }
  /** Item → measures (code list `measure`) of which one must be known for the household. */
  measures: { [item: string]: string[] }
  /** Spending above the income of the month by at least so much. */
  spendingAboveIncomeYuan: number
  /** Nobody works below this age. */
  workAge: number
  /** From this sum on a line wants a picture; only for these kinds and items. */
  evidence: { fromYuan: number; items: string[] }
  /** How odd each rule makes a sheet: the queue's order. A rule without a weight counts 1. */
  weights: { [rule in SheetRule]?: number }
}

/** Why somebody cannot have earned a wage in that month, as the record says; null: can. */
export type Unfit = 'young' | 'dead' | 'away' | 'serving'

/** What the rules rest on: the server gathers it, and hands it to the phone with the sheet. */
export interface SheetBasis {
  period: string
  heads: number
  /** Other months that are kept, any order. */
  months: { period: string; sums: Sums }[]
  /** Middle of the village's income per head in that month; null: too few households. */
  villageMedianFen: number | null
  /** Measures that run in that month. */
  measures: string[]
  /** Items that a fact of the record explains besides: 低保 of a member. */
  explained: string[]
  members: { id: string; name: string; unfit: Unfit | null }[]
  /** Item code → word. */
  labels: { [item: string]: string }
  /** Items that this county leaves out of the sums. */
  notCounted: string[]
  lineFen: number
  closesOn: string
  closed: boolean
  settings: WarningSettings
}

const GROUPS = { A: 'wageFen', B: 'businessFen', C: 'propertyFen', D: 'transferFen', E: 'expenseFen' } as const
const NAMES = { A: '工资性收入', B: '生产经营性收入', C: '财产性收入', D: '转移性收入', E: '生产支出' } as const
const UNFIT: Record<Unfit, string> = { young: '还没到干活的年纪', dead: '登记为已去世', away: '登记为已不在这一户', serving: '登记为现役军人' }
const YEAR = 12

/** Sums of a month: plain sums by kind, spending less the subsidy on it (E8); what stands beside the card (X…, R…) is left out. */
export function sheetSums(lines: readonly { item: string; fen: number }[], notCounted: readonly string[] = []): Sums {
  const of = (letter: string) => sumFen(lines.filter(({ item }) => item[0] === letter && !notCounted.includes(item)).map(({ item, fen }) => (item === 'E8' ? -fen : fen)))
  const [wageFen, businessFen, propertyFen, transferFen, expenseFen] = [of('A'), of('B'), of('C'), of('D'), of('E')]
  return { wageFen, businessFen, propertyFen, transferFen, expenseFen, netFen: wageFen + businessFen + propertyFen + transferFen - expenseFen }
}

export function incomeOf(sums: Sums): number { return sums.wageFen + sums.businessFen + sums.propertyFen + sums.transferFen }

/** All that is odd, in the order of the lines, then of the whole month. */
export function warnSheet(lines: readonly WarnedLine[], basis: SheetBasis): Warned[] {
  const sums = sheetSums(lines, basis.notCounted)
  return [
    ...lines.flatMap((line, i) => [...member(line, i, basis), ...noMeasure(line, i, basis), ...noEvidence(line, i, basis)]),
    ...jumps(sums, basis), ...outlier(sums, basis), ...spending(sums, basis), ...belowLine(sums, basis), ...missingMonth(basis), ...late(basis),
  ]
}

/** 0: nothing odd. */
export function oddnessOf(warnings: readonly Warned[], weights: WarningSettings['weights']): number {
  return warnings.reduce((sum, { rule }) => sum + (weights[rule] ?? 1), 0)
}

function member(line: WarnedLine, at: number, basis: SheetBasis): Warned[] {
  const who = line.item[0] === 'A' ? basis.members.find(({ id }) => id === line.member) : undefined
  return who?.unfit ? [{ rule: 'member', line: at, text: `${who.name}${UNFIT[who.unfit]}，却记了工资` }] : []
}

function noMeasure({ item, fen }: WarnedLine, at: number, { settings, measures, explained, labels }: SheetBasis): Warned[] {
  const wanted = settings.measures[item]
  if (!wanted || fen === 0 || explained.includes(item) || wanted.some((kind) => measures.includes(kind))) return []
  return [{ rule: 'no_measure', line: at, text: `${labels[item] ?? item} ${formatFen(fen)}，没有登记相应的措施` }]
}

function noEvidence({ item, fen, evidence }: WarnedLine, at: number, { settings, labels }: SheetBasis): Warned[] {
  const wanted = settings.evidence.items.some((prefix) => item.startsWith(prefix))
  return wanted && evidence === 0 && fen >= settings.evidence.fromYuan * 100 ? [{ rule: 'no_evidence', line: at, text: `${labels[item] ?? item} ${formatFen(fen)}，没有凭证` }] : []
}

function jumps(sums: Sums, basis: SheetBasis): Warned[] {
  const { jump } = basis.settings
  const at = (period: string) => basis.months.find((month) => month.period === period)?.sums
  const before = addMonths(basis.period, -1)
  const lately = Array.from({ length: jump.months }, (_, i) => at(addMonths(basis.period, -1 - i))).filter((s) => s !== undefined)
  return (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).flatMap((letter): Warned[] => {
    const key = GROUPS[letter]
    const now = sums[key]
    const known = [
      { word: `${Number(before.slice(5))}月`, fen: at(before)?.[key] },
      { word: `去年${Number(basis.period.slice(5))}月`, fen: at(addMonths(basis.period, -YEAR))?.[key] },
      { word: `前 ${lately.length} 个月平均`, fen: lately.length < 2 ? undefined : roundHalfAwayFromZero(sumFen(lately.map((s) => s[key])), lately.length) },
    ].filter((one): one is { word: string; fen: number } => typeof one.fen === 'number')
    if (known.length === 0) return []
    // Whatever is like one of them is no surprise; the difference is told against the nearest.
    const nearest = known.reduce((best, one) => (Math.abs(one.fen - now) < Math.abs(best.fen - now) ? one : best))
    const apart = Math.abs(now - nearest.fen)
    const far = now > nearest.fen ? now > nearest.fen * jump.times : now * jump.times < nearest.fen
    if (!far || apart < jump.leastYuan * 100) return []
    return [{ rule: 'jump', text: `${NAMES[letter]}比${nearest.word}${now > nearest.fen ? '多' : '少'} ${formatFen(apart)}` }]
  })
}

function outlier(sums: Sums, { heads, villageMedianFen, settings: { outlier: { times, leastYuan } } }: SheetBasis): Warned[] {
  const each = roundHalfAwayFromZero(incomeOf(sums), heads)
  if (villageMedianFen === null || each === null || each <= villageMedianFen * times || each - villageMedianFen < leastYuan * 100) return []
  return [{ rule: 'outlier', text: `人均收入 ${formatFen(each)}，村里这个月中间水平是 ${formatFen(villageMedianFen)}` }]
}

function spending(sums: Sums, { settings }: SheetBasis): Warned[] {
  const over = sums.expenseFen - incomeOf(sums)
  return over > 0 && over >= settings.spendingAboveIncomeYuan * 100 ? [{ rule: 'spending_above_income', text: `支出比收入多 ${formatFen(over)}` }] : []
}

/** Told once: when the twelve months up to this one are below the line and those up to the month before were not. */
function belowLine(sums: Sums, basis: SheetBasis): Warned[] {
  const net = (last: string): number | null => {
    const within = basis.months.filter(({ period }) => { const back = monthsBetween(period, last); return back >= 0 && back < YEAR && period !== basis.period })
    const here = last === basis.period
    return within.length === YEAR - (here ? 1 : 0) ? sumFen(within.map((month) => month.sums.netFen)) + (here ? sums.netFen : 0) : null
  }
  const [then, now] = [net(addMonths(basis.period, -1)), net(basis.period)]
  const wanted = basis.lineFen * basis.heads
  if (basis.heads === 0 || now === null || now >= wanted || (then !== null && then < wanted)) return []
  return [{ rule: 'below_line', text: `近 12 个月人均 ${formatFen(roundHalfAwayFromZero(now, basis.heads) ?? 0)}，低于标准线 ${formatFen(basis.lineFen)}` }]
}

function missingMonth({ period, months }: SheetBasis): Warned[] {
  const before = addMonths(period, -1)
  const begun = months.some((month) => month.period < before)
  return begun && !months.some((month) => month.period === before) ? [{ rule: 'missing_month', text: `${formatPeriod(before)}还没有填` }] : []
}

function late({ closed, closesOn, period }: SheetBasis): Warned[] {
  return closed ? [{ rule: 'late', text: `${formatPeriod(period)}应在${formatDate(closesOn, '')}前交，这是补报` }] : []
}
