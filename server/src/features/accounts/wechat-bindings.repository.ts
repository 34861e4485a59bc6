// Which WeChat user is whom: looked up by a keyed hash of the openid, bound once by phone number, audited.
import { Injectable } from '@nestjs/common'
import { clock } from '../../kernel/clock'
import { Database, DatabaseFailure, type Everywhere, type HouseTx } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { Vault } from '../../kernel/vault'
import { Account, Appointment, WechatBinding } from './account.entity'
import type { AccountRow } from './accounts.repository'
import { auditAtDoor } from './house-audit'

/** Whom a phone number belongs to: an account, or a household that has none yet. */
export interface Holder { account: AccountRow | null; householdId: string | null; /** The number, as in `phone_index`. */ number: string }

const ACCOUNT = 'SELECT a.id, a.account, a.name, a.password_hash, a.active, a.demo, 0 AS bound FROM account a'
/** Registered and with us: list `lifecycle` without 不予纳入, 清退, 自然消亡. */
const LIVING_STATES = "h.state < '18'"
const OPERATION = 'sessions.createByWechat'
const BY_CODE = 'privacy.bind'

@Injectable()
export class WechatBindings {
  readonly #db: Everywhere
  constructor(db: Database, private readonly vault: Vault) { this.#db = db.everywhere('whoever signs in has no scope yet; a phone number leads to one household at most') }

  async accountOf(openid: string): Promise<AccountRow | null> {
    const rows = await this.#db.select<AccountRow>(`${ACCOUNT} JOIN wechat_binding b ON b.account_id = a.id WHERE b.openid_index = :index`, { index: this.#index(openid) })
    return rows[0] ?? null
  }

  /** Whether this WeChat user is bound to that account, once whoever is ending it has ended. */
  async stands(openid: string, accountId: string): Promise<boolean> {
    const rows = await this.#db.select('SELECT b.id FROM wechat_binding b WHERE b.openid_index = :index AND b.account_id = :accountId FOR UPDATE', { index: this.#index(openid), accountId })
    return rows.length > 0
  }

  holderOf(phone: string): Promise<Holder | null> { return this.holderOfNumber(this.vault.index('phone', phone)) }

  /**
   * An office's entry comes before a household's: the number of an account, though it be closed, never opens a household by its record. A
   * number that stands for several people tells nobody apart, and one that nobody of the village has confirmed opens nothing: null.
   */
  holderOfNumber(index: string): Promise<Holder | null> { return this.#holder(this.#db, index) }

  async #holder(db: Pick<Everywhere, 'select'>, index: string): Promise<Holder | null> {
    const accounts = await db.select<AccountRow>(`${ACCOUNT} WHERE a.phone_index = :index ORDER BY a.active DESC LIMIT 2`, { index })
    const active = accounts.filter((account) => account.active === 1)
    if (accounts.length > 0) return active.length === 1 ? { account: active[0], householdId: null, number: index } : null
    const households = await db.select<{ id: string }>(
      `SELECT h.id FROM household h WHERE h.phone_index = :index AND h.phone_confirmed = 1 AND ${LIVING_STATES}
       UNION SELECT h.id FROM member m JOIN household h ON h.id = m.household_id WHERE m.phone_index = :index AND m.phone_confirmed = 1 AND m.left_on IS NULL AND ${LIVING_STATES} LIMIT 2`,
      { index })
    if (households.length !== 1) return null
    const householdId = households[0].id
    return { householdId, number: index, account: await this.#accountOfHousehold(householdId, db) }
  }

  /** Answers the account's id. The account of a household is made when there is none. Two requests at once bind once. Throws `session.phone_unknown` when the number was replaced meanwhile. */
  async bind(openid: string, holder: Holder): Promise<string> {
    try {
      return await this.#db.write(async (tx) => {
        await this.#lock(tx, holder)
        const now = await this.#holder(tx, holder.number)
        if (!now || now.householdId !== holder.householdId || (now.householdId === null && now.account?.id !== holder.account?.id)) throw problem('session.phone_unknown')
        const accountId = now.account?.id ?? await this.#openHousehold(tx, now.householdId as string)
        const id = newId()
        await tx.insert(WechatBinding, { id, accountId, openidIndex: this.#index(openid), openidSealed: this.vault.seal('wechat_binding.openid', id, openid), boundAt: clock.date(), memberId: null, numberIndex: holder.number })
        await auditAtDoor(tx, accountId, OPERATION, `wechat_binding/${id}`, [{ field: 'openid', before: null, after: `#${this.vault.trace(openid)}` }])
        return accountId
      })
    } catch (error) {
      const bound = error instanceof DatabaseFailure && error.duplicate ? await this.accountOf(openid) : null
      if (!bound) throw error
      return bound.id
    }
  }

  /**
   * Binds the phone of one member of a household, whom a code was shown to; answers the account's id. `use` takes the code in the same
   * transaction. The household is locked first, as by whoever takes a member off it. Throws `binding.taken`, `binding.member_gone`.
   */
  bindMember(openid: string, { householdId, memberId, shownBy }: { householdId: string; memberId: string; shownBy: string }, use: (tx: HouseTx) => Promise<void>): Promise<string> {
    return this.#db.write(async (tx) => {
      const accountId = await this.#openHousehold(tx, householdId, BY_CODE)
      const [present] = await tx.select(`SELECT 1 FROM member m JOIN household h ON h.id = m.household_id WHERE m.id = :memberId AND h.id = :householdId AND m.left_on IS NULL AND ${LIVING_STATES}`, { memberId, householdId })
      if (!present) throw problem('binding.member_gone')
      await use(tx)
      const [bound] = await tx.select<{ id: string; account_id: string }>('SELECT id, account_id FROM wechat_binding WHERE openid_index = :index FOR UPDATE', { index: this.#index(openid) })
      if (bound && bound.account_id !== accountId) throw problem('binding.taken')
      if (bound) await tx.execute('UPDATE wechat_binding SET member_id = :memberId, number_index = NULL WHERE id = :id', { memberId, id: bound.id })
      const id = bound?.id ?? newId()
      if (!bound) await tx.insert(WechatBinding, { id, accountId, openidIndex: this.#index(openid), openidSealed: this.vault.seal('wechat_binding.openid', id, openid), boundAt: clock.date(), memberId, numberIndex: null })
      await auditAtDoor(tx, accountId, BY_CODE, `wechat_binding/${id}`, [{ field: 'openid', before: null, after: `#${this.vault.trace(openid)}` }, { field: 'member', before: null, after: memberId }, { field: 'shownBy', before: null, after: shownBy }])
      return accountId
    })
  }

  /** Whoever replaces a number holds the household, so that no phone comes in by the old one behind his back. */
  async #lock(tx: HouseTx, { householdId, account }: Holder): Promise<void> {
    if (householdId === null) {
      const at = await tx.select<{ household_id: string }>("SELECT p.household_id FROM appointment p WHERE p.account_id = :id AND p.role = 'household' AND p.household_id IS NOT NULL ORDER BY p.household_id", { id: account?.id })
      for (const { household_id: id } of at) await tx.select('SELECT h.id FROM household h WHERE h.id = :id FOR UPDATE', { id })
    } else await tx.select('SELECT h.id FROM household h WHERE h.id = :householdId FOR UPDATE', { householdId })
  }

  async #openHousehold(tx: HouseTx, householdId: string, operation = OPERATION): Promise<string> {
    const [household] = await tx.select<{ head_name: string }>('SELECT h.head_name FROM household h WHERE h.id = :householdId FOR UPDATE', { householdId })
    const known = await this.#accountOfHousehold(householdId, tx)
    if (known) return known.id
    const id = newId()
    await tx.insert(Account, {
      id, account: `household-${id.toLowerCase()}`, name: household.head_name, passwordHash: null, phoneSealed: null, phoneIndex: null, active: true, demo: false, createdAt: clock.date(),
    })
    await tx.insert(Appointment, {
      id: newId(), accountId: id, role: 'household', lands: null, householdId, unitId: null, policyArea: null, fromDay: clock.today(), toDay: null,
    })
    await auditAtDoor(tx, id, operation, `account/${id}`, [{ field: 'household', before: null, after: householdId }])
    return id
  }

  /** Never a cadre's own account, though he live there: whoever answers the household's phone would be the cadre. */
  async #accountOfHousehold(householdId: string, db: Pick<Everywhere, 'select'>): Promise<AccountRow | null> {
    const rows = await db.select<AccountRow>(
      `${ACCOUNT} JOIN appointment p ON p.account_id = a.id WHERE p.household_id = :householdId AND p.role = 'household' AND p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today)
       AND a.active = 1 AND NOT EXISTS (SELECT 1 FROM appointment o WHERE o.account_id = a.id AND o.role <> 'household' AND (o.to_day IS NULL OR o.to_day >= :today)) ORDER BY a.id LIMIT 1`, { householdId, today: clock.today() })
    return rows[0] ?? null
  }

  #index(openid: string): string { return this.vault.index('wechat_binding.openid', openid) }
}
