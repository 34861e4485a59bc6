// What 一户 shows, from the record and the day alone. Pure; no words that need a screen to be understood.
import { printNumber } from '@onecard/shared/rules/household-number'
import { formatAmount, formatFen } from '@onecard/shared/rules/fen'
import { formatDate, formatDay } from '@onecard/shared/rules/day'
import type { CardView, IncomeView, MeasureView, MemberView, MonthView, VisitView } from '@onecard/shared/contract/households.views'
import type { Tone } from '../../ui/basics'
import type { IconName } from '../../ui/icon-names'
import type { Part } from '../../ui/figures'
import type { Step } from '../../ui/choice'

export interface PerHead { amount: string; compare: string; low: boolean; percent: number; lineWord: string; spoken: string }
/** Per head against the line. Null where nothing is entered: there is no figure then, not 0. */
export function perHead(income: IncomeView | undefined): PerHead | null {
  if (!income || income.perCapitaFen === null || income.state === 'none') return null
  const gap = income.perCapitaFen - income.lineFen
  // `below` comes from exact integers: 3999.9967 shows as 4,000 and is below all the same.
  const low = income.below ?? gap < 0
  const compare = low ? (gap === 0 ? '略低于标准线' : `比标准线低 ${formatFen(-gap)}`) : gap === 0 ? '正好到标准线' : `比标准线高 ${formatFen(gap)}`
  const amount = formatAmount(income.perCapitaFen)
  return {
    amount, compare, low,
    percent: clamp((income.perCapitaFen / (income.lineFen * 2)) * 100),
    lineWord: `标准线 ${formatAmount(income.lineFen)}`,
    spoken: `人均 ${amount} 元，标准线 ${formatAmount(income.lineFen)} 元，${compare}`,
  }
}

export interface PartRow { part: Part; group: 'A' | 'B' | 'C' | 'D' | 'E'; name: string; amount: string; share: string | null; lines: { code: string; name: string; amount: string }[] }
export interface IncomePicture {
  title: string
  net: string
  change: string | null
  state: { text: string; tone: Tone } | null
  bar: { parts: { part: Part; percent: number }[]; net: number; spent: number; line: { percent: number; text: string } | null; label: string }
  lineRule: string
  rows: PartRow[]
  formula: string
  result: string
  pending: string | null
}

const GROUPS = [
  { part: 'a', group: 'A', name: '工资性', field: 'wageFen' },
  { part: 'b', group: 'B', name: '生产经营性', field: 'businessFen' },
  { part: 'c', group: 'C', name: '财产性', field: 'propertyFen' },
  { part: 'd', group: 'D', name: '转移性', field: 'transferFen' },
] as const

export function incomePicture(income: IncomeView): IncomePicture | null {
  if (income.state === 'none') return null
  const lineTotal = income.lineFen * income.members
  const full = Math.max(income.grossFen, lineTotal, 1)
  const percent = (fen: number) => clamp((Math.max(0, fen) / full) * 100)
  const lines = (group: string) => (income.items ?? []).filter((i) => i.group === group).map((i) => ({ code: i.item.code, name: i.item.label, amount: formatFen(i.fen) }))
  const rows: PartRow[] = GROUPS.map((g) => ({
    part: g.part, group: g.group, name: g.name, amount: formatFen(income[g.field]), lines: lines(g.group),
    share: income.grossFen > 0 ? `占 ${Math.round((Math.max(0, income[g.field]) / income.grossFen) * 100)}%` : null,
  }))
  rows.push({ part: 'e', group: 'E', name: '减去 支出', amount: formatFen(income.expenseFen), share: null, lines: lines('E') })
  const per = income.perCapitaFen === null ? '没有人口，算不出人均' : `人均 ${formatFen(income.perCapitaFen)}`
  return {
    title: `${income.year}年度`,
    net: formatAmount(income.netFen),
    change: income.lastYear ? difference(income.netFen, income.lastYear.netFen, '和去年一样') : null,
    state: income.state === 'partial' ? { text: `还缺 ${income.missingMonths} 个月`, tone: 'warn' } : { text: '12 个月都齐', tone: 'done' },
    bar: {
      parts: GROUPS.map((g) => ({ part: g.part, percent: percent(income[g.field]) })),
      net: percent(income.netFen),
      spent: percent(Math.min(income.expenseFen, income.grossFen)),
      line: income.members > 0 ? { percent: clamp((lineTotal / full) * 100), text: `标准线 ${formatFen(lineTotal)}` } : null,
      label: `全年收入 ${formatFen(income.grossFen)}，支出 ${formatFen(income.expenseFen)}，纯收入 ${formatFen(income.netFen)}；`
        + rows.slice(0, 4).map((r) => `${r.name}收入 ${r.amount}${r.share ? `，${r.share}` : ''}`).join('；'),
    },
    lineRule: `标准线按 ${income.members} 人算：${formatFen(income.lineFen)} × ${income.members}`,
    rows,
    formula: `(${formatAmount(income.grossFen)} − ${formatAmount(income.expenseFen)}) ÷ ${income.members} 人 = `,
    result: per,
    pending: income.pendingFen !== 0 ? `另有 ${formatFen(income.pendingFen)} 还没审，没有算进来` : null,
  }
}

/** 「比去年多 1,430 元」 */
export function difference(now: number, before: number, same: string): string {
  if (now === before) return same
  return now > before ? `比去年多 ${formatFen(now - before)}` : `比去年少 ${formatFen(before - now)}`
}

const ENTRY_TONE: Record<string, { word: string; tone: Tone }> = {
  '01': { word: '草稿', tone: 'idle' }, '02': { word: '未审', tone: 'warn' }, '03': { word: '已审', tone: 'done' }, '04': { word: '被退回', tone: 'warn' }, '05': { word: '已冲销', tone: 'idle' },
}

export interface MonthRow { key: string; title: string; hint: string[]; chip: { text: string; tone: Tone } }
/** Newest first; the year stands where it is not this one. */
export function monthRows(months: readonly MonthView[], today: string): MonthRow[] {
  return months.map((m) => {
    const known = ENTRY_TONE[m.state.code]
    const month = `${Number(m.period.slice(5))}月`
    return {
      key: m.period,
      title: m.period.slice(0, 4) === today.slice(0, 4) ? month : `${m.period.slice(0, 4)}年${month}`,
      hint: [`收 ${formatFen(m.incomeFen)}`, `支 ${formatFen(m.expenseFen)}`],
      chip: { text: known?.word ?? m.state.label, tone: known?.tone ?? 'idle' },
    }
  })
}

const MEASURE_ICON: Record<string, IconName> = {
  '02': 'people', '03': 'people', '04': 'book', '05': 'book', '06': 'med', '07': 'home', '08': 'drop', '09': 'yuan', '10': 'yuan', '11': 'yuan', '12': 'yuan',
  '14': 'home', '15': 'yuan', '16': 'yuan', '17': 'people', '18': 'hand', '19': 'home', '20': 'tool', '21': 'yuan',
}
const MEASURE_STATE: Record<string, { word: string; tone: Tone }> = {
  '01': { word: '计划中', tone: 'idle' }, '02': { word: '进行中', tone: 'info' }, '03': { word: '办完', tone: 'done' }, '04': { word: '已停', tone: 'idle' }, '05': { word: '没落实', tone: 'danger' },
}

export interface MeasureRow { key: string; icon: IconName; title: string; hint: string[]; chip: { text: string; tone: Tone } }
export function measureRows(measures: readonly MeasureView[], today: string): MeasureRow[] {
  return measures.map((m) => {
    const state = MEASURE_STATE[m.status.code]
    const sum = m.paidFen ? `已给 ${formatFen(m.paidFen)}` : m.plannedFen ? `计划 ${formatFen(m.plannedFen)}` : ''
    return {
      key: m.id,
      icon: MEASURE_ICON[m.kind.code] ?? 'hand',
      title: m.kind.label,
      hint: [m.content, sum, m.to ? `到 ${formatDate(m.to, today)}` : `从 ${formatDate(m.from, today)}`, m.department ?? ''].filter(Boolean),
      chip: { text: state?.word ?? m.status.label, tone: state?.tone ?? 'idle' },
    }
  })
}

export interface VisitRow { key: string; title: string; hint: string[]; note: string; withdrawn: boolean }
export function visitRows(visits: readonly VisitView[], today: string): VisitRow[] {
  return visits.map((v) => {
    const wrong = v.topics.filter((t) => !t.ok).map((t) => t.topic)
    const seen = wrong.length > 0 ? `${wrong.join('、')}有问题` : v.topics.length > 0 ? '都正常' : ''
    return { key: v.id, title: formatDay(v.on, today), hint: [v.by, v.kind.label, seen].filter(Boolean), note: v.note, withdrawn: v.withdrawn ?? false }
  })
}
export function visitsThisYear(visits: readonly VisitView[], today: string): number {
  return visits.filter((v) => !v.withdrawn && v.on.slice(0, 4) === today.slice(0, 4)).length
}

export interface MemberRow { key: string; name: string; after: string; facts: string[]; insurance: string; certificate: string | null; phone: string | null; phoneUnconfirmed?: true }
export function memberRows(members: readonly MemberView[]): MemberRow[] {
  return members.map((m) => {
    const health = m.health?.filter((h) => h.code !== '01').map((h) => h.label) ?? []
    return {
      key: m.id,
      name: m.name,
      after: m.relation?.label ?? '',
      facts: [
        m.sex?.label, m.age === undefined ? '' : `${m.age} 岁`, m.schoolStage ?? m.education, m.labour?.label,
        ...health, m.disability ? `${m.disability.category}${m.disability.level}` : '', m.work ? `${m.work.place}务工 ${m.work.months} 个月` : '', m.serving ? '现役军人' : '',
      ].filter((f): f is string => typeof f === 'string' && f !== ''),
      insurance: m.insurance?.join('、') ?? '',
      certificate: m.certificate ?? null,
      phone: m.phone ?? null,
      ...(m.phoneUnconfirmed && { phoneUnconfirmed: true as const }),
    }
  })
}

export interface Fact { k: string; v: string }
const yes = (value: boolean | null | undefined, on: string, off: string) => (value === null || value === undefined ? null : value ? on : off)

export function livingFacts(card: CardView): Fact[] {
  const { housing: h, utilities: u, land, road } = card
  const rows: [string, string | null | undefined | false][] = [
    ['住房', h && [h.areaM2 ? `${trim(h.areaM2)} 平方米` : null, h.structure, yes(h.danger, h.dangerLevel ? `${h.dangerLevel.replace(/级$/, '')} 级危房` : '危房', '住房安全'), h.repairYear ? `${h.repairYear}年改造` : null].filter(Boolean).join('，')],
    ['饮水', u && yes(u.safeWater, '饮水安全', '饮水还不安全')],
    ['用电', u && [yes(u.livePower, '通生活用电', '没通生活用电'), yes(u.workPower, '通生产用电', '没通生产用电')].filter(Boolean).join('，')],
    ['厕所', u && yes(u.toilet, '卫生厕所', '不是卫生厕所')],
    ['广播电视', u && yes(u.tv, '通', '不通')],
    ['燃料', u?.fuel],
    ['耕地', land && `${trim(land.arable)} 亩${Number(land.irrigated) > 0 ? `，能灌溉 ${trim(land.irrigated)} 亩` : ''}`],
    ['林果', land && [['林地', land.forest], ['退耕还林', land.reforested], ['果园', land.orchard], ['牧草地', land.pasture], ['水面', land.water]].filter(([, v]) => Number(v) > 0).map(([k, v]) => `${k} ${trim(v)} 亩`).join('，')],
    ['道路', road && [road.distanceKm ? `离主路 ${trim(road.distanceKm)} 公里` : null, road.toDoor].filter(Boolean).join('，')],
  ]
  return rows.filter((r): r is [string, string] => typeof r[1] === 'string' && r[1] !== '').map(([k, v]) => ({ k, v }))
}

export function recordFacts(card: CardView, today: string): Fact[] {
  const rows: [string, string | null | undefined | false][] = [
    ['门牌编号', card.number && printNumber(card.number)],
    ['户编号', card.householdNo],
    ['识别', card.identifiedOn && identified(card.identifiedOn, today)],
    ['计划脱贫', card.plannedExitYear ? `${card.plannedExitYear}年` : null],
    ['脱贫', card.exitYear ? `${card.exitYear}年` : null],
  ]
  return rows.filter((r): r is [string, string] => typeof r[1] === 'string' && r[1] !== '').map(([k, v]) => ({ k, v }))
}

/** The national system keeps a month (YYYYMM) where we keep a day. */
function identified(on: string, today: string): string {
  if (/^\d{6}$/.test(on)) return `${on.slice(0, 4)}年${Number(on.slice(4))}月`
  return on.length === 7 ? `${on.slice(0, 4)}年${Number(on.slice(5))}月` : formatDate(on, today)
}

const CLOSED = ['15', '16', '18', '19', '20']
export function pathSteps(card: CardView, today: string): Step[] {
  const steps = card.steps ?? []
  return steps.map((s, i) => {
    const now = i === steps.length - 1 && !CLOSED.includes(s.state.code)
    return { title: s.state.label, text: formatDate(s.on, today), state: now ? 'now' : 'done', word: now ? '现在' : undefined }
  })
}

export type Section = 'card' | 'months' | 'help' | 'visits' | 'problems' | 'family' | 'living' | 'path'
/** The sections that have something to show to this reader, in reading order. */
export function sections(card: CardView, problems = false, books = false): { key: Section; text: string }[] {
  const has: Record<Section, boolean> = {
    card: card.income !== undefined,
    months: (card.months?.length ?? 0) > 0 || (books && card.months !== undefined),
    help: card.helpers !== undefined || card.measures !== undefined,
    visits: card.visits !== undefined,
    problems,
    family: (card.members?.length ?? 0) > 0,
    living: livingFacts(card).length > 0,
    path: (card.steps?.length ?? 0) > 0,
  }
  const names: [Section, string][] = [['card', '明白卡'], ['months', '收支'], ['help', '帮扶'], ['visits', '走访'], ['problems', '问题'], ['family', '家人'], ['living', '住房'], ['path', '历程']]
  return names.filter(([key]) => has[key]).map(([key, text]) => ({ key, text }))
}

/** `6.50` → `6.5` */
function trim(decimal: string): string { return decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') }
function clamp(percent: number): number { return Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100 }
