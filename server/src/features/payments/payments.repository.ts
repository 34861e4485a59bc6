// Payment lists and their rows. A list is matched against the whole county, so no household scope applies to it; who may, the permission decides, and which lists, their author.
import type { PaymentRowView } from '@onecard/shared/contract/payments.views'
import { clock } from '../../kernel/clock'
import type { Database, Everywhere, HouseTx } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'

export interface ListRow { id: string; created_by: string; by_name: string | null; created_at: Date; file_name: string; item: string; period: string; row_count: number; fen: string }
export interface RowRow { id: string; list_id: string; row: number; state: PaymentRowView['state']; household_id: string | null; person: string; item: string; period: string; fen: string; note: string | null; why: string | null; region: string | null; group_name: string | null }
export interface PersonRow { id: string; household_id: string; name: string; certificate_index: string; left_on: string | null; region: string }
export interface Person { name: string; certificate: string }

const COLUMN = 'payment_row.person'
const LIST = 'SELECT l.id, l.created_by, a.name AS by_name, l.created_at, l.file_name, l.item, l.period, l.row_count, l.fen FROM payment_list l LEFT JOIN account a ON a.id = l.created_by'
const ROW = 'SELECT p.id, p.list_id, p.line AS `row`, p.state, p.household_id, p.person, p.item, p.period, p.fen, p.note, p.why, h.region, h.group_name FROM payment_row p LEFT JOIN household h ON h.id = p.household_id'

export class Payments {
  readonly #db: Everywhere
  constructor(db: Database, private readonly vault: Vault) { this.#db = db.everywhere('a payment list is matched against the whole county') }

  sealPerson(id: string, person: Person): string { return this.vault.seal(COLUMN, id, JSON.stringify(person)) }
  person(row: Pick<RowRow, 'id' | 'person'>): Person { return JSON.parse(this.vault.open(COLUMN, row.id, row.person)) as Person }

  /** Newest first; `author` null: everybody's. */
  page(author: string | null, before: string | null, limit: number): Promise<ListRow[]> {
    const where = [author === null ? '' : 'l.created_by = :author', before === null ? '' : 'l.id < :before'].filter(Boolean).join(' AND ')
    return this.#db.select<ListRow>(`${LIST} ${where && `WHERE ${where}`} ORDER BY l.id DESC LIMIT ${Number(limit)}`, { author, before })
  }

  async byId(id: string, author: string | null): Promise<ListRow | null> {
    return (await this.#db.select<ListRow>(`${LIST} WHERE l.id = :id${author === null ? '' : ' AND l.created_by = :author'}`, { id, author }))[0] ?? null
  }

  async known(file: { hash: string; item: string; period: string }): Promise<ListRow | null> {
    return (await this.#db.select<ListRow>(`${LIST} WHERE l.file_hash = :hash AND l.item = :item AND l.period = :period`, file))[0] ?? null
  }

  counts(ids: readonly string[]): Promise<{ list_id: string; state: PaymentRowView['state']; n: string | number }[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#db.select('SELECT list_id, state, COUNT(*) AS n FROM payment_row WHERE list_id IN (:ids) GROUP BY list_id, state', { ids: [...ids] })
  }

  rows(list: string, state: PaymentRowView['state'] | undefined, after: string, limit: number): Promise<RowRow[]> {
    return this.#db.select<RowRow>(`${ROW} WHERE p.list_id = :list AND p.id > :after${state ? ' AND p.state = :state' : ''} ORDER BY p.id LIMIT ${Number(limit)}`, { list, after, ...state && { state } })
  }

  async one(list: string, row: string): Promise<RowRow | null> { return (await this.#db.select<RowRow>(`${ROW} WHERE p.list_id = :list AND p.id = :row`, { list, row }))[0] ?? null }

  /** Whoever has one of these certificates in the county, gone ones too. */
  people(county: string, indexes: readonly string[]): Promise<PersonRow[]> {
    return this.#db.select<PersonRow>('SELECT m.id, m.household_id, m.name, m.certificate_index, m.left_on, h.region FROM member m JOIN household h ON h.id = m.household_id WHERE h.region LIKE :county AND m.certificate_index IN (:indexes)', { county: `${county}%`, indexes: [...indexes] })
  }

  /** Payments of the same person, item and month that came before. */
  earlier(indexes: readonly string[], periods: readonly string[]): Promise<{ certificate_index: string; item: string; period: string; fen: string; created_by: string }[]> {
    return this.#db.select(`SELECT p.certificate_index, p.item, p.period, p.fen, l.created_by FROM payment_row p JOIN payment_list l ON l.id = p.list_id WHERE p.certificate_index IN (:indexes) AND p.period IN (:periods) AND p.state IN ('proposed', 'taken')`,
      { indexes: [...indexes], periods: [...periods] })
  }

  write<T>(work: (tx: HouseTx) => Promise<T>): Promise<T> { return this.#db.write(work) }

  async locked(tx: HouseTx, list: string, row: string): Promise<RowRow | null> { return (await tx.select<RowRow>(`${ROW} WHERE p.list_id = :list AND p.id = :row FOR UPDATE`, { list, row }))[0] ?? null }

  async decide(tx: HouseTx, row: string, facts: { state: string; household: string | null; member: string | null; why: string | null; by: string }): Promise<void> {
    await tx.execute('UPDATE payment_row SET state = :state, household_id = :household, member_id = :member, why = :why, decided_by = :by, decided_at = :now WHERE id = :row', { row, ...facts, now: clock.date() })
  }
}
