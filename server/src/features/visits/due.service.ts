// 该走访的: by the kept due day, and a helper's month.
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Page } from '@onecard/shared/contract/common.views'
import type { GetVisitCalendar, ListDue } from '@onecard/shared/contract/visits.requests'
import type { CalendarView, DueItem } from '@onecard/shared/contract/visits.views'
import { addDays, isDay } from '@onecard/shared/rules/day'
import { firstDayOf, lastDayOf } from '@onecard/shared/rules/period'
import { DUE_SOON_DAYS } from '@onecard/shared/rules/visit-need'
import { daysOverdue, visitRuleOn } from '@onecard/shared/rules/visits'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { pageOf } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'

const PAGE = 50
const MOST = 500

interface DueRow { id: string; region: string; group_name: string | null; head_name: string; due_on: string; last_visit_on: string | null; state: string; household_type: string; planned_exit_year: number | null; helper_name: string | null }

const COLUMNS = 'h.id, h.region, h.group_name, h.head_name, h.due_on, h.last_visit_on, h.state, h.household_type, h.planned_exit_year'
/** Helpers are joined to the page alone. */
const withHelper = (page: string): string => `SELECT p.*, a.name AS helper_name FROM (${page}) p LEFT JOIN pairing q ON q.household_id = p.id AND q.is_primary = 1 AND q.to_day IS NULL LEFT JOIN account a ON a.id = q.account_id ORDER BY p.due_on, p.id`

export class DueService {
  constructor(private readonly db: Database, private readonly county: County) {}

  /** Longest over first. A land outside the scope answers what an empty one does. */
  async list(actor: Actor, input: ListDue): Promise<Page<DueItem>> {
    const today = clock.today()
    const after = cursorOf(input.after)
    const limit = input.limit ?? PAGE
    const soon = addDays(today, DUE_SOON_DAYS)
    const bounds = { overdue: 'h.due_on < :today', soon: 'h.due_on >= :today AND h.due_on <= :soon', both: 'h.due_on <= :soon' }[input.due ?? 'both']
    const land = input.region ? ' AND h.region >= :land AND h.region < :afterLand' : ''
    const rows = await this.db.read(actor).select<DueRow>(
      withHelper(`SELECT ${COLUMNS} FROM household h WHERE {scope:h} AND ${bounds}${land}${after ? ' AND (h.due_on, h.id) > (:due, :id) AND h.due_on >= :due' : ''} ORDER BY h.due_on, h.id LIMIT ${Number(limit) + 1}`),
      { today, soon, ...(input.region && { land: input.region, afterLand: prefixUpperBound(input.region) }), ...after })
    const page = pageOf(rows, limit, (row) => `${row.due_on}.${row.id}`)
    return { items: page.items.map((row) => this.#item(row, today)), next: page.next }
  }

  #item(row: DueRow, today: string): DueItem {
    const rule = visitRuleOn({ state: row.state, type: row.household_type, plannedExitYear: row.planned_exit_year, lastVisitOn: null, pairedOn: null }, row.due_on, this.county.settings.visit.rules)
    return {
      household: { id: row.id, headName: row.head_name, region: { ...this.county.place(row.region), ...(row.group_name !== null && { group: row.group_name }) } },
      dueOn: row.due_on, daysOver: daysOverdue(row.due_on, today), lastVisitOn: row.last_visit_on, rule: rule?.label ?? '', ...(row.helper_name !== null && { helperName: row.helper_name }),
    }
  }

  /** The asker's own visits of a month, and the due days of the households that he is paired with. */
  async calendar(actor: Actor, { month }: GetVisitCalendar): Promise<CalendarView> {
    if (!isDay(`${month}-01`)) throw problem('request.invalid', {}, { errors: [{ field: 'month', message: '月份写成 2020-03' }] })
    const days = { me: actor.accountId, from: firstDayOf(month), to: lastDayOf(month) }
    const reader = this.db.read(actor)
    const [visits, due] = await Promise.all([
      reader.select<{ id: string; head_name: string; on_day: string; kind: string }>(
        `SELECT h.id, h.head_name, v.on_day, v.kind FROM visit v JOIN household h ON h.id = v.household_id AND {scope:h}
         WHERE v.account_id = :me AND v.on_day >= :from AND v.on_day <= :to AND v.withdrawn_at IS NULL ORDER BY v.on_day, v.id LIMIT ${MOST}`, days),
      reader.select<{ id: string; head_name: string; due_on: string }>(
        `SELECT DISTINCT h.id, h.head_name, h.due_on FROM pairing p JOIN household h ON h.id = p.household_id AND {scope:h}
         WHERE p.account_id = :me AND p.from_day <= :today AND (p.to_day IS NULL OR p.to_day >= :today) AND h.due_on >= :from AND h.due_on <= :to ORDER BY h.due_on, h.id LIMIT ${MOST}`, { ...days, today: clock.today() }),
    ])
    return {
      month, visits: visits.map((row) => ({ household: { id: row.id, headName: row.head_name }, on: row.on_day, kind: this.county.term('visit_kind', row.kind) })),
      due: due.map((row) => ({ household: { id: row.id, headName: row.head_name }, on: row.due_on })),
    }
  }
}

function cursorOf(after: string | undefined): { due: string; id: string } | null {
  if (after === undefined) return null
  const match = /^(\d{4}-\d{2}-\d{2})\.([0-9A-HJKMNP-TV-Z]{26})$/.exec(after)
  if (!match) throw problem('request.invalid', {}, { errors: [{ field: 'after', message: '请从第一页重新打开' }] })
  return { due: match[1], id: match[2] }
}
