// 审批: one sheet or a village at once, each on the version that was seen, never by whoever entered any of it; and back again for some minutes.
import type { ApproveSheets, DecideSheet, UndoApproval } from '@onecard/shared/contract/sheets.requests'
import type { ApprovedView, SheetView, UndoneView } from '@onecard/shared/contract/sheets.views'
import { ENTRY } from '@onecard/shared/rules/card'
import { cardYearOf } from '@onecard/shared/rules/period'
import { prefixUpperBound } from '@onecard/shared/rules/region'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { touchMany } from '../households'
import type { ListFigures } from './list-figures'
import { SheetBatch } from './sheet.entity'
import type { SheetViews } from './sheet-views'
import { fault, type SheetsService } from './sheets.service'
import type { HouseRow, KeptState, Sheets } from './sheets.repository'

const MINUTE = 60_000
const MIN_WORDS = 2

interface Locked {
  id: string; region: string; head_name: string; sheet: string; revision: number; version: number; state: KeptState; oddness: number; built_upon: number; batch_id: string | null; income: string; expense: string
  own: string | number; saved_by: string | null
}
interface BatchRow { id: string; period: string; at: Date; undone_at: Date | null }

/** Households first, in the order of their ids, as every write of facts does: two who approve the same village wait instead of failing. */
const LOCK = `SELECT h.id, h.region, h.head_name, s.id AS sheet, s.revision, s.version, s.state, s.oddness, s.built_upon, s.batch_id, s.saved_by,
    s.wage_fen + s.business_fen + s.property_fen + s.transfer_fen AS income, s.expense_fen AS expense, FIND_IN_SET(:me, s.writers) AS own
  FROM household h JOIN sheet s ON s.household_id = h.id AND s.period = :period AND s.newest = 1
  WHERE h.id IN (:ids) AND {scope:h}`
const IN_SCOPE = 'JOIN household h ON h.id = s.household_id AND {scope:h}'

export class ApprovalService {
  constructor(private readonly db: Database, private readonly sheets: Sheets, private readonly reading: SheetsService, private readonly views: SheetViews, private readonly county: County, private readonly figures: ListFigures) {}

  /** Throws `not_found`, `sheet.own`, `sheet.changed_since`, `sheet.not_submitted`, `request.invalid` at `reason`. */
  async decide(actor: Actor, input: DecideSheet, once: Once): Promise<SheetView> {
    const { id, period, approve } = input
    const reason = input.reason?.trim() || null
    if (!approve && (reason ?? '').length < MIN_WORDS) throw fault('reason', '请写明为什么退回')
    const villageMedian = await this.reading.medianOf(actor, id, period)
    return this.db.once(actor, 'sheets.decide', once, async (tx) => {
      const house = await this.sheets.house(tx, id)
      if (!house) throw problem('not_found')
      const [row] = await this.#lock(tx, [id], period)
      if (!row) throw problem('sheet.not_submitted')
      if (approve && Number(row.own) > 0) throw problem('sheet.own')
      if (row.version !== input.version) throw problem('sheet.changed_since')
      if (row.state !== 'submitted') throw problem('sheet.not_submitted')
      if (approve) await this.#approve(tx, [row], period)
      else await this.#giveBack(tx, row, period, reason as string)
      return await this.views.of(tx, actor, house as HouseRow, period, villageMedian) as SheetView
    })
  }

  /** Those that are still as they were shown; the others are named. In statements whose number does not grow with the sheets. */
  approveMany(actor: Actor, { region, period, sheets }: ApproveSheets, once: Once): Promise<ApprovedView> {
    if (!actor.acting.some((standing) => standing.lands.some((land) => region.startsWith(land)))) throw problem('not_found')
    return this.db.once(actor, 'sheets.approveMany', once, async (tx) => {
      const rows = new Map((await this.#lock(tx, sheets.map((sheet) => sheet.household), period, region)).map((row) => [row.id, row]))
      const good: Locked[] = []
      const refused: ApprovedView['refused'] = []
      for (const { household, version } of sheets) {
        const row = rows.get(household)
        const code = refusalOf(row, version)
        if (row && code === null) good.push(row)
        // Of a household that he may not see he is told no name.
        else refused.push({ household, headName: row?.head_name ?? '', code: code ?? 'sheet.not_submitted' })
      }
      const { batch, undoUntil } = await this.#approve(tx, good, period)
      return { batch, approved: good.length, incomeFen: good.reduce((sum, row) => sum + Number(row.income), 0), expenseFen: good.reduce((sum, row) => sum + Number(row.expense), 0), undoUntil, refused }
    })
  }

  /** By whoever approved. What something was built on meanwhile stays. Throws `not_found`, `sheet.undo_too_late`, `sheet.built_upon`. */
  undo(actor: Actor, { batch }: UndoApproval, once: Once): Promise<UndoneView> {
    return this.db.once(actor, 'sheets.undo', once, async (tx) => {
      const [row] = await tx.plain<BatchRow[]>('SELECT b.id, b.period, b.at, b.undone_at FROM sheet_batch b WHERE b.id = :batch AND b.account_id = :me FOR UPDATE', { batch, me: actor.accountId })
      if (!row) throw problem('not_found')
      const minutes = this.county.settings.books.undoMinutes
      if (row.undone_at !== null || clock.now() >= row.at.getTime() + minutes * MINUTE) throw problem('sheet.undo_too_late', { minutes })
      const ids = (await tx.select<{ id: string }>(`SELECT s.household_id AS id FROM sheet s ${IN_SCOPE} WHERE s.batch_id = :batch`, { batch })).map(({ id }) => id)
      const locked = ids.length ? (await this.#lock(tx, ids, row.period)).filter((one) => one.batch_id === batch && one.state === 'approved') : []
      const issued = await this.#issuedSince(tx, locked.map(({ id }) => id), row)
      const free = locked.filter((one) => one.built_upon === 0 && !issued.has(one.id))
      if (free.length === 0) throw problem('sheet.built_upon')
      await this.#takeBack(tx, free, row)
      await tx.plain('UPDATE sheet_batch SET undone_at = :now WHERE id = :batch', { now: clock.date(), batch })
      return { undone: free.length, kept: ids.length - free.length }
    })
  }

  #lock(tx: Tx, ids: readonly string[], period: string, region?: string): Promise<Locked[]> {
    return tx.select<Locked>(`${LOCK}${region ? ' AND h.region >= :land AND h.region < :afterLand' : ''} ORDER BY h.id FOR UPDATE`,
      { ids: [...ids], period, me: tx.actor.accountId, ...(region && { land: region, afterLand: prefixUpperBound(region) }) })
  }

  async #approve(tx: Tx, rows: readonly Locked[], period: string): Promise<{ batch: string; undoUntil: string }> {
    const [batch, now, me] = [newId(), clock.date(), tx.actor.accountId]
    const undoUntil = clock.iso(now.getTime() + this.county.settings.books.undoMinutes * MINUTE)
    if (rows.length === 0) return { batch, undoUntil }
    await tx.insert(SheetBatch, { id: batch, accountId: me, period, sheets: rows.length, at: now, undoneAt: null })
    const sheets = rows.map((row) => row.sheet)
    await tx.change(`UPDATE sheet s ${IN_SCOPE} SET s.state = 'approved', s.version = s.version + 1, s.decided_by = :me, s.decided_at = :now, s.decided_reason = NULL, s.batch_id = :batch, s.built_upon = 0 WHERE s.id IN (:sheets)`, { sheets, me, now, batch })
    await this.sheets.moveLines(tx, sheets, ENTRY.approved, { by: me, at: now })
    const later = rows.filter((row) => row.revision > 1).map((row) => row.id)
    if (later.length) await this.#supersede(tx, later, period, batch, now)
    await this.figures.refresh(tx, rows.map((row) => row.id), period)
    await touchMany(tx, rows.map((row) => row.id))
    await this.#audit(tx, rows, period, 'approved')
    return { batch, undoUntil }
  }

  /** The revision that counted until now stays to be read. */
  async #supersede(tx: Tx, households: readonly string[], period: string, batch: string, now: Date): Promise<void> {
    const of = { ids: [...households], period }
    await tx.change(`UPDATE entry x JOIN household h ON h.id = x.household_id AND {scope:h} JOIN sheet s ON s.id = x.sheet_id SET x.state = '06' WHERE s.household_id IN (:ids) AND s.period = :period AND s.newest = 0 AND s.state = 'approved' AND x.dropped_in IS NULL`, of)
    await tx.change(`UPDATE sheet s ${IN_SCOPE} SET s.state = 'superseded', s.ended_batch = :batch, s.ended_at = :now WHERE s.household_id IN (:ids) AND s.period = :period AND s.newest = 0 AND s.state = 'approved'`, { ...of, batch, now })
  }

  async #takeBack(tx: Tx, rows: readonly Locked[], { id: batch, period }: BatchRow): Promise<void> {
    const [sheets, ids] = [rows.map((row) => row.sheet), rows.map((row) => row.id)]
    await tx.change(`UPDATE sheet s ${IN_SCOPE} SET s.state = 'submitted', s.version = s.version + 1, s.decided_by = NULL, s.decided_at = NULL, s.batch_id = NULL WHERE s.id IN (:sheets)`, { sheets })
    await this.sheets.moveLines(tx, sheets, ENTRY.submitted, { by: null, at: null })
    const older = rows.filter((row) => row.revision > 1).map((row) => row.id)
    if (older.length) {
      const of = { ids: older, period, batch }
      await tx.change(`UPDATE entry x JOIN household h ON h.id = x.household_id AND {scope:h} JOIN sheet s ON s.id = x.sheet_id SET x.state = '03' WHERE s.household_id IN (:ids) AND s.period = :period AND s.ended_batch = :batch AND x.dropped_in IS NULL`, of)
      await tx.change(`UPDATE sheet s ${IN_SCOPE} SET s.state = 'approved', s.ended_batch = NULL, s.ended_at = NULL WHERE s.household_id IN (:ids) AND s.period = :period AND s.ended_batch = :batch`, of)
    }
    await this.figures.refresh(tx, ids, period)
    await touchMany(tx, ids)
    await this.#audit(tx, rows, period, 'submitted')
  }

  async #giveBack(tx: Tx, row: Locked, period: string, reason: string): Promise<void> {
    await this.sheets.set(tx, row.sheet, "s.state = 'returned', s.version = s.version + 1, s.decided_by = :me, s.decided_at = :now, s.decided_reason = :reason", { me: tx.actor.accountId, now: clock.date(), reason })
    await this.sheets.moveLines(tx, [row.sheet], ENTRY.returned, { by: null, at: null })
    await touchMany(tx, [row.id])
    await this.#audit(tx, [row], period, 'returned', reason)
    await tx.emit('sheet.returned', { household: row.id, sheet: row.sheet, version: row.version + 1, account: row.saved_by })
  }

  /** Households whose card of that year was issued after the approval, or of the next, which sets that year beside its own: it rests on it. */
  async #issuedSince(tx: Tx, ids: readonly string[], { period, at }: BatchRow): Promise<Set<string>> {
    if (ids.length === 0) return new Set()
    const rows = await tx.select<{ id: string }>('SELECT DISTINCT c.household_id AS id FROM issued_card c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.household_id IN (:ids) AND c.year IN (:year, :year + 1) AND c.issued_at >= :at',
      { ids: [...ids], year: cardYearOf(period, this.county.settings.cardYear.startMonth).year, at })
    return new Set(rows.map(({ id }) => id))
  }

  async #audit(tx: Tx, rows: readonly Locked[], period: string, to: string, reason: string | null = null): Promise<void> {
    await tx.auditAll(rows.map((row) => ({
      subject: row.sheet, householdId: row.id, region: row.region, reason, changed: [{ field: `sheet.${period}`, before: `${row.state} ${row.version}`, after: `${to} ${row.version + 1}` }],
    })))
  }
}

/** Null: may be approved with the others. What is odd is looked at one by one. */
function refusalOf(row: Locked | undefined, version: number): ApprovedView['refused'][number]['code'] | null {
  if (!row) return 'sheet.not_submitted'
  if (Number(row.own) > 0) return 'sheet.own'
  if (row.version !== version) return 'sheet.changed_since'
  if (row.state !== 'submitted') return 'sheet.not_submitted'
  return row.oddness > 0 ? 'sheet.flagged' : null
}
