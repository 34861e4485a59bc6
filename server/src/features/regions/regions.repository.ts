// Regions, and figures of the households in them, each query within the reader's scope.
import { OVERDUE } from './overdue'
import { Injectable } from '@nestjs/common'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import type { CountyRegion } from '../../kernel/county'
import { Database, type Everywhere } from '../../kernel/db'

export interface RegionRow { code: string; name: string; level: string; parent_code: string | null; poverty: number }
export interface Sums { households: number; people: number; below: number; overdue: number; visited: number }
export interface TotalsGroup extends Sums { land: string; state: string; type: string; cause: string }

/** Registered and still with us (`isActive` of the rules): what 名册, visits and figures are about. */
const ACTIVE = "h.state >= '07' AND h.state <= '17'"

@Injectable()
export class Regions {
  readonly #plain: Everywhere
  constructor(private readonly db: Database) { this.#plain = db.everywhere('the region list is public knowledge') }

  all(): Promise<RegionRow[]> {
    return this.#plain.select<RegionRow>('SELECT code, name, level, parent_code, poverty FROM region ORDER BY code')
  }

  async byCode(code: string): Promise<RegionRow | null> {
    return (await this.#plain.select<RegionRow>('SELECT code, name, level, parent_code, poverty FROM region WHERE code = :code', { code }))[0] ?? null
  }

  /** Adds what is new in the county's file and takes over changed names; the poverty switch of a known region stays as it was set. */
  async takeOver(regions: readonly CountyRegion[]): Promise<void> {
    const params: Record<string, unknown> = {}
    const rows = regions.map((r, i) => {
      Object.assign(params, { [`c${i}`]: r.code, [`n${i}`]: r.name, [`l${i}`]: r.level, [`u${i}`]: r.parent, [`p${i}`]: r.poverty ? 1 : 0 })
      return `(:c${i}, :n${i}, :l${i}, :u${i}, :p${i})`
    })
    await this.#plain.execute(
      `INSERT INTO region (code, name, level, parent_code, poverty) VALUES ${rows.join(', ')}
       ON DUPLICATE KEY UPDATE name = VALUES(name), level = VALUES(level), parent_code = VALUES(parent_code)`, params)
  }

  /** Villages with households in scope, and how many; one pass over an index of region and state. */
  async householdsByVillage(actor: Actor): Promise<Map<string, number>> {
    const rows = await this.db.read(actor).select<{ region: string; n: string | number }>(
      `SELECT h.region, COUNT(*) AS n FROM household h WHERE {scope:h} AND ${ACTIVE} GROUP BY h.region`)
    return new Map(rows.map((row) => [row.region, Number(row.n)]))
  }

  /** Villages of the scope's single households (helpers, units, granted ones); its lands are known without asking. */
  async villages(actor: Actor): Promise<string[]> {
    const reader = this.db.read(actor)
    const ids = reader.scope.households
    if (ids.length === 0) return []
    // Without lands the scope is these ids already; naming them twice would double a statement that may hold thousands.
    const only = reader.scope.lands.length ? 'AND h.id IN (:ids)' : ''
    const rows = await reader.select<{ region: string }>(`SELECT DISTINCT h.region FROM household h WHERE {scope:h} ${only}`, { ids })
    return rows.map((row) => row.region)
  }

  /** One pass over the land: grouped by the land below (its code has `below` digits), state, type and main cause. Days `YYYY-MM-DD`. */
  async totals(actor: Actor, land: string, below: number, days: { today: string; cut: string; month: string }): Promise<TotalsGroup[]> {
    const rows = await this.db.read(actor).select<Record<keyof TotalsGroup, string>>(
      `SELECT LEFT(h.region, ${Number(below)}) AS land, h.state, h.household_type AS type, h.cause_main AS cause, COUNT(*) AS households, SUM(h.member_count) AS people,
         SUM(h.below_line = 1) AS below, SUM(${OVERDUE}) AS overdue, SUM(h.last_visit_on >= :month AND h.last_visit_on <= :today) AS visited
       FROM household h WHERE {scope:h} AND h.region >= :land AND h.region < :after AND ${ACTIVE} GROUP BY 1, 2, 3, 4`,
      { ...days, land, after: prefixUpperBound(land) })
    return rows.map((row) => ({
      land: row.land, state: row.state, type: row.type, cause: row.cause, households: Number(row.households), people: Number(row.people),
      below: Number(row.below ?? 0), overdue: Number(row.overdue), visited: Number(row.visited ?? 0),
    }))
  }
}
