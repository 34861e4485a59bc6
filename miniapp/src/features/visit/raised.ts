// What a visit brings along: problems that are put down with it, and changes that were put down during it.
import { outboxFor } from '../../data/outbox/outbox'

/** Keys of changes of the record written on this phone since the visit began. */
export function changesSince(household: string, startedAt: string | null): string[] {
  const from = startedAt === null ? Infinity : Date.parse(startedAt)
  return outboxFor(household).filter((e) => e.operation === 'changes.propose' && e.madeAt >= from).map((e) => e.key)
}

/** By how far this phone's clock was off when the server last heard from it; undefined when it was right. */
export function lastClockOff(household: string): number | undefined {
  const sent = outboxFor(household).filter((e) => e.receipt !== null)
  return sent[sent.length - 1]?.receipt?.clockOffMinutes
}
