// Accounts, appointments and bindings. They belong to no household, so no scope reaches them; permission alone decides.
import { Injectable } from '@nestjs/common'
import type { Role } from '@onecard/shared/roles'
import { clock } from '../../kernel/clock'
import { Database, type Everywhere, type Tx } from '../../kernel/db'
import { Account, Appointment } from './account.entity'

export interface AccountRow { id: string; account: string; name: string; password_hash: string | null; active: number; demo: number; bound: number }
export interface AppointmentRow {
  id: string; account_id: string; role: Role; lands: string | null; household_id: string | null; unit_id: string | null; policy_area: string | null
  from_day: string; to_day: string | null; unit_name: string | null; paired: number
}

const ACCOUNT = 'SELECT a.id, a.account, a.name, a.password_hash, a.active, a.demo, EXISTS (SELECT 1 FROM wechat_binding b WHERE b.account_id = a.id) AS bound FROM account a'

@Injectable()
export class Accounts {
  readonly #db: Everywhere
  constructor(db: Database) { this.#db = db.everywhere('accounts belong to no household; of pairings only the number is read') }

  async byName(account: string): Promise<AccountRow | null> {
    return (await this.#db.select<AccountRow>(`${ACCOUNT} WHERE a.account = :account`, { account }))[0] ?? null
  }

  async byId(id: string): Promise<AccountRow | null> {
    return (await this.#db.select<AccountRow>(`${ACCOUNT} WHERE a.id = :id`, { id }))[0] ?? null
  }

  /** By id, oldest first; `role` = holds it now or later. */
  page(after: string, limit: number, role: Role | null): Promise<AccountRow[]> {
    const held = role === null ? '' : 'AND EXISTS (SELECT 1 FROM appointment p WHERE p.account_id = a.id AND p.role = :role AND (p.to_day IS NULL OR p.to_day >= :today))'
    return this.#db.select<AccountRow>(`${ACCOUNT} WHERE a.id > :after ${held} ORDER BY a.id LIMIT ${Number(limit)}`, { after, role, today: clock.today() })
  }

  /** In force today or later. */
  async appointments(accountIds: string[]): Promise<Map<string, AppointmentRow[]>> {
    const all = new Map<string, AppointmentRow[]>(accountIds.map((id) => [id, []]))
    if (accountIds.length === 0) return all
    const rows = await this.#db.select<AppointmentRow>(
      `SELECT p.id, p.account_id, p.role, p.lands, p.household_id, p.unit_id, p.policy_area, p.from_day, p.to_day, u.name AS unit_name,
         IF(p.role = 'helper', (SELECT COUNT(*) FROM pairing x WHERE x.account_id = p.account_id AND x.from_day <= :today AND (x.to_day IS NULL OR x.to_day >= :today)), 0) AS paired
       FROM appointment p LEFT JOIN unit u ON u.id = p.unit_id
       WHERE p.account_id IN (:accountIds) AND (p.to_day IS NULL OR p.to_day >= :today) ORDER BY p.id`, { accountIds, today: clock.today() })
    for (const row of rows) all.get(row.account_id)?.push(row)
    return all
  }

  async unitNames(ids: string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db.select<{ id: string; name: string }>('SELECT id, name FROM unit WHERE id IN (:ids)', { ids })
    return new Map(rows.map((row) => [row.id, row.name]))
  }

  async householdExists(id: string): Promise<boolean> {
    return (await this.#db.select('SELECT 1 FROM household WHERE id = :id', { id })).length > 0
  }

  async rehash(id: string, passwordHash: string): Promise<void> {
    await this.#db.execute('UPDATE account SET password_hash = :passwordHash WHERE id = :id', { id, passwordHash })
  }

  add(tx: Tx, account: Account): Promise<void> { return tx.insert(Account, account) }

  appoint(tx: Tx, appointment: Appointment): Promise<void> { return tx.insert(Appointment, appointment) }

  /** Ends yesterday, because the last day still counts. Null when it is not this account's or has ended. */
  async dismiss(tx: Tx, accountId: string, id: string, lastDay: string): Promise<AppointmentRow | null> {
    const [row] = await tx.plain<AppointmentRow[]>(
      'SELECT id, account_id, role, lands, household_id, unit_id, policy_area, from_day, to_day FROM appointment WHERE id = :id AND account_id = :accountId AND (to_day IS NULL OR to_day > :lastDay) FOR UPDATE',
      { id, accountId, lastDay })
    if (!row) return null
    await tx.plain('UPDATE appointment SET to_day = :lastDay WHERE id = :id', { id, lastDay })
    return row
  }

  /** Open sessions keep the limits they began with; those of a stricter role hold at once. Minutes. */
  async tighten(tx: Tx, accountId: string, limits: { idle: number; absolute: number }): Promise<void> {
    await tx.plain(
      `UPDATE session SET idle_minutes = LEAST(idle_minutes, :idle), expires_at = LEAST(expires_at, DATE_ADD(created_at, INTERVAL :absolute MINUTE))
       WHERE account_id = :accountId AND revoked_at IS NULL`, { accountId, ...limits })
  }
}
