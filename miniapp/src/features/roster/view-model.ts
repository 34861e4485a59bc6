// Filters of 名册. Pure.
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { HouseholdCounts, HouseholdListItem } from '@onecard/shared/contract/households.views'
import { visitNeed, type VisitNeed } from '@onecard/shared/rules/visit-need'
import { isNumber, looksLikeNumber } from '@onecard/shared/rules/household-number'
import { normaliseCode } from '@onecard/shared/rules/household-code'
import { NEED_WORD } from '../home/view-model'

export type Filter = { kind: 'all' } | { kind: 'due'; need: VisitNeed } | { kind: 'state'; code: string }

export interface FilterChip { key: string; filter: Filter; text: string }
/** How many need a visit; undefined = not known yet, null = not for this reader. */
export type Needs = Record<VisitNeed, number | undefined> | null
/** 全部, 已超期, 快到期, then the states that occur, most frequent first. The chosen one stays in sight, be it empty. */
export function filterChips(counts: HouseholdCounts | undefined, needs: Needs, on: Filter): FilterChip[] {
  const chips: FilterChip[] = [{ key: 'all', filter: { kind: 'all' }, text: counts ? `全部 ${counts.total}` : '全部' }]
  for (const need of needs ? ['overdue', 'soon'] as const : []) {
    const count = needs![need]
    const filter: Filter = { kind: 'due', need }
    if (count !== 0 || keyOf(on) === keyOf(filter)) chips.push({ key: keyOf(filter), filter, text: count === undefined ? NEED_WORD[need] : `${NEED_WORD[need]} ${count}` })
  }
  const states = [...(counts?.byState ?? [])].filter((s) => s.count > 0).sort((a, b) => b.count - a.count)
  return [...chips, ...states.map((s): FilterChip => ({ key: s.code, filter: { kind: 'state', code: s.code }, text: `${s.label.replace(/（.*）$/, withMark(s.code))} ${s.count}` }))]
}

/** The two kinds of 已脱贫 stay apart where both stand in one row of chips. */
function withMark(code: string): string { return code === '16' ? '（期满）' : '' }

export function keyOf(filter: Filter): string { return filter.kind === 'state' ? filter.code : filter.kind === 'due' ? filter.need : filter.kind }

/** What the server is asked for a filter; the overdue stand longest first. */
export function filterInput(filter: Filter): { state?: string; due?: VisitNeed; sort?: 'id' | 'due' } {
  if (filter.kind === 'due') return { due: filter.need, sort: 'due' }
  return filter.kind === 'state' ? { state: filter.code } : {}
}

export type Sought = { kind: 'none' } | { kind: 'number'; number: string } | { kind: 'text'; text: string }
/** 8 digits that hold together open the household; anything else is searched as text. */
export function sought(text: string): Sought {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'none' }
  const plain = normaliseCode(trimmed)
  return looksLikeNumber(plain) && isNumber(plain) ? { kind: 'number', number: plain } : { kind: 'text', text: trimmed }
}

/** What a page was opened with: `due=overdue`. Anything else is all. */
export function filterFrom(due: string | undefined): Filter { return due === 'overdue' || due === 'soon' ? { kind: 'due', need: due } : { kind: 'all' } }

/** Departments and the prefecture are not told when a household was visited, so nothing of it is asked for them. */
const WITHOUT_VISITS = ['department', 'prefecture_office']
export function seesVisits(actor: ActorView | null): boolean { return actor?.appointments.some((a) => !WITHOUT_VISITS.includes(a.role)) ?? false }

/** The same filter without a line, over the rows kept on the phone. */
export function filterKept(items: readonly HouseholdListItem[], filter: Filter, today: string): HouseholdListItem[] {
  if (filter.kind === 'due') return items.filter((i) => visitNeed(i.dueOn, today) === filter.need).sort((a, b) => (a.dueOn! < b.dueOn! ? -1 : 1))
  return filter.kind === 'state' ? items.filter((i) => i.state.code === filter.code) : [...items]
}

/** Rows kept on the phone that a name's beginning finds: all there is to search without a line. */
export function searchKept<T extends { headName: string }>(items: readonly T[], text: string): T[] {
  return items.filter((i) => i.headName.startsWith(text.trim()))
}
