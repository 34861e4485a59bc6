// 审批, tab 收支, in words. Pure.
import { formatAmount, formatFen, sumFen } from '@onecard/shared/rules/fen'
import type { ApproveSheets } from '@onecard/shared/contract/sheets.requests'
import type { ApprovedView, SheetQueueItem, UndoneView } from '@onecard/shared/contract/sheets.views'
import type { Entry } from '../../data/outbox/entry'
import { groupOf } from '../household/words'
import { bareMonth } from './sheet-words'

/** So many sheets go into one request. */
export const MOST_AT_ONCE = 500
export const RETURN_CHIPS = ['缺凭证', '写明原因', '金额不对', '记错月份', '记错人', '少记了']

export const seenKey = (of: { household: { id: string }; period: string }): string => `${of.household.id}.${of.period}`

/** Those that this phone has decided meanwhile, sent or not, wait no longer. */
export function undecided(items: readonly SheetQueueItem[], entries: readonly Entry[]): SheetQueueItem[] {
  const done = new Set(entries.filter((e) => e.operation === 'sheets.decide' && e.state !== 'refused').map((e) => `${e.household}.${String(e.input.period)}.${String(e.input.version)}`))
  return items.filter((i) => !done.has(`${seenKey(i)}.${i.version}`))
}

export const isPlain = (item: SheetQueueItem): boolean => item.warnings.length === 0
export const flaggedOf = (items: readonly SheetQueueItem[]): SheetQueueItem[] => items.filter((i) => !isPlain(i))
/** Without warnings, and not of one's own hand. */
export const plainOf = (items: readonly SheetQueueItem[]): SheetQueueItem[] => items.filter((i) => isPlain(i) && i.mayDecide)
export const ownOf = (items: readonly SheetQueueItem[]): SheetQueueItem[] => items.filter((i) => isPlain(i) && !i.mayDecide)

export interface QueueRow { key: string; name: string; after: string; why: string; low: boolean; more: number; net: string; month: string; sums: string; label: string }
export function queueRow(item: SheetQueueItem): QueueRow {
  const [first] = item.warnings
  const month = `${bareMonth(item.period)}纯收入`
  const sums = `收 ${formatAmount(item.incomeFen)}`
  const spent = `支 ${formatAmount(item.expenseFen)}`
  const group = groupOf(item.household.region)
  return {
    key: seenKey(item), name: item.household.headName, after: group, why: first?.text ?? '', low: first?.rule === 'below_line', more: Math.max(0, item.warnings.length - 1), net: formatFen(item.netFen), month,
    sums: `${sums}，${spent}`, label: [item.household.headName, group, ...item.warnings.map((w) => w.text), sums, spent].filter(Boolean).join('，'),
  }
}

export interface BulkSummary { count: number; income: string; expense: string; by: string; left: string }
/** What is about to be approved in one act: how many, what they come to, whose hand they are of, and what stays out. */
export function bulkSummary(chosen: readonly SheetQueueItem[], all: readonly SheetQueueItem[]): BulkSummary {
  const hands = new Map<string, number>()
  for (const { by } of chosen) hands.set(by || '没有记名', (hands.get(by || '没有记名') ?? 0) + 1)
  const flagged = flaggedOf(all).length
  const unticked = plainOf(all).length - chosen.length
  return {
    count: chosen.length, income: formatFen(sumFen(chosen.map((i) => i.incomeFen))), expense: formatFen(sumFen(chosen.map((i) => i.expenseFen))),
    by: [...hands].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n} 张`).join('、'),
    left: [flagged > 0 ? `要细看的 ${flagged} 张不在里面。` : '', unticked > 0 ? `没选中的 ${unticked} 张不在里面。` : ''].join(''),
  }
}

export function approveInput(region: string, period: string, chosen: readonly SheetQueueItem[]): ApproveSheets {
  return { region, period, sheets: chosen.slice(0, MOST_AT_ONCE).map((i) => ({ household: i.household.id, version: i.version })) }
}

const REFUSED: Record<ApprovedView['refused'][number]['code'], string> = { 'sheet.changed_since': '有人刚改过', 'sheet.own': '是自己填的', 'sheet.not_submitted': '已经不在审', 'sheet.flagged': '有要细看的地方' }
export function approvedWords(done: ApprovedView): { text: string; refused: { name: string; why: string }[] } {
  return { text: done.approved > 0 ? `通过了 ${done.approved} 张` : '一张也没有通过', refused: done.refused.map((r) => ({ name: r.headName, why: REFUSED[r.code] ?? '没有通过' })) }
}
export function undoneWord(done: UndoneView): string { return done.kept > 0 ? `撤销了 ${done.undone} 张，${done.kept} 张已经用上了，撤不了` : `撤销了，${done.undone} 张又回到要审的里` }

/** 「缺凭证、写明原因。是不是几个月的工资一起发的？」 */
export function reasonOf(chips: readonly string[], text: string): string {
  const said = text.trim()
  return chips.length === 0 ? said : said === '' ? chips.join('、') : `${chips.join('、')}。${said}`
}
