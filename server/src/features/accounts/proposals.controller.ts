import { Controller } from '@nestjs/common'
import { ConfirmProposal, ListProposals, WithdrawProposal } from '@onecard/shared/contract/accounts.requests'
import type { ProposalView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles } from '../../kernel/http/handles'
import { ProposalsService } from './proposals.service'

@Controller()
export class ProposalsController {
  constructor(private readonly service: ProposalsService) {}

  @Handles(operations.proposals.list)
  list(input: ListProposals, _actor: Actor): Promise<Page<ProposalView>> { return this.service.list(input) }

  @Handles(operations.proposals.confirm)
  confirm(input: ConfirmProposal, actor: Actor): Promise<void> { return this.service.confirm(input.id, actor) }

  @Handles(operations.proposals.withdraw)
  withdraw(input: WithdrawProposal, actor: Actor): Promise<void> { return this.service.withdraw(input.id, actor) }
}
