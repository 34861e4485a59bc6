import { Controller } from '@nestjs/common'
import { ChangePassword, SetPassword } from '@onecard/shared/contract/accounts.requests'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { callerOf } from './caller'
import { PasswordsService } from './passwords.service'

@Controller()
export class PasswordsController {
  constructor(private readonly service: PasswordsService) {}

  @Handles(operations.passwords.set)
  set(input: SetPassword, _actor: Actor, exchange: Exchange): Promise<SessionView> {
    exchange.reply.header('cache-control', 'no-store')
    return this.service.set(input, callerOf(exchange))
  }

  @Handles(operations.passwords.change)
  change(input: ChangePassword, actor: Actor, exchange: Exchange): Promise<void> { return this.service.change(input, actor, callerOf(exchange)) }
}
