import { MARK, type Database, type Reader } from '../../kernel/db'
import type { Actor } from '../../kernel/auth'
import { gather } from './card-rows'
import type { Row, Rows } from './full-card'

export interface ReadyCard { region: string; version: number; fresh_until: string; body: Buffer }

/** Sights whose cards are kept ready; the others are derived on read. */
export const READY_SIGHTS = ['office', 'helper'] as const
export type ReadySight = (typeof READY_SIGHTS)[number]

const READY = `${MARK} SELECT c.region, c.version, c.fresh_until, c.body FROM household_card c WHERE c.household_id = ? AND c.sight = ?`
const WHERE_IDS = 'WHERE x.household_id IN (:ids)'
const IN_SCOPE = `JOIN household h ON h.id = x.household_id AND {scope:h} ${WHERE_IDS}`

const texts: string[] = [READY]

/** One text for each number of lands: joined anew for every read, it would be hashed anew by each table that it is looked up in. */
function readyWithin(lands: number): string {
  return texts[lands] ??= `${READY} AND (${Array(lands).fill('c.region LIKE ?').join(' OR ')})`
}

export class Cards {
  constructor(private readonly db: Database) {}

  /** One prepared primary-key lookup with the actor's scope in it. Null: not there, stale, or not in scope. */
  async ready(actor: Actor, id: string, sight: ReadySight): Promise<ReadyCard | null> {
    const { scope } = this.db.read(actor)
    // A scope of single households is decided by the id itself; one of lands by the row's region.
    const byId = scope.households.includes(id)
    const lands = scope.lands
    if (!byId && lands.length === 0) return null
    const rows = await this.db.prepared<ReadyCard[]>(readyWithin(byId ? 0 : lands.length), byId ? [id, sight] : [id, sight, ...lands.map((land) => `${land}%`)])
    return rows[0] && rows[0].version > 0 ? rows[0] : null
  }

  household(reader: Reader, id: string): Promise<Row | null> {
    return reader.one('SELECT h.* FROM household h WHERE h.id = :id AND {scope:h}', { id })
  }

  /** Everything behind one household in scope. */
  rows(reader: Reader, household: Row, today: string): Promise<Rows> {
    return gather((sql, params) => reader.select(sql, params), [household], IN_SCOPE, today)
  }
}

/** For the relay, inside its transaction and under its locks. */
export function gatherUnscoped(select: (sql: string, params: Record<string, unknown>) => Promise<Row[]>, households: Row[], today: string): Promise<Rows> {
  return gather(select, households, WHERE_IDS, today)
}
