import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { AppointDeputy, ApproveSheets, ConfirmSheet, DecideSheet, EndDeputy, GetSample, GetSheet, GetSheetProgress, ListDeputies, ListHouseholdSheets, ListSheetQueue, PutSheet, ReopenSheet, SampleSheets, SummariseSheetQueue, UndoApproval } from '@onecard/shared/contract/sheets.requests'
import type { ApprovedView, DeputyCandidateView, DeputyView, SampleView, SheetProgressItem, SheetQueueItem, SheetQueueSummary, SheetSummary, SheetView, UndoneView } from '@onecard/shared/contract/sheets.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { ApprovalService } from './approval.service'
import { DeputiesService } from './deputies.service'
import { QueueService } from './queue.service'
import { RevisionsService } from './revisions.service'
import { SamplesService } from './samples.service'
import { SheetsService } from './sheets.service'

const { sheets } = operations

@Controller()
export class SheetsController {
  constructor(private readonly reading: SheetsService, private readonly approval: ApprovalService, private readonly revisions: RevisionsService, private readonly waiting: QueueService, private readonly samples: SamplesService, private readonly deputiesService: DeputiesService) {}

  @Handles(sheets.get)
  get(input: GetSheet, actor: Actor): Promise<SheetView> { return this.reading.get(actor, input) }

  @Handles(sheets.list)
  list(input: ListHouseholdSheets, actor: Actor): Promise<Page<SheetSummary>> { return this.reading.list(actor, input) }

  @Handles(sheets.put)
  put(input: PutSheet, actor: Actor, { request }: Exchange): Promise<SheetView> { return this.reading.put(actor, input, onceOf(input, request)) }

  @Handles(sheets.decide)
  decide(input: DecideSheet, actor: Actor, { request }: Exchange): Promise<SheetView> { return this.approval.decide(actor, input, onceOf(input, request)) }

  @Handles(sheets.approveMany)
  approveMany(input: ApproveSheets, actor: Actor, { request }: Exchange): Promise<ApprovedView> { return this.approval.approveMany(actor, input, onceOf(input, request)) }

  @Handles(sheets.undo)
  undo(input: UndoApproval, actor: Actor, { request }: Exchange): Promise<UndoneView> { return this.approval.undo(actor, input, onceOf(input, request)) }

  @Handles(sheets.reopen)
  reopen(input: ReopenSheet, actor: Actor, { request }: Exchange): Promise<SheetView> { return this.revisions.reopen(actor, input, onceOf(input, request)) }

  @Handles(sheets.confirm)
  confirm(input: ConfirmSheet, actor: Actor, { request }: Exchange): Promise<SheetView> { return this.revisions.confirm(actor, input, onceOf(input, request)) }

  @Handles(sheets.sendBack)
  sendBack(input: ReopenSheet, actor: Actor, { request }: Exchange): Promise<SheetView> { return this.revisions.sendBack(actor, input, onceOf(input, request)) }

  @Handles(sheets.queue)
  queue(input: ListSheetQueue, actor: Actor): Promise<Page<SheetQueueItem>> { return this.waiting.queue(actor, input) }

  @Handles(sheets.queueSummary)
  queueSummary(input: SummariseSheetQueue, actor: Actor): Promise<SheetQueueSummary> { return this.waiting.summary(actor, input) }

  @Handles(sheets.progress)
  progress(input: GetSheetProgress, actor: Actor): Promise<Page<SheetProgressItem>> { return this.waiting.progress(actor, input) }

  @Handles(sheets.sample)
  sample(input: SampleSheets, actor: Actor, { request }: Exchange): Promise<SampleView> { return this.samples.draw(actor, input, onceOf(input, request)) }

  @Handles(sheets.getSample)
  getSample(input: GetSample, actor: Actor): Promise<SampleView> { return this.samples.get(actor, input) }

  @Handles(sheets.deputies)
  deputies(input: ListDeputies, actor: Actor): Promise<Page<DeputyView>> { return this.deputiesService.list(actor, input) }

  @Handles(sheets.deputyCandidates)
  deputyCandidates(input: ListDeputies, actor: Actor): Promise<Page<DeputyCandidateView>> { return this.deputiesService.candidates(actor, input) }

  @Handles(sheets.appointDeputy)
  appointDeputy(input: AppointDeputy, actor: Actor, { request }: Exchange): Promise<DeputyView> { return this.deputiesService.appoint(actor, input, onceOf(input, request)) }

  @Handles(sheets.endDeputy)
  endDeputy(input: EndDeputy, actor: Actor): Promise<void> { return this.deputiesService.end(actor, input) }
}
