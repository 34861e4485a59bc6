// Whoever leaves a household loses it on his phone in the same moment.
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../../kernel/clock'
import type { Tx } from '../../kernel/db'

export interface LeavingMember { householdId: string; memberId: string; phoneIndex: string | null }

/**
 * Ends what the member's phone number opened: WeChat bindings and sessions of the household's accounts. A binding does not tell which number
 * it was made by, so all of an account's end and those who stay bind again; who never had a number here never had a binding by one.
 * Answers the accounts whose cached sessions the caller drops after the commit.
 */
export async function endMemberAccess(tx: Tx, { householdId, phoneIndex }: LeavingMember): Promise<string[]> {
  if (phoneIndex === null) return []
  const accounts = await tx.plain<{ id: string; own: number }[]>(
    `SELECT DISTINCT a.id, COALESCE(a.phone_index = :phoneIndex, 0) AS own FROM appointment p JOIN account a ON a.id = p.account_id
     WHERE p.household_id = :householdId AND p.role = 'household' AND (p.to_day IS NULL OR p.to_day >= :today) AND (a.phone_index = :phoneIndex OR a.phone_index IS NULL)`,
    { householdId, phoneIndex, today: clock.today() })
  for (const { id, own } of accounts) {
    await tx.plain('DELETE FROM wechat_binding WHERE account_id = :id', { id })
    await tx.plain('UPDATE session SET revoked_at = :now WHERE account_id = :id AND revoked_at IS NULL', { id, now: clock.date() })
    // His own account, not one that the household shares.
    if (own === 1) await tx.plain(`UPDATE appointment SET to_day = :end WHERE account_id = :id AND household_id = :householdId AND role = 'household' AND (to_day IS NULL OR to_day > :end)`,
      { id, householdId, end: addDays(clock.today(), -1) })
  }
  return accounts.map(({ id }) => id)
}
