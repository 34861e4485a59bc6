import { Injectable } from '@nestjs/common'
import type { ListAudit, ListReads } from '@onecard/shared/contract/accounts.requests'
import type { AuditEntryView, ReadEntryView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { clock } from '../../kernel/clock'
import { pageOf, serialBefore } from '../../kernel/http/paging'
import { loginName } from './account-names'
import { AuditLog } from './audit.repository'

const PAGE = 50

@Injectable()
export class AuditService {
  constructor(private readonly log: AuditLog) {}

  async list({ account, operation, after, limit = PAGE }: ListAudit): Promise<Page<AuditEntryView>> {
    const rows = await this.log.entries({ account: asciiOrNobody(account), operation: asciiOrNobody(operation), before: serialBefore(after), limit: limit + 1 })
    const page = pageOf(rows, limit, (row) => String(row.id))
    return { next: page.next, items: page.items.map((row) => ({
      id: String(row.id), at: clock.iso(row.at), account: row.account ?? '-', role: row.role, appointment: row.appointment_id, operation: row.operation,
      subject: row.subject, region: row.region, reason: row.reason, changed: JSON.parse(row.changed) as AuditEntryView['changed'],
    })) }
  }

  async reads({ account, household, after, limit = PAGE }: ListReads): Promise<Page<ReadEntryView>> {
    const rows = await this.log.reads({ account: asciiOrNobody(account), household: household ?? null, before: serialBefore(after), limit: limit + 1 })
    const page = pageOf(rows, limit, (row) => String(row.id))
    return { next: page.next, items: page.items.map((row) => ({
      id: String(row.id), at: clock.iso(row.at), account: row.account ?? '-', role: row.role, household: row.household_id, region: row.region, way: row.way, reason: row.reason,
    })) }
  }
}

/** Both columns are ASCII, which refuses to be compared with other text: such a filter finds nothing. Null without a filter. */
function asciiOrNobody(text: string | undefined): string | null {
  return text === undefined ? null : loginName(text) === null ? '-' : text.trim()
}
