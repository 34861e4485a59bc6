// Filters of 名册. Pure.
import type { HouseholdCounts } from '@onecard/shared/contract/households.views'
import { isNumber, looksLikeNumber } from '@onecard/shared/rules/household-number'
import { normaliseCode } from '@onecard/shared/rules/household-code'

export type Filter = { kind: 'all' } | { kind: 'due' } | { kind: 'state'; code: string }

export interface FilterChip { key: string; filter: Filter; text: string }
/** 全部, 该走访, then the states that occur, most frequent first. */
export function filterChips(counts: HouseholdCounts | undefined, overdue: number | undefined): FilterChip[] {
  const chips: FilterChip[] = [{ key: 'all', filter: { kind: 'all' }, text: counts ? `全部 ${counts.total}` : '全部' }]
  if (overdue === undefined || overdue > 0) chips.push({ key: 'due', filter: { kind: 'due' }, text: overdue === undefined ? '该走访' : `该走访 ${overdue}` })
  const states = [...(counts?.byState ?? [])].filter((s) => s.count > 0).sort((a, b) => b.count - a.count)
  return [...chips, ...states.map((s): FilterChip => ({ key: s.code, filter: { kind: 'state', code: s.code }, text: `${s.label.replace(/（.*）$/, withMark(s.code))} ${s.count}` }))]
}

/** The two kinds of 已脱贫 stay apart where both stand in one row of chips. */
function withMark(code: string): string { return code === '16' ? '（期满）' : '' }

export function keyOf(filter: Filter): string { return filter.kind === 'state' ? filter.code : filter.kind }

/** What the server is asked for a filter; the overdue stand longest first. */
export function filterInput(filter: Filter): { state?: string; overdue?: string; sort?: 'id' | 'due' } {
  if (filter.kind === 'due') return { overdue: 'true', sort: 'due' }
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

/** Rows kept on the phone that a name's beginning finds: all there is to search without a line. */
export function searchKept<T extends { headName: string }>(items: readonly T[], text: string): T[] {
  return items.filter((i) => i.headName.startsWith(text.trim()))
}
