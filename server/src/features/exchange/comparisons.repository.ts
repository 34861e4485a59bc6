// Comparisons and their lines. They cover the whole county, so no household scope applies; the permission decides.
import type { ComparisonState, NationalDifferenceKind } from '@onecard/shared/contract/exchange.views'
import { clock } from '../../kernel/clock'
import { Rows, type Database, type Everywhere, type HouseTx, type Tx } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import type { StoredFile } from '../imports'
import type { Line } from './comparison-run'

export interface ComparisonRow { id: string; state: ComparisonState; created_by: string; by_name: string | null; created_at: Date; files: string; progress: string; cut: number; failure: string | null }
/** `host` and `at`: who works on it and when it was last heard of. */
export interface StoredProgress { done: number; step: string; households: number; members: number; host: string; at: number }
export interface LineRow {
  id: string; kind: NationalDifferenceKind; sheet: Line['sheet']; row: number | null; household_no: string; household_id: string | null; member_id: string | null; field: string; sealed: string
  decision: 'theirs' | 'ours' | null; decided_at: Date | null
}
export type ShownLine = LineRow & { head_name: string | null; region: string | null; group_name: string | null; member_name: string | null; decided_by_name: string | null }
export interface LineValues { ours: string | null; theirs: string | null; base: string | null }

const COLUMN = 'comparison_line.values'
const JOB = 'SELECT c.id, c.state, c.created_by, a.name AS by_name, c.created_at, c.files, c.progress, c.cut, c.failure FROM comparison c LEFT JOIN account a ON a.id = c.created_by'
const LINE = 'l.id, l.kind, l.sheet, l.line AS `row`, l.household_no, l.household_id, l.member_id, l.field, l.sealed, l.decision, l.decided_at'

export class Comparisons {
  readonly #db: Everywhere
  constructor(db: Database, private readonly vault: Vault) { this.#db = db.everywhere('a comparison covers the whole county') }

  /** Newest first. */
  page(before: string | null, limit: number): Promise<ComparisonRow[]> {
    return this.#db.select<ComparisonRow>(`${JOB} ${before === null ? '' : 'WHERE c.id < :before'} ORDER BY c.id DESC LIMIT ${Number(limit)}`, { before })
  }

  async byId(id: string): Promise<ComparisonRow | null> { return (await this.#db.select<ComparisonRow>(`${JOB} WHERE c.id = :id`, { id }))[0] ?? null }

  counts(id: string): Promise<{ kind: NationalDifferenceKind; n: string | number; decided: string | number }[]> {
    return this.#db.select('SELECT kind, COUNT(*) AS n, COUNT(decision) AS decided FROM comparison_line WHERE comparison_id = :id GROUP BY kind', { id })
  }

  async add(tx: Tx, id: string, createdBy: string, files: StoredFile[], progress: StoredProgress): Promise<void> {
    await tx.plain(`INSERT INTO comparison (id, state, created_by, created_at, files, progress, cut) VALUES (:id, 'comparing', :createdBy, :now, :files, :progress, 0)`,
      { id, createdBy, now: clock.date(), files: JSON.stringify(files), progress: JSON.stringify(progress) })
  }

  async progress(id: string, progress: StoredProgress): Promise<void> {
    await this.#db.execute(`UPDATE comparison SET progress = :progress WHERE id = :id AND state = 'comparing'`, { id, progress: JSON.stringify(progress) })
  }

  async finish(id: string, state: ComparisonState, progress: StoredProgress, cut: boolean, failure: string | null): Promise<void> {
    await this.#db.write(async (tx) => {
      if (state !== 'compared') await tx.execute('DELETE FROM comparison_line WHERE comparison_id = :id', { id })
      await tx.execute('UPDATE comparison SET state = :state, progress = :progress, cut = :cut, failure = :failure WHERE id = :id', { id, state, progress: JSON.stringify(progress), cut: cut ? 1 : 0, failure: failure?.slice(0, 400) ?? null })
    })
  }

  running(): Promise<Pick<ComparisonRow, 'id' | 'progress'>[]> { return this.#db.select(`SELECT id, progress FROM comparison WHERE state = 'comparing'`) }

  /** In full statements; the caller flushes the rest. */
  writer(): { add(comparison: string, line: Line): void; flush(all: boolean): Promise<void> } {
    const rows = new Rows('comparison_line', ['id', 'comparison_id', 'kind', 'sheet', 'line', 'household_no', 'household_id', 'member_id', 'field', 'sealed'])
    return {
      add: (comparison, line) => {
        const id = newId()
        const values: LineValues = { ours: line.ours, theirs: line.theirs, base: line.base }
        rows.add([id, comparison, line.kind, line.sheet, line.row, line.householdNo, line.householdId, line.memberId, line.field, this.vault.seal(COLUMN, id, JSON.stringify(values))])
      },
      flush: (all) => rows.flush({ bulk: (sql, values) => this.#db.bulk(sql, values) }, all),
    }
  }

  values(line: Pick<LineRow, 'id' | 'sealed'>): LineValues { return JSON.parse(this.vault.open(COLUMN, line.id, line.sealed)) as LineValues }

  lines(comparison: string, kind: NationalDifferenceKind | undefined, state: 'open' | 'decided' | undefined, after: string, limit: number): Promise<ShownLine[]> {
    return this.#db.select<ShownLine>(
      `SELECT ${LINE}, h.head_name, h.region, h.group_name, m.name AS member_name, a.name AS decided_by_name FROM comparison_line l LEFT JOIN household h ON h.id = l.household_id LEFT JOIN member m ON m.id = l.member_id LEFT JOIN account a ON a.id = l.decided_by
       WHERE l.comparison_id = :comparison AND l.id > :after${kind ? ' AND l.kind = :kind' : ''}${state ? ` AND l.decision IS ${state === 'open' ? '' : 'NOT '}NULL` : ''} ORDER BY l.id LIMIT ${Number(limit)}`,
      { comparison, after, ...kind && { kind } })
  }

  write<T>(work: (tx: HouseTx) => Promise<T>): Promise<T> { return this.#db.write(work) }

  /** Under lock, in the order of their households. */
  chosen(tx: HouseTx, comparison: string, ids: readonly string[]): Promise<LineRow[]> {
    return tx.select<LineRow>(`SELECT ${LINE} FROM comparison_line l WHERE l.comparison_id = :comparison AND l.id IN (:ids) ORDER BY l.household_id, l.id FOR UPDATE`, { comparison, ids: [...ids] })
  }

  async decide(tx: HouseTx, ids: readonly string[], decision: 'theirs' | 'ours', account: string): Promise<void> {
    if (ids.length > 0) await tx.execute('UPDATE comparison_line SET decision = :decision, decided_by = :account, decided_at = :now WHERE id IN (:ids)', { ids: [...ids], decision, account, now: clock.date() })
  }
}
