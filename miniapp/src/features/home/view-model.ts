// 首页 in figures and sentences. Pure.
import { formatDate } from '@onecard/shared/rules/day'
import { formatAmount, formatFen } from '@onecard/shared/rules/fen'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { TotalsView } from '@onecard/shared/contract/county.views'
import type { CardView, HouseholdListItem } from '@onecard/shared/contract/households.views'
import { visitNeed, type VisitNeed } from '@onecard/shared/rules/visit-need'
import { difference } from '../household/view-model'
import { dueChip, groupOf, placeWord, stateTone, stateWord, villageWord } from '../household/words'
import type { Tone } from '../../ui/basics'

/** By the hour of the day in Shanghai. */
export function greeting(ms: number): string {
  const hour = Math.floor(((ms / 3_600_000) + 8) % 24)
  return hour < 5 ? '夜深了' : hour < 11 ? '上午好' : hour < 13 ? '中午好' : hour < 18 ? '下午好' : '晚上好'
}

const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
export function monthWord(today: string): string { return `${MONTHS[Number(today.slice(5, 7)) - 1]}月` }

/** 「尚和寨村 · 帮扶 12 户」: the number from the list, once. */
export function helperFacts(actor: ActorView, items: readonly HouseholdListItem[] | undefined): string[] {
  if (!items) return actor.appointments.map((a) => a.where).filter(Boolean)
  const villages = [...new Set(items.map((i) => villageWord(i.region.village)))]
  return [villages.length > 2 ? `${villages.length} 个村` : villages.join('、'), `帮扶 ${items.length} 户`].filter(Boolean)
}

export interface MonthRing { done: number; of: number; title: string; rest: string }
export function monthRing(items: readonly HouseholdListItem[], today: string): MonthRing {
  const month = today.slice(0, 7)
  const done = items.filter((i) => i.lastVisitOn?.slice(0, 7) === month).length
  const left = items.length - done
  return { done, of: items.length, title: `${monthWord(today)}走访了 ${done} 户`, rest: left === 0 ? '这个月都走到了' : `月底前还有 ${left} 户` }
}

export interface Row { id: string; name: string; after: string; hint: string[]; chip: { text: string; tone: Tone }; plain: boolean }
export interface RowOptions { hint: 'visit' | 'income'; /** All rows lie in one village, so the group is enough. */ oneVillage: boolean; /** The reader's own name needs no saying. */ reader?: string }
export function inOneVillage(items: readonly HouseholdListItem[]): boolean { return new Set(items.map((i) => i.region.code.slice(0, 12))).size <= 1 }
/** A row of a list: the due word where there is one, else the state. */
export function householdRow(item: HouseholdListItem, today: string, options: RowOptions): Row {
  const due = dueChip(item.dueOn, today)
  const visit = item.lastVisitOn ? `上次 ${formatDate(item.lastVisitOn, today)}` : '还没走访过'
  const income = item.perCapitaFen === undefined ? null : item.perCapitaFen === null ? '还没有收入数字' : `人均 ${formatFen(item.perCapitaFen)}${item.below ? '，低于标准线' : ''}`
  const causes = item.causes?.[0]?.label ?? null
  const hints = options.hint === 'visit' ? [item.lastVisitOn === undefined ? null : visit, item.helperName && item.helperName !== options.reader ? `${item.helperName}帮扶` : null] : [income, causes]
  return {
    id: item.id, name: item.headName, after: options.oneVillage ? groupOf(item.region) : placeWord(item.region), hint: hints.filter((h): h is string => !!h),
    chip: due ?? { text: stateWord(item.state), tone: stateTone(item.state) }, plain: due === null,
  }
}

export const NEED_WORD: Record<VisitNeed, string> = { overdue: '已超期', soon: '快到期' }

/** Households that need a visit for one of the two causes, the longest waiting first: what 名册 shows under the same word. */
export function dueRows(items: readonly HouseholdListItem[], need: VisitNeed, today: string, reader?: string): Row[] {
  const oneVillage = inOneVillage(items)
  return items
    .filter((i) => visitNeed(i.dueOn, today) === need)
    .sort((a, b) => (a.dueOn! < b.dueOn! ? -1 : a.dueOn! > b.dueOn! ? 1 : 0))
    .map((i) => householdRow(i, today, { hint: 'visit', oneVillage, reader }))
}

export interface Progress { title: string; facts: string[]; parts: { percent: number; color: 'primary' | 'danger' }[]; spoken: string }
export function visitProgress(totals: TotalsView): Progress {
  const left = Math.max(0, totals.households - totals.visitedThisMonth)
  const share = (n: number) => (totals.households > 0 ? Math.round((n / totals.households) * 1000) / 10 : 0)
  return {
    title: `${Number(totals.asOf.slice(5, 7))}月走访`,
    facts: [`走到 ${many(totals.visitedThisMonth)} 户`, left === 0 ? '都走到了' : `还没走 ${many(left)} 户`],
    parts: [{ percent: share(totals.visitedThisMonth), color: 'primary' }, { percent: share(Math.min(totals.overdue, totals.households - totals.visitedThisMonth)), color: 'danger' }],
    spoken: `走到 ${totals.visitedThisMonth} 户，还没走 ${left} 户，其中已超期 ${Math.min(totals.overdue, left)} 户`,
  }
}

const BELOW: Record<string, string> = { prefecture: '各县市区', county: '各乡镇', township: '各村' }
/** What the lands below a land are called. */
export function landsWord(level: string): string { return BELOW[level] ?? '下面各处' }

/** 1,900 */
export function many(count: number): string { return formatAmount(count * 100) }
export function countWord(count: number | null): string { return count === null ? '少于 5 户' : `${many(count)} 户` }

export interface OwnYear { label: string; perHead: string | null; trend: { text: string; up: boolean } | null; whole: string | null; missing: string | null }
/** The household's own year, in its own words. */
export function ownYear(card: CardView): OwnYear | null {
  const income = card.income
  if (!income) return null
  if (income.state === 'none' || income.perCapitaFen === null) return { label: `${income.year}年度平均每人`, perHead: null, trend: null, whole: null, missing: '这一年的收入还没有记' }
  const last = income.lastYear?.perCapitaFen
  return {
    label: `${income.year}年度平均每人`,
    perHead: formatAmount(income.perCapitaFen),
    trend: last === undefined || last === null ? null : { text: difference(income.perCapitaFen, last, '和去年一样'), up: income.perCapitaFen >= last },
    whole: `全家 ${formatFen(income.netFen)}`,
    missing: income.state === 'partial' ? `还有 ${income.missingMonths} 个月没记` : null,
  }
}

/** What was given to the household this year: transfers by item, and their sum. */
export function givenRows(card: CardView): { rows: { name: string; amount: string }[]; sum: string } | null {
  const items = card.income?.items?.filter((i) => i.group === 'D') ?? []
  return items.length === 0 ? null : { rows: items.map((i) => ({ name: i.item.label, amount: formatFen(i.fen) })), sum: formatFen(items.reduce((sum, i) => sum + i.fen, 0)) }
}
