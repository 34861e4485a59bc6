// The statements that gather what annual cards are made of; one list serves a reader's scope and the relay alike.
import type { CardYear } from '@onecard/shared/rules/period'

export type Row = Record<string, any>
/** Rows of all asked households; each but `households` carries `household_id`. */
export interface AnnualRows { households: Row[]; members: Row[]; entries: Row[]; sheets: Row[]; measures: Row[]; helpers: Row[]; secretaries: Row[]; visits: Row[]; steps: Row[] }
export type Select = (sql: string, params: Record<string, unknown>) => Promise<Row[]>

/** A card hangs until the next one takes its place: helpers and state are those of its last day, or of today while it hangs. */
export interface Span { year: CardYear; before: CardYear; hangsOn: string }

const HELD = 'x.from_day <= :hangsOn AND (x.to_day IS NULL OR x.to_day >= :hangsOn)'

const STATEMENTS: Record<Exclude<keyof AnnualRows, 'households'>, string> = {
  members: `SELECT x.id, x.household_id, x.name, x.relation, x.sex, x.birth_date, x.student_status, x.dropout_reason, x.labour, x.work_place, x.work_months, x.public_post, x.medical_aid, x.other_health_aid,
              x.resident_medical, x.employee_medical, x.serving, x.joined_on, x.left_on FROM member x {join} ORDER BY x.household_id, x.relation, x.id`,
  entries: "SELECT x.* FROM entry x {join} AND x.period >= :from AND x.period <= :to AND x.state = '03'",
  // A month in which there was nothing is there all the same once its sheet is approved.
  sheets: "SELECT x.household_id, x.period FROM sheet x {join} AND x.period >= :from AND x.period <= :to AND x.state = 'approved' AND x.line_count = 0",
  measures: 'SELECT x.household_id, x.kind, x.content, x.status, x.from_day, x.to_day, x.paid_fen, x.department FROM measure x {join} AND x.from_day <= :lastDay AND (x.to_day IS NULL OR x.to_day >= :firstDay)',
  helpers: `SELECT x.household_id, x.account_id, x.post, x.is_primary, a.name, a.phone_sealed, u.name AS unit_name FROM pairing x JOIN account a ON a.id = x.account_id LEFT JOIN unit u ON u.id = x.unit_id
            {join} AND ${HELD} ORDER BY x.household_id, x.is_primary DESC, x.from_day, x.id`,
  secretaries: `SELECT v.household_id, a.id AS account_id, a.name, a.phone_sealed, u.name AS unit_name FROM (SELECT x.id AS household_id, x.region FROM household x {joinSelf}) v
            JOIN appointment x ON x.role = 'first_secretary' AND x.lands = v.region AND ${HELD} JOIN account a ON a.id = x.account_id LEFT JOIN unit u ON u.id = x.unit_id ORDER BY v.household_id, x.from_day, x.id`,
  visits: 'SELECT x.household_id, x.on_day, x.kind FROM visit x {join} AND x.on_day >= :firstDay AND x.on_day <= :lastDay AND x.withdrawn_at IS NULL',
  steps: 'SELECT x.household_id, x.state, x.on_day FROM step x {join} AND x.on_day <= :hangsOn ORDER BY x.household_id, x.on_day, x.id',
}

/** How a statement reaches the households: by ids alone, or with a reader's scope. */
export interface Join { rows: string; self: string }
export const UNSCOPED: Join = { rows: 'WHERE x.household_id IN (:ids)', self: 'WHERE x.id IN (:ids)' }
export const IN_SCOPE: Join = { rows: 'JOIN household h ON h.id = x.household_id AND {scope:h} WHERE x.household_id IN (:ids)', self: 'WHERE x.id IN (:ids) AND {scope:x}' }

const NAMES = Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[]
const texts = new Map<Join, { name: keyof typeof STATEMENTS; sql: string; used: string[] }[]>()

function textsOf(join: Join): { name: keyof typeof STATEMENTS; sql: string; used: string[] }[] {
  let known = texts.get(join)
  if (!known) {
    known = NAMES.map((name) => {
      const sql = STATEMENTS[name].replace('{join}', join.rows).replace('{joinSelf}', join.self)
      return { name, sql, used: [...new Set([...sql.matchAll(/:(ids|from|to|firstDay|lastDay|hangsOn)\b/g)].map(([, param]) => param))] }
    })
    texts.set(join, known)
  }
  return known
}

/** Everything behind these household rows, in eight statements at once. */
export async function gatherAnnual(select: Select, households: Row[], join: Join, { year, before, hangsOn }: Span): Promise<AnnualRows> {
  const params: Record<string, unknown> = { ids: households.map((h) => h.id as string), from: before.from, to: year.to, firstDay: year.firstDay, lastDay: year.lastDay, hangsOn }
  const answers = await Promise.all(textsOf(join).map(async ({ name, sql, used }) => [name, await select(sql, Object.fromEntries(used.map((param) => [param, params[param]])))] as const))
  return { households, ...Object.fromEntries(answers) } as unknown as AnnualRows
}
