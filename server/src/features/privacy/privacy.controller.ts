import { Controller } from '@nestjs/common'
import type { SessionView } from '@onecard/shared/contract/accounts.views'
import { Empty } from '@onecard/shared/contract/common.requests'
import type { Page } from '@onecard/shared/contract/common.views'
import { BindByCode, CreateBindingCode, GiveConsent, ListReaders } from '@onecard/shared/contract/privacy.requests'
import type { BindingCodeView, ConsentView, ReaderView } from '@onecard/shared/contract/privacy.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { callerOf } from '../accounts'
import { BindingService } from './binding.service'
import { ConsentService } from './consent.service'
import { ReadersService } from './readers.service'

const { privacy } = operations

@Controller()
export class PrivacyController {
  constructor(private readonly readings: ReadersService, private readonly consents: ConsentService, private readonly bindings: BindingService) {}

  @Handles(privacy.readers)
  readers(input: ListReaders, actor: Actor): Promise<Page<ReaderView>> { return this.readings.list(actor, input) }

  @Handles(privacy.consent)
  consent(_input: Empty, actor: Actor): Promise<ConsentView> { return this.consents.get(actor) }

  @Handles(privacy.giveConsent)
  giveConsent(input: GiveConsent, actor: Actor): Promise<ConsentView> { return this.consents.give(actor, input) }

  @Handles(privacy.bindingCode)
  bindingCode(input: CreateBindingCode, actor: Actor, { reply }: Exchange): Promise<BindingCodeView> {
    reply.header('cache-control', 'no-store')
    return this.bindings.issue(actor, input)
  }

  @Handles(privacy.bind)
  bind(input: BindByCode, _actor: Actor, exchange: Exchange): Promise<SessionView> {
    exchange.reply.header('cache-control', 'no-store')
    return this.bindings.bind(input, callerOf(exchange))
  }
}
