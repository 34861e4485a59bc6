// Everybody's own inbox, and what they told WeChat about being reminded. Both are the account's; no household's row is read here.
import type { Page } from '@onecard/shared/contract/common.views'
import type { AnswerSubscription, ListNotices, ReadNotices } from '@onecard/shared/contract/notices.requests'
import type { NoticeView, SubscriptionsView } from '@onecard/shared/contract/notices.views'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere } from '../../kernel/db'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { KINDS, TOPICS, type MessageTopic, type NoticeKind } from './kinds'
import type { NoticeTexts } from './texts'

const PAGE = 50
const NEWEST = 'Z'.repeat(26)
/** More taps than anybody makes; a broken phone may count no further. */
const MOST_LEFT = 99

interface Row { id: string; kind: NoticeKind; household_id: string | null; subject_id: string | null; period: string | null; at: Date; read_at: Date | null }

export class InboxService {
  readonly #house: Everywhere
  constructor(db: Database, private readonly texts: NoticeTexts) { this.#house = db.everywhere('an inbox is its account’s, and reached by that account alone') }

  /** Newest first. */
  async list(actor: Actor, { unread, after, limit = PAGE }: ListNotices): Promise<Page<NoticeView>> {
    const rows = await this.#house.select<Row>(
      `SELECT n.id, n.kind, n.household_id, n.subject_id, s.period, n.at, n.read_at FROM notice n LEFT JOIN sheet s ON s.id = n.subject_id AND n.kind LIKE 'entry%' WHERE n.account_id = :account AND n.id < :before${unread === 'true' ? ' AND n.read_at IS NULL' : ''} ORDER BY n.id DESC LIMIT ${Number(limit) + 1}`,
      { account: actor.accountId, before: ulidAfter(after) || NEWEST })
    const page = pageOf(rows, limit, (row) => row.id)
    // A kind that a newer version wrote is not shown by an older one.
    return { items: page.items.filter((row) => row.kind in KINDS).map((row) => this.#view(row)), next: page.next }
  }

  #view(row: Row): NoticeView {
    return {
      id: row.id, topic: row.kind, ...this.texts.of(row.kind), at: clock.iso(row.at), read: row.read_at !== null,
      opens: { page: KINDS[row.kind].opens, ...(row.household_id !== null && { household: row.household_id }), ...(row.subject_id !== null && { id: row.subject_id }), ...(row.period !== null && { period: row.period }) },
    }
  }

  async read(actor: Actor, { upTo, only }: ReadNotices): Promise<void> {
    await this.#house.execute(`UPDATE notice SET read_at = :now WHERE account_id = :account AND id ${only ? '=' : '<='} :upTo AND read_at IS NULL`, { now: clock.date(), account: actor.accountId, upTo })
  }

  async subscriptions(actor: Actor): Promise<SubscriptionsView> {
    const mine = { account: actor.accountId }
    const [held, [counted]] = await Promise.all([
      this.#house.select<{ topic: MessageTopic; template: string; remaining: number }>('SELECT s.topic, s.template, s.remaining FROM subscription s WHERE s.account_id = :account', mine),
      this.#house.select<{ n: string }>('SELECT COUNT(*) AS n FROM notice n WHERE n.account_id = :account AND n.read_at IS NULL', mine),
    ])
    const topics = TOPICS.map((topic) => ({ topic, template: this.texts.template(topic) })).filter(({ template }) => template)
      .map(({ topic, template }) => ({ topic, template, left: held.find((s) => s.topic === topic && s.template === template)?.remaining ?? 0 }))
    return { topics, unread: Number(counted.n) }
  }

  /** One 「允许」 is one message. Whatever else was answered changes nothing: what was agreed to before still holds with WeChat. */
  async answer(actor: Actor, { topic, template, result }: AnswerSubscription): Promise<SubscriptionsView> {
    if (!template || template !== this.texts.template(topic)) throw problem('request.invalid', {}, { errors: [{ field: 'template', message: '这个提醒已经换了，请刷新再点' }] })
    if (result.startsWith('accept')) {
      await this.#house.execute('INSERT INTO subscription (account_id, topic, template, remaining) VALUES (:account, :topic, :template, 1) ON DUPLICATE KEY UPDATE remaining = LEAST(remaining + 1, :most)', { account: actor.accountId, topic, template, most: MOST_LEFT })
    }
    return this.subscriptions(actor)
  }
}
