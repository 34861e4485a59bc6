import { Controller } from '@nestjs/common'
import { GetCardLines, GetDeskProgress, IssueCard, IssueCards, ListAnnualCards, OfIssue, OfYear, SignCard } from '@onecard/shared/contract/annual-cards.requests'
import type { AnnualCardView, CardLinesView, CardProgressItem, IssuedCardView, IssuedManyView, IssueSummary } from '@onecard/shared/contract/annual-cards.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { AnnualCardsService } from './annual-cards.service'
import { IssuingService } from './issuing.service'
import { LinesService } from './lines.service'
import { ProgressService } from './progress.service'

const { annualCards } = operations

@Controller()
export class AnnualCardsController {
  constructor(private readonly reading: AnnualCardsService, private readonly issuing: IssuingService, private readonly behind: LinesService, private readonly progressing: ProgressService) {}

  @Handles(annualCards.get)
  get(input: OfYear, actor: Actor): Promise<AnnualCardView> { return this.reading.get(actor, input) }

  @Handles(annualCards.list)
  list(input: ListAnnualCards, actor: Actor): Promise<Page<IssueSummary>> { return this.reading.list(actor, input) }

  @Handles(annualCards.version)
  version(input: OfIssue, actor: Actor): Promise<IssuedCardView> { return this.reading.version(actor, input) }

  @Handles(annualCards.issue)
  issue(input: IssueCard, actor: Actor, { request }: Exchange): Promise<IssuedCardView> { return this.issuing.issue(actor, input, onceOf(input, request)) }

  @Handles(annualCards.issueMany)
  issueMany(input: IssueCards, actor: Actor, { request }: Exchange): Promise<IssuedManyView> { return this.issuing.issueMany(actor, input, onceOf(input, request)) }

  @Handles(annualCards.sign)
  sign(input: SignCard, actor: Actor, { request }: Exchange): Promise<IssuedCardView> { return this.issuing.sign(actor, input, onceOf(input, request)) }

  @Handles(annualCards.lines)
  lines(input: GetCardLines, actor: Actor): Promise<CardLinesView> { return this.behind.lines(actor, input) }

  @Handles(annualCards.progress)
  progress(input: GetDeskProgress, actor: Actor): Promise<Page<CardProgressItem>> { return this.progressing.progress(actor, input) }
}
