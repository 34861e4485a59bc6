// Figures of a land (domain: small groups are hidden above village level, overdue work comes first, nobody is ranked).
import { Injectable } from '@nestjs/common'
import type { GetTotals } from '@onecard/shared/contract/county.requests'
import type { LastMonthView, TotalsRow, TotalsView } from '@onecard/shared/contract/county.views'
import { addDays } from '@onecard/shared/rules/day'
import { addMonths, firstDayOf, lastDayOf, periodOf } from '@onecard/shared/rules/period'
import { DUE_SOON_DAYS } from '@onecard/shared/rules/visit-need'
import { REGION_LEVELS } from '@onecard/shared/rules/region'
import { AREAS, SIGHT_GRID, SIGHT_OF_ROLE } from '@onecard/shared/rules/sight'
import { ROLES } from '@onecard/shared/roles'
import type { Actor, Standing } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { loadCounty } from '../../kernel/county'
import { problem } from '../../kernel/http/problem'
import { Regions, type RegionRow, type Sums, type TotalsGroup } from './regions.repository'
import { commonLand, reaches } from './reach'

const VILLAGE_DIGITS = 12

@Injectable()
export class TotalsService {
  constructor(private readonly regions: Regions) {}

  /** Throws `not_found` for a land that is not there or not the actor's. */
  async of({ region }: GetTotals, actor: Actor): Promise<TotalsView> {
    const at = await this.#land(region, actor)
    const county = loadCounty()
    const today = clock.today()
    const below = REGION_LEVELS.find(({ length }) => length > at.code.length)?.length ?? VILLAGE_DIGITS
    const [groups, lastMonth] = await Promise.all([
      this.regions.totals(actor, at.code, below, { today, soon: addDays(today, DUE_SOON_DAYS), month: firstDayOf(periodOf(today)) }),
      this.#lastMonth(actor, at.code, addMonths(periodOf(today), -1)),
    ])
    const { income, causes } = shown(actor)
    const hide = hiderOf(at.code, county.settings.totals.smallestGroup)
    const sum = addUp(groups)
    const rows = (list: string, key: 'state' | 'type' | 'cause'): TotalsRow[] => {
      const there = county.list(list).map((term) => ({ ...term, households: addUp(groups.filter((group) => group[key] === term.code)).households })).filter(({ households }) => households > 0)
      const told = concealed(there.map(({ households }) => households), hide, county.settings.totals.smallestGroup)
      return there.map(({ code, label }, i) => ({ code, label, count: told[i] }))
    }
    return {
      region: { code: at.code, name: at.name, level: at.level }, asOf: clock.iso(clock.now()), households: sum.households, people: sum.people,
      belowLine: income ? hide(sum.below) : null, overdue: sum.overdue, dueSoon: sum.soon, visitedThisMonth: sum.visited, lastMonth,
      byState: rows('lifecycle', 'state'), byType: rows('household_type', 'type'), byCause: causes ? rows('cause', 'cause') : [],
      lands: at.code.length === VILLAGE_DIGITS ? [] : landsOf(groups, income),
    }
  }

  /** Null while a single household of then may be missing from the steps: a county imported this month has not grown by all its households. */
  async #lastMonth(actor: Actor, land: string, period: string): Promise<LastMonthView | null> {
    const on = lastDayOf(period)
    const { missing, ...past } = await this.regions.past(actor, land, { on, since: firstDayOf(period) })
    return missing > 0 ? null : { on, ...past }
  }

  /** Without a wish: the top of what the actor reaches; the county, all zeros, for who reaches nothing yet. */
  async #land(wish: string | undefined, actor: Actor): Promise<RegionRow> {
    const lands = [...new Set(actor.acting.flatMap((s) => [...s.lands]))]
    const villages = await this.regions.villages(actor)
    if (wish !== undefined && !reaches(wish, lands, villages)) throw problem('not_found')
    const found = await this.regions.byCode(wish ?? (commonLand([...lands, ...villages]) || loadCounty().settings.region))
    if (!found) throw problem('not_found')
    return found
  }
}

/** Groups of 1 to 4 households are not told above the village; none is. */
function hiderOf(land: string, smallest: number): (count: number) => number | null {
  return (count) => land.length < VILLAGE_DIGITS && count > 0 && count < smallest ? null : count
}

/**
 * Counts as told beside their total. A single small group would follow from the total and the others, two of one household each from
 * their sum: the next larger groups are hidden with them until two are and they are together no small group.
 */
function concealed(counts: readonly number[], hide: (count: number) => number | null, smallest: number): (number | null)[] {
  const hidden = new Set([...counts.keys()].filter((i) => hide(counts[i]) === null))
  if (hidden.size > 0) {
    for (const [i] of [...counts.entries()].filter(([i, count]) => count > 0 && !hidden.has(i)).sort((a, b) => a[1] - b[1])) {
      if (hidden.size > 1 && [...hidden].reduce((sum, at) => sum + counts[at], 0) >= smallest) break
      hidden.add(i)
    }
  }
  return counts.map((count, i) => hidden.has(i) ? null : count)
}

function addUp(groups: readonly Sums[]): Sums {
  const sum: Sums = { households: 0, people: 0, below: 0, overdue: 0, soon: 0, visited: 0 }
  for (const group of groups) for (const key of Object.keys(sum) as (keyof Sums)[]) sum[key] += group[key]
  return sum
}

function landsOf(groups: readonly TotalsGroup[], income: boolean): TotalsView['lands'] {
  const county = loadCounty()
  const smallest = county.settings.totals.smallestGroup
  const lands = [...new Set(groups.map((group) => group.land))].map((code) => ({ code, ...addUp(groups.filter((group) => group.land === code)) }))
  const below = lands.length === 0 ? [] : concealed(lands.map((land) => land.below), hiderOf(lands[0].code, smallest), smallest)
  return lands.map(({ code, households, people, overdue }, i) => ({ code, name: county.regionName(code), households, people, overdue, belowLine: income ? below[i] : null })).sort((a, b) => b.overdue - a.overdue || (a.code < b.code ? -1 : 1))
}

/** Who may not see what a household earns, or why it is poor, is not told it of a handful either; totals are the prefecture's own work. */
function shown(actor: Actor): { income: boolean; causes: boolean } {
  const sees = (standing: Standing, field: 'income' | 'causes'): boolean => {
    const sight = SIGHT_OF_ROLE[standing.role]
    if (sight === null) return false
    if (ROLES[standing.role].attachment === 'prefecture') return true
    const show = SIGHT_GRID[field][sight]
    return show === 'area' ? (AREAS[field] ?? []).some((kind) => standing.policyArea.includes(kind)) : show !== 'none'
  }
  return { income: actor.acting.every((s) => sees(s, 'income')), causes: actor.acting.every((s) => sees(s, 'causes')) }
}
