import { Controller } from '@nestjs/common'
import { CompareDays, DecideChange, GetChangeCatalogue, GetHouseholdOn, GetRecordValues, ListChangeQueue, ListChanges, ProposeChange, WithdrawChange } from '@onecard/shared/contract/changes.requests'
import type { ChangeCatalogueView, ChangeView, DifferencesView, HouseholdOnView, ProposedView, RecordValuesView } from '@onecard/shared/contract/changes.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { ChangesService } from './changes.service'
import { FormService } from './form.service'
import { HistoryService } from './history.service'

@Controller()
export class ChangesController {
  constructor(private readonly changes: ChangesService, private readonly form: FormService, private readonly history: HistoryService) {}

  @Handles(operations.changes.catalogue)
  catalogue(_input: GetChangeCatalogue, _actor: Actor): ChangeCatalogueView { return this.form.catalogue() }

  @Handles(operations.changes.values)
  values(input: GetRecordValues, actor: Actor): Promise<RecordValuesView> { return this.form.values(actor, input.id) }

  @Handles(operations.changes.propose)
  propose(input: ProposeChange, actor: Actor, { request }: Exchange): Promise<ProposedView> { return this.changes.propose(actor, input, onceOf(input, request)) }

  @Handles(operations.changes.list)
  list(input: ListChanges, actor: Actor): Promise<Page<ChangeView>> { return this.changes.list(actor, input) }

  @Handles(operations.changes.queue)
  queue(input: ListChangeQueue, actor: Actor): Promise<Page<ChangeView>> { return this.changes.queue(actor, input) }

  @Handles(operations.changes.decide)
  decide(input: DecideChange, actor: Actor, { request }: Exchange): Promise<ChangeView> { return this.changes.decide(actor, input, onceOf(input, request)) }

  @Handles(operations.changes.withdraw)
  withdraw(input: WithdrawChange, actor: Actor, { request }: Exchange): Promise<ChangeView> { return this.changes.withdraw(actor, input, onceOf(input, request)) }

  @Handles(operations.history.on)
  on(input: GetHouseholdOn, actor: Actor): Promise<HouseholdOnView> { return this.history.on(actor, input) }

  @Handles(operations.history.differences)
  differences(input: CompareDays, actor: Actor): Promise<DifferencesView> { return this.history.differences(actor, input) }
}
