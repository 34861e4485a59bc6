// Keeps `issued_card.changed`: whether a household's newest card still says what would be derived now. Progress counts by it; who opens a card sees the differences themselves.
import { clock } from '../../kernel/clock'
import type { Database, Everywhere } from '../../kernel/db'
import type { AnnualContents } from './annual-content'
import { gatherAnnual, UNSCOPED, type Row } from './annual-rows'
import { freeze } from './frozen'

const BATCH = 200
/** Cards that hang: of the last closed year and the one before; older ones are kept for the archive. */
const YEARS_BACK = 1

interface Newest { household_id: string; year: number; version: number; hash: string; changed: number }

export class ChangedKeeper {
  readonly #db: Everywhere
  constructor(db: Database, private readonly contents: AnnualContents, private readonly lastClosed: (today: string) => number) { this.#db = db.everywhere('the read model of progress is kept for every household') }

  /** Of the named households, or of all. */
  async check(households: readonly string[] | null): Promise<void> {
    const from = this.lastClosed(clock.today()) - YEARS_BACK
    if (households === null) {
      for (let after = ''; ;) {
        const ids = (await this.#db.select<{ id: string }>(`SELECT DISTINCT c.household_id AS id FROM issued_card c WHERE c.household_id > :after AND c.year >= :from ORDER BY c.household_id LIMIT ${BATCH}`, { after, from })).map(({ id }) => id)
        if (ids.length === 0) return
        await this.#batch(ids, from)
        after = ids[ids.length - 1]
      }
    }
    for (let i = 0; i < households.length; i += BATCH) await this.#batch(households.slice(i, i + BATCH), from)
  }

  async #batch(ids: readonly string[], from: number): Promise<void> {
    const newest = await this.#db.select<Newest>(
      `SELECT c.household_id, c.year, c.version, c.hash, c.changed FROM issued_card c LEFT JOIN issued_card n ON n.household_id = c.household_id AND n.year = c.year AND n.version = c.version + 1
       WHERE c.household_id IN (:ids) AND c.year >= :from AND n.version IS NULL`, { ids: [...ids], from })
    for (const year of new Set(newest.map((row) => row.year))) await this.#year(year, newest.filter((row) => row.year === year))
  }

  async #year(year: number, cards: readonly Newest[]): Promise<void> {
    const today = clock.today()
    const select = (sql: string, params: Record<string, unknown>): Promise<Row[]> => this.#db.select(sql, params)
    const households = await select('SELECT h.* FROM household h WHERE h.id IN (:ids)', { ids: cards.map((card) => card.household_id) })
    const span = this.contents.span(year, today)
    const derived = this.contents.build(await gatherAnnual(select, households, UNSCOPED, span), span, today)
    const now = new Map(derived.map(({ id, content }) => [id, freeze(content).hash]))
    for (const changed of [0, 1]) {
      const ids = cards.filter((card) => card.changed !== changed && Number(now.get(card.household_id) !== card.hash) === changed).map((card) => card.household_id)
      // A card issued meanwhile is another version, which is right from its birth.
      if (ids.length > 0) await this.#db.execute(`UPDATE issued_card SET changed = :changed WHERE household_id IN (:ids) AND year = :year AND hash IN (:hashes)`, { changed, ids, year, hashes: cards.filter((card) => ids.includes(card.household_id)).map(({ hash }) => hash) })
    }
  }
}
