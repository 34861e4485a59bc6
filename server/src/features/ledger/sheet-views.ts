// A month as one reader sees it: lines and sums, what is odd, what was before, and what he may do with it.
import type { SheetLineView, SheetSummary, SheetSums, SheetView, SheetWarning } from '@onecard/shared/contract/sheets.views'
import type { PhotoView } from '@onecard/shared/contract/visits.views'
import { divisorOf, ENTRY, incomeOfYear } from '@onecard/shared/rules/card'
import { dayOfInstant } from '@onecard/shared/rules/day'
import { addMonths, cardYearOf, firstDayOf } from '@onecard/shared/rules/period'
import { closesOn, isClosed, isFillable, mayMove, type SheetHand, type SheetState } from '@onecard/shared/rules/sheet-states'
import { incomeOf } from '@onecard/shared/rules/sheet-warnings'
import { mayOn, standingOf, type Actor } from '../../kernel/auth'
import { clock } from '../../kernel/clock'
import type { County } from '../../kernel/county'
import type { Reader } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'
import { photosByHash } from '../photos'
import { basisOf, besides, itemLabels, suggestionsOf, type Beside } from './basis'
import { countingRow, sumsOf, writersOf, type HouseRow, type LineRow, type SheetRow, type Sheets } from './sheets.repository'

const MINUTE = 60_000
const SOURCES: Record<string, SheetLineView['source']> = { imported: 'imported', measure: 'measure', copied: 'copied' }
const NO_SUMS: SheetSums = { wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, expenseFen: 0, netFen: 0 }

/** What the reader may do over a household, whichever appointment this reading rests on. */
export interface Hands { writer: boolean; approver: boolean; township: boolean; household: boolean }
export function handsOf(actor: Actor, id: string, region: string): Hands {
  const may = (permission: Parameters<typeof mayOn>[1]) => mayOn(actor, permission, id, region)
  return { writer: may('sheet.write'), approver: may('sheet.approve'), township: may('sheet.sample'), household: may('sheet.confirm') }
}
export const moverOf = (hands: Hands, row: SheetRow | null, account: string) =>
  ({ hands: (Object.keys(hands) as SheetHand[]).filter((hand) => hands[hand]), own: row !== null && writersOf(row).includes(account) })

export const stateOf = (row: Pick<SheetRow, 'state'> | null): SheetState => (row === null ? 'none' : row.state === 'superseded' ? 'approved' : row.state)
const hashesOf = (line: LineRow): string[] => line.evidence?.split(',') ?? []
const reads = (row: SheetRow): SheetWarning[] => JSON.parse(row.warnings) as SheetWarning[]

export class SheetViews {
  constructor(private readonly sheets: Sheets, private readonly county: County, private readonly vault: Vault) {}

  /** `revision`: an older one. Null: there is no such revision. */
  async of(reader: Reader, actor: Actor, house: HouseRow, period: string, villageMedianFen: number | null, revision?: number): Promise<SheetView | null> {
    const beside = await besides(reader, this.sheets, this.county, house, period, villageMedianFen)
    const here = beside.months.filter((row) => row.period === period)
    const newest = here.find((row) => row.newest === 1) ?? null
    const row = revision === undefined ? newest : here.find((one) => one.revision === revision) ?? null
    if (revision !== undefined && row === null) return null
    const before = countingRow(beside.months, addMonths(period, -1))
    const lines = await this.sheets.lines(reader, [row, before].flatMap((one) => one?.id ?? []))
    const [own, last] = [row, before].map((one) => lines.filter((line) => one !== null && line.sheet_id === one.id))
    const photos = await photosByHash(reader, house.id, lines.flatMap(hashesOf))
    const household = standingOf(actor, house.id, house.region)?.role === 'household'
    return {
      ...this.#head(house, beside, period, row, own), lines: own.map((line) => this.#line(line, photos)),
      ...(before && { lastMonth: { period: before.period, sums: sumsOf(before), lines: last.map((line) => this.#line(line, photos)) } }),
      ...this.#lastYear(beside.months, period), ...this.#written(row, household), ...await this.#thenOf(reader, house.id, beside, period, row, own),
      revisions: here.filter((one) => one !== newest).map((one) => ({ revision: one.revision, state: stateOf(one), at: clock.iso(one.decided_at ?? one.created_at), ...(one.by_name !== null && { by: one.by_name }), ...(one.opened_reason !== null && { reason: one.opened_reason }) })),
      ...this.#may(actor, house, beside, period, row, revision === undefined || row === newest, own, last),
      ...(household && { warnings: [] }),
    }
  }

  #head(house: HouseRow, { months: _, members, yearIssued }: Beside, period: string, row: SheetRow | null, lines: readonly LineRow[]) {
    const closing = this.county.settings.books.closing
    const named = new Set(lines.map((line) => line.member_id))
    return {
      household: { id: house.id, headName: house.head_name, region: { ...this.county.place(house.region), ...(house.group_name !== null && { group: house.group_name }) }, memberCount: house.member_count },
      members: members.filter((m) => m.left_on === null || m.left_on > firstDayOf(period) || named.has(m.id)).map(({ id, name }) => ({ id, name })),
      period, revision: row?.revision ?? 1, version: row?.version ?? 0, state: stateOf(row), sums: row ? sumsOf(row) : NO_SUMS, warnings: row ? reads(row) : [],
      closesOn: closesOn(period, closing), closed: isClosed(period, clock.today(), closing, yearIssued),
    }
  }

  #line(line: LineRow, photos: ReadonlyMap<string, PhotoView>): SheetLineView {
    const labels = this.#labels ??= itemLabels(this.county)
    return {
      id: line.id, item: { code: line.item, label: labels[line.item] ?? line.item }, group: line.item[0], fen: Number(line.fen), source: SOURCES[line.source] ?? 'typed',
      evidence: hashesOf(line).map((hash) => photos.get(hash)).filter((photo) => photo !== undefined),
      ...(line.member_id !== null && line.member_name !== null && { member: { id: line.member_id, name: line.member_name } }),
      ...(line.quantity_milli !== null && { quantityMilli: Number(line.quantity_milli) }), ...(line.unit !== null && { unit: line.unit }),
      ...(line.unit_price_fen !== null && { unitPriceFen: Number(line.unit_price_fen) }), ...(line.note !== null && { note: line.note }),
    }
  }
  #labels: Record<string, string> | null = null

  #lastYear(months: readonly SheetRow[], period: string): Pick<SheetView, 'lastYear'> {
    const row = countingRow(months, addMonths(period, -12))
    return row ? { lastYear: { period: row.period, sums: sumsOf(row) } } : {}
  }

  /** Who entered it, and what became of it; what it was returned for stays with the draft that mends it. Talk between cadres is not for the household. */
  #written(row: SheetRow | null, household: boolean): Partial<SheetView> {
    if (row === null) return {}
    const sent = row.decided_reason ?? row.opened_reason
    const said = sent !== null && (row.state === 'returned' || row.state === 'draft') ? { reason: sent, by: row.decided_by_name ?? row.opened_by_name ?? '', at: clock.iso(row.decided_at ?? row.created_at) } : null
    return {
      ...(row.by_name !== null && { by: row.by_name }),
      ...(row.by_phone !== null && row.saved_by !== null && { byPhone: this.vault.open('account.phone', row.saved_by, row.by_phone) }),
      ...(row.submitted_at !== null && { submittedAt: clock.iso(row.submitted_at) }),
      ...(stateOf(row) === 'approved' && row.decided_by_name !== null && { decidedBy: row.decided_by_name }), ...(stateOf(row) === 'approved' && row.decided_at !== null && { decidedAt: clock.iso(row.decided_at) }),
      ...(!household && said && { returned: said }), ...(!household && row.late_reason !== null && { lateReason: row.late_reason }),
      ...(row.confirmed !== null && row.confirmed_at !== null && { confirmation: { agree: row.confirmed === 1, on: dayOfInstant(row.confirmed_at.getTime()), ...(row.confirmed_text !== null && { text: row.confirmed_text }) } }),
    }
  }

  /** The card year per head if this month were approved as it stands; the verdict only once no month of it is missing. */
  async #thenOf(reader: Reader, household: string, { months, members }: Beside, period: string, row: SheetRow | null, lines: readonly LineRow[]): Promise<Partial<SheetView>> {
    if (row === null) return {}
    const { cardYear: { startMonth }, income } = this.county.settings
    const year = cardYearOf(period, startMonth)
    const others = await this.sheets.approved(reader, household, year.from, year.to, period)
    const then = incomeOfYear({
      year, lineFen: this.county.line(year.year)?.fen ?? 0, excludedItems: income.notCountedItems,
      entries: [...others.map((e) => ({ item: e.item, fen: Number(e.fen), on: e.period, state: ENTRY.approved })), ...lines.map((line) => ({ item: line.item, fen: Number(line.fen), on: period, state: ENTRY.approved }))],
      approvedMonths: [period, ...months.filter((one) => one.state === 'approved').map((one) => one.period)],
      divisor: divisorOf(income.divisor, members.map((m) => ({ joinedOn: m.joined_on, leftOn: m.left_on })), year),
    })
    return { perCapitaThenFen: then.perCapitaFen, belowThen: then.state === 'whole' ? then.below : null }
  }

  #may(actor: Actor, house: HouseRow, beside: Beside, period: string, row: SheetRow | null, current: boolean, own: readonly LineRow[], last: readonly LineRow[]) {
    const { books, cardYear } = this.county.settings
    const hands = handsOf(actor, house.id, house.region)
    const mover = moverOf(hands, row, actor.accountId)
    const state = stateOf(row)
    const may = (act: Parameters<typeof mayMove>[1]) => current && mayMove(state, act, mover)
    const mayWrite = may('save') && (row !== null || isFillable(period, clock.today(), cardYear.startMonth, books.closing))
    const mayDecide = may('approve')
    const until = row?.decided_at ? row.decided_at.getTime() + books.undoMinutes * MINUTE : 0
    const undoable = may('undo') && row !== null && row.batch_id !== null && row.batch_sheets === 1 && row.built_upon === 0 && row.decided_by === actor.accountId && clock.now() < until
    return {
      mayWrite, mayDecide, mayReopen: may('reopen'), mayConfirm: may('confirm') && row?.confirmed === null, suggestions: mayWrite ? suggestionsOf(this.county, own, last, beside) : [],
      ...((mayWrite || mayDecide) && { basis: basisOf(this.county, period, beside) }),
      ...(undoable && { undo: { batch: row.batch_id as string, until: clock.iso(until) } }),
    }
  }

  /** A month in the list of a household. `rows`: its revisions. */
  summary(actor: Actor, house: HouseRow, period: string, rows: readonly SheetRow[], issuedYears: ReadonlySet<number>): SheetSummary {
    const { books: { closing }, cardYear } = this.county.settings
    const row = rows.find((one) => one.newest === 1) ?? null
    const household = standingOf(actor, house.id, house.region)?.role === 'household'
    const sums = row ? sumsOf(row) : NO_SUMS
    return {
      period, revision: row?.revision ?? 1, version: row?.version ?? 0, state: stateOf(row), incomeFen: incomeOf(sums), expenseFen: sums.expenseFen, lines: row?.line_count ?? 0,
      warnings: row && !household ? reads(row).length : 0, closesOn: closesOn(period, closing), closed: isClosed(period, clock.today(), closing, issuedYears.has(cardYearOf(period, cardYear.startMonth).year)),
      ...(row?.by_name && { by: row.by_name }), ...(!household && row?.state === 'returned' && { returnedReason: row.decided_reason ?? row.opened_reason ?? '' }),
      ...(row && household && mayMove(stateOf(row), 'confirm', moverOf(handsOf(actor, house.id, house.region), row, actor.accountId)) && row.confirmed === null && { mayConfirm: true }),
      ...(row && row.confirmed !== null && row.confirmed_at !== null && { confirmation: { agree: row.confirmed === 1, on: dayOfInstant(row.confirmed_at.getTime()), ...(row.confirmed_text !== null && { text: row.confirmed_text }) } }),
    }
  }
}

