import { Controller } from '@nestjs/common'
import { Appoint, CreateAccount, Dismiss, ListAccounts, ResetAccount } from '@onecard/shared/contract/accounts.requests'
import type { AccountView, ActivationView, CreatedAccountView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { AccountsService } from './accounts.service'

@Controller()
export class AccountsController {
  constructor(private readonly service: AccountsService) {}

  @Handles(operations.accounts.list)
  list(input: ListAccounts, _actor: Actor): Promise<Page<AccountView>> { return this.service.list(input) }

  @Handles(operations.accounts.create)
  create(input: CreateAccount, actor: Actor, { reply }: Exchange): Promise<CreatedAccountView> {
    reply.header('cache-control', 'no-store')
    return this.service.create(input, actor)
  }

  @Handles(operations.accounts.reset)
  reset(input: ResetAccount, actor: Actor, { reply }: Exchange): Promise<ActivationView> {
    reply.header('cache-control', 'no-store')
    return this.service.reset(input, actor)
  }

  @Handles(operations.accounts.appoint)
  appoint(input: Appoint, actor: Actor): Promise<AccountView> { return this.service.appoint(input, actor) }

  @Handles(operations.accounts.dismiss)
  dismiss(input: Dismiss, actor: Actor): Promise<void> { return this.service.dismiss(input, actor) }
}
