import { Controller } from '@nestjs/common'
import { GetBurden, ReportBurden } from '@onecard/shared/contract/visits.requests'
import type { BurdenView } from '@onecard/shared/contract/visits.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles } from '../../kernel/http/handles'
import { BurdenService } from './burden.service'

@Controller()
export class BurdenController {
  constructor(private readonly service: BurdenService) {}

  /** Who reports is forgotten here. */
  @Handles(operations.burden.report)
  report(input: ReportBurden, _actor: Actor): Promise<void> { return this.service.report(input) }

  @Handles(operations.burden.get)
  get(input: GetBurden, actor: Actor): Promise<BurdenView> { return this.service.of(actor, input) }
}
