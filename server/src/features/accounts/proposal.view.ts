// A proposal as the second person reads it before agreeing.
import type { ProposalView } from '@onecard/shared/contract/accounts.views'
import { maskName } from '@onecard/shared/rules/masking'
import { clock } from '../../kernel/clock'
import { appointmentView } from './appointment.view'
import type { ProposalDetail } from './proposals.repository'

/** How many households a helper will have is his pairings' matter: none stands here. */
export function proposalView(row: ProposalDetail): ProposalView {
  const appointment = row.role === null ? null : appointmentView({
    id: row.id, role: row.role, lands: row.lands?.split(',') ?? [], households: 0, unitName: row.unit_name, from: row.from_day ?? '', to: row.to_day,
  })
  return {
    id: row.id, kind: row.kind, account: row.account, name: row.role === 'household' ? maskName(row.name) : row.name,
    ...(appointment && { role: appointment.role, roleLabel: appointment.roleLabel, where: appointment.where, from: appointment.from, to: appointment.to }),
    proposedBy: row.proposer, proposedAt: clock.iso(row.proposed_at),
  }
}
