// Print jobs over the API: asked for within the scope, made in the background, fetched within the scope that the asker has by then.
import type { Readable } from 'node:stream'
import archiver from 'archiver'
import type { Page } from '@onecard/shared/contract/common.views'
import type { CreatePrintJob, ListPrintJobs } from '@onecard/shared/contract/prints.requests'
import type { PrintJobView } from '@onecard/shared/contract/prints.views'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Reader, Tx } from '../../kernel/db'
import type { ObjectStore } from '../../kernel/files'
import { pageOf, ulidBefore } from '../../kernel/http/paging'
import { problem } from '../../kernel/http/problem'
import type { Once } from '../../kernel/idempotency/once'
import { newId } from '../../kernel/ids'
import type { Log } from '../../kernel/log'
import type { CodesService } from '../codes'
import { NEWEST } from './card-source'
import { conditionOf, KINDS, TYPES, type Selection } from './kinds'
import { readPieces } from './pieces'
import { Prints, type JobRow, type PartRow } from './prints.repository'
import type { PrintRunner } from './print-runner'
import { LINES, periodsOf } from './table-source'

const PAGE = 50
/** What one person may have waiting or running. */
const MOST_OPEN = 5

interface Land { region: string; households: number; items: number }

export interface PrintFile { name: string; type: string; bytes: Readable }

export class PrintsService {
  constructor(
    private readonly db: Database, private readonly county: County, private readonly prints: Prints, private readonly runner: PrintRunner, private readonly codes: CodesService,
    private readonly store: ObjectStore, private readonly log: Log) {}

  async create(actor: Actor, input: CreatePrintJob, once: Once): Promise<PrintJobView> {
    const selection = this.#selectionOf(input)
    await this.#refuse(actor, input, selection)
    const view = await this.db.once(actor, 'prints.create', once, async (tx) => this.#view(await this.#add(tx, actor, input, selection), []))
    this.runner.soon()
    return view
  }

  async #add(tx: Tx, actor: Actor, input: CreatePrintJob, selection: Selection): Promise<JobRow> {
    const lands = await this.#lands(tx, input, selection)
    const total = lands.reduce((sum, land) => sum + land.items, 0)
    if (total === 0) throw problem('print.nothing')
    const { of, format, words } = KINDS[input.kind]
    const region = selection.region ?? commonLand(lands.map((land) => land.region))
    const title = `${this.#name(region, selection.group)} ${words}${yearWords(selection)}`
    const parts = format === 'pdf' ? lands.filter(({ items }) => items > 0).map((land) => ({ region: land.region, name: this.#name(land.region, selection.group), items: land.items })) : [{ region, name: title, items: total }]
    const without = lands.reduce((sum, land) => sum + land.households, 0) - total
    const remarks = of === 'sheets' || without <= 0 ? [] : [of === 'labels' ? `${without} 户还没有门牌码，没有印` : `${without} 户还没有签发${selection.year} 年度明白卡，没有印`]
    const job = { id: newId(), accountId: actor.accountId, kind: input.kind, region, selection: JSON.stringify(selection), title, total, remarks: JSON.stringify(remarks) }
    await this.prints.add(tx, job, parts)
    await tx.audit({ subject: job.id, region, reason: input.reason ?? null, changed: [{ field: input.kind, before: null, after: `${title} ${total}${KINDS[input.kind].unit}` }] })
    return { ...job, account_id: job.accountId, kind: input.kind, state: 'waiting', done: 0, failure: null, tries: 0, created_at: clock.date(), finished_at: null }
  }

  #selectionOf({ kind, region, group, households, year, period, perSheet, drafts, reason }: CreatePrintJob): Selection {
    const fault = (field: string, message: string): Error => problem('request.invalid', {}, { errors: [{ field, message }] })
    if ((region === undefined) === (households === undefined)) throw fault('region', '请选村、乡镇或县，或者选户，只选一样')
    if (group !== undefined && region?.length !== 12) throw fault('group', '村民小组要和村一起选')
    const { of } = KINDS[kind]
    if (period !== undefined && of !== 'sheets') throw fault('period', '只有收支明细按月导出')
    const needsYear = of === 'cards' || (of === 'sheets' && period === undefined)
    return {
      region: region ?? null, group: group ?? null, households: households ?? null, period: period ?? null, perSheet: perSheet ?? 8, drafts: of === 'cards' && drafts === 'true', reasoned: reason !== undefined,
      year: needsYear ? year ?? this.county.lastClosedYear(clock.today()) : null,
    }
  }

  /** Everything outside the scope is not found; a missing picture is told before anything begins. */
  async #refuse(actor: Actor, { kind }: CreatePrintJob, selection: Selection): Promise<void> {
    const reader = this.db.read(actor)
    const { region, households } = selection
    if (region !== null && (!reader.scope.coversLand(region) || !this.county.region(region))) throw problem('not_found')
    if (households !== null && !await this.#allInScope(reader, households)) throw problem('not_found')
    const open = (await this.prints.ofAccount(actor.accountId, null, PAGE)).filter(({ state }) => state === 'waiting' || state === 'running')
    if (open.length >= MOST_OPEN) throw problem('print.too_many', { most: MOST_OPEN })
    if (kind === 'labels' && this.county.settings.labels.code === 'mini') await this.#pictures(reader, selection)
  }

  async #allInScope(reader: Reader, ids: readonly string[]): Promise<boolean> {
    const row = await reader.one<{ n: number }>('SELECT COUNT(*) AS n FROM household h WHERE h.id IN (:ids) AND {scope:h}', { ids: [...ids] })
    return Number(row?.n) === ids.length
  }

  /** All are fetched before the first sheet is drawn; the first that WeChat refuses refuses the whole. */
  async #pictures(reader: Reader, selection: Selection): Promise<void> {
    const { sql, params } = conditionOf(selection)
    const missing = await reader.select<{ code: string }>(
      `SELECT c.code FROM household h JOIN household_code c ON c.live_household_id = h.id LEFT JOIN code_image i ON i.code = c.code WHERE {scope:h} AND ${sql} AND i.code IS NULL`, params)
    for (const { code } of missing) await this.codes.miniPicture(code)
  }

  async #lands(reader: Reader, { kind }: CreatePrintJob, selection: Selection): Promise<Land[]> {
    const { sql, params } = conditionOf(selection)
    const { of } = KINDS[kind]
    const [counted, more] = this.#counted(of, selection)
    const rows = await reader.select<{ region: string; households: number; items: string | number | null }>(
      `SELECT h.region, COUNT(*) AS households, SUM(${counted}) AS items FROM household h WHERE {scope:h} AND ${sql} GROUP BY h.region ORDER BY h.region`, { ...params, ...more })
    return rows.map((row) => ({ region: row.region, households: Number(row.households), items: Number(row.items ?? 0) }))
  }

  /** What of a household counts as an item. */
  #counted(of: string, selection: Selection): [string, Record<string, unknown>] {
    if (of === 'households' || (of === 'cards' && selection.drafts)) return ['1', {}]
    if (of === 'cards') return [`EXISTS (SELECT 1 FROM issued_card c WHERE c.household_id = h.id AND c.year = :year AND ${NEWEST})`, { year: selection.year }]
    if (of === 'labels') return ['EXISTS (SELECT 1 FROM household_code c WHERE c.live_household_id = h.id)', {}]
    return [`(SELECT COUNT(*) FROM entry e WHERE e.household_id = h.id AND ${LINES})`, periodsOf(this.county, selection)]
  }

  #name(region: string, group: string | null): string {
    const name = this.county.regionName(region)
    return group === null ? name : `${name} ${group}`
  }

  async list(actor: Actor, { limit = PAGE, after }: ListPrintJobs): Promise<Page<PrintJobView>> {
    const page = pageOf(await this.prints.ofAccount(actor.accountId, ulidBefore(after), limit + 1), limit, ({ id }) => id)
    return { items: await Promise.all(page.items.map(async (job) => this.#view(job, job.state === 'done' ? await this.prints.parts(job.id) : []))), next: page.next }
  }

  async get(actor: Actor, id: string): Promise<PrintJobView> {
    const job = await this.#own(actor, id)
    return this.#view(job, await this.prints.parts(id))
  }

  async cancel(actor: Actor, id: string): Promise<PrintJobView> {
    const job = await this.#own(actor, id)
    if (!await this.prints.cancel(id) && job.state !== 'cancelled') throw problem('print.over')
    await this.db.write(actor, 'prints.cancel', (tx) => tx.audit({ subject: id, region: job.region }))
    return this.get(actor, id)
  }

  /** Recorded before the first byte. The scope is that of now: whoever has left the land since does not get its papers. */
  async file(actor: Actor, id: string): Promise<PrintFile> {
    const job = await this.#own(actor, id)
    if (!await this.#stillInScope(actor, job)) throw problem('not_found')
    if (job.state !== 'done' || job.finished_at === null) throw problem('print.not_ready')
    if (Prints.keptUntil(job.finished_at) <= clock.now()) throw problem('print.gone')
    const parts = await this.prints.parts(id)
    await this.db.write(actor, 'prints.file', (tx) => tx.audit({ subject: id, region: job.region, changed: [{ field: job.kind, before: null, after: job.title }] }))
    const { name, type } = fileOf(job, parts)
    return { name, type, bytes: parts.length === 1 ? readPieces(this.store, id, 0, parts[0].bytes) : this.#zip(job, parts) }
  }

  /** One village after the other, as they are: what is in a PDF is packed already. */
  #zip(job: JobRow, parts: readonly PartRow[]): Readable {
    const zip = archiver('zip', { store: true, highWaterMark: 256 * 1024 })
    const fail = (error: Error): void => {
      this.log.error({ printJob: job.id, failure: error.name }, 'a print file broke off')
      zip.destroy(error)
    }
    const add = async (): Promise<void> => {
      for (const part of parts) {
        const bytes = readPieces(this.store, job.id, part.n, part.bytes)
        bytes.once('error', fail)
        const taken = new Promise<void>((resolve) => { bytes.once('close', resolve) })
        zip.append(bytes, { name: `${part.region} ${part.name} ${KINDS[job.kind].words}.pdf`, date: job.finished_at ?? job.created_at })
        await taken
      }
      await zip.finalize()
    }
    add().catch(fail)
    return zip
  }

  async #own(actor: Actor, id: string): Promise<JobRow> {
    const job = await this.prints.one(actor.accountId, id)
    if (!job) throw problem('not_found')
    return job
  }

  async #stillInScope(actor: Actor, job: JobRow): Promise<boolean> {
    const reader = this.db.read(actor)
    const { households } = JSON.parse(job.selection) as Selection
    return households === null ? reader.scope.coversLand(job.region) : this.#allInScope(reader, households)
  }

  #view(job: JobRow, parts: readonly PartRow[]): PrintJobView {
    const there = job.state === 'done' && job.finished_at !== null && Prints.keptUntil(job.finished_at) > clock.now()
    return {
      id: job.id, kind: job.kind, title: job.title, state: job.state, progress: { done: job.done, total: job.total, unit: KINDS[job.kind].unit }, createdAt: clock.iso(job.created_at),
      ...(there && { file: { ...fileOf(job, parts), bytes: parts.reduce((sum, part) => sum + part.bytes, 0), parts: parts.length }, keptUntil: clock.iso(Prints.keptUntil(job.finished_at as Date)) }),
      remarks: JSON.parse(job.remarks) as string[], ...(job.failure !== null && { failure: job.failure }),
    }
  }
}

function fileOf({ kind, title }: JobRow, parts: readonly PartRow[]): { name: string; type: string } {
  const format = parts.length === 1 ? KINDS[kind].format : 'zip'
  return { name: `${title}.${format}`, type: TYPES[format] }
}

function yearWords({ year, period }: Selection): string { return period !== null ? ` ${period}` : year !== null ? ` ${year}年度` : '' }

/** The longest region code that all lie in: village, township or county. */
function commonLand(regions: readonly string[]): string {
  return [12, 9, 6].map((length) => regions[0].slice(0, length)).find((land) => regions.every((region) => region.startsWith(land))) ?? regions[0].slice(0, 6)
}
