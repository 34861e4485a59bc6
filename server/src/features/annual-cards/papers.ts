// What a printed card's code comes to: whether we issued it, and to whoever may read the card, whether it is still the current one.
import type { VerificationView } from '@onecard/shared/contract/annual-cards.views'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere } from '../../kernel/db'
import type { Frozen } from './frozen'
import { mayOn } from './standing'

export interface Paper { id: string; region: string; headName: string; year: number; version: number; current: number; issuedAt: Date }

interface PaperRow { household_id: string; region: string; head_name: string; year: number; version: number; hash: string; issued_at: Date; current: number }

export class Papers {
  readonly #db: Everywhere
  constructor(db: Database, private readonly frozen: Frozen) { this.#db = db.everywhere('whether a paper is genuine is told to anybody who holds it') }

  /** Null where nothing of ours has this code, or where the row is not what the key says. */
  async find(code: string): Promise<Paper | null> {
    const [row] = await this.#db.select<PaperRow>(
      `SELECT c.household_id, h.region, h.head_name, c.year, c.version, c.hash, c.issued_at, (SELECT MAX(n.version) FROM issued_card n WHERE n.household_id = c.household_id AND n.year = c.year) AS current
       FROM issued_card c JOIN household h ON h.id = c.household_id WHERE c.verification = :code`, { code })
    if (!row || !this.frozen.genuine({ householdId: row.household_id, year: row.year, version: row.version }, row.hash, code)) return null
    return { id: row.household_id, region: row.region, headName: row.head_name, year: row.year, version: row.version, current: Number(row.current), issuedAt: row.issued_at }
  }

  mayRead(actor: Actor, paper: Paper): boolean { return mayOn(actor, 'card.read', paper) }

  /** To whoever may not read the card: genuine, nothing more. */
  view(actor: Actor, paper: Paper | null): VerificationView {
    if (!paper || !this.mayRead(actor, paper)) return { genuine: paper !== null }
    return {
      genuine: true, standing: paper.version === paper.current ? 'current' : 'replaced', year: paper.year, version: paper.version, currentVersion: paper.current, headName: paper.headName, household: paper.id, issuedAt: clock.iso(paper.issuedAt),
    }
  }
}
