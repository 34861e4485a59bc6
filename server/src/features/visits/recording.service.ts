// 记走访: written once, corrected by its author for a day, then only added to; withdrawn it stays; confirmed by the household.
import type { AddVisitNote, ConfirmVisit, CorrectVisit, RecordVisit, WithdrawVisit } from '@onecard/shared/contract/visits.requests'
import type { ReceiptView } from '@onecard/shared/contract/visits.views'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { mayStillCorrect, visitDueOn } from '@onecard/shared/rules/visits'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import { DatabaseFailure, type Database, type HouseholdRef, type Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { announcePhotos } from '../photos'
import { ACCURATE_METRES } from './place'
import { readPromises } from './promises.service'
import { drawReceipt, receiptHash } from './receipt'
import { changedFields, factColumns, offAfterCorrection, refuseFacts, restColumns } from './visit-facts'
import { VisitEarlier, VisitNote } from './visit.entity'
import type { RecordedOn, VisitRow, Visits } from './visits.repository'

const DRAWS = 5
const strangers = (): Error => problem('request.invalid', {}, { errors: [{ field: 'met', message: '见到的人不在这一户里，请重新选' }] })

/** Its author, or a cadre who came along (companions are kept by name). A household's own account bears its head's name and is asked by it alone. */
function wasThere(actor: Actor, row: VisitRow): boolean {
  const cadre = actor.standings.some(({ role }) => role !== 'household')
  return row.account_id === actor.accountId || (cadre && row.companions !== null && (JSON.parse(row.companions) as string[]).includes(actor.name))
}

export class RecordingService {
  constructor(private readonly db: Database, private readonly visits: Visits, private readonly county: County, private readonly vault: Vault) {}

  /** In as few statements as the rows need: a village's evening arrives at once. Throws `not_found`, `request.invalid`, `key.reused`. */
  async record(actor: Actor, input: RecordVisit, once: Once): Promise<ReceiptView> {
    // Short numbers are drawn until one is new to the household: a million against some hundreds.
    for (let draw = 1; ; draw++) {
      try { return await this.#record(actor, input, once, drawReceipt()) } catch (error) {
        if (draw === DRAWS || !(error instanceof DatabaseFailure && error.duplicate)) throw error
      }
    }
  }

  #record(actor: Actor, input: RecordVisit, once: Once, number: string): Promise<ReceiptView> {
    const now = clock.date()
    const today = dayOfInstant(now.getTime())
    const rest = restColumns(input, now)
    const id = newId()
    const hash = receiptHash(this.vault, { key: once.key, householdId: input.id, content: input, receivedAt: now })
    const off = rest.clock_off_minutes
    return this.db.once(actor, 'visits.record', once, async (tx) => {
      const found = await this.visits.recordedOn(tx, input.id, input.met, today)
      if (!found) throw problem('not_found')
      const { household, row } = found
      refuseFacts(input, standingOf(actor, household.id, household.region), this.county)
      if (Number(row.known) !== new Set(input.met).size) throw strangers()
      const facts = factColumns(input, today)
      await this.visits.insert(tx, household, {
        ...facts, ...rest, id, account_id: actor.accountId, received_at: now, version: 1, receipt: number, receipt_hash: hash,
        signature_sealed: input.signature ? this.vault.seal('visit.signature', id, input.signature) : null,
      })
      await announcePhotos(tx, household, input.photos)
      await this.visits.visited(tx, household, { ...this.#next(row, facts.counts_on), places: input.place && input.atHouse && input.place.accuracy <= ACCURATE_METRES ? 1 : 0, now })
      await tx.audit({ subject: id, householdId: household.id, region: household.region, changed: [{ field: 'visit', before: null, after: input.kind }] })
      await tx.emitAll([['card.stale', { households: [household.id] }], ['visit.recorded', { household: household.id, visit: id }]])
    }, { id, number, hash, receivedAt: clock.iso(now), ...(off !== null && { clockOffMinutes: off }) })
  }

  /** Last visit and due day after one that counts on `on`: a visit that arrives late does not set back a later one. */
  #next(row: RecordedOn, on: string): { last: string; due: string | null } {
    const last = row.last_visit_on !== null && row.last_visit_on > on ? row.last_visit_on : on
    return { last, due: visitDueOn({ state: row.state, type: row.household_type, plannedExitYear: row.planned_exit_year, lastVisitOn: last, pairedOn: row.paired_on }, this.county.settings.visit.rules) }
  }

  /** Throws `visit.not_author`, `visit.too_late`, `visit.withdrawn`, `visit.confirmed`, `conflict`. What it said before is kept. */
  correct(actor: Actor, input: CorrectVisit, once: Once): Promise<ReceiptView> {
    return this.db.once(actor, 'visits.correct', once, async (tx) => {
      const { household, row } = await this.#visit(tx, input)
      const now = clock.date()
      if (row.account_id !== actor.accountId) throw problem('visit.not_author')
      if (row.withdrawn_at !== null) throw problem('visit.withdrawn')
      if (row.confirmed_at !== null) throw problem('visit.confirmed')
      if (!mayStillCorrect(row.received_at.getTime(), now.getTime())) throw problem('visit.too_late')
      if (row.version !== input.version) throw problem('conflict')
      refuseFacts(input, standingOf(actor, household.id, household.region), this.county)
      await this.#refuseStrangers(tx, household, input.met)
      const facts = factColumns(input, dayOfInstant(row.received_at.getTime()), readPromises(row.promises))
      const changed = changedFields(row, facts)
      const before = Object.fromEntries(changed.map((column) => [column, row[column as keyof VisitRow]]))
      await tx.insert(VisitEarlier, { visitId: row.id, version: row.version, facts: JSON.stringify(before), replacedAt: now }, household)
      await tx.change(
        `UPDATE visit v JOIN household h ON h.id = v.household_id AND {scope:h} SET ${Object.keys(facts).map((column) => `v.${column} = :${column}`).join(', ')}, v.clock_off_minutes = :off, v.version = v.version + 1, v.receipt_hash = :hash
         WHERE v.id = :visit AND h.id = :household`,
        { ...facts, off: offAfterCorrection(input, row, now), visit: row.id, household: household.id, hash: receiptHash(this.vault, { key: once.key, householdId: household.id, content: input, receivedAt: row.received_at }) })
      await tx.audit({ subject: row.id, householdId: household.id, region: household.region, changed: changed.map((field) => ({ field: `visit.${field}`, before: row.version, after: row.version + 1 })) })
      await this.#recounted(tx, household, now)
      return this.#receipt(row, once, input, now)
    })
  }

  /** By anybody who may write visits here: the author when it is too late to correct, others at any time. */
  addNote(actor: Actor, input: AddVisitNote, once: Once): Promise<ReceiptView> {
    return this.db.once(actor, 'visits.addNote', once, async (tx) => {
      const { household, row } = await this.#visit(tx, input)
      const now = clock.date()
      const id = newId()
      await tx.insert(VisitNote, { id, visitId: row.id, accountId: actor.accountId, text: input.text.trim(), at: now }, household)
      await tx.audit({ subject: row.id, householdId: household.id, region: household.region, changed: [{ field: 'visit.note_added', before: null, after: id }] })
      return this.#receipt(row, once, input, now)
    })
  }

  /** By its author, whenever he finds that it was wrong. */
  withdraw(actor: Actor, input: WithdrawVisit, once: Once): Promise<ReceiptView> {
    return this.db.once(actor, 'visits.withdraw', once, async (tx) => {
      const { household, row } = await this.#visit(tx, input)
      const now = clock.date()
      if (row.account_id !== actor.accountId) throw problem('visit.not_author')
      if (row.withdrawn_at !== null) throw problem('visit.withdrawn')
      await tx.change('UPDATE visit v JOIN household h ON h.id = v.household_id AND {scope:h} SET v.withdrawn_at = :now, v.withdrawn_reason = :reason, v.counts_on = NULL, v.version = v.version + 1 WHERE v.id = :visit AND h.id = :household',
        { now, reason: input.reason, visit: row.id, household: household.id })
      await tx.audit({ subject: row.id, householdId: household.id, region: household.region, reason: input.reason, changed: [{ field: 'visit.withdrawn', before: null, after: row.on_day }] })
      await this.#recounted(tx, household, now)
      return this.#receipt(row, once, input, now)
    })
  }

  /** Once, by the household: whether it was so. Whoever made the visit does not confirm it, though he live there. Throws `visit.own`. */
  confirm(actor: Actor, input: ConfirmVisit, once: Once): Promise<ReceiptView> {
    return this.db.once(actor, 'visits.confirm', once, async (tx) => {
      const { household, row } = await this.#visit(tx, input)
      const now = clock.date()
      if (wasThere(actor, row)) throw problem('visit.own')
      if (row.withdrawn_at !== null) throw problem('visit.withdrawn')
      if (row.confirmed_at !== null) throw problem('visit.confirmed')
      await tx.change('UPDATE visit v JOIN household h ON h.id = v.household_id AND {scope:h} SET v.confirmed = :agree, v.confirmed_text = :text, v.confirmed_at = :now, v.version = v.version + 1 WHERE v.id = :visit AND h.id = :household',
        { agree: input.agree ? 1 : 0, text: input.text?.trim() || null, now, visit: row.id, household: household.id })
      await tx.audit({ subject: row.id, householdId: household.id, region: household.region, changed: [{ field: 'visit.confirmed', before: null, after: input.agree }] })
      await tx.emit('visit.confirmed', { household: household.id, visit: row.id })
      return this.#receipt(row, once, input, now)
    })
  }

  async #household(tx: Tx, id: string): Promise<HouseholdRef> {
    const household = await tx.household(id, true)
    if (!household) throw problem('not_found')
    return household
  }

  async #visit(tx: Tx, of: { id: string; visit: string }): Promise<{ household: HouseholdRef; row: VisitRow }> {
    const household = await this.#household(tx, of.id)
    const row = await this.visits.one(tx, household.id, of.visit)
    if (!row) throw problem('not_found')
    return { household, row }
  }

  async #refuseStrangers(tx: Tx, household: HouseholdRef, met: readonly string[]): Promise<void> {
    if (met.length === 0) return
    const known = new Set((await this.visits.members(tx, household.id)).map((member) => member.id))
    if (!met.every((id) => known.has(id))) throw strangers()
  }

  async #recounted(tx: Tx, household: HouseholdRef, now: Date): Promise<void> {
    await this.visits.recounted(tx, household, now, dayOfInstant(now.getTime()))
    await tx.emit('card.stale', { households: [household.id] })
  }

  /** The number stays that of the visit; the hash is of this act. */
  #receipt(row: VisitRow, once: Once, content: object, now: Date): ReceiptView {
    return { id: row.id, number: row.receipt ?? '', hash: receiptHash(this.vault, { key: once.key, householdId: row.household_id, content, receivedAt: now }), receivedAt: clock.iso(now) }
  }
}
