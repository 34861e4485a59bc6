// The two logs, newest first, for the auditor. Households stand in them by id alone; no name is joined.
import { Injectable } from '@nestjs/common'
import { Database, type Everywhere } from '../../kernel/db'

interface Logged { id: string | number; at: Date; account: string | null; role: string; region: string | null; reason: string | null }
export interface EntryRow extends Logged { appointment_id: string | null; operation: string; subject: string; changed: string }
export interface ReadRow extends Logged { household_id: string; region: string; way: string }

/** `before` null = from the newest. */
interface Window { account: string | null; before: string | null; limit: number }

@Injectable()
export class AuditLog {
  readonly #db: Everywhere
  constructor(db: Database) { this.#db = db.everywhere('the auditor reads the whole log, and no household') }

  entries({ account, operation, before, limit }: Window & { operation: string | null }): Promise<EntryRow[]> {
    return this.#db.select<EntryRow>(
      `SELECT e.id, e.at, a.account, e.role, e.appointment_id, e.operation, e.subject, e.region, e.reason, e.changed
       FROM audit_entry e LEFT JOIN account a ON a.id = e.account_id
       ${where({ account, before }, operation === null ? [] : ['e.operation = :operation'])} ORDER BY e.id DESC LIMIT ${Number(limit)}`, { account, operation, before })
  }

  reads({ account, household, before, limit }: Window & { household: string | null }): Promise<ReadRow[]> {
    return this.#db.select<ReadRow>(
      `SELECT e.id, e.at, a.account, e.role, e.household_id, e.region, e.way, e.reason
       FROM household_read e LEFT JOIN account a ON a.id = e.account_id
       ${where({ account, before }, household === null ? [] : ['e.household_id = :household'])} ORDER BY e.id DESC LIMIT ${Number(limit)}`, { account, household, before })
  }
}

function where({ account, before }: Pick<Window, 'account' | 'before'>, more: string[]): string {
  const all = [
    ...(account === null ? [] : ['e.account_id = (SELECT w.id FROM account w WHERE w.account = :account)']),
    ...(before === null ? [] : ['e.id < :before']), ...more,
  ]
  return all.length ? `WHERE ${all.join(' AND ')}` : ''
}
