import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { AddVisitNote, CompareManifest, ConfirmVisit, CorrectVisit, DecidePosition, GetVisit, GetVisitCalendar, KeepPromise, ListDue, ListPositions, ListPromises, ListVisits, RecordVisit, WithdrawVisit } from '@onecard/shared/contract/visits.requests'
import type { CalendarView, DueItem, ManifestView, PositionView, PromisesView, ReceiptView, VisitDetail } from '@onecard/shared/contract/visits.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { DueService } from './due.service'
import { ManifestService } from './manifest.service'
import { PositionsService } from './positions.service'
import { PromisesService } from './promises.service'
import { RecordingService } from './recording.service'
import { VisitsService } from './visits.service'

const { visits } = operations

@Controller()
export class VisitsController {
  constructor(private readonly recording: RecordingService, private readonly reading: VisitsService, private readonly dues: DueService, private readonly positionsService: PositionsService, private readonly manifests: ManifestService,
    private readonly promisesService: PromisesService) {}

  /** The phone says anew at each try when it sent it: a repeat differs in that alone, and is the same visit. */
  @Handles(visits.record)
  record(input: RecordVisit, actor: Actor, { request }: Exchange): Promise<ReceiptView> { return this.recording.record(actor, input, onceOf({ ...input, sentAt: undefined }, request)) }

  @Handles(visits.list)
  list(input: ListVisits, actor: Actor): Promise<Page<VisitDetail>> { return this.reading.list(actor, input) }

  @Handles(visits.get)
  get(input: GetVisit, actor: Actor): Promise<VisitDetail> { return this.reading.get(actor, input) }

  @Handles(visits.correct)
  correct(input: CorrectVisit, actor: Actor, { request }: Exchange): Promise<ReceiptView> { return this.recording.correct(actor, input, onceOf(input, request)) }

  @Handles(visits.addNote)
  addNote(input: AddVisitNote, actor: Actor, { request }: Exchange): Promise<ReceiptView> { return this.recording.addNote(actor, input, onceOf(input, request)) }

  @Handles(visits.withdraw)
  withdraw(input: WithdrawVisit, actor: Actor, { request }: Exchange): Promise<ReceiptView> { return this.recording.withdraw(actor, input, onceOf(input, request)) }

  @Handles(visits.confirm)
  confirm(input: ConfirmVisit, actor: Actor, { request }: Exchange): Promise<ReceiptView> { return this.recording.confirm(actor, input, onceOf(input, request)) }

  @Handles(visits.keepPromise)
  keepPromise(input: KeepPromise, actor: Actor, { request }: Exchange): Promise<void> { return this.promisesService.keep(actor, input, onceOf(input, request)) }

  @Handles(visits.promises)
  promises(input: ListPromises, actor: Actor): Promise<PromisesView> { return this.promisesService.list(actor, input) }

  @Handles(visits.due)
  due(input: ListDue, actor: Actor): Promise<Page<DueItem>> { return this.dues.list(actor, input) }

  @Handles(visits.calendar)
  calendar(input: GetVisitCalendar, actor: Actor): Promise<CalendarView> { return this.dues.calendar(actor, input) }

  @Handles(visits.manifest)
  manifest(input: CompareManifest, actor: Actor): Promise<ManifestView> { return this.manifests.compare(actor, input) }

  @Handles(visits.positions)
  positions(input: ListPositions, actor: Actor): Promise<Page<PositionView>> { return this.positionsService.list(actor, input) }

  @Handles(visits.decidePosition)
  decidePosition(input: DecidePosition, actor: Actor, { request }: Exchange): Promise<void> { return this.positionsService.decide(actor, input, onceOf(input, request)) }
}
