// Import jobs and their problems. They cover the whole county, so no household scope applies; the permission decides.
import type { ImportProblem, ImportState } from '@onecard/shared/contract/imports.views'
import { Rows, type Database, type Everywhere, type HouseTx, type Tx } from '../../kernel/db'
import { clock } from '../../kernel/clock'
import { newId } from '../../kernel/ids'
import type { ImportOutcome } from './import-run'

export interface JobRow {
  id: string; state: ImportState; created_by: string | null; by_name: string | null; created_at: Date
  /** JSON: StoredFile[], both ImportCounts, StoredProgress. */
  files: string; counts: string; progress: string
  problems: number; warnings: number; failure: string | null
}
export interface StoredFile { sheet: 'households' | 'members'; name: string; bytes: number }
/** `host` and `at`: who works on it and when it was last heard of, for the sweep after a crash. */
export interface StoredProgress { done: number; total: number | null; step: string; host: string; at: number }

const JOB = `SELECT j.id, j.state, j.created_by, a.name AS by_name, j.created_at, j.files, j.counts, j.progress, j.problems, j.warnings, j.failure
  FROM import_job j LEFT JOIN account a ON a.id = j.created_by`
const NO_COUNTS = { read: 0, added: 0, changed: 0, same: 0 }

export class Imports {
  readonly #db: Everywhere
  constructor(db: Database) { this.#db = db.everywhere('an import covers the whole county') }

  /** Newest first. */
  page(before: string | null, limit: number): Promise<JobRow[]> {
    return this.#db.select<JobRow>(`${JOB} ${before === null ? '' : 'WHERE j.id < :before'} ORDER BY j.id DESC LIMIT ${Number(limit)}`, { before })
  }

  async byId(id: string): Promise<JobRow | null> { return (await this.#db.select<JobRow>(`${JOB} WHERE j.id = :id`, { id }))[0] ?? null }

  /** In the order that a person works through: errors first. */
  problems(jobId: string, after: number, limit: number): Promise<(ImportProblem & { seq: number })[]> {
    return this.#db.select('SELECT p.seq, p.severity, p.rule, p.sheet, p.line AS `row`, p.`column`, p.`read`, p.expected FROM import_problem p ' +
      `WHERE p.job_id = :jobId AND p.seq > :after ORDER BY p.seq LIMIT ${Number(limit)}`, { jobId, after })
  }

  async add(tx: Tx, id: string, createdBy: string, files: StoredFile[], progress: StoredProgress): Promise<void> {
    await tx.plain(`INSERT INTO import_job (id, state, created_by, created_at, files, counts, progress, problems, warnings)
      VALUES (:id, 'checking', :createdBy, :now, :files, :counts, :progress, 0, 0)`,
    { id, createdBy, now: clock.date(), files: JSON.stringify(files), counts: JSON.stringify({ households: NO_COUNTS, members: NO_COUNTS }), progress: JSON.stringify(progress) })
  }

  /** False when somebody was faster. */
  async claim(id: string, progress: StoredProgress): Promise<boolean> {
    return (await this.#db.execute(`UPDATE import_job SET state = 'applying', progress = :progress WHERE id = :id AND state = 'checked'`, { id, progress: JSON.stringify(progress) })).affectedRows === 1
  }

  async progress(id: string, progress: StoredProgress): Promise<void> {
    await this.#db.execute(`UPDATE import_job SET progress = :progress WHERE id = :id AND state IN ('checking', 'applying')`, { id, progress: JSON.stringify(progress) })
  }

  /** In the transaction of the import itself. */
  async applied(tx: HouseTx, id: string): Promise<void> { await tx.execute(`UPDATE import_job SET state = 'applied' WHERE id = :id`, { id }) }

  async finish(id: string, state: ImportState, outcome: ImportOutcome, progress: StoredProgress): Promise<void> {
    await this.#db.write(async (tx) => {
      await tx.execute('DELETE FROM import_problem WHERE job_id = :id', { id })
      const rows = new Rows('import_problem', ['id', 'job_id', 'seq', 'severity', 'rule', 'sheet', 'line', '`column`', '`read`', 'expected'])
      outcome.problems.forEach((p, i) => rows.add([newId(), id, i + 1, p.severity, p.rule, p.sheet, p.row, p.column, p.read, p.expected]))
      await rows.flush(tx)
      await tx.execute('UPDATE import_job SET state = :state, progress = :progress, counts = :counts, problems = :problems, warnings = :warnings WHERE id = :id',
        { id, state, progress: JSON.stringify(progress), counts: JSON.stringify({ households: outcome.households, members: outcome.members }), problems: outcome.errors, warnings: outcome.warnings })
    })
  }

  async fail(id: string, failure: string): Promise<void> {
    await this.#db.execute(`UPDATE import_job SET state = 'failed', failure = :failure WHERE id = :id AND state NOT IN ('applied')`, { id, failure: failure.slice(0, 200) })
  }

  running(): Promise<Pick<JobRow, 'id' | 'progress'>[]> {
    return this.#db.select(`SELECT id, progress FROM import_job WHERE state IN ('checking', 'applying')`)
  }
}
