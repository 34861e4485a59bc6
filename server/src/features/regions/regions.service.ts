import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { ListRegions } from '@onecard/shared/contract/county.requests'
import type { CountyView, RegionView, RegionsView } from '@onecard/shared/contract/county.views'
import { roleMay } from '@onecard/shared/permissions'
import { ROLES } from '@onecard/shared/roles'
import { cardYearOf } from '@onecard/shared/rules/period'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import { loadCounty } from '../../kernel/county'
import type { Env } from '../../kernel/env'
import { problem } from '../../kernel/http/problem'
import { ENV } from '../../kernel/kernel.module'
import { Regions, type RegionRow } from './regions.repository'
import { reaches } from './reach'

@Injectable()
export class RegionsService implements OnModuleInit {
  constructor(private readonly regions: Regions, @Inject(ENV) private readonly env: Env) {}

  /** A fresh production database has no seed, but needs the regions before anybody can be appointed. */
  onModuleInit(): Promise<void> { return this.regions.takeOver(loadCounty().regions) }

  county(): CountyView {
    const county = loadCounty()
    const { name, region, hotline, cardYear, income, visit } = county.settings
    const today = clock.today()
    return {
      name, region, hotline, today, cardYear, divisor: income.divisor, visit: { rules: visit.rules },
      lines: county.lines(cardYearOf(today, cardYear.startMonth).year).map(({ year, fen }) => ({ year, fen })),
      lists: { states: county.list('lifecycle'), types: county.list('household_type'), causes: county.list('cause'), items: ['income_item', 'excluded_item', 'rigid_expense'].flatMap((list) => county.list(list)) },
      demo: this.env.seed === 'demo' && !this.env.production,
    }
  }

  /** All regions for who administers or audits, without counts; else those of the actor's land, counting what is in scope. */
  async list({ under }: ListRegions, actor: Actor): Promise<RegionsView> {
    const all = await this.regions.all()
    const everywhere = actor.acting.some((s) => ROLES[s.role].attachment === 'none')
    const counts = actor.acting.some((s) => roleMay(s.role, 'household.read')) ? await this.regions.householdsByVillage(actor) : null
    const lands = [...new Set(actor.acting.flatMap((s) => [...s.lands]))]
    const villages = everywhere ? [] : await this.regions.villages(actor)
    if (under !== undefined && !(all.some((r) => r.code === under) && (everywhere || reaches(under, lands, villages)))) throw problem('not_found')
    const mine = (code: string): boolean => everywhere || lands.some((land) => code.startsWith(land)) || villages.includes(code)
    const items = all.filter((r) => mine(r.code) && (under === undefined || (r.code !== under && r.code.startsWith(under))))
    return { items: items.map((r) => regionView(r, counts)) }
  }
}

function regionView(row: RegionRow, counts: Map<string, number> | null): RegionView {
  const view: RegionView = { code: row.code, name: loadCounty().regionName(row.code), level: row.level, parent: row.parent_code, poverty: row.poverty === 1 }
  if (counts) {
    let households = 0
    for (const [village, n] of counts) if (village.startsWith(row.code)) households += n
    view.households = households
  }
  return view
}
