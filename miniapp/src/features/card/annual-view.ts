// The annual 明白卡 in words, for one reader and one size of type. Pure.
import { formatDate, formatInstant } from '@onecard/shared/rules/day'
import { formatAmount, formatFen } from '@onecard/shared/rules/fen'
import { addMonths, formatPeriod } from '@onecard/shared/rules/period'
import { whatIf, type WhatIfAnswer } from '@onecard/shared/rules/what-if'
import type { AnnualCardContent, AnnualCardView, CardDifference, CardLinesView, IssuedCardView, IssueSummary, SignatureView } from '@onecard/shared/contract/annual-cards.views'
import type { Tone } from '../../ui/basics'
import type { Part } from '../../ui/figures'
import { villageWord } from '../household/words'

/** What stands before the reader: a frozen version, or the card as it would be issued now. */
export interface Sheet { content: AnnualCardContent; issued: IssuedCardView | null; /** Newest version where an older one is shown. */ newest?: number }

export interface Fact { k: string; v: string }
export function basicFacts(c: AnnualCardContent): Fact[] {
  const rows: [string, string | null | false][] = [
    ['户主', c.headName], ['住址', [c.region.township, villageWord(c.region.village), c.region.group ?? ''].filter(Boolean).join(' ')], ['属性', c.type.label],
    ['致贫原因', c.causes.map((cause, i) => (i === 0 && c.causes.length > 1 ? `${cause.label}（主要）` : cause.label)).join('、')],
    ['识别年月', c.identifiedOn && monthOf(c.identifiedOn)], c.exitYear ? ['脱贫', `${c.exitYear}年`] : ['计划脱贫', c.plannedExitYear ? `${c.plannedExitYear}年` : null],
    ['住房', c.housing], ['饮水', c.water], ['用电', c.power], ['土地', [c.land.arable && `耕地 ${trim(c.land.arable)} 亩`, Number(c.land.orchard) > 0 && `果园 ${trim(c.land.orchard)} 亩`].filter(Boolean).join('，')], ['道路', c.road],
  ]
  return rows.filter((r): r is [string, string] => typeof r[1] === 'string' && r[1] !== '').map(([k, v]) => ({ k, v }))
}
function monthOf(on: string): string { const digits = on.replace(/\D/g, ''); return `${digits.slice(0, 4)}年${Number(digits.slice(4, 6))}月` }
function trim(decimal: string): string { return decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') }

export function yearWord(c: Pick<AnnualCardContent, 'from' | 'to'>): string { return `${formatPeriod(c.from.slice(0, 7))}到${formatPeriod(c.to.slice(0, 7))}` }

export function memberFacts(m: AnnualCardContent['members'][number]): string[] {
  return [m.sex, m.age === null ? '' : `${m.age} 岁`, m.school ?? '', m.labour ?? '', m.work ?? '', m.healthPolicy ? '符合健康扶贫政策' : ''].filter(Boolean)
}

export interface HelpRow { key: string; title: string; hint: string[]; amount: string | null }
export function helpRows(measures: AnnualCardContent['measures'], today: string): HelpRow[] {
  return measures.map((m, i) => ({
    key: `${i}${m.kind.code}`, title: m.kind.label, amount: m.paidFen === null ? null : formatFen(m.paidFen),
    hint: [m.content, m.to ? `到 ${formatDate(m.to, today)}` : `从 ${formatDate(m.from, today)}`, m.department ?? '', m.status, m.paidFen !== null && !m.counts ? '不算收入' : ''].filter(Boolean),
  }))
}

/** 「10–12月」 of each quarter. */
export function quarterNames(from: string): string[] {
  const first = from.slice(0, 7)
  return [0, 3, 6, 9].map((n) => `${Number(addMonths(first, n).slice(5))}–${Number(addMonths(first, n + 2).slice(5))}月`)
}

export interface SumRow { part: Part | null; of: string; name: string; short: string; quarters: string[]; total: string; spoken: string }
const PARTS: { group: 'A' | 'B' | 'C' | 'D' | 'E'; part: Part; name: string; short: string }[] = [
  { group: 'A', part: 'a', name: '工资性', short: '工资' }, { group: 'B', part: 'b', name: '生产经营性', short: '生产' }, { group: 'C', part: 'c', name: '财产性', short: '财产' },
  { group: 'D', part: 'd', name: '转移性', short: '转移' }, { group: 'E', part: 'e', name: '减去 支出', short: '支出' },
]
export function sumRows(c: AnnualCardContent): SumRow[] {
  const names = quarterNames(c.from)
  const share = (fen: number) => (c.gross.fen > 0 ? `，占 ${Math.round((fen / c.gross.fen) * 100)}%` : '')
  return [
    ...PARTS.map(({ group, part, name, short }) => ({
      part, of: group, name, short, quarters: c.groups[group].quarters.map(formatAmount), total: formatAmount(c.groups[group].fen),
      spoken: `${group === 'E' ? '支出' : `${name}收入`} ${formatFen(c.groups[group].fen)}${group === 'E' ? '' : share(c.groups[group].fen)}；${names.map((n, i) => `${n} ${formatAmount(c.groups[group].quarters[i])}`).join('，')}`,
    })),
    { part: null, of: '', name: '纯收入', short: '纯收入', quarters: c.net.quarters.map(formatAmount), total: formatAmount(c.net.fen), spoken: `纯收入 ${formatFen(c.net.fen)}` },
  ]
}

export interface PerHead { amount: string | null; line: string; verdict: { text: string; tone: Tone } | null; rule: string; notes: string[] }
export function perHead(c: AnnualCardContent): PerHead {
  const gap = c.perCapitaFen === null ? null : c.perCapitaFen - c.lineFen
  const verdict: PerHead['verdict'] = gap === null || c.below === null ? null
    : c.below ? { text: gap === 0 ? '略低于标准线' : `低于标准线 ${formatFen(-gap)}`, tone: 'danger' } : { text: gap === 0 ? '正好到标准线' : `高于标准线 ${formatFen(gap)}`, tone: 'done' }
  const heads = c.divisor.rule === 'member_months' ? `${formatAmount(c.net.fen)} × 12 ÷ ${c.divisor.heads} 个人月，按在家的月数算` : `${formatAmount(c.net.fen)} ÷ ${c.divisor.heads} 人，按年底登记人数算`
  return {
    amount: c.perCapitaFen === null ? null : formatAmount(c.perCapitaFen), line: `标准线 ${formatFen(c.lineFen)}`, verdict, rule: c.divisor.heads === 0 ? '没有登记人口，算不出人均' : c.perCapitaFen === null ? '还没有审过的收支，所以没有数字' : heads,
    notes: [
      c.missingMonths > 0 ? `还有 ${c.missingMonths} 个月没有审过的收支` : '', c.excludedFen > 0 ? `另有 ${formatFen(c.excludedFen)} 不算收入（慰问、报销这些）` : '',
      c.rigidFen > 0 ? `看病、上学自己花了 ${formatFen(c.rigidFen)}，不从收入里减` : '',
      c.lastYear ? `去年纯收入 ${formatFen(c.lastYear.netFen)}${c.lastYear.perCapitaFen === null ? '' : `，人均 ${formatFen(c.lastYear.perCapitaFen)}`}` : '',
    ].filter(Boolean),
  }
}

export const GUARANTEE_WORD = (ok: boolean | null): string => (ok === null ? '，没有记录' : ok ? '' : '，还没解决')

const AS: Record<SignatureView['as'], string> = { household: '户主', helper: '帮扶责任人', secretary: '村支部书记' }
export interface SignRow { as: SignatureView['as']; k: string; v: string; signed: boolean; drawn?: string }
/** Unsigned is shown as such; `own`: the reader is the household. */
export function signRows(signatures: readonly SignatureView[], today: string, own: boolean): SignRow[] {
  return (['household', 'helper', 'secretary'] as const).map((as) => {
    const found = signatures.find((s) => s.as === as)
    return { as, k: AS[as], signed: found !== undefined, drawn: found?.drawn, v: found ? `${found.by}，${formatDate(found.on, today)}` : as === 'household' && own ? '等您签' : '还没签' }
  })
}

export interface VersionChip { text: string; tone: Tone }
export function versionChips({ issued, newest }: Sheet, own: boolean, changed: number): VersionChip[] {
  if (!issued) return [{ text: '还没签发', tone: 'idle' }]
  const signed = issued.signatures.some((s) => s.as === 'household')
  const standing: VersionChip[] = newest !== undefined && newest > issued.version ? [{ text: `已更新为第 ${newest} 版`, tone: 'warn' }]
    : changed > 0 ? [{ text: `签发后有 ${changed} 处变化`, tone: 'warn' }] : []
  return [{ text: `第 ${issued.version} 版`, tone: 'idle' }, ...standing, signed ? { text: '户主签了', tone: 'done' } : { text: own ? '等您签字' : '等户主签字', tone: 'warn' }]
}

export interface VersionRow { version: number; title: string; hint: string[]; changes: CardDifference[] }
export function versionRows(items: readonly IssueSummary[], year: number, today: string): VersionRow[] {
  return items.filter((i) => i.year === year).map((i) => ({
    version: i.version, title: `第 ${i.version} 版`, changes: i.differences,
    hint: [`${formatInstant(Date.parse(i.issuedAt), today)} ${i.issuedBy}签发`, i.perCapitaFen === null ? '' : `人均 ${formatFen(i.perCapitaFen)}`, i.signatures.length > 0 ? `${i.signatures.length} 人签了` : '没有人签'].filter(Boolean),
  }))
}

export interface LineRow { key: string; title: string; hint: string[]; amount: string; waits: boolean }
export function lineRows(view: CardLinesView, today: string): LineRow[] {
  return view.lines.map((l) => ({
    key: l.id, title: `${formatPeriod(l.period)} ${l.item.label}`, amount: formatFen(l.fen), waits: l.state === 'submitted',
    hint: [l.member ?? '', l.quantityMilli !== undefined && l.unitPriceFen !== undefined ? `${l.quantityMilli / 1000}${l.unit ? ` ${l.unit}` : ''} × ${formatAmount(l.unitPriceFen)} 元` : '', l.note ?? '', l.by ? `${l.by}记` : '', l.approvedBy ? `${l.approvedBy}${l.approvedAt ? ` ${formatInstant(Date.parse(l.approvedAt), today)}` : ''} 审` : '', l.evidence.length > 0 ? `${l.evidence.length} 张凭证` : ''].filter(Boolean),
  }))
}

/** 「每月公益岗位 500 元，几月能过线？」 for who talks it over at the table; kept nowhere. */
export function whatIfWords(c: AnnualCardContent, monthlyFen: number, today: string): { text: string; tone: Tone; more: string } {
  const now = today.slice(0, 7)
  const from = now < c.from.slice(0, 7) ? c.from.slice(0, 7) : now
  const answer: WhatIfAnswer = whatIf({ netFen: c.net.fen, divisor: c.divisor, lineFen: c.lineFen, monthlyFen, from, to: c.to.slice(0, 7) })
  switch (answer.kind) {
    case 'no_heads': return { text: '没有登记人口，算不出人均', tone: 'idle', more: '' }
    case 'already': return { text: '现在已经过线了', tone: 'done', more: '' }
    case 'reaches': return { text: `${formatPeriod(answer.period)}能过线`, tone: 'done', more: `要 ${answer.months} 个月，那时人均 ${formatFen(answer.perCapitaFen)}` }
    case 'not_this_year': return { text: '这个年度过不了线', tone: 'warn', more: `到年底人均 ${formatFen(answer.perCapitaFen)}，要 ${answer.months} 个月才够。${answer.neededFen === null ? '这个年度已经没有剩下的月份。' : `要在年底前过线，每月得有 ${formatFen(answer.neededFen)}`}` }
  }
}

/** What the main act of the page is, first that holds. */
export type Act = 'issue' | 'sign_own' | 'sign_household' | 'sign_helper' | 'sign_secretary'
export function actsOf(view: AnnualCardView, own: boolean): Act[] {
  const sign: Act[] = view.issued ? view.maySignAs.map((as) => (as === 'household' ? (own ? 'sign_own' : 'sign_household') : as === 'helper' ? 'sign_helper' : 'sign_secretary')) : []
  const issue: Act[] = view.mayIssue && view.hindrances.length === 0 && (view.issued === null || view.differences.length > 0) ? ['issue'] : []
  return [...issue, ...sign]
}
