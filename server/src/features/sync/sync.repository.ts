import type { OnModuleInit } from '@nestjs/common'
import type { Actor } from '../../kernel/auth'
import type { Database } from '../../kernel/db'
import { clock } from '../../kernel/clock'
import { newId } from '../../kernel/ids'

export interface CardRow { household_id: string; region: string; seq: string; version: number; fresh_until: string; body: Buffer }

/** What a phone has: everything up to `seq`, and of `seq` itself up to `id` when a page ended in its midst. */
export interface Place { seq: number; id: string }

export const PAGE = 100
/** How old a known counter may be: a phone asks for what is new, and what is new comes with the relay's half second anyway. */
const KNOWN_MS = 200
/** Starts that are kept; a phone that slept through more of them begins anew. */
const EPOCHS = 10_000

/** How far cards have come, and the mark of the start (of whichever process was last) since which they did. */
export interface Newest { seq: number; mark: string }

export class Deltas implements OnModuleInit {
  #known: Newest & { at: number } = { seq: 0, mark: '', at: -Infinity }
  readonly #all
  constructor(private readonly db: Database) { this.#all = db.everywhere('the counter of cards belongs to no household') }

  /** Other processes see the new start within the age of what they know; until then they write cursors of the one before, which still ends where they are. */
  async onModuleInit(): Promise<void> {
    await this.#all.execute('INSERT INTO card_epoch (mark, from_seq) SELECT :mark, seq FROM card_counter WHERE id = 1', { mark: newId() })
    await this.#all.execute(`DELETE FROM card_epoch WHERE serial <= (SELECT newest FROM (SELECT MAX(serial) AS newest FROM card_epoch) n) - ${EPOCHS}`)
  }

  /** What `newest` would answer without asking, or null. */
  lately(): Newest | null { return Math.abs(clock.now() - this.#known.at) > KNOWN_MS ? null : this.#known }

  /** Every card up to the newest number is visible. */
  async newest(afresh = false): Promise<Newest> {
    if (afresh || !this.lately()) {
      const [row] = await this.#all.select<{ seq: string; mark: string }>('SELECT c.seq, (SELECT e.mark FROM card_epoch e ORDER BY e.serial DESC LIMIT 1) AS mark FROM card_counter c WHERE c.id = 1')
      this.#known = { seq: Number(row.seq), mark: row.mark, at: clock.now() }
    }
    return this.#known
  }

  /** Whether this database has been where a cursor says: under that start, and not beyond its end. */
  async hasBeen({ seq, mark }: Newest): Promise<boolean> {
    let now = await this.newest()
    // A page may end in a card that was built after what is known here.
    if (seq > now.seq) now = await this.newest(true)
    if (mark === now.mark) return seq <= now.seq
    const [row] = await this.#all.select<{ until: string | null }>('SELECT (SELECT MIN(n.from_seq) FROM card_epoch n WHERE n.serial > e.serial) AS until FROM card_epoch e WHERE e.mark = :mark', { mark })
    // Null: begun by another process a moment ago.
    return row !== undefined && seq <= Number(row.until ?? now.seq)
  }

  /** Cards in scope after a place, at most one page and one more, oldest number first. */
  cards(actor: Actor, sight: string, region: string | undefined, { seq, id }: Place): Promise<CardRow[]> {
    return this.db.read(actor).select<CardRow>(
      `SELECT c.household_id, c.region, c.seq, c.version, c.fresh_until, c.body FROM household_card c
       WHERE c.sight = :sight ${region ? 'AND c.region = :region ' : ''}AND {scope:c.household_id} AND (c.seq > :seq OR (c.seq = :seq AND c.household_id > :id))
       ORDER BY c.seq, c.household_id LIMIT ${PAGE + 1}`, { sight, seq, id, ...(region && { region }) })
  }

  /** Households that left these villages after a place. */
  async departed(actor: Actor, region: string | undefined, seq: number): Promise<string[]> {
    const rows = await this.db.read(actor).select<{ household_id: string }>(
      `SELECT DISTINCT d.household_id FROM card_departure d WHERE ${region ? 'd.region = :region AND ' : ''}d.seq > :seq AND {scope:d.household_id} ORDER BY d.seq LIMIT 1000`, { seq, ...(region && { region }) })
    return rows.map((row) => row.household_id)
  }
}
