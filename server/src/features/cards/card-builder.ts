// Keeps the read model: on `card.stale` the cards of the named households (or of all stale ones) are built anew and sealed.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FullCard } from '@onecard/shared/rules/record'
import { seeCard } from '@onecard/shared/rules/sight'
import { clock } from '../../kernel/clock'
import type { Database, HouseTx } from '../../kernel/db'
import type { Relay } from '../../kernel/outbox/relay'
import type { Vault } from '../../kernel/vault'
import { gatherUnscoped, READY_SIGHTS } from './cards.repository'
import { freshUntil, type FullCards, type Row } from './full-card'

const pack = promisify(gzip)
const BATCH = 200
const SOON_MS = 500
/** Fast and only 3 % larger than the default level. */
export const GZIP = { level: 4 }

/** AAD of a ready card: household and sight. */
export const cardSeal = (householdId: string, sight: string): string => `${householdId}.${sight}`

export class CardBuilder {
  readonly #db
  readonly #wanted = new Set<string>()
  readonly #heard: ((households: string[] | null) => Promise<void>)[] = []
  #timer: NodeJS.Timeout | null = null
  constructor(db: Database, private readonly full: FullCards, private readonly vault: Vault, relay?: Relay) {
    this.#db = db.everywhere('the read model is built for every household')
    // An import or a seed names no households: then all that have no fresh card are built.
    relay?.on('card.stale', async (payloads: { households?: string[] }[]) => {
      if (payloads.some((p) => !p.households)) await this.buildMissing()
      const named = payloads.every((p) => p.households) ? [...new Set(payloads.flatMap((p) => p.households ?? []))] : null
      await this.build(named ?? [...new Set(payloads.flatMap((p) => p.households ?? []))])
      for (const heard of this.#heard) await heard(named)
    })
  }

  /** Told after the cards of a round are built: whose facts have changed; null: anybody's. What throws is told again. */
  heard(listener: (households: string[] | null) => Promise<void>): void { this.#heard.push(listener) }

  /** The card of this household was read and is not there, or no longer as it would read today: built within moments, together with others. */
  soon(id: string): void {
    this.#wanted.add(id)
    this.#timer ??= setTimeout(() => {
      const ids = [...this.#wanted]
      this.#wanted.clear()
      // What fails is asked for again by the next read.
      void this.build(ids).catch(() => undefined).finally(() => { this.#timer = null; if (this.#wanted.size) this.soon([...this.#wanted][0]) })
    }, SOON_MS).unref()
  }

  #turn: Promise<void> = Promise.resolve()

  async build(ids: string[]): Promise<void> {
    for (let i = 0; i < ids.length; i += BATCH) await this.#batch(ids.slice(i, i + BATCH))
  }

  /** Households without a card of their version that still reads right today, by keyset; answers how many were built. */
  async buildMissing(onProgress?: (done: number) => void): Promise<number> {
    let after = ''
    let done = 0
    for (;;) {
      const rows = await this.#db.select<{ id: string }>(
        `SELECT h.id FROM household h LEFT JOIN household_card c ON c.household_id = h.id AND c.sight = 'office' WHERE h.id > :after AND (c.version IS NULL OR c.version <> h.version OR c.fresh_until <= :today) ORDER BY h.id LIMIT ${BATCH}`, { after, today: clock.today() })
      if (rows.length === 0) return done
      after = rows[rows.length - 1].id
      await this.#batch(rows.map((r) => r.id))
      done += rows.length
      onProgress?.(done)
    }
  }

  /** One batch at a time: the relay's and those that reads ask for would otherwise lock each other's rows. */
  #batch(ids: string[]): Promise<void> {
    const mine = this.#turn.then(() => this.#write(ids))
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  /** The counter stays locked until the commit: a phone that has read the number n misses nothing that is numbered n or less. */
  async #nextSeq(tx: HouseTx): Promise<string> {
    await tx.execute('UPDATE card_counter SET seq = seq + 1 WHERE id = 1')
    return (await tx.select<{ seq: string }>('SELECT seq FROM card_counter WHERE id = 1'))[0].seq
  }

  /**
   * Built without locks, stored only where the version is still the one that was read first: every change of facts raises it, and brings an
   * event of its own. Locked while they were built, households would hold up whoever writes to them.
   */
  async #write(ids: string[]): Promise<void> {
    const today = clock.today()
    const built = await this.#db.write(async (tx) => {
      const households = await tx.select<Row>('SELECT h.* FROM household h WHERE h.id IN (:ids) ORDER BY h.id', { ids })
      return households.length === 0 ? [] : this.full.build(await gatherUnscoped((sql, params) => tx.select(sql, params), households, today), today)
    })
    if (built.length === 0) return
    const ready: { card: FullCard; bodies: Buffer[] }[] = []
    for (const card of built) {
      // Packed beside the event loop, and one after the other: whoever writes meanwhile holds locks and waits for each turn of it.
      ready.push({ card, bodies: await Promise.all(READY_SIGHTS.map((sight) => pack(JSON.stringify(seeCard(card, sight, { today })), GZIP))) })
    }
    await this.#db.write(async (tx) => {
      const now = new Map((await tx.select<{ id: string; version: number }>('SELECT h.id, h.version FROM household h WHERE h.id IN (:ids) ORDER BY h.id LOCK IN SHARE MODE', { ids })).map((row) => [row.id, row.version]))
      const cards = ready.filter(({ card }) => now.get(card.id) === card.version)
      if (cards.length === 0) return
      const params: Record<string, unknown> = {}
      const values = cards.flatMap(({ card, bodies }, n) => READY_SIGHTS.map((sight, which) => {
        const key = `${n}${sight}`
        Object.assign(params, {
          [`i${key}`]: card.id, [`s${key}`]: sight, [`r${key}`]: card.region.code, [`v${key}`]: card.version, [`f${key}`]: freshUntil(card, today),
          [`b${key}`]: this.vault.sealBytes('household_card.body', cardSeal(card.id, sight), bodies[which]),
        })
        return `(:i${key}, :s${key}, :r${key}, :v${key}, :f${key}, :b${key}, :seq)`
      }))
      const seq = await this.#nextSeq(tx)
      await tx.execute(
        `INSERT INTO card_departure (region, seq, household_id) SELECT c.region, :seq, c.household_id FROM household_card c JOIN household h ON h.id = c.household_id
         WHERE c.household_id IN (:ids) AND c.sight = 'office' AND c.region <> h.region`, { seq, ids })
      await tx.execute(
        `INSERT INTO household_card (household_id, sight, region, version, fresh_until, body, seq) VALUES ${values.join(', ')}
         ON DUPLICATE KEY UPDATE region = VALUES(region), version = VALUES(version), fresh_until = VALUES(fresh_until), body = VALUES(body), seq = VALUES(seq)`, { ...params, seq })
    })
  }
}
