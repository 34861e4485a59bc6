// Delivers what writes emitted: at least once, in order of age, with back-off; parked after eight tries. Handlers are idempotent.
// What waits for the outside world goes aside, in rounds of its own: a slow stranger holds up nothing of ours.
import { clock } from '../clock'
import type { Database } from '../db'

const MOST_TRIES = 8
const TAKE = 50
const IDLE_MS = 500
/** While people write, rounds leave them this many times as long as they took themselves: cards fall behind, but never stand still. */
const LEAVE = 8
/** Each of these may wait for seconds; what is claimed and not begun may be claimed by another process meanwhile. */
const TAKE_ASIDE = 5

export type Handler = (payloads: any[]) => Promise<void>
/** Answers when the event is to come again (UTC ms) if nothing could be done yet, which counts as no try. */
export type AsideHandler = (payload: any) => Promise<number | void>
interface Lane { aside: boolean; running: Promise<number> | null; timer: NodeJS.Timeout | null }
interface EventRow { id: string; topic: string; payload: string; tries: number }

export class Relay {
  readonly #handlers = new Map<string, Handler>()
  readonly #aside = new Map<string, AsideHandler>()
  readonly #lanes: readonly Lane[] = [{ aside: false, running: null, timer: null }, { aside: true, running: null, timer: null }]
  readonly #db
  #stopped = false
  constructor(private readonly database: Database, private readonly log: { error(details: object, text: string): void }) { this.#db = database.everywhere('the relay serves the whole house') }

  /** One handler a topic; it gets all waiting payloads of one round together. */
  on(topic: string, handler: Handler): void { this.#handlers.set(topic, handler) }

  /** For handlers that call somebody outside: one payload at a time, each with a fate of its own, beside all other topics. */
  aside(topic: string, handler: AsideHandler): void { this.#aside.set(topic, handler) }

  start(): void { for (const lane of this.#lanes) if (!lane.aside || this.#aside.size > 0) this.#keepOn(lane) }

  #keepOn(lane: Lane): void {
    const began = performance.now()
    void this.#once(lane).catch((error: Error) => { this.log.error({ error: error.message }, 'relay round failed'); return 0 })
      // People who write come first: cards that wait are derived when they are read.
      .then((done) => { if (!this.#stopped) lane.timer = setTimeout(() => this.#keepOn(lane), done === 0 ? IDLE_MS : this.database.writing ? Math.min(IDLE_MS, LEAVE * (performance.now() - began)) : 0) })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const lane of this.#lanes) {
      if (lane.timer) clearTimeout(lane.timer)
      await lane.running?.catch(() => undefined)
    }
  }

  /** Until nothing is due. A round that is under way may have looked before the caller's write, so it does not count. */
  async drain(): Promise<void> {
    for (const lane of this.#lanes) {
      await lane.running?.catch(() => undefined)
      while (await this.#once(lane) > 0 || await this.#due(lane.aside)) { /* next round */ }
    }
  }

  /** Whether a round may have passed over events because somebody held their rows, a purge for example. */
  async #due(aside: boolean): Promise<boolean> {
    const [row] = await this.#db.select<{ n: number }>(
      `SELECT COUNT(*) AS n FROM outbox_event WHERE done_at IS NULL AND available_at <= :now AND tries < :most AND topic ${aside ? 'IN' : 'NOT IN'} (:topics)`,
      { now: clock.date(), most: MOST_TRIES, topics: this.#topicsAside() })
    return Number(row.n) > 0
  }

  /** Never an empty list: NOT IN (NULL) is true of nothing. */
  #topicsAside(): string[] { return ['', ...this.#aside.keys()] }

  #once(lane: Lane): Promise<number> {
    lane.running ??= this.#round(lane.aside).finally(() => { lane.running = null })
    return lane.running
  }

  /** Claims rows by moving them on in time first (safe on a cluster, where row locks are per node), then delivers them. */
  async #round(aside: boolean): Promise<number> {
    const now = clock.date()
    const topics = this.#topicsAside()
    const rows = await this.#db.write(async (tx) => {
      const due = await tx.select<EventRow>(
        `SELECT id, topic, payload, tries FROM outbox_event WHERE done_at IS NULL AND available_at <= :now AND tries < :most AND topic ${aside ? 'IN' : 'NOT IN'} (:topics) ORDER BY available_at, id LIMIT ${aside ? TAKE_ASIDE : TAKE} FOR UPDATE SKIP LOCKED`,
        { now, most: MOST_TRIES, topics })
      if (due.length) await tx.execute('UPDATE outbox_event SET tries = tries + 1, available_at = :later WHERE id IN (:ids)', { later: clock.at(now.getTime() + 60_000), ids: due.map((r) => r.id) })
      return due
    })
    if (aside) for (const row of rows) await this.#deliver(row.topic, [row])
    const together = new Map<string, EventRow[]>()
    if (!aside) for (const row of rows) together.set(row.topic, [...together.get(row.topic) ?? [], row])
    for (const [topic, events] of together) await this.#deliver(topic, events)
    return rows.length
  }

  async #deliver(topic: string, events: EventRow[]): Promise<void> {
    const ids = events.map((e) => e.id)
    try {
      const payloads = events.map((e) => JSON.parse(e.payload))
      const aside = this.#aside.get(topic)
      const again = aside ? await aside(payloads[0]) : await this.#handlers.get(topic)?.(payloads)
      if (typeof again === 'number') {
        await this.#db.execute('UPDATE outbox_event SET available_at = :at, tries = tries - 1 WHERE id IN (:ids)', { at: clock.at(again), ids })
        return
      }
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
