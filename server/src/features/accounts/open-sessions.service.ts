import { Injectable } from '@nestjs/common'
import type { ListSessions } from '@onecard/shared/contract/accounts.requests'
import type { ActorView, OpenSessionView } from '@onecard/shared/contract/accounts.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { Sessions, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { pageOf, ulidBefore } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { ActorViews } from './actor-views.service'
import { OpenSessions } from './open-sessions.repository'

/** Nobody has more phones. */
const PAGE = 100

@Injectable()
export class OpenSessionsService {
  constructor(private readonly rows: OpenSessions, private readonly sessions: Sessions, private readonly views: ActorViews) {}

  me(actor: Actor): Promise<ActorView> { return this.views.of(actor) }

  async list(actor: Actor, input: ListSessions): Promise<Page<OpenSessionView>> {
    const limit = input.limit ?? PAGE
    const page = pageOf(await this.rows.of(actor.accountId, ulidBefore(input.after), limit + 1), limit, (row) => row.id)
    const items = page.items.map((row) => ({
      id: row.id, device: row.device, createdAt: clock.iso(row.created_at), lastSeenAt: clock.iso(row.last_seen_at), expiresAt: clock.iso(row.expires_at),
      current: row.id === actor.sessionId,
    }))
    return { items, next: page.next }
  }

  /** At once in this process, within a minute in others. Throws `not_found` for somebody else's. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const done = await this.rows.revoke(actor.accountId, id)
    this.sessions.forget(actor.accountId)
    if (!done) throw problem('not_found')
  }
}
