// Where somebody may act: lands, single households, or nowhere. Made by kernel/auth from appointments in force, never from request data.
import { regionAfter } from './region-range'

/** A predicate over a household row and its named parameters; `{n}` in names keeps several apart. */
export interface Predicate { sql: string; params: Record<string, unknown> }

/**
 * Sealed: the private field keeps a look-alike literal from compiling. `lands` are region-code prefixes, `households` ids;
 * both together are their union.
 */
export class Scope {
  readonly #lands: readonly string[]
  readonly #households: ReadonlySet<string>
  readonly #ids: readonly string[]

  private constructor(lands: readonly string[], households: Iterable<string>) {
    this.#lands = lands.filter((a) => !lands.some((b) => b !== a && a.startsWith(b)))
    this.#households = new Set(households)
    this.#ids = [...this.#households]
  }

  /** For kernel/auth alone (held by the import rules). */
  static mint(lands: readonly string[], households: Iterable<string>): Scope { return new Scope(lands, households) }

  get nowhere(): boolean { return this.#lands.length === 0 && this.#households.size === 0 }

  /** Tops of the land, without nested ones. */
  get lands(): readonly string[] { return this.#lands }

  get households(): readonly string[] { return this.#ids }

  covers(householdId: string, region: string): boolean {
    return this.#households.has(householdId) || this.#lands.some((land) => region.startsWith(land))
  }

  coversLand(region: string): boolean { return this.#lands.some((land) => region.startsWith(land)) }

  /** What the text of a predicate rests on besides its alias: few shapes, so few texts. */
  get shape(): string { return `${this.#lands.length}${this.#ids.length ? '+' : ''}` }

  /** `alias` stands for a table with columns `id` (or `idColumn`) and `region`. */
  on(alias: string, idColumn = 'id'): Predicate {
    const params: Record<string, unknown> = {}
    const parts = this.#lands.map((land, i) => {
      params[`scope_a${i}`] = land
      params[`scope_b${i}`] = regionAfter(land)
      return `(${alias}.region >= :scope_a${i} AND ${alias}.region < :scope_b${i})`
    })
    if (this.#ids.length) { params.scope_ids = this.#ids; parts.push(`${alias}.${idColumn} IN (:scope_ids)`) }
    return parts.length ? { sql: `(${parts.join(' OR ')})`, params } : { sql: '(1 = 0)', params }
  }
}
