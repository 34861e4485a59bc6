// Puts notices into inboxes, and a message beside each where its account has agreed to one. One transaction, once a cause.
import { clock } from '../../kernel/clock'
import { DatabaseFailure, type HouseTx } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import { KINDS, type NoticeKind } from './kinds'
import { Notice, SubscribeMessage } from './notice.entity'
import type { NoticeTexts } from './texts'

/** Topic of the outbox; its payload is `{ message: id }`. */
export const MESSAGE_TOPIC = 'notice.message'

export interface Told { kind: NoticeKind; household: string | null; subject: string | null; /** Ids and words of ours, ASCII; the same cause tells an account once. */ cause: string }

export class NoticeDesk {
  constructor(private readonly texts: NoticeTexts) {}

  async tell(tx: HouseTx, accounts: readonly string[], told: Told): Promise<void> {
    for (const accountId of [...new Set(accounts)].sort()) {
      const id = newId()
      if (await this.#put(tx, { id, accountId, kind: told.kind, householdId: told.household, subjectId: told.subject, cause: told.cause, at: clock.date(), readAt: null })) await this.#message(tx, accountId, id, told.kind)
    }
  }

  async #put(tx: HouseTx, row: Notice): Promise<boolean> {
    try { await tx.insert(Notice, row) } catch (error) {
      if (error instanceof DatabaseFailure && error.duplicate) return false
      throw error
    }
    return true
  }

  /** Uses up one 「允许」 of the account, if there is one. */
  async #message(tx: HouseTx, accountId: string, noticeId: string, kind: NoticeKind): Promise<void> {
    const topic = KINDS[kind].message
    const template = topic && this.texts.template(topic)
    if (!topic || !template) return
    const { affectedRows } = await tx.execute('UPDATE subscription SET remaining = remaining - 1 WHERE account_id = :accountId AND topic = :topic AND template = :template AND remaining > 0', { accountId, topic, template })
    if (affectedRows === 0) return
    const now = clock.date()
    const id = newId()
    await tx.insert(SubscribeMessage, { id, accountId, noticeId, topic, template, state: 'waiting', madeAt: now, since: now, why: null })
    await tx.emit(MESSAGE_TOPIC, { message: id })
  }
}
