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

const byArrival = (a: Effect, b: Effect): number => a.order - b.order

/** The change that speaks for a day: of those that say how it was from that day or before, the one that was written last. */
export function effectOn<E extends Effect>(effects: readonly E[], day: string): E | null {
  return [...effects].sort(byArrival).filter((effect) => effect.on <= day).at(-1) ?? null
}

/**
 * What a field held at the end of a day. A change says what is so from its day on and takes the place of all that was said before of that day and
 * later ones: so the record itself holds what was written last, and today reads as the card does. Before the first day of all: what the change
 * that was written first replaced, whichever day it named.
 */
export function valueOn(current: string | null, effects: readonly Effect[], day: string): string | null {
  if (effects.length === 0) return current
  const arrived = [...effects].sort(byArrival)
  const held = effectOn(arrived, day)
  if (held === null) return arrived[0].before
  // What is in the record now needs no chain: rows from before the history may have moved without one.
  return held === arrived[arrived.length - 1] ? current : held.after
}

/**
 * First month in which the head count differs, as the card counts heads: who joins counts in the month of joining. Who leaves still counts
 * in the month of leaving where months are counted, and no longer at its end where the people at the period's end are.
 */
export function countsFrom(kind: 'join' | 'leave', on: string, rule: Divisor['rule']): string {
  return kind === 'leave' && rule === 'member_months' ? addMonths(periodOf(on), 1) : periodOf(on)
}
