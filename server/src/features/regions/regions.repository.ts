// Regions, and figures of the households in them, each query within the reader's scope.
import { ACTIVE, DUE_SOON, OVERDUE, dueSql } from './due'
import { Injectable } from '@nestjs/common'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import type { CountyRegion } from '../../kernel/county'
import { Database, type Everywhere } from '../../kernel/db'

export interface RegionRow { code: string; name: string; level: string; parent_code: string | null; poverty: number }
export interface Sums { households: number; people: number; below: number; overdue: number; soon: number; visited: number }
/** `missing`: households of today that may have been there then, without a step on or before the day. */
export interface PastSums { households: number; people: number; overdue: number; visited: number; missing: number }
export interface TotalsGroup extends Sums { land: string; state: string; type: string; cause: string }

/** MariaDB merges the inner statement into the sums, and then refuses the second run of the prepared whole (ER_MIX_OF_GROUP_FUNC_AND_FIELDS); one with a limit stays apart. */
const NOT_MERGED = 1_000_000_000

/** Type and planned year as they are today: their changes carry no day yet. */
const DUE_THEN = dueSql({ state: 'x.state', type: 'x.household_type', plannedExitYear: 'x.planned_exit_year', last: 'x.visited', paired: 'x.paired' })

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
  async totals(actor: Actor, land: string, below: number, days: { today: string; soon: string; month: string }): Promise<TotalsGroup[]> {
    const rows = await this.db.read(actor).select<Record<keyof TotalsGroup, string>>(
      `SELECT LEFT(h.region, ${Number(below)}) AS land, h.state, h.household_type AS type, h.cause_main AS cause, COUNT(*) AS households, SUM(h.member_count) AS people,
         SUM(h.below_line = 1) AS below, COALESCE(SUM(${OVERDUE}), 0) AS overdue, COALESCE(SUM(${DUE_SOON}), 0) AS soon, SUM(h.last_visit_on >= :month AND h.last_visit_on <= :today) AS visited
       FROM household h WHERE {scope:h} AND h.region >= :land AND h.region < :after AND ${ACTIVE} GROUP BY 1, 2, 3, 4`,
      { ...days, land, after: prefixUpperBound(land) })
    return rows.map((row) => ({
      land: row.land, state: row.state, type: row.type, cause: row.cause, households: Number(row.households), people: Number(row.people),
      below: Number(row.below ?? 0), overdue: Number(row.overdue), soon: Number(row.soon), visited: Number(row.visited ?? 0),
    }))
  }

  /** The land as it was on the evening of `on`, from what carries a day: steps, members, pairings, visits. `since` is the first day of its month. */
  async past(actor: Actor, land: string, days: { on: string; since: string }): Promise<PastSums> {
    const [row] = await this.db.read(actor).select<Record<keyof PastSums, string | null>>(
      `SELECT SUM(x.active) AS households, SUM(x.active * x.people) AS people, SUM(x.missing) AS missing,
         SUM(x.active * COALESCE(${DUE_THEN} < :on, 0)) AS overdue,
         SUM(x.active * COALESCE(x.visited >= :since, 0)) AS visited
       FROM (SELECT s.state, h.household_type, h.planned_exit_year, COALESCE(s.state >= '07' AND s.state <= '17', 0) AS active, s.state IS NULL AND LEFT(REPLACE(h.identified_on, '-', ''), 6) <= :period AS missing,
         (SELECT COUNT(*) FROM member m WHERE m.household_id = h.id AND (m.joined_on IS NULL OR m.joined_on <= :on) AND (m.left_on IS NULL OR m.left_on > :on)) AS people,
         (SELECT MAX(v.counts_on) FROM visit v WHERE v.household_id = h.id AND v.counts_on <= :on) AS visited,
         (SELECT MAX(p.from_day) FROM pairing p WHERE p.household_id = h.id AND p.is_primary = 1 AND p.from_day <= :on AND (p.to_day IS NULL OR p.to_day >= :on)) AS paired
       FROM household h LEFT JOIN step s ON s.id = (SELECT t.id FROM step t WHERE t.household_id = h.id AND t.on_day <= :on ORDER BY t.on_day DESC, t.id DESC LIMIT 1)
       WHERE {scope:h} AND h.region >= :land AND h.region < :after LIMIT ${NOT_MERGED}) x`,
      { ...days, period: days.on.slice(0, 7).replace('-', ''), land, after: prefixUpperBound(land) })
    const of = (key: keyof PastSums): number => Number(row?.[key] ?? 0)
    return { households: of('households'), people: of('people'), overdue: of('overdue'), visited: of('visited'), missing: of('missing') }
  }
}
