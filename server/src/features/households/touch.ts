// Every change of a household's facts passes here: the version rises, the due day of the next visit follows, ready cards turn stale in the same
// transaction, the relay builds them anew.
import type { HouseholdRef, Tx } from '../../kernel/db'
import { clock } from '../../kernel/clock'
import { DUE, pairedOn } from '../regions'

/** One statement, whatever changed: a due day that its facts have left behind would be found by nobody. */
const TOUCH = `UPDATE household h LEFT JOIN household_card c ON c.household_id = h.id ${pairedOn('q.household_id = :id')}
  SET h.version = h.version + 1, h.updated_at = :now, h.due_on = ${DUE}, c.version = 0 WHERE h.id = :id AND {scope:h}`

export async function touch(tx: Tx, household: HouseholdRef): Promise<void> {
  await tx.change(TOUCH, { id: household.id, now: clock.date(), today: clock.today() })
  await tx.emit('card.stale', { households: [household.id] })
}

const TOUCH_MANY = `UPDATE household h LEFT JOIN household_card c ON c.household_id = h.id ${pairedOn('q.household_id IN (:ids)')}
  SET h.version = h.version + 1, h.updated_at = :now, h.due_on = ${DUE}, c.version = 0 WHERE h.id IN (:ids) AND {scope:h}`

/** The same for many at once: one statement, one event. */
export async function touchMany(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.change(TOUCH_MANY, { ids: [...ids], now: clock.date(), today: clock.today() })
  await tx.emit('card.stale', { households: ids })
}
