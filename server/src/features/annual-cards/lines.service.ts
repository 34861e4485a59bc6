// 「这个数怎么来的」: the lines behind a figure of the annual card, with who entered and who approved them.
import type { GetCardLines } from '@onecard/shared/contract/annual-cards.requests'
import type { CardLinesView } from '@onecard/shared/contract/annual-cards.views'
import type { AnnualCardContent } from '@onecard/shared/rules/annual-card'
import { ENTRY } from '@onecard/shared/rules/card'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Reader } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { photosByHash } from '../photos'
import type { AnnualCardsService } from './annual-cards.service'
import { seenBy } from './standing'

interface LineRow {
  id: string; period: string; item: string; fen: string; state: string; note: string | null; member: string | null; quantity_milli: string | null; unit: string | null; unit_price_fen: string | null
  source: string; evidence: string | null; by_name: string | null; approved_name: string | null; approved_at: Date | null
}

/** Of the year's lines those that are approved or wait; of a figure those whose item it is made of. */
const LINES = `SELECT e.id, e.period, e.item, e.fen, e.state, e.note, m.name AS member, e.quantity_milli, e.unit, e.unit_price_fen, e.source, e.evidence, a.name AS by_name, p.name AS approved_name, e.approved_at
  FROM entry e JOIN household h ON h.id = e.household_id AND {scope:h} LEFT JOIN account a ON a.id = e.created_by LEFT JOIN account p ON p.id = e.approved_by LEFT JOIN member m ON m.id = e.member_id
  WHERE e.household_id = :id AND e.period >= :from AND e.period <= :to AND e.state IN ('${ENTRY.submitted}', '${ENTRY.approved}') ORDER BY e.period, e.item, e.id`

export class LinesService {
  constructor(private readonly db: Database, private readonly county: County, private readonly annual: AnnualCardsService) {}

  async lines(actor: Actor, { id, year, of }: GetCardLines): Promise<CardLinesView> {
    const reader = this.db.read(actor)
    const derived = await this.annual.derive(reader, id, year)
    if (!derived || !seenBy(actor, derived, derived.content)) throw problem('not_found')
    this.annual.note(actor, derived)
    const { content } = derived
    const rows = (await reader.select<LineRow>(LINES, { id, from: content.from, to: content.to })).filter((row) => this.#belongs(row.item, of))
    const photos = await this.#photos(reader, id, rows)
    return {
      year, sumFen: this.#figure(content, of, rows),
      lines: rows.map((row) => ({
        id: row.id, period: row.period, item: { code: row.item, label: this.#label(row.item) }, fen: Number(row.fen), note: row.note, by: row.by_name, approvedBy: row.approved_name, approvedAt: row.approved_at && clock.iso(row.approved_at),
        state: row.state === ENTRY.approved ? 'approved' as const : 'submitted' as const, source: row.source, evidence: (row.evidence ?? '').split(',').flatMap((hash) => photos.get(hash) ?? []),
        ...(row.member !== null && { member: row.member }), ...(row.quantity_milli !== null && { quantityMilli: Number(row.quantity_milli) }), ...(row.unit !== null && { unit: row.unit }), ...(row.unit_price_fen !== null && { unitPriceFen: Number(row.unit_price_fen) }),
      })),
    }
  }

  /** X: all that stands beside the sum, also what this county leaves out of it. */
  #belongs(item: string, of: string | undefined): boolean {
    const leftOut = item[0] === 'X' || this.county.settings.income.notCountedItems.includes(item)
    if (of === undefined) return !leftOut && item[0] !== 'R'
    if (of === 'X') return leftOut
    return of.length === 1 ? item[0] === of && !leftOut : item === of
  }

  /** What stands on the card; of an item beside it, what its approved lines come to. */
  #figure(content: AnnualCardContent, of: string | undefined, rows: readonly LineRow[]): number {
    if (of === undefined) return content.net.fen
    if (of === 'X') return content.excludedFen
    if (of === 'R') return content.rigidFen
    if (of.length === 1) return content.groups[of as keyof AnnualCardContent['groups']].fen
    const item = content.items.find(({ item: { code } }) => code === of)
    return item ? item.fen : rows.filter(({ state }) => state === ENTRY.approved).reduce((sum, { fen }) => sum + Number(fen), 0)
  }

  #label(item: string): string { return this.county.label(item[0] === 'X' ? 'excluded_item' : item[0] === 'R' ? 'rigid_expense' : 'income_item', item) }

  async #photos(reader: Reader, id: string, rows: readonly LineRow[]): Promise<Awaited<ReturnType<typeof photosByHash>>> {
    const hashes = rows.flatMap(({ evidence }) => evidence === null ? [] : evidence.split(','))
    return hashes.length === 0 ? new Map() : photosByHash(reader, id, hashes)
  }
}
