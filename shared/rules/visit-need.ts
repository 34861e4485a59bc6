// Whether a household waits for a visit: the one definition behind every count, chip and list.
import { daysBetween } from './day'

/** A week ahead is early enough to be told. */
export const DUE_SOON_DAYS = 7

export type VisitNeed = 'overdue' | 'soon'
/** 已超期 = the due day is over; 快到期 = due today or within a week; null = neither. The one definition behind every count and list. */
export function visitNeed(dueOn: string | null | undefined, today: string): VisitNeed | null {
  if (!dueOn) return null
  const left = daysBetween(today, dueOn)
  return left < 0 ? 'overdue' : left <= DUE_SOON_DAYS ? 'soon' : null
}
