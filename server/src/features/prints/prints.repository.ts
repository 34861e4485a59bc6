// SQL of print jobs: they belong to whoever asked for them; what they hold is checked against the scope by the service.
import type { PrintKind } from '@onecard/shared/contract/prints.requests'
import type { PrintState } from '@onecard/shared/contract/prints.views'
import { clock } from '../../kernel/clock'
import type { Everywhere, Tx } from '../../kernel/db'
import { PrintJob, PrintPart } from './print.entity'

export interface JobRow {
  id: string; account_id: string; kind: PrintKind; region: string; selection: string; title: string; state: PrintState; done: number; total: number; remarks: string; failure: string | null
  tries: number; created_at: Date; finished_at: Date | null
}
export interface PartRow { n: number; region: string; name: string; items: number; done: number; bytes: number; pieces: number }

const LEASE_MS = 60_000
export const KEPT_DAYS = 7
export const MOST_TRIES = 3
const DAY_MS = 86_400_000

export class Prints {
  constructor(private readonly house: Everywhere) {}

  async add(tx: Tx, job: Omit<PrintJob, 'done' | 'failure' | 'tries' | 'holder' | 'heldUntil' | 'createdAt' | 'finishedAt' | 'state'>, parts: Pick<PrintPart, 'region' | 'name' | 'items'>[]): Promise<void> {
    const now = clock.date()
    await tx.insert(PrintJob, { ...job, state: 'waiting', done: 0, failure: null, tries: 0, holder: null, heldUntil: now, createdAt: now, finishedAt: null })
    await tx.insert(PrintPart, parts.map((part, n) => ({ ...part, jobId: job.id, n, done: false, bytes: 0, pieces: 0 })))
  }

  /** Newest first. */
  ofAccount(account: string, before: string | null, limit: number): Promise<JobRow[]> {
    return this.house.select<JobRow>(`SELECT j.* FROM print_job j WHERE j.account_id = :account${before ? ' AND j.id < :before' : ''} ORDER BY j.id DESC LIMIT ${Number(limit)}`, { account, ...(before && { before }) })
  }

  async one(account: string, id: string): Promise<JobRow | null> {
    return (await this.house.select<JobRow>('SELECT j.* FROM print_job j WHERE j.id = :id AND j.account_id = :account', { id, account }))[0] ?? null
  }

  parts(job: string): Promise<PartRow[]> { return this.house.select<PartRow>('SELECT p.n, p.region, p.name, p.items, p.done, p.bytes, p.pieces FROM print_part p WHERE p.job_id = :job ORDER BY p.n', { job }) }

  /** False when it is over already. */
  async cancel(id: string): Promise<boolean> {
    return (await this.house.execute("UPDATE print_job SET state = 'cancelled', finished_at = :now WHERE id = :id AND state IN ('waiting', 'running')", { id, now: clock.date() })).affectedRows === 1
  }

  /** The oldest job that nobody holds, now held by `me`; null when there is none. */
  async claim(me: string): Promise<JobRow | null> {
    const now = clock.date()
    const { affectedRows } = await this.house.execute(
      "UPDATE print_job SET state = 'running', holder = :me, held_until = :until, tries = tries + 1 WHERE state IN ('waiting', 'running') AND held_until <= :now ORDER BY id LIMIT 1", { me, now, until: clock.at(now.getTime() + LEASE_MS) })
    return affectedRows === 0 ? null : (await this.house.select<JobRow>("SELECT j.* FROM print_job j WHERE j.holder = :me AND j.state = 'running' ORDER BY j.held_until DESC LIMIT 1", { me }))[0] ?? null
  }

  /** Holds it further and says how far it is. False: cancelled, or another's by now. */
  async renew(id: string, me: string, done: number): Promise<boolean> {
    return (await this.house.execute("UPDATE print_job SET held_until = :until, done = :done WHERE id = :id AND holder = :me AND state = 'running'", { id, me, done, until: clock.at(clock.now() + LEASE_MS) })).affectedRows === 1
  }

  async partDone(job: string, { n }: PartRow, items: number, bytes: number): Promise<void> {
    await this.house.write(async (tx) => {
      await tx.execute('UPDATE print_part SET done = 1, items = :items, bytes = :bytes WHERE job_id = :job AND n = :n', { job, n, items, bytes })
      // Progress that was made is not a try that failed.
      await tx.execute('UPDATE print_job SET tries = 1 WHERE id = :job', { job })
    })
  }

  async piece(job: string, n: number, pieces: number): Promise<void> { await this.house.execute('UPDATE print_part SET pieces = GREATEST(pieces, :pieces) WHERE job_id = :job AND n = :n', { job, n, pieces }) }

  async finish(id: string, me: string, state: 'done' | 'failed', done: number, failure: string | null): Promise<void> {
    await this.house.execute("UPDATE print_job SET state = :state, done = :done, failure = :failure, finished_at = :now, held_until = :now WHERE id = :id AND holder = :me AND state = 'running'", { id, me, state, done, failure, now: clock.date() })
  }

  /** To be taken up again, by anybody, from now or later. */
  async release(id: string, me: string, afterMs: number): Promise<void> {
    await this.house.execute("UPDATE print_job SET held_until = :at WHERE id = :id AND holder = :me AND state = 'running'", { id, me, at: clock.at(clock.now() + afterMs) })
  }

  old(limit: number): Promise<{ id: string }[]> {
    return this.house.select(`SELECT j.id FROM print_job j WHERE j.created_at < :before AND (j.finished_at IS NULL OR j.finished_at < :before) ORDER BY j.id LIMIT ${Number(limit)}`, { before: clock.at(clock.now() - KEPT_DAYS * DAY_MS) })
  }

  async forget(id: string): Promise<void> {
    await this.house.execute('DELETE FROM print_part WHERE job_id = :id', { id })
    await this.house.execute('DELETE FROM print_job WHERE id = :id', { id })
  }

  static keptUntil(finished: Date): number { return finished.getTime() + KEPT_DAYS * DAY_MS }
}
