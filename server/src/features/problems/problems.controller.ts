import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { AdvanceProblem, GetProblem, ListHouseholdProblems, ListProblems, RaiseProblem } from '@onecard/shared/contract/problems.requests'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { onceOf } from '../../kernel/idempotency/once'
import { ProblemsService } from './problems.service'

const { problems } = operations

@Controller()
export class ProblemsController {
  constructor(private readonly service: ProblemsService) {}

  @Handles(problems.raise)
  raise(input: RaiseProblem, actor: Actor, { request }: Exchange): Promise<CaseView> { return this.service.raise(actor, input, onceOf(input, request)) }

  @Handles(problems.list)
  list(input: ListProblems, actor: Actor): Promise<Page<CaseView>> { return this.service.list(actor, input) }

  @Handles(problems.ofHousehold)
  ofHousehold(input: ListHouseholdProblems, actor: Actor): Promise<Page<CaseView>> { return this.service.ofHousehold(actor, input) }

  @Handles(problems.get)
  get(input: GetProblem, actor: Actor): Promise<CaseView> { return this.service.get(actor, input) }

  @Handles(problems.advance)
  advance(input: AdvanceProblem, actor: Actor, { request }: Exchange): Promise<CaseView> { return this.service.advance(actor, input, onceOf(input, request)) }
}
