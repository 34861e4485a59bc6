// The middle of a village's income per head in a month: one number about nobody, kept for some minutes.
import { roundHalfAwayFromZero } from '@onecard/shared/rules/fen'
import { LRUCache } from 'lru-cache'
import type { Database } from '../../kernel/db'

const KEPT_MS = 10 * 60_000
const MOST = 2_000

export class VillageMiddle {
  readonly #house
  readonly #known = new LRUCache<string, { fen: number | null }>({ max: MOST, ttl: KEPT_MS })
  constructor(db: Database, private readonly least: number) { this.#house = db.everywhere('the middle of a village is a number about nobody in it') }

  /** Null while fewer than `least` households have handed the month in. Not inside a write. */
  async of(region: string, period: string): Promise<number | null> {
    const known = this.#known.get(`${region}.${period}`)
    if (known) return known.fen
    const rows = await this.#house.select<{ income: string; heads: number }>(
      `SELECT s.wage_fen + s.business_fen + s.property_fen + s.transfer_fen AS income, h.member_count AS heads FROM household h JOIN sheet s ON s.household_id = h.id AND s.period = :period AND s.newest = 1
       WHERE h.region = :region AND h.member_count > 0 AND s.state IN ('submitted', 'approved')`, { region, period })
    const each = rows.map(({ income, heads }) => roundHalfAwayFromZero(Number(income), heads) ?? 0).sort((a, b) => a - b)
    const fen = each.length < this.least ? null : each[Math.floor(each.length / 2)]
    this.#known.set(`${region}.${period}`, { fen })
    return fen
  }
}
