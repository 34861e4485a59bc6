import { MARK, type Database, type Reader, type Scope } from '../../kernel/db'
import type { Actor } from '../../kernel/auth'
import { gather } from './card-rows'
import type { Row, Rows } from './full-card'

export interface ReadyCard { region: string; version: number; fresh_until: string; body: Buffer }

/** Sights whose cards are kept ready; the others are derived on read. */
export const READY_SIGHTS = ['office', 'helper'] as const
export type ReadySight = (typeof READY_SIGHTS)[number]

const READY = `${MARK} SELECT c.household_id, c.sight, c.region, c.version, c.fresh_until, c.body FROM household_card c WHERE`
const ONE = '(c.household_id = ? AND c.sight = ? AND c.region LIKE ?)'
const PARAMETERS = 3
/** Cards of one statement at most. */
const TOGETHER = 32
const ANYWHERE = '%'

const WHERE_IDS = 'WHERE x.household_id IN (:ids)'
const IN_SCOPE = `JOIN household h ON h.id = x.household_id AND {scope:h} ${WHERE_IDS}`

const texts: string[] = []

/** One text for each number of conditions: joined anew for every read, it would be hashed anew by each table that it is looked up in. */
const readyText = (conditions: number): string => texts[conditions] ??= `${READY} ${Array(conditions).fill(ONE).join(' OR ')}`

/** A card that somebody waits for. `within`: patterns of the lands that it may lie in; of all where the household itself is in scope. */
interface Wanted { id: string; sight: ReadySight; within: readonly string[]; scope: Scope; found(card: ReadyCard | null): void; failed(error: unknown): void }

export class Cards {
  #wanted: Wanted[] = []
  constructor(private readonly db: Database) {}

  /**
   * A prepared primary-key lookup with the actor's scope in it. Null: not there, stale, or not in scope. What is asked for in the same turn of
   * the event loop goes to the database in one statement, each card under the scope of its own asker.
   */
  async ready(actor: Actor, id: string, sight: ReadySight): Promise<ReadyCard | null> {
    const { scope } = this.db.read(actor)
    // A scope of single households is decided by the id itself; one of lands by the row's region.
    const within = scope.households.includes(id) ? [ANYWHERE] : scope.lands.map((land) => `${land}%`)
    if (within.length === 0) return null
    const card = await new Promise<ReadyCard | null>((found, failed) => {
      const waiting = this.#wanted.push({ id, sight, within, scope, found, failed })
      if (waiting === 1) setImmediate(() => this.#ask())
      else if (waiting === TOGETHER) this.#ask()
    })
    return card && card.version > 0 ? card : null
  }

  #ask(): void {
    const wanted = this.#wanted
    if (wanted.length === 0) return
    this.#wanted = []
    const values: string[] = []
    for (const { id, sight, within } of wanted) for (const land of within) values.push(id, sight, land)
    // The last again up to a power of two: every number of conditions would be prepared anew on every connection.
    const last = values.slice(-PARAMETERS)
    let conditions = 1
    while (conditions * PARAMETERS < values.length) conditions *= 2
    while (values.length < conditions * PARAMETERS) values.push(...last)
    this.db.prepared<(ReadyCard & { household_id: string; sight: string })[]>(readyText(conditions), values).then((rows) => {
      // Two may have asked for one household: each row is held against the scope of whoever gets it.
      for (const { id, sight, scope, found } of wanted) found(rows.find((row) => row.household_id === id && row.sight === sight && scope.covers(id, row.region)) ?? null)
    }, (error: unknown) => { for (const { failed } of wanted) failed(error) })
  }

  households(reader: Reader, ids: string[]): Promise<Row[]> {
    return reader.select('SELECT h.* FROM household h WHERE h.id IN (:ids) AND {scope:h} ORDER BY h.id', { ids })
  }

  /** Everything behind households in scope. */
  rows(reader: Reader, households: Row[], today: string): Promise<Rows> {
    return gather((sql, params) => reader.select(sql, params), households, IN_SCOPE, today)
  }
}

/** For the relay, inside its transaction and under its locks. */
export function gatherUnscoped(select: (sql: string, params: Record<string, unknown>) => Promise<Row[]>, households: Row[], today: string): Promise<Rows> {
  return gather(select, households, WHERE_IDS, today)
}
