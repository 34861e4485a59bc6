import type { Pair, Unpair } from '@onecard/shared/contract/households.requests'
import type { PairingView } from '@onecard/shared/contract/households.views'
import { addDays } from '@onecard/shared/rules/day'
import { standingOf, type Actor, type Sessions } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, HouseholdRef, Tx } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { Pairing } from './pairing.entity'
import { recordChange } from './record-changes'
import { touch } from './touch'

interface HelperRow { id: string; account: string; name: string; unit_id: string | null; unit: string | null }

/** 结对: one responsible person at a time; a second helper beside him; ended pairings stay. */
export class PairingService {
  constructor(private readonly db: Database, private readonly sessions: Sessions, private readonly county: County, private readonly vault: Vault) {}

  async pair(actor: Actor, input: Pair): Promise<PairingView> {
    const primary = input.primary !== 'false'
    const today = clock.today()
    const from = input.from ?? today
    const touched: string[] = []
    const view = await this.db.write(actor, 'households.pair', async (tx) => {
      const household = await tx.household(input.id, true)
      if (!household) throw problem('not_found')
      const helper = await this.#helper(tx, input.account, today)
      await this.#refuse(tx, household.id, helper, today)
      const ended = primary ? await this.#endPrimary(tx, household.id, addDays(from, -1)) : []
      touched.push(...ended.map((e) => e.account_id))
      const row = { id: newId(), accountId: helper.id, unitId: helper.unit_id, post: null, isPrimary: primary, fromDay: from, toDay: null }
      await tx.insert(Pairing, row, household)
      await tx.audit({ subject: household.id, householdId: household.id, region: household.region, changed: [{ field: primary ? 'helper' : 'secondHelper', before: null, after: helper.account }] })
      await this.#record(tx, household, primary, ended[0]?.name ?? null, helper.name, from, '结对')
      await touch(tx, household)
      touched.push(helper.id)
      return { id: row.id, account: helper.account, name: helper.name, unit: helper.unit, primary, from, to: null }
    })
    for (const account of touched) this.sessions.forget(account)
    return view
  }

  async unpair(actor: Actor, input: Unpair): Promise<void> {
    const today = clock.today()
    const account = await this.db.write(actor, 'households.unpair', async (tx) => {
      const household = await tx.household(input.id, true)
      const row = household && await tx.one<{ account_id: string; account: string; name: string; is_primary: number }>(
        `SELECT p.account_id, p.is_primary, a.account, a.name FROM pairing p JOIN household h ON h.id = p.household_id AND {scope:h} JOIN account a ON a.id = p.account_id
         WHERE p.id = :pairing AND h.id = :id AND (p.to_day IS NULL OR p.to_day >= :today)`, { pairing: input.pairing, id: input.id, today })
      if (!household || !row) throw problem('not_found')
      // Ends yesterday, so that nothing more is seen from now on.
      await tx.change('UPDATE pairing p JOIN household h ON h.id = p.household_id AND {scope:h} SET p.to_day = :end WHERE p.id = :pairing', { pairing: input.pairing, end: addDays(today, -1) })
      await tx.audit({ subject: household.id, householdId: household.id, region: household.region, reason: input.reason, changed: [{ field: 'helper', before: row.account, after: null }] })
      await this.#record(tx, household, row.is_primary === 1, row.name, null, today, input.reason)
      await touch(tx, household)
      return row.account_id
    })
    this.sessions.forget(account)
  }

  async #helper(tx: Tx, account: string, today: string): Promise<HelperRow> {
    const [helper] = await tx.plain<HelperRow[]>(
      `SELECT a.id, a.account, a.name, p.unit_id, u.name AS unit FROM account a JOIN appointment p ON p.account_id = a.id AND p.role = 'helper' LEFT JOIN unit u ON u.id = p.unit_id
       WHERE a.account = :account AND a.active = 1 AND p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today) LIMIT 1 FOR UPDATE`, { account, today })
    if (!helper) throw problem('request.invalid', {}, { errors: [{ field: 'account', message: '没有这位帮扶责任人，请核对' }] })
    return helper
  }

  /** The helper's own load counts all lands, so it is asked outside the actor's scope through his account row, which is locked. */
  async #refuse(tx: Tx, household: string, helper: HelperRow, today: string): Promise<void> {
    const max = this.county.settings.pairing.maxHouseholdsPerHelper
    const current = 'p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today)'
    const mine = await tx.one<{ n: number }>(`SELECT COUNT(*) AS n FROM pairing p JOIN household h ON h.id = p.household_id AND {scope:h} WHERE p.account_id = :account AND h.id = :household AND ${current}`, { account: helper.id, household, today })
    if (Number(mine?.n) > 0) throw problem('pairing.exists')
    const load = await tx.load(helper.id, today)
    if (load >= max) throw problem('pairing.helper_full', { max })
  }

  /** The household's history says who helped, from when, and by whose word that changed. */
  async #record(tx: Tx, household: HouseholdRef, primary: boolean, before: string | null, after: string | null, effectiveOn: string, reason: string): Promise<void> {
    await recordChange(tx, this.vault, household, {
      kind: 'pairing', memberId: null, effectiveOn, reason, authorId: tx.actor.accountId, authorRole: standingOf(tx.actor, household.id, household.region)?.role ?? '',
      madeOn: household.version, tookEffectIn: household.version + 1, fields: [{ of: 'household', memberId: null, field: primary ? 'helper' : 'secondHelper', before, after }],
    })
  }

  async #endPrimary(tx: Tx, household: string, end: string): Promise<{ account_id: string; name: string }[]> {
    const rows = await tx.select<{ id: string; account_id: string; name: string }>('SELECT p.id, p.account_id, a.name FROM pairing p JOIN household h ON h.id = p.household_id AND {scope:h} JOIN account a ON a.id = p.account_id WHERE h.id = :household AND p.is_primary = 1 AND p.to_day IS NULL', { household })
    for (const row of rows) await tx.change('UPDATE pairing p JOIN household h ON h.id = p.household_id AND {scope:h} SET p.to_day = :end WHERE p.id = :id', { id: row.id, end })
    return rows
  }
}
