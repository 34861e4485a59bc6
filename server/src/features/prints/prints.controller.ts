import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { CreatePrintJob, GetCardPdf, GetDraftPdf, ListPrintJobs, OfPrintJob } from '@onecard/shared/contract/prints.requests'
import type { PrintJobView } from '@onecard/shared/contract/prints.views'
import { operations } from '@onecard/shared/operations'
import type { FastifyReply } from 'fastify'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { CardPdfService } from './card-pdf.service'
import { PrintsService } from './prints.service'

const { prints } = operations

/** Chinese names as RFC 6266 has them. */
function asFile(reply: FastifyReply, way: 'inline' | 'attachment', name: string, type: string): FastifyReply {
  return reply.code(200).header('content-disposition', `${way}; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`).header('cache-control', 'private, no-store').type(type)
}

@Controller()
export class PrintsController {
  constructor(private readonly prints: PrintsService, private readonly cards: CardPdfService) {}

  @Handles(prints.create)
  create(input: CreatePrintJob, actor: Actor, { request }: Exchange): Promise<PrintJobView> { return this.prints.create(actor, input, onceOf(input, request)) }

  @Handles(prints.list)
  list(input: ListPrintJobs, actor: Actor): Promise<Page<PrintJobView>> { return this.prints.list(actor, input) }

  @Handles(prints.get)
  get(input: OfPrintJob, actor: Actor): Promise<PrintJobView> { return this.prints.get(actor, input.id) }

  @Handles(prints.cancel)
  cancel(input: OfPrintJob, actor: Actor): Promise<PrintJobView> { return this.prints.cancel(actor, input.id) }

  @Handles(prints.file)
  async file(input: OfPrintJob, actor: Actor, { reply }: Exchange): Promise<void> {
    const { name, type, bytes } = await this.prints.file(actor, input.id)
    await asFile(reply, 'attachment', name, type).send(bytes)
  }

  @Handles(prints.card)
  async card(input: GetCardPdf, actor: Actor, { reply }: Exchange): Promise<void> {
    const { name, bytes } = await this.cards.issued(actor, input)
    await asFile(reply, 'inline', name, 'application/pdf').send(bytes)
  }

  @Handles(prints.draft)
  async draft(input: GetDraftPdf, actor: Actor, { reply }: Exchange): Promise<void> {
    const { name, bytes } = await this.cards.draft(actor, input)
    await asFile(reply, 'inline', name, 'application/pdf').send(bytes)
  }
}
