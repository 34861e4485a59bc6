import type { CountHouseholds, ListHouseholds } from '@onecard/shared/contract/households.requests'
import type { Actor } from '../../kernel/auth'
import type { Database, Reader } from '../../kernel/db'
import { conditionsOf, type Condition } from './household-filter'

export interface ListRow {
  id: string; version: number; region: string; group_name: string | null; head_name: string; member_count: number; state: string; household_type: string
  cause_main: string; cause_other1: string | null; cause_other2: string | null; per_capita_fen: string | null; below_line: number | null; last_visit_on: string | null; due_on: string | null
  code: string | null; number: string | null; helper_name: string | null
}

/** Where a page begins: the sort key of the last row of the page before. */
export interface Cursor { due?: string; id: string }

const COLUMNS = `h.id, h.version, h.region, h.group_name, h.head_name, h.member_count, h.state, h.household_type, h.cause_main, h.cause_other1, h.cause_other2,
  h.per_capita_fen, h.below_line, h.last_visit_on, h.due_on`

/** Code and helper are joined to the page alone, not to the whole land. */
const withMore = (page: string): string => `SELECT p.*, c.code, c.number, a.name AS helper_name FROM (${page}) p
  LEFT JOIN household_code c ON c.live_household_id = p.id
  LEFT JOIN pairing q ON q.household_id = p.id AND q.is_primary = 1 AND q.to_day IS NULL
  LEFT JOIN account a ON a.id = q.account_id`

/** Sorts what is never due behind everything. */
const NEVER = '9999-12-31'

export class Households {
  constructor(private readonly db: Database) {}

  reader(actor: Actor): Reader { return this.db.read(actor) }

  /** Keyset page by id, or by the due day (what is not due comes last). */
  page(actor: Actor, input: Omit<ListHouseholds, 'after'>, more: Condition, after: Cursor | null, limit: number, today: string): Promise<ListRow[]> {
    const filter = conditionsOf(input, actor, today)
    const due = input.sort === 'due'
    const key = due ? `COALESCE(h.due_on, '${NEVER}')` : 'h.id'
    const from = !after ? '' : due ? ` AND (${key} > :due OR (${key} = :due AND h.id > :after))` : ' AND h.id > :after'
    const order = due ? `${key}, h.id` : 'h.id'
    const page = `SELECT ${COLUMNS} FROM household h WHERE {scope:h}${filter.sql}${more.sql}${from} ORDER BY ${order} LIMIT ${limit}`
    return this.db.read(actor).select<ListRow>(`${withMore(page)} ORDER BY ${due ? `COALESCE(p.due_on, '${NEVER}'), p.id` : 'p.id'}`,
      { ...filter.params, ...more.params, ...(after && { after: after.id }), ...(after && due && { due: after.due ?? NEVER }) })
  }

  /** Counts by one column (`causes` counts main causes). */
  counts(actor: Actor, input: CountHouseholds, column: 'state' | 'household_type' | 'cause_main', today: string): Promise<{ code: string; n: number }[]> {
    const filter = conditionsOf(input, actor, today)
    return this.db.read(actor).select(`SELECT h.${column} AS code, COUNT(*) AS n FROM household h WHERE {scope:h}${filter.sql} GROUP BY h.${column} ORDER BY h.${column}`, filter.params)
  }

  member(reader: Reader, household: string, member: string): Promise<{ id: string; household_id: string; certificate_sealed: string | null; phone_sealed: string | null; relation: string; household_phone: string | null; household_bank: string | null; region: string } | null> {
    return reader.one(
      `SELECT m.id, m.household_id, m.certificate_sealed, m.phone_sealed, m.relation, h.phone_sealed AS household_phone, h.bank_card_sealed AS household_bank, h.region
       FROM member m JOIN household h ON h.id = m.household_id AND {scope:h} WHERE m.id = :member AND h.id = :household`, { household, member })
  }

  pairings(reader: Reader, household: string): Promise<Record<string, any>[]> {
    return reader.select(
      `SELECT p.id, a.account, a.name, u.name AS unit, p.is_primary, p.from_day, p.to_day FROM pairing p JOIN household h ON h.id = p.household_id AND {scope:h}
       JOIN account a ON a.id = p.account_id LEFT JOIN unit u ON u.id = p.unit_id WHERE h.id = :household ORDER BY p.id DESC LIMIT 200`, { household })
  }
}
