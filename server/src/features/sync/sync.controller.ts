import { Controller } from '@nestjs/common'
import { GetDelta, PushEntries } from '@onecard/shared/contract/sync.requests'
import type { PushedView } from '@onecard/shared/contract/sync.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { PushService } from './push.service'
import { SyncService } from './sync.service'

@Controller()
export class SyncController {
  constructor(private readonly service: SyncService, private readonly pushing: PushService) {}

  @Handles(operations.sync.delta)
  async delta(input: GetDelta, actor: Actor, { reply }: Exchange): Promise<void> {
    const body = await this.service.delta(actor, input)
    reply.code(200).header('cache-control', 'private, no-store').header('content-type', 'application/json; charset=utf-8').send(body)
  }

  @Handles(operations.sync.push)
  push(input: PushEntries, _actor: Actor, { request }: Exchange): Promise<PushedView> { return this.pushing.push(input, request) }
}
