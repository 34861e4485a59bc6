import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { Empty } from '@onecard/shared/contract/common.requests'
import { AnswerSubscription, ListNotices, ReadNotices } from '@onecard/shared/contract/notices.requests'
import type { NoticeView, SubscriptionsView } from '@onecard/shared/contract/notices.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles } from '../../kernel/http/handles'
import { InboxService } from './inbox.service'

const { notices } = operations

@Controller()
export class NoticesController {
  constructor(private readonly service: InboxService) {}

  @Handles(notices.list)
  list(input: ListNotices, actor: Actor): Promise<Page<NoticeView>> { return this.service.list(actor, input) }

  @Handles(notices.read)
  read(input: ReadNotices, actor: Actor): Promise<void> { return this.service.read(actor, input) }

  @Handles(notices.subscriptions)
  subscriptions(_input: Empty, actor: Actor): Promise<SubscriptionsView> { return this.service.subscriptions(actor) }

  @Handles(notices.answer)
  answer(input: AnswerSubscription, actor: Actor): Promise<SubscriptionsView> { return this.service.answer(actor, input) }
}
