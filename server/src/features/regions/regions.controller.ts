import { Controller } from '@nestjs/common'
import { Empty } from '@onecard/shared/contract/common.requests'
import { GetTotals, ListRegions } from '@onecard/shared/contract/county.requests'
import type { CountyView, RegionsView, TotalsView } from '@onecard/shared/contract/county.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles } from '../../kernel/http/handles'
import { RegionsService } from './regions.service'
import { TotalsService } from './totals.service'

@Controller()
export class RegionsController {
  constructor(private readonly regions: RegionsService, private readonly totals: TotalsService) {}

  @Handles(operations.county.get)
  get(_input: Empty, _actor: Actor): CountyView { return this.regions.county() }

  @Handles(operations.county.regions)
  list(input: ListRegions, actor: Actor): Promise<RegionsView> { return this.regions.list(input, actor) }

  @Handles(operations.county.totals)
  figures(input: GetTotals, actor: Actor): Promise<TotalsView> { return this.totals.of(input, actor) }
}
