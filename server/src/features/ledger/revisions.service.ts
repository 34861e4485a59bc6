// An approved month is opened again, by the secretary or, after a sample, by the township; and the household says whether it is right.
import type { ConfirmSheet, ReopenSheet } from '@onecard/shared/contract/sheets.requests'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import { ENTRY } from '@onecard/shared/rules/card'
import { judgeMove, type SheetAct, type SheetMove } from '@onecard/shared/rules/sheet-states'
import type { Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { Database, HouseholdRef, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { touch } from '../households'
import { handsOf, moverOf, stateOf, type SheetViews } from './sheet-views'
import { UNDECIDED, type SheetsService } from './sheets.service'
import { sumsOf, type HouseRow, type SheetRow, type Sheets } from './sheets.repository'

interface Found { household: HouseholdRef; house: HouseRow; row: SheetRow; move: SheetMove }

export class RevisionsService {
  constructor(private readonly db: Database, private readonly sheets: Sheets, private readonly reading: SheetsService, private readonly views: SheetViews) {}

  /** Throws `not_found`, `sheet.changed_since`, `sheet.not_now`. */
  reopen(actor: Actor, input: ReopenSheet, once: Once): Promise<SheetView> { return this.#act(actor, 'reopen', 'sheets.reopen', input, once, (tx, found) => this.#open(tx, found, 'reopen', input.reason)) }

  sendBack(actor: Actor, input: ReopenSheet, once: Once): Promise<SheetView> { return this.#act(actor, 'send_back', 'sheets.sendBack', input, once, (tx, found) => this.#open(tx, found, 'send_back', input.reason)) }

  /** Again as often as the household changes its mind. Throws besides `sheet.own`: whoever entered it does not confirm it, though he live there. */
  confirm(actor: Actor, input: ConfirmSheet, once: Once): Promise<SheetView> {
    return this.#act(actor, 'confirm', 'sheets.confirm', input, once, async (tx, { household, row }) => {
      await this.sheets.set(tx, row.id, 's.version = s.version + 1, s.built_upon = 1, s.confirmed = :agree, s.confirmed_text = :text, s.confirmed_by = :me, s.confirmed_at = :now',
        { agree: input.agree ? 1 : 0, text: input.text?.trim() || null, me: actor.accountId, now: clock.date() })
      await this.#told(tx, household, row, 'confirmed', row.version + 1, null)
      await touch(tx, household)
      if (!input.agree) await tx.emit('sheet.disputed', { household: household.id, sheet: row.id, version: row.version + 1, account: row.saved_by })
    })
  }

  async #act(actor: Actor, act: SheetAct, operation: string, input: { id: string; period: string; version: number }, once: Once, work: (tx: Tx, found: Found) => Promise<void>): Promise<SheetView> {
    const { id, period } = input
    const villageMedian = await this.reading.medianOf(actor, id, period)
    return this.db.once(actor, operation, once, async (tx) => {
      const household = await tx.household(id, true)
      const house = household && await this.sheets.house(tx, id)
      if (!household || !house) throw problem('not_found')
      const row = await this.sheets.newest(tx, id, period)
      const move = judgeMove(stateOf(row), act, moverOf(handsOf(actor, id, house.region), row, actor.accountId))
      if (move === 'not_yours') throw problem('permission.denied')
      if (move === 'own') throw problem('sheet.own')
      if (row !== null && row.version !== input.version) throw problem('sheet.changed_since')
      if (row === null || move === 'not_now') throw problem('sheet.not_now')
      await work(tx, { household, house, row, move })
      return await this.views.of(tx, actor, house, period, villageMedian) as SheetView
    })
  }

  /** A new revision with the lines of the old one, which counts until the new one is approved. Whoever entered the old one entered this. */
  async #open(tx: Tx, { household, row, move }: Found, as: 'reopen' | 'send_back', reason: string): Promise<void> {
    const [id, now] = [newId(), clock.date()]
    const lines = await this.sheets.lines(tx, [row.id])
    const { netFen: _, ...sums } = sumsOf(row)
    await this.sheets.set(tx, row.id, 's.newest = 0, s.built_upon = 1', {})
    await this.sheets.insert(tx, household, {
      ...UNDECIDED, id, period: row.period, revision: row.revision + 1, version: row.version + 1, state: move.to, newest: true, ...sums, lineCount: row.line_count, warnings: row.warnings, oddness: row.oddness, lateReason: null,
      writers: row.writers, savedBy: row.saved_by, submittedAt: null, openedAs: as, openedBy: tx.actor.accountId, openedReason: reason, createdAt: now,
    })
    await this.sheets.addLines(tx, household, { id, period: row.period, state: move.to === 'returned' ? ENTRY.returned : ENTRY.draft, by: row.saved_by ?? tx.actor.accountId }, lines.map((line) => ({
      id: newId(), item: line.item, fen: Number(line.fen), note: line.note, source: line.source, memberId: line.member_id, quantityMilli: line.quantity_milli === null ? null : Number(line.quantity_milli), unit: line.unit,
      unitPriceFen: line.unit_price_fen === null ? null : Number(line.unit_price_fen), evidence: line.evidence, proposal: line.proposal,
    })))
    await this.#told(tx, household, row, `${move.to} ${row.revision + 1}`, row.version + 1, reason)
    await touch(tx, household)
    await tx.emit('sheet.returned', { household: household.id, sheet: id, version: row.version + 1, account: row.saved_by })
  }

  async #told(tx: Tx, household: HouseholdRef, row: SheetRow, to: string, version: number, reason: string | null): Promise<void> {
    await tx.audit({ subject: row.id, householdId: household.id, region: household.region, reason, changed: [{ field: `sheet.${row.period}`, before: `${row.state} ${row.version}`, after: `${to} ${version}` }] })
  }
}
