import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { CountHouseholds, ListHouseholds, ListPairings, Pair, Reveal, SearchHouseholds, Unpair } from '@onecard/shared/contract/households.requests'
import type { HouseholdCounts, HouseholdListItem, PairingView, RevealView } from '@onecard/shared/contract/households.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles } from '../../kernel/http/handles'
import { HouseholdsService } from './households.service'
import { PairingService } from './pairing.service'

@Controller()
export class HouseholdsController {
  constructor(private readonly service: HouseholdsService, private readonly pairing: PairingService) {}

  @Handles(operations.households.list)
  list(input: ListHouseholds, actor: Actor): Promise<Page<HouseholdListItem>> { return this.service.list(actor, input) }

  @Handles(operations.households.search)
  search(input: SearchHouseholds, actor: Actor): Promise<Page<HouseholdListItem>> { return this.service.search(actor, input) }

  @Handles(operations.households.counts)
  counts(input: CountHouseholds, actor: Actor): Promise<HouseholdCounts> { return this.service.counts(actor, input) }

  @Handles(operations.households.reveal)
  reveal(input: Reveal, actor: Actor): Promise<RevealView> { return this.service.reveal(actor, input) }

  @Handles(operations.households.pairings)
  pairings(input: ListPairings, actor: Actor): Promise<Page<PairingView>> { return this.service.pairings(actor, input.id) }

  @Handles(operations.households.pair)
  pair(input: Pair, actor: Actor): Promise<PairingView> { return this.pairing.pair(actor, input) }

  @Handles(operations.households.unpair)
  unpair(input: Unpair, actor: Actor): Promise<void> { return this.pairing.unpair(actor, input) }
}
