import { Controller } from '@nestjs/common'
import { Empty } from '@onecard/shared/contract/common.requests'
import type { Page } from '@onecard/shared/contract/common.views'
import { DecideNationalDifferences, ExportNational, GetComparison, ListComparisons, ListNationalDifferences } from '@onecard/shared/contract/exchange.requests'
import type { ComparisonView, NationalDecidedView, NationalDifferenceView } from '@onecard/shared/contract/exchange.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { ComparisonsService } from './comparisons.service'
import { NationalExportService } from './national-export.service'

@Controller()
export class ExchangeController {
  constructor(private readonly comparisons: ComparisonsService, private readonly exports: NationalExportService) {}

  @Handles(operations.exchange.export)
  async export(input: ExportNational, actor: Actor, { reply }: Exchange): Promise<void> {
    const { name, bytes } = await this.exports.export(actor, input)
    reply.code(200).header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    await reply.send(bytes)
  }

  @Handles(operations.exchange.compare)
  compare(_input: Empty, actor: Actor, { request }: Exchange): Promise<ComparisonView> { return this.comparisons.create(actor, request) }

  @Handles(operations.exchange.list)
  list(input: ListComparisons, _actor: Actor): Promise<Page<ComparisonView>> { return this.comparisons.list(input) }

  @Handles(operations.exchange.get)
  get(input: GetComparison, _actor: Actor): Promise<ComparisonView> { return this.comparisons.get(input.id) }

  @Handles(operations.exchange.differences)
  differences(input: ListNationalDifferences, _actor: Actor): Promise<Page<NationalDifferenceView>> { return this.comparisons.differences(input) }

  @Handles(operations.exchange.decide)
  decide(input: DecideNationalDifferences, actor: Actor): Promise<NationalDecidedView> { return this.comparisons.decide(actor, input) }
}
