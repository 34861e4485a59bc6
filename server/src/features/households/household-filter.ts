// The conditions of a household list, from a validated filter to SQL on alias `h`.
import type { CountHouseholds } from '@onecard/shared/contract/households.requests'
import { SIGHT_GRID, SIGHT_OF_ROLE } from '@onecard/shared/rules/sight'
import { addDays } from '@onecard/shared/rules/day'
import { DUE_SOON_DAYS } from '@onecard/shared/rules/visit-need'
import type { Actor } from '../../kernel/auth'
import { problem } from '../../kernel/http/problem'
import { DUE_SOON, OVERDUE } from '../regions'

export interface Condition { sql: string; params: Record<string, unknown> }

type Filter = Omit<CountHouseholds, 'limit' | 'after'>

/** Whether every acting appointment shows causes in full: else a filter by cause would tell what the row leaves out. */
export function seesCauses(actor: Actor): boolean {
  return actor.acting.every((s) => { const sight = SIGHT_OF_ROLE[s.role]; return sight !== null && SIGHT_GRID.causes[sight] === 'full' })
}

export function conditionsOf(filter: Filter, actor: Actor, today: string): Condition {
  const parts: string[] = []
  const params: Record<string, unknown> = {}
  const add = (sql: string, values: Record<string, unknown>): void => { parts.push(sql); Object.assign(params, values) }
  if (filter.region) add('h.region LIKE :region', { region: `${filter.region}%` })
  if (filter.state) add('h.state = :state', { state: filter.state })
  if (filter.type) add('h.household_type = :type', { type: filter.type })
  if (filter.cause) {
    if (!seesCauses(actor)) throw problem('request.invalid', {}, { errors: [{ field: 'cause', message: '您的岗位不能按致贫原因筛选，请去掉这一项' }] })
    add(':cause IN (h.cause_main, h.cause_other1, h.cause_other2)', { cause: filter.cause })
  }
  // Account names are ASCII, and the database refuses to compare an ASCII column with anything else.
  if (filter.helper && !/^[\x20-\x7e]+$/.test(filter.helper)) add('1 = 0', {})
  else if (filter.helper) {
    add(`EXISTS (SELECT 1 FROM pairing fp JOIN account fa ON fa.id = fp.account_id WHERE fp.household_id = h.id AND fa.account = :helper
         AND fp.from_day <= :today AND (fp.to_day IS NULL OR fp.to_day >= :today))`, { helper: filter.helper, today })
  }
  if (filter.overdue === 'true' || filter.due === 'overdue') add(OVERDUE, { today })
  if (filter.due === 'soon') add(DUE_SOON, { today, soon: addDays(today, DUE_SOON_DAYS) })
  return { sql: parts.length ? ` AND ${parts.join(' AND ')}` : '', params }
}
