// `visitDueOn` of the rules as SQL, for what is kept on the household and for figures of a past day. test/visits-due.spec.ts holds both together.
import type { VisitRule } from '@onecard/shared/rules/visits'
import { county } from '../../kernel/county'
import type { HouseTx } from '../../kernel/db'

/** Registered and still with us (`isActive` of the rules): what 名册, visits and figures are about. */
export const ACTIVE = "h.state >= '07' AND h.state <= '17'"

/** Columns that the due day rests on, as SQL. `paired`: beginning of the present pairing. */
export interface DueColumns { state: string; type: string; plannedExitYear: string; last: string; paired: string }

const codes = (list: readonly string[]): string => list.map((code) => `'${code}'`).join(', ')
const plus = (since: string, days: number): string => `DATE_ADD(${since}, INTERVAL ${Number(days)} DAY)`

function fits(rule: VisitRule, of: DueColumns): string {
  const parts = [rule.types && `${of.type} IN (${codes(rule.types)})`, rule.states && `${of.state} IN (${codes(rule.states)})`, rule.fromExitYear && `${of.plannedExitYear} IS NOT NULL`]
  return parts.filter(Boolean).join(' AND ') || '1 = 1'
}

/** The due day, NULL when nothing is due. Rules come from config/county, whose codes and days are checked at start. */
export function dueSql(of: DueColumns, rules: readonly VisitRule[] = county.settings.visit.rules): string {
  const since = `COALESCE(GREATEST(${of.last}, ${of.paired}), ${of.last}, ${of.paired})`
  const cases = (list: readonly VisitRule[], then: (rule: VisitRule) => string): string => list.length ? `CASE ${list.map((rule) => `WHEN ${fits(rule, of)} THEN ${then(rule)}`).join(' ')} END` : 'NULL'
  const always = cases(rules.filter((rule) => !rule.fromExitYear), (rule) => plus(since, rule.everyDays))
  const begins = `CONCAT(${of.plannedExitYear}, '-01-01')`
  const due = cases(rules, (rule) => rule.fromExitYear ? `CASE WHEN ${always} < ${begins} THEN ${always} ELSE GREATEST(${begins}, ${plus(since, rule.everyDays)}) END` : plus(since, rule.everyDays))
  return `CASE WHEN ${of.state} >= '07' AND ${of.state} <= '17' THEN ${due} END`
}

/** What is kept: columns of household `h` and of `p`, the join below. */
export const DUE = dueSql({ state: 'h.state', type: 'h.household_type', plannedExitYear: 'h.planned_exit_year', last: 'h.last_visit_on', paired: 'p.paired_on' })

/** `LEFT JOIN`s the beginning of the present pairing as `p.paired_on`; `where` narrows `q.household_id`. Needs `:today`. */
export const pairedOn = (where: string): string =>
  `LEFT JOIN (SELECT q.household_id, MAX(q.from_day) AS paired_on FROM pairing q
     WHERE ${where} AND q.is_primary = 1 AND q.from_day <= :today AND (q.to_day IS NULL OR q.to_day >= :today) GROUP BY q.household_id) p ON p.household_id = h.id`

/** Kept due days of named households anew, for imports, seeds and the start: whoever changes a household by `touch` has it done there. */
export async function refreshDue(tx: Pick<HouseTx, 'execute'>, ids: readonly string[], today: string): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(`UPDATE household h ${pairedOn('q.household_id IN (:ids)')} SET h.due_on = ${DUE} WHERE h.id IN (:ids)`, { ids, today })
}

/** For lists and figures: past its day; due from today to a week ahead (`:soon`). */
export const OVERDUE = 'h.due_on < :today'
export const DUE_SOON = 'h.due_on >= :today AND h.due_on <= :soon'
