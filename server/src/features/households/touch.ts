// Every change of a household's facts passes here: the version rises, ready cards turn stale in the same transaction, the relay builds them anew.
import type { HouseholdRef, Tx } from '../../kernel/db'
import { clock } from '../../kernel/clock'

export async function touch(tx: Tx, household: HouseholdRef): Promise<void> {
  await tx.change('UPDATE household h SET h.version = h.version + 1, h.updated_at = :now WHERE h.id = :id AND {scope:h}', { id: household.id, now: clock.date() })
  await tx.change('UPDATE household_card c SET c.version = 0 WHERE c.household_id = :id AND {scope:c.household_id}', { id: household.id })
  await tx.emit('card.stale', { households: [household.id] })
}
