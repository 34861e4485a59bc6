// 收支月表: read, and entered by whoever helps the household.
import type { GetSheet, ListHouseholdSheets, PutSheet, SheetLine } from '@onecard/shared/contract/sheets.requests'
import type { SheetSummary, SheetView } from '@onecard/shared/contract/sheets.views'
import type { Page } from '@onecard/shared/contract/common.views'
import { ENTRY } from '@onecard/shared/rules/card'
import { roundHalfAwayFromZero } from '@onecard/shared/rules/fen'
import { addMonths, cardYear, cardYearOf, isPeriod, periodOf } from '@onecard/shared/rules/period'
import { isClosed, isFillable, judgeMove, type SheetMove } from '@onecard/shared/rules/sheet-states'
import { oddnessOf, sheetSums, warnSheet } from '@onecard/shared/rules/sheet-warnings'
import type { ReadRecorder } from '../../kernel/audit/reads'
import { standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Database, HouseholdRef, Reader, Tx } from '../../kernel/db'
import type { Once } from '../../kernel/idempotency/once'
import { problem, type FieldError } from '../../kernel/http/problem'
import { newId } from '../../kernel/ids'
import { touch } from '../households'
import { knownPayments, settlePayments } from '../payments'
import { basisOf, besides, type Beside } from './basis'
import { handsOf, moverOf, stateOf, type SheetViews } from './sheet-views'
import { writersOf, type HouseRow, type NewLine, type SheetRow, type Sheets } from './sheets.repository'
import type { VillageMiddle } from './village-middle'

const PAGE = 24
const MILLI = 1000

export class SheetsService {
  constructor(private readonly db: Database, private readonly sheets: Sheets, private readonly views: SheetViews, private readonly county: County, private readonly middle: VillageMiddle, private readonly reads: ReadRecorder) {}

  async get(actor: Actor, { id, period, revision }: GetSheet): Promise<SheetView> {
    const reader = this.sheets.reader(actor)
    const house = await this.#look(reader, actor, id)
    const view = await this.views.of(reader, actor, house, period, await this.middle.of(house.region, period), revision)
    if (!view) throw problem('not_found')
    return view
  }

  /** Month by month, the newest first, those of which nothing is kept among them. */
  async list(actor: Actor, { id, after, limit = PAGE }: ListHouseholdSheets): Promise<Page<SheetSummary>> {
    if (after !== undefined && !isPeriod(after)) throw fault('after', '请从第一页重新打开')
    const reader = this.sheets.reader(actor)
    const house = await this.#look(reader, actor, id)
    const { startMonth } = this.county.settings.cardYear
    const today = clock.today()
    const open = cardYear(cardYearOf(today, startMonth).year - this.county.settings.books.closing.yearsBack, startMonth).from
    const first = await this.sheets.firstPeriod(reader, id)
    const earliest = first !== null && first < open ? first : open
    const periods: string[] = []
    for (let period = after ? addMonths(after, -1) : periodOf(today); period >= earliest && periods.length <= limit; period = addMonths(period, -1)) periods.push(period)
    const page = periods.slice(0, limit)
    const last = page.at(-1)
    if (last === undefined) return { items: [], next: null }
    const [rows, issued] = await Promise.all([this.sheets.months(reader, id, last, page[0]), issuedYears(reader, id)])
    return { items: page.map((period) => this.views.summary(actor, house, period, rows.filter((row) => row.period === period), issued)), next: periods.length > limit ? last : null }
  }

  /** Throws `sheet.changed_since`, `sheet.not_now`, `sheet.late_reason`, `request.invalid` at the line. */
  async put(actor: Actor, input: PutSheet, once: Once, source: 'typed' | 'imported' = 'typed'): Promise<SheetView> {
    const { id, period } = input
    const villageMedian = await this.medianOf(actor, id, period)
    return this.db.once(actor, 'sheets.put', once, async (tx) => {
      const household = await tx.household(id, true)
      const house = household && await this.sheets.house(tx, id)
      if (!household || !house) throw problem('not_found')
      const beside = await besides(tx, this.sheets, this.county, house, period, villageMedian)
      const row = beside.months.find((one) => one.period === period && one.newest === 1) ?? null
      if ((row?.version ?? 0) !== input.version) throw problem('sheet.changed_since')
      const move = judgeMove(stateOf(row), input.submit ? 'submit' : 'save', moverOf(handsOf(actor, id, house.region), row, actor.accountId))
      if (typeof move === 'string') throw problem(move === 'not_yours' ? 'permission.denied' : 'sheet.not_now')
      this.#refusePeriod(input, row, beside.yearIssued)
      const lines = await this.#lines(tx, household, input, beside, source)
      await this.#write(tx, household, input, row, move, lines, beside)
      return await this.views.of(tx, actor, house, period, villageMedian) as SheetView
    })
  }

  /** Before a write begins: the middle of the village is read outside any scope. */
  async medianOf(actor: Actor, id: string, period: string): Promise<number | null> {
    const house = await this.sheets.house(this.sheets.reader(actor), id)
    return house && this.middle.of(house.region, period)
  }

  /** A month that was begun can be finished, however long ago it was: whoever opens it again must not leave it without an end. */
  #refusePeriod({ period, lateReason }: PutSheet, row: SheetRow | null, yearIssued: boolean): void {
    const { books: { closing }, cardYear: { startMonth } } = this.county.settings
    if (row === null && !isFillable(period, clock.today(), startMonth, closing)) throw problem('sheet.not_now')
    if (isClosed(period, clock.today(), closing, yearIssued) && lateReason === undefined) throw problem('sheet.late_reason', {}, { errors: [{ field: 'lateReason', message: '已过截止日，请写明为什么补报' }] })
  }

  /** Read and checked: items of the lists, members of the household, sums that are quantity × price. */
  async #lines(tx: Tx, household: HouseholdRef, { period, lines }: Pick<PutSheet, 'period' | 'lines'>, { members, measures }: Beside, byHand: 'typed' | 'imported'): Promise<NewLine[]> {
    const errors = lines.flatMap((line, i): FieldError[] => {
      const at = (field: string, message: string) => [{ field: `lines.${i}.${field}`, message }]
      if (!['income_item', 'excluded_item', 'rigid_expense'].some((list) => this.county.has(list, line.item))) return at('item', '请选是哪一项')
      if (line.member !== undefined && !members.some((m) => m.id === line.member)) return at('member', '这个人不在这一户里，请重新选')
      if (line.quantityMilli === undefined || line.unitPriceFen === undefined) return []
      return line.fen === roundHalfAwayFromZero(line.quantityMilli * line.unitPriceFen, MILLI) ? [] : at('fen', '金额和数量乘单价对不上')
    })
    if (errors.length) throw problem('request.invalid', {}, { errors })
    const proposed = lines.flatMap((line) => line.proposal ?? [])
    const copied = new Set(proposed.length === 0 ? [] : (await tx.select<{ id: string }>('SELECT x.id FROM entry x JOIN household h ON h.id = x.household_id AND {scope:h} WHERE x.household_id = :household AND x.id IN (:proposed)', { household: household.id, proposed })).map((row) => row.id))
    const paid = await knownPayments(tx, household.id, period, proposed)
    // What was typed over a department's payment, or entered from it a second time, is not the department's word.
    const asPaid = ({ item, fen, proposal = '' }: SheetLine): boolean => {
      const payment = paid.get(proposal)
      return payment?.item === item && payment.fen === fen && paid.delete(proposal)
    }
    const source = (line: SheetLine): string => {
      const { proposal } = line
      if (proposal === undefined) return byHand
      return asPaid(line) ? 'imported' : copied.has(proposal) ? 'copied' : measures.some((m) => m.id === proposal) ? 'measure' : byHand
    }
    return lines.map((line) => ({
      id: newId(), item: line.item, fen: line.fen, note: line.note?.trim() || null, source: source(line), memberId: line.member ?? null, quantityMilli: line.quantityMilli ?? null, unit: line.unit?.trim() || null,
      unitPriceFen: line.unitPriceFen ?? null, evidence: line.evidence?.length ? [...new Set(line.evidence)].join(',') : null, proposal: line.proposal ?? null,
    }))
  }

  async #write(tx: Tx, household: HouseholdRef, input: PutSheet, row: SheetRow | null, move: SheetMove, lines: readonly NewLine[], beside: Beside): Promise<void> {
    const { period } = input
    const me = tx.actor.accountId
    const now = clock.date()
    const basis = basisOf(this.county, period, beside)
    const { netFen, ...sums } = sheetSums(lines, basis.notCounted)
    const warnings = warnSheet(lines.map((line) => ({ item: line.item, fen: line.fen, member: line.memberId, evidence: line.evidence?.split(',').length ?? 0 })), basis)
    const facts = {
      state: move.to as SheetRow['state'], ...sums, lineCount: lines.length, warnings: JSON.stringify(warnings), oddness: oddnessOf(warnings, basis.settings.weights), lateReason: basis.closed ? input.lateReason ?? null : null,
      writers: [...new Set([...row ? writersOf(row) : [], me])].join(','), savedBy: me, submittedAt: move.to === 'submitted' ? now : null,
    }
    const id = row?.id ?? newId()
    if (row === null) await this.sheets.insert(tx, household, { id, period, revision: 1, version: 1, newest: true, ...facts, ...UNDECIDED, createdAt: now })
    else {
      await this.sheets.set(tx, id, `s.state = :state, s.version = s.version + 1, s.wage_fen = :wageFen, s.business_fen = :businessFen, s.property_fen = :propertyFen, s.transfer_fen = :transferFen, s.expense_fen = :expenseFen, s.line_count = :lineCount,
        s.warnings = :warnings, s.oddness = :oddness, s.late_reason = :lateReason, s.writers = :writers, s.saved_by = :savedBy, s.submitted_at = :submittedAt`, facts)
      await this.sheets.dropLines(tx, id, row.state !== 'draft', row.version)
    }
    await settlePayments(tx, household.id, period, lines.flatMap((line) => line.proposal ?? []))
    await this.sheets.addLines(tx, household, { id, period, state: move.to === 'submitted' ? ENTRY.submitted : ENTRY.draft, by: me }, lines)
    await tx.audit({
      subject: id, householdId: household.id, region: household.region, reason: facts.lateReason,
      changed: [{ field: `sheet.${period}`, before: row && `${row.state} ${row.version}`, after: `${move.to} ${(row?.version ?? 0) + 1}` }, { field: `sheet.${period}.net`, before: null, after: netFen, sensitive: true }],
    })
    await touch(tx, household)
  }

  /** What a household lives on is read of a person: it stands in 谁看过我家. */
  async #look(reader: Reader, actor: Actor, id: string): Promise<HouseRow> {
    const house = await this.sheets.house(reader, id)
    const standing = house && standingOf(actor, id, house.region)
    if (!house || !standing) throw problem('not_found')
    if (!this.reads.note(actor, standing, id, house.region, 'sheets')) throw problem('server.unavailable', {}, { retryAfter: 5 })
    return house
  }
}

/** Of a revision that nobody has decided on. */
export const UNDECIDED = {
  decidedBy: null, decidedAt: null, decidedReason: null, batchId: null, endedBatch: null, endedAt: null, builtUpon: false, openedAs: null, openedBy: null, openedReason: null,
  confirmed: null, confirmedText: null, confirmedBy: null, confirmedAt: null,
}

async function issuedYears(reader: Reader, household: string): Promise<Set<number>> {
  const rows = await reader.select<{ year: number }>('SELECT DISTINCT c.year FROM issued_card c JOIN household h ON h.id = c.household_id AND {scope:h} WHERE c.household_id = :household', { household })
  return new Set(rows.map((row) => row.year))
}

export const fault = (field: string, message: string): Error => problem('request.invalid', {}, { errors: [{ field, message }] })
