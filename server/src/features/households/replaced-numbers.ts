// Telephone numbers that a household's record no longer holds: what they opened is to end.
import type { Vault } from '../../kernel/vault'
import { openValue } from './record-changes'

/** Rows of one statement, in the caller's transaction. */
export type Select = <T>(sql: string, params: Record<string, unknown>) => Promise<T[]>

interface Place { member_id: string | null; phone_index: string | null; phone_confirmed: number }
interface Said { change_id: string; member_id: string | null; of_member: number; old_value: string }

/**
 * As in `phone_index`. A number is replaced once the one that took its place is confirmed: what its helper wrote opens nothing before somebody
 * else of the village has said the same, and closes nothing either, or he could put the household out of its own phone. One that stands
 * confirmed elsewhere in the household is not replaced. `scope`: ` AND {scope:h}` where the caller reads as an actor.
 */
export async function replacedNumbers(select: Select, vault: Vault, household: string, scope: '' | ' AND {scope:h}' = ''): Promise<string[]> {
  const places = await select<Place>(
    `SELECT NULL AS member_id, h.phone_index, h.phone_confirmed FROM household h WHERE h.id = :household${scope}
     UNION ALL SELECT m.id, m.phone_index, m.phone_confirmed FROM member m JOIN household h ON h.id = m.household_id${scope} WHERE h.id = :household AND m.left_on IS NULL`, { household })
  const settled = new Set(places.filter((place) => place.phone_confirmed === 1).map((place) => place.member_id))
  const standing = new Set(places.filter((place) => place.phone_confirmed === 1).map((place) => place.phone_index))
  const said = await select<Said>(
    `SELECT f.change_id, f.member_id, f.of_member, f.old_value FROM record_change_field f JOIN household h ON h.id = f.household_id${scope} JOIN record_change c ON c.id = f.change_id
     WHERE f.household_id = :household AND f.field = 'phone' AND f.old_value IS NOT NULL AND c.state = 'effective'`, { household })
  const replaced = said.filter((one) => settled.has(one.member_id)).map((one) => vault.index('phone', openValue(vault, one.change_id, one.of_member === 1 ? 'member' : 'household', 'phone', 'old', one.old_value) as string))
  return [...new Set(replaced)].filter((number) => !standing.has(number))
}
