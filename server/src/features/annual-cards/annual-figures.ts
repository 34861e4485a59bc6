// The figures of 名册 (per head, below the line) follow from rules too. When the county changes one, or a card year ends, all of them are reckoned anew.
import { createHash } from 'node:crypto'
import { divisorOf, incomeOfYear, type CardEntry } from '@onecard/shared/rules/card'
import { cardYear, type CardYear } from '@onecard/shared/rules/period'
import type { County } from '../../kernel/county'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere } from '../../kernel/db'

/** Households whose sums are asked for in one statement, and whose figures are written in one. */
const BATCH = 2000
const WRITTEN_TOGETHER = 500

interface SumRow { household_id: string; gross: string; expense: string; subsidy: string }
interface HouseRow { id: string; version: number; per_capita_fen: string | null; below_line: number | null; there: number }
interface HeadRow { household_id: string; joined_on: string | null; left_on: string | null; n: string }
interface Figure { id: string; version: number; fen: number | null; below: number | null }

export class AnnualFigures {
  readonly #db: Everywhere
  constructor(db: Database, private readonly county: County) { this.#db = db.everywhere('the rules of the card are those of the whole county') }

  /** Everything that a figure follows from besides its household's rows. */
  fingerprint(): string {
    const { cardYear: { startMonth }, income } = this.county.settings
    const year = this.county.lastClosedYear(clock.today())
    return createHash('sha256').update(JSON.stringify([year, startMonth, income.divisor, [...income.notCountedItems].sort(), this.county.line(year)?.fen ?? 0])).digest('hex')
  }

  /** Hourly, and at each start: nothing while the rules are those of the last time. Two processes at once write the same. */
  async keep(): Promise<void> {
    const fingerprint = this.fingerprint()
    const [known] = await this.#db.select<{ fingerprint: string }>('SELECT fingerprint FROM figure_rules WHERE id = 1')
    if (known?.fingerprint === fingerprint) return
    await this.rebuild()
    await this.#db.execute('INSERT INTO figure_rules (id, fingerprint) VALUES (1, :fingerprint) ON DUPLICATE KEY UPDATE fingerprint = VALUES(fingerprint)', { fingerprint })
  }

  /** Answers how many households have another figure than before. Their ready cards turn stale, and the relay builds them anew. */
  async rebuild(): Promise<number> {
    const year = cardYear(this.county.lastClosedYear(clock.today()), this.county.settings.cardYear.startMonth)
    let moved = 0
    for (let after = ''; ;) {
      const houses = await this.#db.select<HouseRow>(
        `SELECT h.id, h.version, h.per_capita_fen, h.below_line, EXISTS (SELECT 1 FROM sheet s WHERE s.household_id = h.id AND s.state = 'approved' AND s.period >= :from AND s.period <= :to) AS there
         FROM household h WHERE h.id > :after ORDER BY h.id LIMIT ${BATCH}`, { after, from: year.from, to: year.to })
      const last = houses.at(-1)
      if (!last) return moved
      const figures = await this.#figures(houses, year, after, last.id)
      for (let i = 0; i < figures.length; i += WRITTEN_TOGETHER) moved += await this.#write(figures.slice(i, i + WRITTEN_TOGETHER))
      after = last.id
    }
  }

  /** Of a run of ids; those that differ from what is kept. The database adds up, the rules of the card do the rest. */
  async #figures(houses: readonly HouseRow[], year: CardYear, after: string, upTo: string): Promise<Figure[]> {
    const { income } = this.county.settings
    const run = { after, upTo }
    const [sums, heads] = await Promise.all([
      this.#db.select<SumRow>(
        `SELECT e.household_id, SUM(IF(e.item < 'E', e.fen, 0)) AS gross, SUM(IF(e.item >= 'E' AND e.item <> 'E8', e.fen, 0)) AS expense, SUM(IF(e.item = 'E8', e.fen, 0)) AS subsidy
         FROM entry e WHERE e.household_id > :after AND e.household_id <= :upTo AND e.period >= :from AND e.period <= :to AND e.state = '03' AND e.item < 'F' AND e.item NOT IN (:left) GROUP BY e.household_id`,
        { ...run, from: year.from, to: year.to, left: ['', ...income.notCountedItems] }),
      this.#db.select<HeadRow>('SELECT m.household_id, m.joined_on, m.left_on, COUNT(*) AS n FROM member m WHERE m.household_id > :after AND m.household_id <= :upTo GROUP BY m.household_id, m.joined_on, m.left_on', run),
    ])
    const sumOf = new Map(sums.map((row) => [row.household_id, row]))
    const headsOf = new Map<string, HeadRow[]>()
    for (const row of heads) { const known = headsOf.get(row.household_id); if (known) known.push(row); else headsOf.set(row.household_id, [row]) }
    const lineFen = this.county.line(year.year)?.fen ?? 0
    const figures: Figure[] = []
    for (const house of houses) {
      const presences = (headsOf.get(house.id) ?? []).flatMap((row) => Array.from({ length: Number(row.n) }, () => ({ joinedOn: row.joined_on, leftOn: row.left_on })))
      const { perCapitaFen, below } = incomeOfYear({ year, lineFen, entries: entriesOf(sumOf.get(house.id), year), approvedMonths: house.there === 1 ? [year.from] : [], divisor: divisorOf(income.divisor, presences, year) })
      const figure = { id: house.id, version: house.version, fen: perCapitaFen, below: below === null ? null : Number(below) }
      if (figure.fen !== (house.per_capita_fen === null ? null : Number(house.per_capita_fen)) || figure.below !== house.below_line) figures.push(figure)
    }
    return figures
  }

  /** Only where the household is still the one that was read: whoever changed it meanwhile has reckoned by the new rules. */
  async #write(figures: readonly Figure[]): Promise<number> {
    if (figures.length === 0) return 0
    const rows = figures.map((_, i) => i === 0 ? 'SELECT ? AS id, ? AS version, ? AS fen, ? AS below' : 'SELECT ?, ?, ?, ?').join(' UNION ALL ')
    await this.#db.write(async (tx) => {
      await tx.bulk(
        `UPDATE household h JOIN (${rows}) f ON h.id = CONVERT(f.id USING ascii) COLLATE ascii_bin AND h.version = f.version LEFT JOIN household_card c ON c.household_id = h.id
         SET h.per_capita_fen = f.fen, h.below_line = f.below, c.version = 0`, figures.flatMap(({ id, version, fen, below }) => [id, version, fen, below]))
      await tx.emit('card.stale', { households: figures.map(({ id }) => id) })
    })
    return figures.length
  }
}

/** Three lines that come to the same as all of them. */
function entriesOf(sum: SumRow | undefined, { from }: CardYear): CardEntry[] {
  if (!sum) return []
  return [['A1', sum.gross], ['E1', sum.expense], ['E8', sum.subsidy]].filter(([, fen]) => Number(fen) !== 0).map(([item, fen]) => ({ item, fen: Number(fen), on: from, state: '03' }))
}
