// Delivers what writes emitted: at least once, in order of age, with back-off; parked after eight tries. Handlers are idempotent.
import { clock } from '../clock'
import type { Database } from '../db'

const MOST_TRIES = 8
const TAKE = 50
const IDLE_MS = 500

export type Handler = (payloads: any[]) => Promise<void>
interface EventRow { id: string; topic: string; payload: string; tries: number }

export class Relay {
  readonly #handlers = new Map<string, Handler>()
  readonly #db
  #timer: NodeJS.Timeout | null = null
  #running: Promise<number> | null = null
  #stopped = false
  constructor(private readonly database: Database, private readonly log: { error(details: object, text: string): void }) { this.#db = database.everywhere('the relay serves the whole house') }

  /** One handler a topic; it gets all waiting payloads of one round together. */
  on(topic: string, handler: Handler): void { this.#handlers.set(topic, handler) }

  start(): void {
    const round = (): void => {
      void this.#once().catch((error: Error) => { this.log.error({ error: error.message }, 'relay round failed'); return 0 })
        // People who write come first: cards that wait are derived when they are read.
        .then((done) => { if (!this.#stopped) this.#timer = setTimeout(round, done && !this.database.writing ? 0 : IDLE_MS) })
    }
    round()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#running?.catch(() => undefined)
  }

  /** Until nothing is due. A round that is under way may have looked before the caller's write, so it does not count. */
  async drain(): Promise<void> {
    await this.#running?.catch(() => undefined)
    while (await this.#once() > 0) { /* next round */ }
  }

  #once(): Promise<number> {
    this.#running ??= this.#round().finally(() => { this.#running = null })
    return this.#running
  }

  /** Claims rows by moving them on in time first (safe on a cluster, where row locks are per node), then delivers them. */
  async #round(): Promise<number> {
    const now = clock.date()
    const rows = await this.#db.write(async (tx) => {
      const due = await tx.select<EventRow>(
        `SELECT id, topic, payload, tries FROM outbox_event WHERE done_at IS NULL AND available_at <= :now AND tries < :most ORDER BY id LIMIT ${TAKE} FOR UPDATE SKIP LOCKED`, { now, most: MOST_TRIES })
      if (due.length) await tx.execute('UPDATE outbox_event SET tries = tries + 1, available_at = :later WHERE id IN (:ids)', { later: clock.at(now.getTime() + 60_000), ids: due.map((r) => r.id) })
      return due
    })
    const topics = new Map<string, EventRow[]>()
    for (const row of rows) topics.set(row.topic, [...topics.get(row.topic) ?? [], row])
    for (const [topic, events] of topics) await this.#deliver(topic, events)
    return rows.length
  }

  async #deliver(topic: string, events: EventRow[]): Promise<void> {
    const ids = events.map((e) => e.id)
    try {
      await this.#handlers.get(topic)?.(events.map((e) => JSON.parse(e.payload)))
      await this.#db.execute('UPDATE outbox_event SET done_at = :now WHERE id IN (:ids)', { now: clock.date(), ids })
    } catch (error) {
      const tries = Math.max(...events.map((e) => e.tries)) + 1
      const wait = Math.min(600_000, 1000 * 2 ** tries)
      await this.#db.execute('UPDATE outbox_event SET available_at = :later, last_error = :error WHERE id IN (:ids)',
        { later: clock.at(clock.now() + wait), error: (error as Error).message.slice(0, 200), ids })
      if (tries >= MOST_TRIES) this.log.error({ topic, events: ids }, 'outbox events parked after eight tries')
    }
  }
}
