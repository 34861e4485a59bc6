// What becomes of a change: whether a field fits the record, which state follows, what held on a day, and from which month heads count.
import type { Divisor } from './card'
import { addMonths, periodOf } from './period'

/** `effective`: in the record · `proposed`, `conflict`: wait for a decision · `returned`, `withdrawn`: ended, kept to be read. */
export type ChangeState = 'effective' | 'proposed' | 'conflict' | 'returned' | 'withdrawn'

export const WAITING: readonly ChangeState[] = ['proposed', 'conflict']

/**
 * `same`: the record says so already · `fits`: may take its course · `conflict`: somebody else changed the field since the form was filled.
 * Never decided by the household's version alone: it rises with every field.
 */
export type Verdict = 'same' | 'fits' | 'conflict'

export interface FieldFacts {
  /** What the form showed; undefined when the author may not see the field whole, so that it cannot be compared. */
  before: string | null | undefined
  after: string | null
  /** What the record holds. */
  current: string | null
  /** Who changed this field after the version that the form was filled on. */
  since: { others: boolean; author: boolean }
}

/** The author's own later word replaces his earlier one: two entries of one phone without signal are no conflict. */
export function verdictOf({ before, after, current, since }: FieldFacts): Verdict {
  if (after === current) return 'same'
  if (since.others) return 'conflict'
  return since.author || before === undefined || before === current ? 'fits' : 'conflict'
}

/** State of a field on arrival. */
export function arrivalState(verdict: Verdict, sensitive: boolean): ChangeState {
  return verdict === 'conflict' ? 'conflict' : verdict === 'fits' && sensitive ? 'proposed' : 'effective'
}

export type ChangeAct = 'approve' | 'return' | 'withdraw'

/** What an act makes of a waiting change; null for one that waits no longer. Who approves what differs from the record by now must look again. */
export function stateAfter(state: ChangeState, act: ChangeAct, stale = false): ChangeState | null {
  if (!WAITING.includes(state)) return null
  return act === 'return' ? 'returned' : act === 'withdraw' ? 'withdrawn' : stale ? 'conflict' : 'effective'
}

/** One change of one field that took effect: from which day, and in which order it was written. */
export interface Effect { on: string; order: number; before: string | null; after: string | null }

const byDay = (a: Effect, b: Effect): number => a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1

/** What a field held at the end of a day: the last change up to it, else what the first later one replaced, else what it holds now. */
export function valueOn(current: string | null, effects: readonly Effect[], day: string): string | null {
  const ordered = [...effects].sort(byDay)
  const until = ordered.filter((effect) => effect.on <= day)
  if (until.length === ordered.length) return current
  return until.length > 0 ? until[until.length - 1].after : ordered[0].before
}

/**
 * First month in which the head count differs, as the card counts heads: who joins counts in the month of joining. Who leaves still counts
 * in the month of leaving where months are counted, and no longer at its end where the people at the period's end are.
 */
export function countsFrom(kind: 'join' | 'leave', on: string, rule: Divisor['rule']): string {
  return kind === 'leave' && rule === 'member_months' ? addMonths(periodOf(on), 1) : periodOf(on)
}
