import { Controller } from '@nestjs/common'
import { GetCard } from '@onecard/shared/contract/households.requests'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { CardsService } from './cards.service'

@Controller()
export class CardsController {
  constructor(private readonly service: CardsService) {}

  @Handles(operations.households.card)
  async card(input: GetCard, actor: Actor, { request, reply }: Exchange): Promise<void> {
    const gzip = String(request.headers['accept-encoding'] ?? '').includes('gzip')
    const sent = await this.service.send(actor, input.id, input.way ?? 'link', request.headers['if-none-match'], gzip)
    reply.header('etag', sent.etag).header('cache-control', 'private, no-cache').header('vary', 'authorization, accept-encoding')
    if (sent.body === null) { reply.code(304).send(); return }
    // Packed when it was built, so the compressing plugin is off for this route (boot).
    if (sent.gzip) reply.header('content-encoding', 'gzip')
    reply.code(200).header('content-type', 'application/json; charset=utf-8').send(sent.body)
  }
}
