import { Controller } from '@nestjs/common'
import { ListAudit, ListReads } from '@onecard/shared/contract/accounts.requests'
import type { AuditEntryView, ReadEntryView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { operations } from '@onecard/shared/operations'
import type { Actor } from '../../kernel/auth'
import { Handles } from '../../kernel/http/handles'
import { AuditService } from './audit.service'

@Controller()
export class AuditController {
  constructor(private readonly service: AuditService) {}

  @Handles(operations.audit.list)
  list(input: ListAudit, _actor: Actor): Promise<Page<AuditEntryView>> { return this.service.list(input) }

  @Handles(operations.audit.reads)
  reads(input: ListReads, _actor: Actor): Promise<Page<ReadEntryView>> { return this.service.reads(input) }
}
