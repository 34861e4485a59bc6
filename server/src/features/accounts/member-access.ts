// Whoever leaves a household loses it on his phone in the same moment; so does whoever answers a number that was replaced.
import { addDays } from '@onecard/shared/rules/day'
import { clock } from '../../kernel/clock'
import type { Tx } from '../../kernel/db'

export interface LeavingMember { householdId: string; memberId: string; phoneIndex: string | null }

interface Left {
  memberId: string
  /** Numbers, as in `phone_index`: his own, the household's where it goes with him, those of who stays. */
  own: string | null
  household: string | null
  staying: ReadonlySet<string>
  /** He was the head, or nobody is left: whoever answers the household's number is not known any more. */
  householdEnds: boolean
}
interface AccountRow { id: string; phone_index: string | null; cadre: number }
interface BindingRow { id: string; member_id: string | null; number_index: string | null }

/**
 * Ends what the member could open: by his number, by a code that was shown to him, and, when the head or the last one leaves, by the household's
 * number, which then opens nothing until the village records it again. Others bound to the account sign in anew by their own phones. Called after
 * the leaving is written. Answers the accounts whose cached sessions the caller drops after the commit.
 */
export async function endMemberAccess(tx: Tx, { householdId, memberId, phoneIndex }: LeavingMember): Promise<string[]> {
  await tx.change('DELETE c FROM binding_code c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.member_id = :memberId AND h.id = :householdId', { memberId, householdId })
  const left = await leftBy(tx, { householdId, memberId, phoneIndex })
  if (left.householdEnds) await tx.change('UPDATE household h SET h.phone_confirmed = 0, h.phone_by = NULL WHERE h.id = :householdId AND {scope:h}', { householdId })
  const accounts = await accountsOf((sql, params) => tx.plain(sql, params), householdId)
  const ended: string[] = []
  for (const account of accounts) if (await endOfAccount(tx, householdId, account, left)) ended.push(account.id)
  return ended
}

function accountsOf(run: Run, householdId: string): Promise<AccountRow[]> {
  return run<AccountRow>(
    `SELECT DISTINCT a.id, a.phone_index, EXISTS (SELECT 1 FROM appointment o WHERE o.account_id = a.id AND o.role <> 'household' AND (o.to_day IS NULL OR o.to_day >= :today)) AS cadre
     FROM appointment p JOIN account a ON a.id = p.account_id WHERE p.household_id = :householdId AND p.role = 'household' AND (p.to_day IS NULL OR p.to_day >= :today)`,
    { householdId, today: clock.today() })
}

/** One statement of the caller's transaction. */
export type Run = <T>(sql: string, params: Record<string, unknown>) => Promise<T[]>

/**
 * Ends what replaced numbers opened in a household: bindings that were made by one of them, or before the number was kept, with the open sessions,
 * and the number of the household's account, by which it would let in the next. Who proves himself anew, by a number on record or by a code, comes in
 * again. A cadre's own account is his by his office's list and stays. `numbers` as in `phone_index`. Answers the accounts that lost something, with
 * how many bindings; the caller drops their cached sessions after the commit.
 */
export async function endNumberAccess(run: Run, householdId: string, numbers: readonly string[]): Promise<{ account: string; bindings: number }[]> {
  if (numbers.length === 0) return []
  const ended: { account: string; bindings: number }[] = []
  for (const account of (await accountsOf(run, householdId)).filter(({ cadre }) => cadre === 0)) {
    const bindings = await run<BindingRow>('SELECT id, member_id, number_index FROM wechat_binding WHERE account_id = :id FOR UPDATE', { id: account.id })
    const over = bindings.filter(({ member_id, number_index }) => member_id === null && (number_index === null || numbers.includes(number_index)))
    const bears = account.phone_index !== null && numbers.includes(account.phone_index)
    if (bears) await run('UPDATE account SET phone_sealed = NULL, phone_index = NULL WHERE id = :id', { id: account.id })
    if (over.length > 0) {
      await run('DELETE FROM wechat_binding WHERE id IN (:ids)', { ids: over.map(({ id }) => id) })
      // Sessions do not tell bindings apart.
      await run('UPDATE session SET revoked_at = :now WHERE account_id = :id AND revoked_at IS NULL', { id: account.id, now: clock.date() })
    }
    if (bears || over.length > 0) ended.push({ account: account.id, bindings: over.length })
  }
  return ended
}

async function leftBy(tx: Tx, { householdId, memberId, phoneIndex }: LeavingMember): Promise<Left> {
  const rows = await tx.select<{ id: string; relation: string; left_on: string | null; phone_index: string | null; household_number: string | null }>(
    'SELECT m.id, m.relation, m.left_on, m.phone_index, h.phone_index AS household_number FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.household_id = :householdId', { householdId })
  const staying = rows.filter((row) => row.left_on === null && row.id !== memberId)
  // Who left stays on record as the head he was.
  const householdEnds = staying.length === 0 || rows.some((row) => row.id === memberId && row.relation === '01')
  return { memberId, own: phoneIndex, household: rows[0]?.household_number ?? null, staying: new Set(staying.flatMap((row) => row.phone_index ?? [])), householdEnds }
}

/** False when nothing of this account was his. */
async function endOfAccount(tx: Tx, householdId: string, account: AccountRow, left: Left): Promise<boolean> {
  const bindings = await tx.plain<BindingRow[]>('SELECT id, member_id, number_index FROM wechat_binding WHERE account_id = :id FOR UPDATE', { id: account.id })
  const gone = numberEnds(account.phone_index, left)
  const over = bindings.filter((binding) => bindingEnds(binding, account, gone, left))
  if (!gone && over.length === 0) return false
  if (over.length > 0) await tx.plain('DELETE FROM wechat_binding WHERE id IN (:ids)', { ids: over.map(({ id }) => id) })
  await tx.plain('UPDATE session SET revoked_at = :now WHERE account_id = :id AND revoked_at IS NULL', { id: account.id, now: clock.date() })
  if (!gone) return true
  // His own account loses the household; one that others share stays theirs, without the number and the password that he knows.
  if (account.cadre === 1 || over.length === bindings.length) {
    await tx.plain("UPDATE appointment SET to_day = :end WHERE account_id = :id AND household_id = :householdId AND role = 'household' AND (to_day IS NULL OR to_day > :end)", { id: account.id, householdId, end: addDays(clock.today(), -1) })
  } else await tx.plain('UPDATE account SET phone_sealed = NULL, phone_index = NULL, password_hash = NULL WHERE id = :id', { id: account.id })
  return true
}

/** Whether the number of an account went with who left. */
function numberEnds(number: string | null, { own, household, staying, householdEnds }: Left): boolean {
  return number !== null && (number === own || (householdEnds && number === household && !staying.has(number)))
}

function bindingEnds({ member_id, number_index }: BindingRow, account: AccountRow, accountGone: boolean, left: Left): boolean {
  if (member_id !== null) return member_id === left.memberId
  if (number_index !== null && number_index === account.phone_index) return accountGone
  if (number_index !== null) return number_index === left.own || (left.householdEnds && !left.staying.has(number_index))
  // Bound before the number was kept: nobody can say that it was not his; a cadre's own account is his own.
  return accountGone || (account.cadre === 0 && (left.own !== null || left.householdEnds))
}
