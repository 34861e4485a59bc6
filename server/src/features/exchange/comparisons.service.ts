// Comparisons as jobs: both sheets uploaded, read once in the background, decided line by line. What a crash cut off is failed at the next start.
import { hostname } from 'node:os'
import type { FastifyRequest } from 'fastify'
import type { Page } from '@onecard/shared/contract/common.views'
import type { DecideNationalDifferences, ListComparisons, ListNationalDifferences } from '@onecard/shared/contract/exchange.requests'
import type { ComparisonView, NationalDecidedView, NationalDifferenceView } from '@onecard/shared/contract/exchange.views'
import { changeField, sayValue } from '@onecard/shared/rules/change-fields'
import { formatFen } from '@onecard/shared/rules/fen'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database } from '../../kernel/db'
import { pageOf, ulidAfter } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Log } from '../../kernel/log'
import type { Vault } from '../../kernel/vault'
import type { StoredFile, Uploads } from '../imports'
import { compareSheets } from './comparison-run'
import type { ComparisonRow, Comparisons, ShownLine, StoredProgress } from './comparisons.repository'
import { Decider, takeable } from './decider'

const PAGE = 50
const PROGRESS_MS = 500
/** A comparison of another machine that was not heard of for so long is dead. */
const SILENT_MS = 600_000

export class ComparisonsService {
  #queue: Promise<unknown> = Promise.resolve()
  constructor(
    private readonly db: Database, private readonly vault: Vault, private readonly county: County, private readonly comparisons: Comparisons, private readonly uploads: Uploads, private readonly log: Log) {}

  /** Until nothing is being compared here; for an orderly end and for tests. */
  async idle(): Promise<void> { await this.#queue }

  async sweep(): Promise<void> {
    for (const row of await this.comparisons.running()) {
      const progress = JSON.parse(row.progress) as StoredProgress
      if (progress.host !== hostname() && clock.now() - progress.at < SILENT_MS) continue
      await this.comparisons.finish(row.id, 'failed', progress, false, '服务中途停止，请重新上传比对。')
      await this.uploads.remove(row.id)
    }
  }

  async create(actor: Actor, request: FastifyRequest): Promise<ComparisonView> {
    const id = newId()
    const files = await this.uploads.receive(id, request)
    await this.db.write(actor, 'exchange.compare', async (tx) => {
      await this.comparisons.add(tx, id, actor.accountId, files, stamp({ done: 0, step: '等待比对', households: 0, members: 0 }))
      await tx.audit({ subject: id, region: this.county.settings.region, changed: files.map((file) => ({ field: file.sheet, before: null, after: file.name })) })
    })
    const run = (): Promise<void> => this.#run(id)
    this.#queue = this.#queue.then(run, run)
    return this.get(id)
  }

  async list({ limit = PAGE, after }: ListComparisons): Promise<Page<ComparisonView>> {
    const page = pageOf(await this.comparisons.page(after ?? null, limit + 1), limit, (row) => row.id)
    return { items: await Promise.all(page.items.map((row) => this.#view(row))), next: page.next }
  }

  async get(id: string): Promise<ComparisonView> { return this.#view(await this.#job(id)) }

  async differences({ id, kind, state, limit = PAGE, after }: ListNationalDifferences): Promise<Page<NationalDifferenceView>> {
    await this.#job(id)
    const page = pageOf(await this.comparisons.lines(id, kind, state, ulidAfter(after), limit + 1), limit, (row) => row.id)
    return { items: page.items.map((line) => this.#lineView(line)), next: page.next }
  }

  /** Said twice, it is done once: what is decided stays as it was decided. */
  async decide(actor: Actor, { id, differences, take }: DecideNationalDifferences): Promise<NationalDecidedView> {
    await this.#job(id)
    const standing = standingOf(actor)
    const author = { accountId: actor.accountId, appointmentId: standing?.id ?? null, role: standing?.role ?? '-' }
    return this.comparisons.write(async (tx) => {
      const lines = await this.comparisons.chosen(tx, id, differences)
      if (lines.length < differences.length) throw problem('not_found')
      const decider = new Decider(tx, this.vault, author)
      const open = lines.filter((line) => line.decision === null)
      if (take === 'theirs') await decider.lock([...new Set(open.flatMap((line) => line.household_id ?? []))])
      const refused: NationalDecidedView['refused'] = lines.filter((line) => line.decision !== null && line.decision !== take).map((line) => ({ difference: line.id, why: '这一行已经定过了' }))
      const decided: string[] = []
      for (const line of open) {
        const why = take === 'ours' ? null : await decider.take(line, this.comparisons.values(line))
        if (why === null) decided.push(line.id)
        else refused.push({ difference: line.id, why })
      }
      await this.comparisons.decide(tx, decided, take, actor.accountId)
      await decider.finish()
      return { decided: decided.length, refused }
    })
  }

  async #job(id: string): Promise<ComparisonRow> {
    const job = await this.comparisons.byId(id)
    if (!job) throw problem('not_found')
    return job
  }

  /** Never rejects: what goes wrong is the comparison's own state. */
  async #run(id: string): Promise<void> {
    const most = this.county.settings.exchange.keptLines
    const writer = this.comparisons.writer()
    let latest = { done: 0, step: '', households: 0, members: 0 }
    let found = 0
    const timer = setInterval(() => { this.comparisons.progress(id, stamp(latest)).catch(() => undefined) }, PROGRESS_MS)
    try {
      const outcome = await compareSheets({
        house: this.db.everywhere('the national sheets cover the whole county'), vault: this.vault, county: this.county, files: this.uploads.files(id),
        onProgress: (done, step) => { latest = { ...latest, done, step } },
        onLine: async (line) => {
          if (++found > most) return
          writer.add(id, line)
          await writer.flush(false)
        },
      })
      await writer.flush(true)
      clearInterval(timer)
      const end = stamp({ done: outcome.households + outcome.members, step: '比对完成', households: outcome.households, members: outcome.members })
      if (outcome.faults.length > 0) await this.comparisons.finish(id, 'refused', end, false, `表里有读不懂的地方：${outcome.faults.join('；')}`)
      else await this.comparisons.finish(id, 'compared', end, found > most, null)
    } catch (error) {
      // Nothing of a row may reach the log: only what kind of failure it was.
      this.log.error({ comparison: id, failure: (error as Error).name, code: (error as { code?: string }).code }, 'comparison failed')
      await this.comparisons.finish(id, 'failed', stamp(latest), false, '比对没有办成，请重新上传。').catch(() => undefined)
    } finally {
      clearInterval(timer)
      await this.uploads.remove(id).catch(() => undefined)
    }
  }

  async #view(row: ComparisonRow): Promise<ComparisonView> {
    const { done, step, households, members } = JSON.parse(row.progress) as StoredProgress
    const counts = row.state === 'compared' ? await this.comparisons.counts(row.id) : []
    return {
      id: row.id, state: row.state, createdAt: clock.iso(row.created_at), by: row.by_name ?? '', files: JSON.parse(row.files) as StoredFile[], progress: { done, step }, households, members,
      counts: counts.map(({ kind, n, decided }) => ({ kind, lines: Number(n), decided: Number(decided) })), cut: row.cut === 1, ...row.failure !== null && { failure: row.failure },
    }
  }

  #lineView(line: ShownLine): NationalDifferenceView {
    const { ours, theirs, base } = this.comparisons.values(line)
    const column = this.county.importColumns[line.sheet].find((c) => c.field === line.field || (line.field.startsWith('causeOther') && c.field === 'causeOther'))
    const say = (value: string | null): string | null => this.#say(line, value)
    return {
      id: line.id, kind: line.kind, sheet: line.sheet, row: line.row, householdNo: line.household_no,
      household: line.household_id === null || line.region === null ? null : { id: line.household_id, headName: line.head_name ?? '', region: { ...this.county.place(line.region), ...line.group_name !== null && { group: line.group_name } } },
      ...line.member_name !== null && { member: line.member_name }, column: line.field === '' ? '' : column?.heading ?? changeField(line.member_id === null ? 'household' : 'member', line.field)?.label ?? line.field,
      ours: say(ours), theirs: say(theirs), base: say(base), takeable: takeable(line), decision: line.decision, decidedBy: line.decided_by_name, decidedAt: line.decided_at && clock.iso(line.decided_at),
    }
  }

  /** In words; certificates and bank accounts as much as the county sees without a reason. */
  #say(line: ShownLine, value: string | null): string | null {
    if (value === null || line.field === '') return value
    if (line.kind === 'figure') return formatFen(Number(value))
    const field = changeField(line.member_id === null ? 'household' : 'member', line.field)
    if (!field) return value
    return sayValue(field, value, field.type === 'certificate' ? 'masked' : 'full', (list, code) => list === 'region' ? this.county.regionName(code) : this.county.label(list, code))
  }
}

function stamp(progress: Omit<StoredProgress, 'host' | 'at'>): StoredProgress { return { ...progress, host: hostname(), at: clock.now() } }
