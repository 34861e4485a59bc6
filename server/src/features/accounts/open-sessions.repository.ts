// Sessions as their owner sees them. Opening and resolving them is the kernel's (kernel/auth/sessions.ts).
import { Injectable } from '@nestjs/common'
import { clock } from '../../kernel/clock'
import { Database, type Everywhere } from '../../kernel/db'

export interface OpenSessionRow { id: string; device: string; created_at: Date; last_seen_at: Date; expires_at: Date }

@Injectable()
export class OpenSessions {
  readonly #db: Everywhere
  constructor(db: Database) { this.#db = db.everywhere('sessions belong to accounts') }

  /** Newest first, those opened before `before`; neither ended, nor past their day, nor idle for too long. */
  of(accountId: string, before: string | null, limit: number): Promise<OpenSessionRow[]> {
    return this.#db.select<OpenSessionRow>(
      `SELECT id, device, created_at, last_seen_at, expires_at FROM session
       WHERE account_id = :accountId AND revoked_at IS NULL AND expires_at > :now AND DATE_ADD(last_seen_at, INTERVAL idle_minutes MINUTE) > :now${before === null ? '' : ' AND id < :before'}
       ORDER BY id DESC LIMIT ${Number(limit)}`, { accountId, now: clock.date(), ...(before !== null && { before }) })
  }

  /** False when it is not this account's, or has ended already. */
  async revoke(accountId: string, id: string): Promise<boolean> {
    const done = await this.#db.execute('UPDATE session SET revoked_at = :now WHERE id = :id AND account_id = :accountId AND revoked_at IS NULL', { now: clock.date(), id, accountId })
    return done.affectedRows > 0
  }
}
