import { Controller } from '@nestjs/common'
import type { Page } from '@onecard/shared/contract/common.views'
import { Empty } from '@onecard/shared/contract/common.requests'
import { ApplyImport, GetImport, ListImportProblems, ListImports } from '@onecard/shared/contract/imports.requests'
import type { ImportProblem, ImportView } from '@onecard/shared/contract/imports.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles, type Exchange } from '../../kernel/http/handles'
import { ImportsService } from './imports.service'

@Controller()
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Handles(operations.imports.create)
  create(_input: Empty, actor: Actor, { request }: Exchange): Promise<ImportView> { return this.imports.create(actor, request) }

  @Handles(operations.imports.list)
  list(input: ListImports, _actor: Actor): Promise<Page<ImportView>> { return this.imports.list(input) }

  @Handles(operations.imports.get)
  get(input: GetImport, _actor: Actor): Promise<ImportView> { return this.imports.get(input.id) }

  @Handles(operations.imports.problems)
  problems(input: ListImportProblems, _actor: Actor): Promise<Page<ImportProblem>> { return this.imports.problems(input) }

  @Handles(operations.imports.apply)
  apply(input: ApplyImport, actor: Actor): Promise<ImportView> { return this.imports.apply(actor, input.id) }
}
