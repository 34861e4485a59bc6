import { Injectable } from '@nestjs/common'
import type { ListAudit, ListReads } from '@onecard/shared/contract/accounts.requests'
import type { AuditEntryView, ReadEntryView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { clock } from '../../kernel/clock'
import { pageOf, serialBefore } from '../../kernel/http/paging'
import { AuditLog } from './audit.repository'

const PAGE = 50

@Injectable()
export class AuditService {
  constructor(private readonly log: AuditLog) {}

  async list({ account, operation, after, limit = PAGE }: ListAudit): Promise<Page<AuditEntryView>> {
    const rows = await this.log.entries({ account: account ?? null, operation: operation ?? null, before: serialBefore(after), limit: limit + 1 })
    const page = pageOf(rows, limit, (row) => String(row.id))
    return { next: page.next, items: page.items.map((row) => ({
      id: String(row.id), at: clock.iso(row.at), account: row.account ?? '-', role: row.role, appointment: row.appointment_id, operation: row.operation,
      subject: row.subject, region: row.region, reason: row.reason, changed: JSON.parse(row.changed) as AuditEntryView['changed'],
    })) }
  }

  async reads({ account, household, after, limit = PAGE }: ListReads): Promise<Page<ReadEntryView>> {
    const rows = await this.log.reads({ account: account ?? null, household: household ?? null, before: serialBefore(after), limit: limit + 1 })
    const page = pageOf(rows, limit, (row) => String(row.id))
    return { next: page.next, items: page.items.map((row) => ({
      id: String(row.id), at: clock.iso(row.at), account: row.account ?? '-', role: row.role, household: row.household_id, region: row.region, way: row.way, reason: row.reason,
    })) }
  }
}
