// What waits for a second person.
import { Injectable } from '@nestjs/common'
import type { Role } from '@onecard/shared/roles'
import { clock } from '../../kernel/clock'
import { Database, type Everywhere, type Tx } from '../../kernel/db'
import { Proposal, type Appointment } from './account.entity'

export interface ProposalRow {
  id: string; kind: 'appointment' | 'reset'; account_id: string; role: Role | null; lands: string | null; household_id: string | null; unit_id: string | null
  policy_area: string | null; from_day: string | null; to_day: string | null; proposed_by: string; proposed_at: Date
}
export interface ProposalDetail extends ProposalRow { account: string; name: string; unit_name: string | null; proposer: string }

const COLUMNS = 'p.id, p.kind, p.account_id, p.role, p.lands, p.household_id, p.unit_id, p.policy_area, p.from_day, p.to_day, p.proposed_by, p.proposed_at'
/** One whose last day has passed waits for nothing. */
const OPEN = '(p.to_day IS NULL OR p.to_day >= :today)'

@Injectable()
export class Proposals {
  readonly #db: Everywhere
  constructor(db: Database) { this.#db = db.everywhere('proposals belong to accounts') }

  /** By id, oldest first. */
  page(after: string, limit: number): Promise<ProposalDetail[]> { return this.#detailed(`p.id > :after ORDER BY p.id LIMIT ${Number(limit)}`, { after }) }

  async ofAccounts(accountIds: string[]): Promise<Map<string, ProposalDetail[]>> {
    const all = new Map<string, ProposalDetail[]>(accountIds.map((id) => [id, []]))
    if (accountIds.length > 0) for (const row of await this.#detailed('p.account_id IN (:accountIds) ORDER BY p.id', { accountIds })) all.get(row.account_id)?.push(row)
    return all
  }

  #detailed(where: string, params: Record<string, unknown>): Promise<ProposalDetail[]> {
    return this.#db.select<ProposalDetail>(
      `SELECT ${COLUMNS}, a.account, a.name, u.name AS unit_name, b.account AS proposer
       FROM proposal p JOIN account a ON a.id = p.account_id JOIN account b ON b.id = p.proposed_by LEFT JOIN unit u ON u.id = p.unit_id
       WHERE ${OPEN} AND ${where}`, { ...params, today: clock.today() })
  }

  appointment(tx: Tx, { id, accountId, role, lands, householdId, unitId, policyArea, fromDay, toDay }: Appointment): Promise<void> {
    return tx.insert(Proposal, {
      id, kind: 'appointment', accountId, role, lands, householdId, unitId, policyArea, fromDay, toDay, proposedBy: tx.actor.accountId, proposedAt: clock.date(),
    })
  }

  /** `id` is that of the one-time code. An earlier reset of the account no longer waits: its code is gone. */
  async reset(tx: Tx, id: string, accountId: string): Promise<void> {
    await tx.insert(Proposal, {
      id, kind: 'reset', accountId, role: null, lands: null, householdId: null, unitId: null, policyArea: null, fromDay: null, toDay: null, proposedBy: tx.actor.accountId, proposedAt: clock.date(),
    })
  }

  async dropResets(tx: Tx, accountId: string): Promise<void> { await tx.plain("DELETE FROM proposal WHERE account_id = :accountId AND kind = 'reset'", { accountId }) }

  /** Locked: confirmed or withdrawn, once. */
  async take(tx: Tx, id: string): Promise<ProposalRow | null> {
    const [row] = await tx.plain<ProposalRow[]>(`SELECT ${COLUMNS} FROM proposal p WHERE p.id = :id AND ${OPEN} FOR UPDATE`, { id, today: clock.today() })
    return row ?? null
  }

  async drop(tx: Tx, id: string): Promise<void> { await tx.plain('DELETE FROM proposal WHERE id = :id', { id }) }
}
