// When the next visit is due: one rule for lists, figures, phone and paper. The server's SQL (`regions/due`) says the same and is held against this by a test.
import { addDays, daysBetween } from './day'

/**
 * One line of `visit.rules` in config/county. A rule without `types` or `states` holds for all of them; `fromExitYear` holds from
 * 1 January of the planned exit year on (the year before the exit is decided). The first rule of the list that holds decides.
 */
export interface VisitRule {
  id: string
  /** As people read it: 「每月一次」. */
  label: string
  everyDays: number
  /** Codes of list `household_type`. */
  types?: readonly string[]
  /** Codes of list `lifecycle`. */
  states?: readonly string[]
  fromExitYear?: boolean
}

/** What the due day rests on. `pairedOn`: beginning of the present pairing of the responsible person. */
export interface VisitFacts {
  state: string
  type: string
  plannedExitYear: number | null
  lastVisitOn: string | null
  pairedOn: string | null
}

/** Registered and still with us (`isActive` of `lifecycle`): nobody else is due. */
const ACTIVE_FROM = '07'
const ACTIVE_TO = '17'

function fits(rule: VisitRule, facts: VisitFacts): boolean {
  return (!rule.types || rule.types.includes(facts.type)) && (!rule.states || rule.states.includes(facts.state)) && (!rule.fromExitYear || facts.plannedExitYear !== null)
}

function exitYearBegins(facts: VisitFacts): string { return `${facts.plannedExitYear}-01-01` }

/** The rule in force on a day; null when none fits or the household is not visited (any more). */
export function visitRuleOn(facts: VisitFacts, day: string, rules: readonly VisitRule[]): VisitRule | null {
  if (facts.state < ACTIVE_FROM || facts.state > ACTIVE_TO) return null
  return rules.find((rule) => fits(rule, facts) && (!rule.fromExitYear || day >= exitYearBegins(facts))) ?? null
}

/** Day from which the time until the next visit counts: the last finished visit or the beginning of the pairing, whichever is later; null if neither is known. */
export function visitsCountFrom(facts: Pick<VisitFacts, 'lastVisitOn' | 'pairedOn'>): string | null {
  const { lastVisitOn, pairedOn } = facts
  if (lastVisitOn === null || pairedOn === null) return lastVisitOn ?? pairedOn
  return lastVisitOn > pairedOn ? lastVisitOn : pairedOn
}

/**
 * First day on which the interval of the rule then in force has passed, or null when nothing is due. It rests on stored facts alone: the
 * turn of a year needs no recomputing, because the day on which `fromExitYear` begins is part of it.
 */
export function visitDueOn(facts: VisitFacts, rules: readonly VisitRule[]): string | null {
  const since = visitsCountFrom(facts)
  if (since === null || facts.state < ACTIVE_FROM || facts.state > ACTIVE_TO) return null
  const always = rules.find((rule) => !rule.fromExitYear && fits(rule, facts)) ?? null
  const later = rules.find((rule) => fits(rule, facts)) ?? null
  const byAlways = always && addDays(since, always.everyDays)
  if (!later?.fromExitYear) return byAlways
  const begins = exitYearBegins(facts)
  if (byAlways !== null && byAlways < begins) return byAlways
  const byLater = addDays(since, later.everyDays)
  return byLater > begins ? byLater : begins
}

/** Days past the due day; 0 while it is not over (on the due day itself too) or when nothing is due. */
export function daysOverdue(dueOn: string | null, today: string): number {
  return dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, today))
}

export function isOverdue(dueOn: string | null, today: string): boolean {
  return daysOverdue(dueOn, today) > 0
}

/** Minutes beyond which a phone's clock is shown to be off; never mended. */
export const CLOCK_OFF_MINUTES = 5
const MINUTE_MS = 60_000

/** Minutes by which the phone's clock is ahead (negative: behind) of the server's, whole; null within five minutes. Instants in ms since 1970. */
export function clockOff(sentMs: number, receivedMs: number): number | null {
  const off = (sentMs - receivedMs) / MINUTE_MS
  if (Math.abs(off) <= CLOCK_OFF_MINUTES) return null
  return Math.round(off)
}

/** Days after which a visit that arrives is rather one of a wrong clock than one that waited for a signal. */
export const LATE_DAYS = 60

/**
 * `clockOff` of a visit: by when it was sent, and, where the visit itself cannot have been then (it ended after it was sent, or began more
 * than `LATE_DAYS` before), by its own times. A clock that was put right between the visit and the sending shows in those alone.
 */
export function visitClockOff({ startedMs, endedMs, sentMs }: { startedMs: number; endedMs: number; sentMs: number }, receivedMs: number): number | null {
  const bySending = clockOff(sentMs, receivedMs)
  if ((clockOff(endedMs, sentMs) ?? 0) > 0) return clockOff(endedMs, receivedMs) ?? bySending
  if (sentMs - startedMs > LATE_DAYS * 24 * 60 * MINUTE_MS) return clockOff(startedMs, receivedMs) ?? bySending
  return bySending
}

/** Hours in which its author may correct a visit, from its arrival. */
export const CORRECT_HOURS = 24

export function mayStillCorrect(receivedMs: number, nowMs: number): boolean {
  return nowMs - receivedMs < CORRECT_HOURS * 60 * MINUTE_MS
}
