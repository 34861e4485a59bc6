import { Controller } from '@nestjs/common'
import { GetDelta } from '@onecard/shared/contract/sync.requests'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { SyncService } from './sync.service'

@Controller()
export class SyncController {
  constructor(private readonly service: SyncService) {}

  @Handles(operations.sync.delta)
  async delta(input: GetDelta, actor: Actor, { reply }: Exchange): Promise<void> {
    const body = await this.service.delta(actor, input)
    reply.code(200).header('cache-control', 'private, no-store').header('content-type', 'application/json; charset=utf-8').send(body)
  }
}
