// Reads of households by persons, recorded in batches: one INSERT per read would halve the card's rate.
import type { Actor, Standing } from '../auth/actor'
import { clock } from '../clock'
import type { Database } from '../db'

const BATCH = 200
const WAIT_MS = 200
/** Kept in memory while the database is away; beyond this, reading is refused rather than unrecorded. */
const MOST = 20_000

export interface Read { at: Date; accountId: string; appointmentId: string | null; role: string; householdId: string; region: string; way: string; reason: string | null }

export class ReadRecorder {
  #waiting: Read[] = []
  #timer: NodeJS.Timeout | null = null
  #flushing: Promise<void> | null = null
  readonly #db
  constructor(db: Database, private readonly log: { error(details: object, text: string): void }) { this.#db = db.everywhere('reads are recorded whatever the reader may see') }

  /** False when too many reads wait: the caller then answers server.unavailable. */
  note(actor: Actor, standing: Standing, householdId: string, region: string, way: string): boolean {
    if (this.#waiting.length >= MOST) return false
    this.#waiting.push({ at: clock.date(), accountId: actor.accountId, appointmentId: standing.id, role: standing.role, householdId, region, way, reason: null })
    if (this.#waiting.length >= BATCH) void this.flush().catch(() => undefined)
    else this.#timer ??= setTimeout(() => { this.#timer = null; void this.flush().catch(() => undefined) }, WAIT_MS)
    return true
  }

  /** Recorded before the answer: reveals and requests. */
  async now(actor: Actor, standing: Standing, householdId: string, region: string, way: string, reason: string): Promise<void> {
    await this.#insert([{ at: clock.date(), accountId: actor.accountId, appointmentId: standing.id, role: standing.role, householdId, region, way, reason }])
  }

  /** Writes all that waits; called at shutdown and by tests. */
  async flush(): Promise<void> {
    while (this.#flushing) await this.#flushing
    if (this.#timer) { clearTimeout(this.#timer); this.#timer = null }
    const batch = this.#waiting
    if (batch.length === 0) return
    this.#waiting = []
    this.#flushing = this.#insert(batch).catch((error: Error) => {
      this.#waiting = [...batch, ...this.#waiting]
      this.#timer ??= setTimeout(() => { this.#timer = null; void this.flush().catch(() => undefined) }, WAIT_MS * 5)
      this.log.error({ error: error.message, waiting: this.#waiting.length }, 'reads could not be recorded yet')
      throw error
    }).finally(() => { this.#flushing = null })
    await this.#flushing
  }

  /**
   * A full batch in one statement, a remainder in powers of two: few texts to prepare, whatever the rate. Takes out of `reads` what is written,
   * so that after a failure the rest alone is tried again.
   */
  async #insert(reads: Read[]): Promise<void> {
    while (reads.length > 0) {
      const size = reads.length >= BATCH ? BATCH : 2 ** Math.floor(Math.log2(reads.length))
      const values: unknown[] = []
      for (let i = 0; i < size; i++) {
        const r = reads[i]
        values.push(r.at, r.accountId, r.appointmentId, r.role, r.householdId, r.region, r.way, r.reason)
      }
      await this.#db.bulk(insertOf(size), values)
      reads.splice(0, size)
    }
  }
}

const texts = new Map<number, string>()

function insertOf(rows: number): string {
  let text = texts.get(rows)
  if (!text) texts.set(rows, text = `INSERT INTO household_read (at, account_id, appointment_id, role, household_id, region, way, reason) VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`)
  return text
}
