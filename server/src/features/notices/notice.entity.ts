import { Column, Entity, Index } from 'typeorm'
import { Ascii, Id, Instant, Int, Ref, Text } from '../../kernel/db/columns'
import type { MessageTopic, NoticeKind } from './kinds'

const key = (length: number) => Column({ type: length === 26 ? 'char' : 'varchar', length, primary: true, charset: 'ascii', collation: 'ascii_bin' })

/**
 * One line of somebody's inbox: which kind, and the ids that it opens. Its words are made from `config/county/notices.json` when it is
 * read, so no name, number or amount can stand here. It is the account's: opening its household goes through the scope like all else.
 */
@Entity()
@Index('notice_cause', ['accountId', 'cause'], { unique: true })
@Index('notice_inbox', ['accountId', 'id'])
@Index('notice_unread', ['accountId', 'readAt'])
export class Notice {
  @Id() id: string
  @Ref() accountId: string
  @Ascii(24) kind: NoticeKind
  @Ref(true) householdId: string | null
  /** Visit, change or problem. */
  @Ref(true) subjectId: string | null
  /** What it came from: an event that arrives twice leaves one line. */
  @Ascii(64) cause: string
  @Instant() at: Date
  @Instant(true) readAt: Date | null
}

/** How often one account tapped 「允许」 for a template and got no message yet. */
@Entity()
export class Subscription {
  @key(26) accountId: string
  @key(24) topic: MessageTopic
  @key(64) template: string
  @Int() remaining: number
}

/** A message on its way: `waiting` → `sending` → its end. Sent at most once: what stays at `sending` may have arrived. */
@Entity()
@Index('subscribe_message_made', ['madeAt'])
export class SubscribeMessage {
  @Id() id: string
  @Ref() accountId: string
  @Ref() noticeId: string
  @Ascii(24) topic: MessageTopic
  @Ascii(64) template: string
  @Ascii(8) state: 'waiting' | 'sending' | 'sent' | 'unknown' | 'refused' | 'parked' | 'late'
  @Instant() madeAt: Date
  /** When its present state began. */
  @Instant() since: Date
  /** Kind and errcode of WeChat's refusal. */
  @Text(60, true) why: string | null
}
