// A month of 收支 in words. Pure.
import { formatAmount, formatFen } from '@onecard/shared/rules/fen'
import { addMonths, formatPeriod, periodsBetween } from '@onecard/shared/rules/period'
import { formatInstant } from '@onecard/shared/rules/day'
import { incomeOf } from '@onecard/shared/rules/sheet-warnings'
import type { PutSheet } from '@onecard/shared/contract/sheets.requests'
import type { SheetLineView, SheetState, SheetSummary, SheetSums, SheetView } from '@onecard/shared/contract/sheets.views'
import type { Entry } from '../../data/outbox/entry'
import type { Tone } from '../../ui/basics'
import type { Part } from '../../ui/figures'
import { GROUPS, itemWord } from './items'

/** 「9月」, with the year where it is not this one. */
export function monthWord(period: string, today: string): string { return period.slice(0, 4) === today.slice(0, 4) ? `${Number(period.slice(5))}月` : formatPeriod(period) }
/** 「9月」 always: beside another month of the same form. */
export const bareMonth = (period: string): string => `${Number(period.slice(5))}月`

export interface Word { text: string; tone: Tone }
const STATE: Record<SheetState, Word> = {
  none: { text: '还没填', tone: 'idle' }, draft: { text: '没交', tone: 'idle' }, submitted: { text: '等书记审', tone: 'warn' }, approved: { text: '已审', tone: 'done' }, returned: { text: '被退回', tone: 'danger' },
}
export const stateWord = (state: SheetState): Word => STATE[state]

/** What this phone wrote about a month and the server has not answered. */
export function pendingPut(entries: readonly Entry[], household: string, period: string): Entry | null {
  return entries.filter((e) => e.operation === 'sheets.put' && e.household === household && e.input.period === period && e.receipt === null).pop() ?? null
}
export function entryWord(entry: Entry): Word {
  if (entry.state === 'refused') return { text: '要您看一下', tone: 'danger' }
  return { text: (entry.input as unknown as PutSheet).submit ? '待上传' : '草稿待上传', tone: 'warn' }
}

export interface MonthRow { period: string; title: string; hint: string[]; chip: Word; why: string | null }
/** The last `count` months up to this one, newest first, whether something is kept of them or not. */
export function monthRows(summaries: readonly SheetSummary[], entries: readonly Entry[], household: string, today: string, count: number): MonthRow[] {
  const kept = new Map(summaries.map((s) => [s.period, s]))
  const now = today.slice(0, 7)
  const periods = periodsBetween(addMonths(now, 1 - count), now)
  for (const { period } of summaries) if (!periods.includes(period)) periods.push(period)
  return periods.sort().reverse().map((period) => {
    const summary = kept.get(period)
    const entry = pendingPut(entries, household, period)
    return {
      period, title: monthWord(period, today), why: summary?.state === 'returned' ? summary.returnedReason ?? null : null,
      hint: summary && summary.state !== 'none' ? [`收 ${formatFen(summary.incomeFen)}`, `支 ${formatFen(summary.expenseFen)}`, summary.by ?? ''].filter(Boolean) : [summary?.closed ? '过了截止日，要写原因' : ''].filter(Boolean),
      chip: entry ? entryWord(entry) : stateWord(summary?.state ?? 'none'),
    }
  })
}

/** 「例庚生，1,600 斤 × 1.6 元，卖给果站」 as facts. */
export function lineFacts(line: Pick<SheetLineView, 'member' | 'quantityMilli' | 'unit' | 'unitPriceFen' | 'note'>): string[] {
  const product = line.quantityMilli !== undefined && line.unitPriceFen !== undefined ? productWord(line.quantityMilli, line.unit, line.unitPriceFen) : ''
  return [line.member?.name ?? '', product, line.note ?? ''].filter(Boolean)
}
export function productWord(milli: number, unit: string | undefined, priceFen: number): string { return `${formatQuantity(milli)}${unit ? ` ${unit}` : ''} × ${formatAmount(priceFen)} 元` }
export function formatQuantity(milli: number): string {
  const whole = Math.floor(milli / 1000)
  const rest = String(milli % 1000).padStart(3, '0').replace(/0+$/, '')
  return `${formatAmount(whole * 100)}${rest ? `.${rest}` : ''}`
}
export function lineTitle(line: Pick<SheetLineView, 'item'>): string { return itemWord(line.item) }

/** 「收 5,068 − 支 320」 and the net. */
export function barWords(sums: SheetSums): { parts: string; net: string } { return { parts: `收 ${formatAmount(incomeOf(sums))} − 支 ${formatAmount(sums.expenseFen)}`, net: formatAmount(sums.netFen) } }

export interface CompareRow { part: Part | null; name: string; lastYear: string | null; last: string; now: string; change: string; odd: boolean }
/** Characters of an amount that the table's columns hold; with longer ones it becomes a list. */
export const WIDEST = 7
/** The month beside the one before and the same month a year ago. */
export function compareRows(view: Pick<SheetView, 'sums' | 'lastMonth' | 'lastYear' | 'warnings'>): CompareRow[] {
  // A jump is told of a kind of income by its name.
  const jumps = view.warnings.filter((w) => w.rule === 'jump').map((w) => w.text)
  const row = (part: CompareRow['part'], name: string, sum: keyof SheetSums, full = name): CompareRow => {
    const [now, last] = [view.sums[sum], view.lastMonth?.sums[sum]]
    const by = now - (last ?? 0)
    return {
      part, name, now: formatAmount(now), last: last === undefined ? '没有' : formatAmount(last), lastYear: view.lastYear ? formatAmount(view.lastYear.sums[sum]) : null,
      change: last === undefined ? '' : by === 0 ? '一样' : `${by > 0 ? '多' : '少'} ${formatAmount(Math.abs(by))}`, odd: jumps.some((text) => text.startsWith(full)),
    }
  }
  return [...GROUPS.map((g) => row(g.part, g.short, g.sum, g.name)), row(null, '纯收入', 'netFen')]
}

/** 「例志远，10月9日 9:40」 */
export function whoWhen(by: string | undefined, at: string | undefined, today: string): string[] { return [by ?? '', at ? formatInstant(Date.parse(at), today) : ''].filter(Boolean) }
