// When the next visit is due.
import { addDays, daysBetween } from './day'

/** Day by which a household is to be visited again: `overdueDays` after the last visit, or after the pairing began; null if neither is known. */
export function visitDueOn(lastVisitOn: string | null, pairedOn: string | null, overdueDays: number): string | null {
  const since = lastVisitOn !== null && pairedOn !== null ? (lastVisitOn > pairedOn ? lastVisitOn : pairedOn) : (lastVisitOn ?? pairedOn)
  return since === null ? null : addDays(since, overdueDays)
}

/** Days past the due day; 0 while it is not over (on the due day itself too) or when nothing is due. */
export function daysOverdue(dueOn: string | null, today: string): number {
  return dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, today))
}

export function isOverdue(dueOn: string | null, today: string): boolean {
  return daysOverdue(dueOn, today) > 0
}
