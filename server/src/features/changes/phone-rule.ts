// Telephone numbers open the household on a phone: whoever helps it must not become it by writing a number of his own.
import type { Actor } from '../../kernel/auth'
import type { HouseholdRef, Tx } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import type { Vault } from '../../kernel/vault'
import { endNumberAccess } from '../accounts'
import { replacedNumbers, type FieldEntry } from '../households'

const PHONE = 'phone'

/** The helper of a household is no judge of its numbers, though he hold an office of the village as well. */
const isHelperHere = (actor: Actor, household: string): boolean => actor.standings.some(({ role, households }) => role === 'helper' && households.includes(household))

/** Throws `request.invalid` at `at` when a number to be written is that of the actor's own account. */
export async function refuseOwnNumber(tx: Tx, vault: Vault, actor: Actor, numbers: readonly (string | null)[], at: string): Promise<void> {
  const indexes = numbers.flatMap((number) => number === null ? [] : vault.index('phone', number))
  if (indexes.length === 0) return
  const [own] = await tx.plain<unknown[]>('SELECT 1 FROM account WHERE id = :id AND phone_index IN (:indexes)', { id: actor.accountId, indexes })
  if (own) throw problem('request.invalid', {}, { errors: [{ field: at, message: '这是您自己的手机号，请填农户家的号码' }] })
}

/**
 * After the record is written: a number that its helper wrote opens nothing until somebody else of the village sends the same number;
 * one that the village wrote, or approved for another, opens at once. Answers whether a number that stood there already was confirmed: the card
 * says so, though no field reads differently.
 */
export async function settleNumbers(tx: Tx, actor: Actor, household: HouseholdRef, author: string | null, entries: readonly FieldEntry[]): Promise<boolean> {
  let confirmed = false
  const village = !isHelperHere(actor, household.id)
  for (const { of, memberId, before, after } of entries.filter(({ field }) => field === PHONE)) {
    const [row, from, id] = of === 'household' ? ['h', 'household h', household.id] : ['m', 'member m JOIN household h ON h.id = m.household_id AND {scope:h}', memberId]
    const where = of === 'household' ? 'h.id = :id AND {scope:h}' : 'm.id = :id'
    if ((before ?? null) !== after) {
      await tx.change(`UPDATE ${from} SET ${row}.phone_confirmed = :confirmed, ${row}.phone_by = :author WHERE ${where}`, { id, author, confirmed: village ? 1 : 0 })
    } else if (village && await tx.change(`UPDATE ${from} SET ${row}.phone_confirmed = 1 WHERE ${where} AND ${row}.phone_confirmed = 0 AND (${row}.phone_by IS NULL OR ${row}.phone_by <> :me)`, { id, me: actor.accountId }) > 0) {
      confirmed = true
      await tx.audit({ subject: `${of}/${id}`, householdId: household.id, region: household.region, changed: [{ field: 'phoneConfirmed', before: false, after: true }] })
    }
  }
  return confirmed
}

/** After `settleNumbers`: whoever came in by a number that this replaced is out. Answers the accounts whose cached sessions the caller drops after the commit. */
export async function endReplaced(tx: Tx, vault: Vault, household: HouseholdRef, entries: readonly FieldEntry[]): Promise<string[]> {
  if (!entries.some(({ field }) => field === PHONE)) return []
  const numbers = await replacedNumbers((sql, params) => tx.select(sql, params), vault, household.id, ' AND {scope:h}')
  const ended = await endNumberAccess((sql, params) => tx.plain(sql, params), household.id, numbers)
  for (const { account, bindings } of ended) await tx.audit({ subject: `account/${account}`, householdId: household.id, region: household.region, changed: [{ field: 'numberAccess', before: bindings, after: 0 }] })
  return ended.map(({ account }) => account)
}
