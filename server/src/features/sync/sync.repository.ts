import type { Actor } from '../../kernel/auth'
import type { Database } from '../../kernel/db'
import { clock } from '../../kernel/clock'

export interface CardRow { household_id: string; region: string; seq: string; fresh_until: string; body: Buffer }

/** What a phone has: everything up to `seq`, and of `seq` itself up to `id` when a page ended in its midst. */
export interface Place { seq: number; id: string }

export const PAGE = 100
/** How old a known counter may be: a phone asks for what is new, and what is new comes with the relay's half second anyway. */
const KNOWN_MS = 200

export class Deltas {
  #known = { seq: 0, at: -Infinity }
  readonly #all
  constructor(private readonly db: Database) { this.#all = db.everywhere('the counter of cards belongs to no household') }

  /** The newest number; every card up to it is visible. */
  async newest(): Promise<number> {
    if (clock.now() - this.#known.at > KNOWN_MS) {
      const [row] = await this.#all.select<{ seq: string }>('SELECT seq FROM card_counter WHERE id = 1')
      this.#known = { seq: Number(row.seq), at: clock.now() }
    }
    return this.#known.seq
  }

  /** Cards in scope after a place, at most one page and one more, oldest number first. */
  cards(actor: Actor, sight: string, region: string | undefined, { seq, id }: Place): Promise<CardRow[]> {
    return this.db.read(actor).select<CardRow>(
      `SELECT c.household_id, c.region, c.seq, c.fresh_until, c.body FROM household_card c
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
