// Sends a message that waits: claimed first, so that of two processes one sends; told to WeChat once; its end written down.
import { dayOfInstant } from '@onecard/shared/rules/day'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere } from '../../kernel/db'
import type { Relay } from '../../kernel/outbox/relay'
import type { Vault } from '../../kernel/vault'
import { WechatError, type WechatClient } from '../../kernel/wechat'
import { MESSAGE_TOPIC } from './desk'
import type { MessageTopic, NoticeKind } from './kinds'
import type { SubscribeMessage } from './notice.entity'
import type { NoticeTexts } from './texts'

/** Where a message leads: the inbox opens what it is about, and is where one comes back to. */
const PAGE = 'packages/notices/inbox/index'
/** A reminder for yesterday helps nobody. */
const LATE_MS = 24 * 3_600_000
/** Longer than any call lasts: whoever began it is gone. */
const LOST_MS = 10 * 60_000
const LOOK_AGAIN_MS = 60_000

type End = SubscribeMessage['state']
interface Row { id: string; account_id: string; notice_id: string; topic: MessageTopic; template: string; state: End; made_at: Date; since: Date; kind: NoticeKind; at: Date }
interface Outcome { state: End; why?: string; /** The 「允许」 was not used. */ giveBack?: boolean }

export class MessageSender {
  readonly #house: Everywhere
  constructor(
    db: Database, private readonly wechat: WechatClient, private readonly vault: Vault, private readonly texts: NoticeTexts,
    private readonly settings: { state: 'formal' | 'trial' | 'developer' }, relay: Relay, private readonly log: { error(details: object, text: string): void; warn(details: object, text: string): void }) {
    this.#house = db.everywhere('the outbox sends for whoever is to be told')
    relay.aside(MESSAGE_TOPIC, ({ message }: { message: string }) => this.#send(message))
  }

  /** Answers when to come again, if so; throws WeChat's error for the relay's back-off. */
  async #send(id: string): Promise<number | void> {
    const [row] = await this.#house.select<Row>('SELECT m.*, n.kind, n.at FROM subscribe_message m JOIN notice n ON n.id = m.notice_id WHERE m.id = :id', { id })
    if (!row || !(row.state === 'waiting' || row.state === 'sending')) return
    if (row.state === 'sending') {
      if (clock.now() - row.since.getTime() < LOST_MS) return clock.now() + LOOK_AGAIN_MS
      await this.#end(row, 'sending', { state: 'unknown', why: 'process_lost' })
      return
    }
    if (clock.now() - row.made_at.getTime() > LATE_MS) { await this.#end(row, 'waiting', { state: 'late', giveBack: true }); return }
    if (!await this.#move(id, 'waiting', 'sending', null)) return clock.now() + LOOK_AGAIN_MS
    let outcome: Outcome
    try { outcome = await this.#deliver(row) } catch (error) {
      // Nothing was sent, and it waits again before the relay hears of it.
      await this.#move(id, 'sending', 'waiting', whyOf(error))
      if (error instanceof WechatError && error.retryAt !== undefined) return error.retryAt
      throw error
    }
    // Outside the try: what cannot be written down now was sent all the same, and stays at `sending`.
    await this.#end(row, 'sending', outcome)
  }

  /** To one phone of the account: WeChat keeps what was agreed to by phone, we by account, so a phone that has none left is followed by the next. */
  async #deliver(row: Row): Promise<Outcome> {
    const phones = await this.#house.select<{ id: string; openid_sealed: string }>('SELECT b.id, b.openid_sealed FROM wechat_binding b WHERE b.account_id = :account AND b.openid_sealed IS NOT NULL ORDER BY b.bound_at DESC, b.id DESC', { account: row.account_id })
    const data = this.texts.message(row.kind, row.topic, dayOfInstant(row.at.getTime()))
    for (const phone of phones) {
      const openid = this.vault.open('wechat_binding.openid', phone.id, phone.openid_sealed)
      try {
        const state = await this.wechat.sendSubscribeMessage({ openid, template: row.template, page: `${PAGE}?notice=${row.notice_id}`, data, state: this.settings.state })
        if (state === 'unknown') this.log.warn({ message: row.id, topic: row.topic }, 'WeChat did not answer; the message may have arrived and is not sent again')
        return { state }
      } catch (error) {
        if (!(error instanceof WechatError)) throw error
        if (error.kind === 'not_subscribed') continue
        if (!refusedForGood(error)) throw error
        this.log.error({ message: row.id, topic: row.topic, errcode: error.errcode }, 'subscribe message parked: WeChat refuses its template, page or values')
        return { state: 'parked', why: whyOf(error) ?? undefined, giveBack: true }
      }
    }
    return { state: 'refused', why: phones.length ? 'not_subscribed' : 'no_phone' }
  }

  async #end(row: Row, from: End, { state, why, giveBack }: Outcome): Promise<void> {
    if (!await this.#move(row.id, from, state, why ?? null)) return
    const mine = { account: row.account_id, topic: row.topic, template: row.template }
    // WeChat knows better than our count: none is left.
    if (state === 'refused') await this.#house.execute('UPDATE subscription SET remaining = 0 WHERE account_id = :account AND topic = :topic AND template = :template', mine)
    if (giveBack) await this.#house.execute('UPDATE subscription SET remaining = remaining + 1 WHERE account_id = :account AND topic = :topic AND template = :template', mine)
  }

  async #move(id: string, from: End, to: End, why: string | null): Promise<boolean> {
    return (await this.#house.execute('UPDATE subscribe_message SET state = :to, since = :now, why = :why WHERE id = :id AND state = :from', { id, from, to, why, now: clock.date() })).affectedRows === 1
  }
}

/** Template, page or values: a person has to mend the configuration. A token that WeChat refuses is no fault of this message. */
function refusedForGood(error: WechatError): boolean {
  return !error.tokenRefused && (error.kind === 'misconfigured' || (error.kind === 'unavailable' && error.errcode !== undefined))
}

const whyOf = (error: unknown): string | null => (error instanceof WechatError ? `${error.kind}${error.errcode === undefined ? '' : ` ${error.errcode}`}`.slice(0, 60) : null)
