// The statements that gather what a card is made of; one list serves the reader's scope and the relay alike.
import type { Rows, Row } from './full-card'

/** `{of}` is the condition on `x.household_id`: ids, with or without a scope. */
const STATEMENTS: Record<Exclude<keyof Rows, 'households'>, string> = {
  members: 'SELECT x.* FROM member x {join} ORDER BY x.household_id, x.relation, x.id',
  codes: 'SELECT x.household_id, x.code, x.number FROM household_code x {join} AND x.live_household_id IS NOT NULL',
  entries: "SELECT x.household_id, x.period, x.item, x.fen, x.state FROM entry x {join} AND x.period >= :earliest AND x.state <> '06'",
  sheets: `SELECT x.household_id, x.period, x.state, x.newest, x.wage_fen + x.business_fen + x.property_fen + x.transfer_fen AS income, x.expense_fen AS expense FROM sheet x {join} AND x.period >= :earliest AND x.state <> 'superseded'`,
  measures: 'SELECT x.* FROM measure x {join} ORDER BY x.household_id, x.from_day DESC, x.id',
  helpers: `SELECT x.household_id, x.account_id, x.post, x.is_primary, x.from_day, a.name, a.phone_sealed, u.name AS unit_name FROM pairing x JOIN account a ON a.id = x.account_id LEFT JOIN unit u ON u.id = x.unit_id
            {join} AND x.from_day <= :today AND (x.to_day IS NULL OR x.to_day >= :today) ORDER BY x.household_id, x.is_primary DESC, x.id`,
  visits: 'SELECT x.id, x.household_id, x.on_day, x.kind, x.note, x.topics, x.withdrawn_at, a.name AS by_name FROM visit x JOIN account a ON a.id = x.account_id {join} AND x.on_day >= :visitsFrom ORDER BY x.household_id, x.on_day DESC, x.id DESC',
  steps: 'SELECT x.household_id, x.state, x.on_day FROM step x {join} ORDER BY x.household_id, x.on_day, x.id',
}

type Select = (sql: string, params: Record<string, unknown>) => Promise<Row[]>

/** `join` places ids and, for a reader, the scope: `JOIN household h ON h.id = x.household_id AND {scope:h} WHERE x.household_id IN (:ids)`. */
export async function gather(select: Select, households: Row[], join: string, today: string): Promise<Rows> {
  const year = Number(today.slice(0, 4))
  const params = { ids: households.map((h) => h.id), today, earliest: `${year - 3}-01`, visitsFrom: `${year - 1}${today.slice(4)}` }
  const used = (sql: string) => Object.fromEntries(Object.entries(params).filter(([name]) => sql.includes(`:${name}`)))
  const names = Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[]
  const answers = await Promise.all(names.map((name) => { const sql = STATEMENTS[name].replace('{join}', join); return select(sql, used(sql)) }))
  return { households, ...Object.fromEntries(names.map((name, i) => [name, answers[i]])) } as unknown as Rows
}
