// Whoever leaves a household loses it on his phone in the same moment.
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../../kernel/clock'
import type { Tx } from '../../kernel/db'

export interface LeavingMember { householdId: string; memberId: string; phoneIndex: string | null }

/**
 * Ends what the member could open: by his phone number, and by a code that was shown to him. A binding by number does not tell which number
 * it was made by, so all of those end with the sessions, and those who stay bind again; bindings by code of other members stay, and they
 * sign in anew by them. Answers the accounts whose cached sessions the caller drops after the commit.
 */
export async function endMemberAccess(tx: Tx, { householdId, memberId, phoneIndex }: LeavingMember): Promise<string[]> {
  await tx.change('DELETE c FROM binding_code c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.member_id = :memberId AND h.id = :householdId', { memberId, householdId })
  const accounts = await tx.plain<{ id: string; own: number }[]>(
    `SELECT DISTINCT a.id, COALESCE(a.phone_index = :phoneIndex, 0) AS own FROM appointment p JOIN account a ON a.id = p.account_id
     WHERE p.household_id = :householdId AND p.role = 'household' AND (p.to_day IS NULL OR p.to_day >= :today)
       AND (EXISTS (SELECT 1 FROM wechat_binding b WHERE b.account_id = a.id AND b.member_id = :memberId) OR (:phoneIndex IS NOT NULL AND (a.phone_index = :phoneIndex OR a.phone_index IS NULL)))`,
    { householdId, memberId, phoneIndex, today: clock.today() })
  for (const { id, own } of accounts) {
    await tx.plain(`DELETE FROM wechat_binding WHERE account_id = :id AND (member_id = :memberId OR (member_id IS NULL AND :phoneIndex IS NOT NULL))`, { id, memberId, phoneIndex })
    await tx.plain('UPDATE session SET revoked_at = :now WHERE account_id = :id AND revoked_at IS NULL', { id, now: clock.date() })
    // His own account, not one that the household shares.
    if (own === 1) await tx.plain(`UPDATE appointment SET to_day = :end WHERE account_id = :id AND household_id = :householdId AND role = 'household' AND (to_day IS NULL OR to_day > :end)`,
      { id, householdId, end: addDays(clock.today(), -1) })
  }
  return accounts.map(({ id }) => id)
}
