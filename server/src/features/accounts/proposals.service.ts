// The second half of an act that takes two people.
import { Injectable } from '@nestjs/common'
import type { ListProposals } from '@onecard/shared/contract/accounts.requests'
import type { ProposalView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { LIMITS, Sessions, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { Database, type Tx } from '../../kernel/db'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import type { Appointment } from './account.entity'
import { Accounts } from './accounts.repository'
import { ActivationCodes } from './activation-codes.repository'
import { appointmentChanges } from './appointment.view'
import { proposalView } from './proposal.view'
import { Proposals, type ProposalRow } from './proposals.repository'

const PAGE = 50

@Injectable()
export class ProposalsService {
  constructor(
    private readonly proposals: Proposals, private readonly accounts: Accounts, private readonly codes: ActivationCodes,
    private readonly db: Database, private readonly sessions: Sessions) {}

  async list({ after, limit = PAGE }: ListProposals): Promise<Page<ProposalView>> {
    const page = pageOf(await this.proposals.page(ulidAfter(after), limit + 1), limit, (row) => row.id)
    return { items: page.items.map(proposalView), next: page.next }
  }

  /** Throws `proposal.own` for whoever proposed it and for whom it is about. */
  async confirm(id: string, actor: Actor): Promise<void> {
    const accountId = await this.db.write(actor, 'proposals.confirm', async (tx) => {
      const row = await this.proposals.take(tx, id)
      if (!row) throw problem('not_found')
      if (row.proposed_by === actor.accountId || row.account_id === actor.accountId) throw problem('proposal.own')
      await this.proposals.drop(tx, id)
      if (row.kind === 'reset') await this.#reset(tx, row)
      else await this.#appoint(tx, row)
      return row.account_id
    })
    this.sessions.forget(accountId)
  }

  async withdraw(id: string, actor: Actor): Promise<void> {
    await this.db.write(actor, 'proposals.withdraw', async (tx) => {
      const row = await this.proposals.take(tx, id)
      if (!row) throw problem('not_found')
      await this.proposals.drop(tx, id)
      if (row.kind === 'reset') await this.codes.drop(tx, id)
      await tx.audit({ subject: subjectOf(row), changed: [{ field: 'proposedBy', before: row.proposed_by, after: null }] })
    })
  }

  async #reset(tx: Tx, row: ProposalRow): Promise<void> {
    if (!await this.codes.release(tx, row.id)) throw problem('not_found')
    await tx.audit({ subject: subjectOf(row), changed: [{ field: 'proposedBy', before: row.proposed_by, after: null }] })
  }

  async #appoint(tx: Tx, row: ProposalRow): Promise<void> {
    const today = clock.today()
    // What nobody had confirmed was not in force: it cannot begin before today.
    const fromDay = row.from_day !== null && row.from_day > today ? row.from_day : today
    const appointment: Appointment = {
      id: row.id, accountId: row.account_id, role: row.role!, lands: row.lands, householdId: row.household_id, unitId: row.unit_id, policyArea: row.policy_area, fromDay, toDay: row.to_day,
    }
    await this.accounts.appoint(tx, appointment)
    await this.accounts.tighten(tx, row.account_id, LIMITS[appointment.role])
    await tx.audit({ subject: subjectOf(row), changed: [...appointmentChanges(appointment), { field: 'proposedBy', before: row.proposed_by, after: null }] })
  }
}

const subjectOf = (row: ProposalRow): string => row.kind === 'reset' ? `account/${row.account_id}` : `appointment/${row.id}`
