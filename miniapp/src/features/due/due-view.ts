// 该走访 from what the phone has kept: the same rule as the server's. Pure.
import type { CardView } from '@onecard/shared/contract/households.views'
import type { CountyView } from '@onecard/shared/contract/county.views'
import type { DueItem } from '@onecard/shared/contract/visits.views'
import { daysBetween, formatDate } from '@onecard/shared/rules/day'
import { daysOverdue, visitDueOn, visitRuleOn, type VisitFacts } from '@onecard/shared/rules/visits'
import { DUE_SOON_DAYS } from '@onecard/shared/rules/visit-need'
import type { Entry } from '../../data/outbox/entry'
import type { Tone } from '../../ui/basics'
import { dueChip, placeWord } from '../household/words'
import { lastVisitOn } from '../visit/entry-words'

export function factsOf(card: CardView, entries: readonly Entry[]): VisitFacts {
  const helper = card.helpers?.find((h) => h.primary)
  return { state: card.state.code, type: card.type?.code ?? '', plannedExitYear: card.plannedExitYear ?? null, lastVisitOn: lastVisitOn(card, entries), pairedOn: helper?.from ?? null }
}

/** Overdue ones and those due within a week, the longest waiting first. */
export function dueOfKept(cards: readonly CardView[], entriesOf: (household: string) => readonly Entry[], county: Pick<CountyView, 'visit'>, today: string): DueItem[] {
  return cards.flatMap((card) => {
    const facts = factsOf(card, entriesOf(card.id))
    const dueOn = visitDueOn(facts, county.visit.rules)
    if (dueOn === null || daysBetween(today, dueOn) > DUE_SOON_DAYS) return []
    return [{ household: { id: card.id, headName: card.headName, region: card.region }, dueOn, daysOver: daysOverdue(dueOn, today), lastVisitOn: facts.lastVisitOn, rule: visitRuleOn(facts, dueOn, county.visit.rules)?.label ?? '', helperName: card.helpers?.find((h) => h.primary)?.name }]
  }).sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

export interface DueRow { key: string; name: string; after: string; hint: string[]; chip: { text: string; tone: Tone } }
/** `written`: households for which this phone holds a visit on its way: they are due no longer. */
export function dueRowsOf(items: readonly DueItem[], written: ReadonlySet<string>, today: string, reader?: string): DueRow[] {
  return items.map((d) => ({
    key: d.household.id, name: d.household.headName, after: placeWord(d.household.region),
    hint: [d.lastVisitOn ? `上次 ${formatDate(d.lastVisitOn, today)}` : '还没走访过', d.rule, d.helperName && d.helperName !== reader ? `${d.helperName}帮扶` : ''].filter((h): h is string => !!h),
    chip: written.has(d.household.id) ? { text: '已记下，待上传', tone: 'info' } : dueChip(d.dueOn, today) ?? { text: formatDate(d.dueOn, today), tone: 'idle' },
  }))
}

export interface DayCell { day: string | null; visits: number; due: number; today: boolean }
/** Six weeks at most, Monday first; null = not of this month. */
export function monthCells(month: string, calendar: { visits: readonly { on: string }[]; due: readonly { on: string }[] } | undefined, today: string, weekdayOf: (day: string) => number, lastDay: number): DayCell[] {
  const first = (weekdayOf(`${month}-01`) + 6) % 7
  const count = (list: readonly { on: string }[] | undefined, day: string) => list?.filter((v) => v.on === day).length ?? 0
  const days = Array.from({ length: lastDay }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
  return [...Array.from({ length: first }, () => null), ...days].map((day) => ({ day, visits: day ? count(calendar?.visits, day) : 0, due: day ? count(calendar?.due, day) : 0, today: day === today }))
}
