// Imports as jobs: upload, check in the background, then apply on a second word. What a crash cut off is marked failed at the next start.
import { hostname } from 'node:os'
import type { FastifyRequest } from 'fastify'
import type { Page } from '@onecard/shared/contract/common.views'
import type { ImportCounts, ImportProblem, ImportState, ImportView } from '@onecard/shared/contract/imports.views'
import type { ListImportProblems, ListImports } from '@onecard/shared/contract/imports.requests'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Log } from '../../kernel/log'
import type { Vault } from '../../kernel/vault'
import { runImport, type ImportProgress } from './import-run'
import type { ImportAuthor } from './import-store'
import type { Imports, JobRow, StoredFile, StoredProgress } from './imports.repository'
import type { Uploads } from './uploads'

const PAGE = 50
const PROGRESS_MS = 500
/** A job of another machine that was not heard of for so long is dead. */
const SILENT_MS = 600_000

export class ImportsService {
  /** One import at a time: two would only wait for each other's rows. */
  #queue: Promise<unknown> = Promise.resolve()
  constructor(private readonly db: Database, private readonly vault: Vault, private readonly county: County, private readonly imports: Imports, private readonly uploads: Uploads, private readonly log: Log) {}

  /** Until no import runs here; for an orderly end and for tests. */
  async idle(): Promise<void> { await this.#queue }

  /** At start: what this machine was working on is over. Its transaction was undone by the database. */
  async sweep(): Promise<void> {
    for (const job of await this.imports.running()) {
      const { host, at } = JSON.parse(job.progress) as StoredProgress
      if (host !== hostname() && clock.now() - at < SILENT_MS) continue
      await this.imports.fail(job.id, '服务中途停止，什么都没有写入，请重新上传。')
      await this.uploads.remove(job.id)
    }
  }

  async create(actor: Actor, request: FastifyRequest): Promise<ImportView> {
    const id = newId()
    const files = await this.uploads.receive(id, request)
    await this.db.write(actor, 'imports.create', async (tx) => {
      await this.imports.add(tx, id, actor.accountId, files, this.#stamp({ done: 0, total: null, step: '等待检查' }))
      await tx.audit({ subject: id, region: this.county.settings.region, changed: files.map((file) => ({ field: file.sheet, before: null, after: file.name })) })
    })
    this.#enqueue(() => this.#run(id, this.#author(actor), false, null))
    return this.get(id)
  }

  async list(input: ListImports): Promise<Page<ImportView>> {
    const limit = input.limit ?? PAGE
    const rows = await this.imports.page(input.after ?? null, limit + 1)
    return { items: rows.slice(0, limit).map(viewOf), next: rows.length > limit ? rows[limit - 1].id : null }
  }

  async get(id: string): Promise<ImportView> { return viewOf(await this.#job(id)) }

  async problems(input: ListImportProblems): Promise<Page<ImportProblem>> {
    await this.#job(input.id)
    const limit = input.limit ?? PAGE
    const after = Number(input.after ?? 0)
    const rows = await this.imports.problems(input.id, Number.isSafeInteger(after) ? after : 0, limit + 1)
    const items = rows.slice(0, limit).map(({ severity, rule, sheet, row, column, read, expected }) => ({ severity, rule, sheet, row, column, read, expected }))
    return { items, next: rows.length > limit ? String(rows[limit - 1].seq) : null }
  }

  /** Said twice, it applies once. */
  async apply(actor: Actor, id: string): Promise<ImportView> {
    const job = await this.#job(id)
    if (job.state === 'applying' || job.state === 'applied') return viewOf(job)
    if (job.state === 'refused') throw problem('import.has_problems')
    const { done } = JSON.parse(job.progress) as StoredProgress
    if (job.state !== 'checked' || !await this.imports.claim(id, this.#stamp({ done: 0, total: done, step: '等待导入' }))) throw problem('import.not_checked')
    this.#enqueue(() => this.#run(id, this.#author(actor), true, done))
    return this.get(id)
  }

  async #job(id: string): Promise<JobRow> {
    const job = await this.imports.byId(id)
    if (!job) throw problem('not_found')
    return job
  }

  #author(actor: Actor): ImportAuthor {
    const standing = standingOf(actor)
    return { accountId: actor.accountId, appointmentId: standing?.id ?? null, role: standing?.role ?? '-' }
  }

  #stamp(progress: ImportProgress): StoredProgress { return { ...progress, host: hostname(), at: clock.now() } }

  #enqueue(work: () => Promise<void>): void { this.#queue = this.#queue.then(work, work) }

  /** Never rejects: what goes wrong is the job's own state. */
  async #run(id: string, author: ImportAuthor, apply: boolean, total: number | null): Promise<void> {
    let latest: ImportProgress | null = null
    const timer = setInterval(() => {
      if (latest) this.imports.progress(id, this.#stamp(latest)).catch(() => undefined)
      latest = null
    }, PROGRESS_MS)
    try {
      let done = 0
      const outcome = await runImport(this.db, this.vault, this.county, { files: this.uploads.files(id), author, jobId: id, apply, total, onProgress: (progress) => { latest = progress; done = progress.done }, beforeCommit: (tx) => this.imports.applied(tx, id) })
      clearInterval(timer)
      const state: ImportState = outcome.errors > 0 ? 'refused' : apply ? 'applied' : 'checked'
      await this.imports.finish(id, state, outcome, this.#stamp({ done, total: done, step: apply ? '导入完成' : '检查完成' }))
      if (state !== 'checked') await this.uploads.remove(id)
    } catch (error) {
      // Nothing of a row may reach the log: only what kind of failure it was.
      this.log.error({ importJob: id, failure: (error as Error).name, code: (error as { code?: string }).code }, 'import failed')
      await this.imports.fail(id, '导入没有办成，什么都没有写入，请重新上传。').catch(() => undefined)
      await this.uploads.remove(id).catch(() => undefined)
    } finally { clearInterval(timer) }
  }
}

function viewOf(job: JobRow): ImportView {
  const counts = JSON.parse(job.counts) as { households: ImportCounts; members: ImportCounts }
  const { done, total, step } = JSON.parse(job.progress) as StoredProgress
  return {
    id: job.id, state: job.state, createdAt: clock.iso(job.created_at), by: job.by_name ?? '', files: JSON.parse(job.files) as StoredFile[], progress: { done, total, step },
    ...counts, problems: job.problems, warnings: job.warnings, ...(job.failure === null ? {} : { failure: job.failure }),
  }
}
