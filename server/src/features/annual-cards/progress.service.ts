// How far the cards of a year are, by village.
import type { GetDeskProgress } from '@onecard/shared/contract/annual-cards.requests'
import type { CardProgressItem } from '@onecard/shared/contract/annual-cards.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { cardYear } from '@onecard/shared/rules/period'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { pageOf } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { ACTIVE } from '../regions'

const PAGE = 100
const MONTHS = 12
const SIGNERS = 3

interface ProgressRow { region: string; households: string; whole: string; issued: string; signed: string; changed: string }

/** The newest version of each household's year: the one that has none after it. */
const PROGRESS = `SELECT h.region, COUNT(*) AS households,
    SUM((SELECT COUNT(DISTINCT s.period) FROM sheet s WHERE s.household_id = h.id AND s.state = 'approved' AND s.period >= :from AND s.period <= :to) = ${MONTHS}) AS whole,
    COUNT(c.version) AS issued, COALESCE(SUM(c.changed), 0) AS changed,
    COALESCE(SUM((SELECT COUNT(*) FROM card_signature g WHERE g.household_id = c.household_id AND g.year = c.year AND g.version = c.version) = ${SIGNERS}), 0) AS signed
  FROM household h LEFT JOIN issued_card c ON c.household_id = h.id AND c.year = :year
    AND NOT EXISTS (SELECT 1 FROM issued_card n WHERE n.household_id = h.id AND n.year = c.year AND n.version = c.version + 1)
  WHERE {scope:h} AND ${ACTIVE} AND h.region > :after AND h.region >= :land AND h.region < :beyond GROUP BY h.region ORDER BY h.region`

export class ProgressService {
  constructor(private readonly db: Database, private readonly county: County) {}

  async progress(actor: Actor, { region = '', year, limit = PAGE, after }: GetDeskProgress): Promise<Page<CardProgressItem>> {
    if (after !== undefined && !/^\d{12}$/.test(after)) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '请从第一页重新打开' }] })
    const { from, to } = cardYear(year, this.county.settings.cardYear.startMonth)
    const rows = await this.db.read(actor).select<ProgressRow>(`${PROGRESS} LIMIT ${Number(limit) + 1}`, { year, from, to, after: after ?? '', land: region, beyond: region === '' ? '~' : prefixUpperBound(region) })
    const page = pageOf(rows, limit, (row) => row.region)
    return {
      next: page.next,
      items: page.items.map((row) => ({
        region: { ...this.county.place(row.region) }, households: Number(row.households), whole: Number(row.whole), issued: Number(row.issued), signed: Number(row.signed), changed: Number(row.changed),
      })),
    }
  }
}
