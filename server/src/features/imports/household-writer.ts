// Compares household rows with the database in batches, and inserts or changes what differs.
import type { ImportCounts } from '@onecard/shared/contract/imports.views'
import { clock } from '../../kernel/clock'
import type { CountyRegion } from '../../kernel/county'
import { Rows, type Value } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { newCode, newNumbers } from '../codes'
import type { FieldEntry } from '../households'
import { OPEN_IN_AUDIT, HOUSEHOLD_FIELDS, figureOf, nationalState, plainValue, sameValue } from './fields'
import type { ImportStore } from './import-store'
import type { ProblemList } from './problem-list'
import type { HouseholdFacts, SheetRecord } from './records'

type Row = Record<string, unknown> & { id: string; household_no: string; region: string; version: number }
type Change = { field: string; before: unknown; after: unknown; sensitive?: boolean }
export interface PlacedHousehold { record: SheetRecord; village: CountyRegion }

const COLUMNS = HOUSEHOLD_FIELDS.map((field) => field.column)
const INSERTED = ['id', 'household_no', 'region', ...COLUMNS, 'phone_sealed', 'phone_index', 'bank_card_sealed', 'position_confirmed', 'version', 'created_at', 'updated_at']
const FIGURE_COLUMNS = ['wage_fen', 'business_fen', 'property_fen', 'dividend_fen', 'other_property_fen', 'transfer_fen', 'family_planning_fen', 'minimum_living_fen',
  'destitute_support_fen', 'pension_fen', 'ecology_fen', 'other_transfer_fen', 'expense_fen', 'gross_fen', 'net_fen', 'per_capita_fen', 'members']

export class HouseholdWriter {
  readonly counts: ImportCounts = { read: 0, added: 0, changed: 0, same: 0 }
  readonly facts = new Map<string, HouseholdFacts>()
  readonly #households = new Rows('household', INSERTED)
  readonly #figures = new Rows('national_figure', ['household_id', 'year', ...FIGURE_COLUMNS])
  readonly #codes = new Rows('household_code', ['id', 'household_id', 'live_household_id', 'code', 'number', 'issued_at', 'issued_by'])
  readonly #steps = new Rows('step', ['id', 'household_id', 'state', 'on_day', 'note'])
  constructor(private readonly store: ImportStore, private readonly vault: Vault, private readonly problems: ProblemList, private readonly issuedBy: string | null) {}

  async take(batch: readonly PlacedHousehold[]): Promise<void> {
    if (batch.length === 0) return
    const numbers = batch.map(({ record }) => record.text('householdNo') as string)
    const there = new Map((await this.store.select<Row>(
      `SELECT id, household_no, region, version, phone_sealed, phone_index, bank_card_sealed, ${COLUMNS.join(', ')} FROM household WHERE household_no IN (:numbers)${this.store.tx ? ' FOR UPDATE' : ''}`, { numbers })).map((row) => [row.household_no, row]))
    const figures = await this.#figuresOf([...there.values()].map((row) => row.id))
    const paired = await this.#paired([...there.values()].map((row) => row.id))
    const added: PlacedHousehold[] = []
    for (const item of batch) {
      const row = there.get(item.record.text('householdNo') as string)
      this.#remember(item.record, row)
      if (!row || !paired.has(row.id)) this.problems.warn('Q42', 'households', item.record.row, '户主姓名', item.record.shown('headName'), '还没有帮扶责任人，请结对')
      if (row) await this.#compare(item, row, figures)
      else { added.push(item); this.counts.added++ }
    }
    if (added.length && this.store.writes) await this.#insert(added)
    await this.flush(false)
    // The next batch asks the database which numbers are taken.
    await this.store.flush(this.#codes, true)
  }

  async flush(all: boolean): Promise<void> {
    for (const rows of [this.#households, this.#figures, this.#codes, this.#steps]) await this.store.flush(rows, all)
  }

  #remember(record: SheetRecord, row: Row | undefined): void {
    this.counts.read++
    this.facts.set(record.text('householdNo') as string, {
      row: record.row, id: row?.id ?? newId(), isNew: !row, version: row?.version ?? 0, year: record.number('year') as number, region: row?.region ?? '', headName: record.text('headName') as string,
      headCertificate: (record.text('headCertificate') ?? '').slice(0, 18), headSex: null, headMatches: false, spouseRow: 0, spouseSex: null,
      memberCount: record.number('memberCount') as number, members: 0, matched: 0, heads: 0, spouses: 0,
      causes: [record.text('causeMain') as string, ...record.list('causeOther')],
      wageFen: record.fen('wageFen'), pensionFen: record.fen('pensionFen'), minimumLivingFen: record.fen('minimumLivingFen'), destituteSupportFen: record.fen('destituteSupportFen'),
      ill: false, disabled: false, inSchool: false, anyMinimumLiving: false, anyDestitute: false, publicPost: false, pensioners: 0,
    })
  }

  async #figuresOf(ids: string[]): Promise<Map<string, Record<string, unknown>>> {
    if (ids.length === 0) return new Map()
    const rows = await this.store.select<Record<string, unknown>>(`SELECT household_id, year, ${FIGURE_COLUMNS.join(', ')} FROM national_figure WHERE household_id IN (:ids)`, { ids })
    return new Map(rows.map((row) => [`${row.household_id} ${row.year}`, row]))
  }

  async #paired(ids: string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set()
    const rows = await this.store.select<{ household_id: string }>(
      'SELECT DISTINCT household_id FROM pairing WHERE household_id IN (:ids) AND is_primary = 1 AND from_day <= :today AND (to_day IS NULL OR to_day >= :today)', { ids, today: clock.today() })
    return new Set(rows.map((row) => row.household_id))
  }

  /** Only what differs is written; a household's own path within "not exited" is not set back by the coarser national state. */
  async #compare({ record, village }: PlacedHousehold, row: Row, figures: Map<string, Record<string, unknown>>): Promise<void> {
    const changes: Change[] = []
    const kept: FieldEntry[] = []
    const values = new Map<string, Value>()
    const set = (field: string, column: string, before: unknown, after: Value): void => {
      values.set(column, after)
      changes.push({ field, before: plainValue(before), after: plainValue(after), sensitive: !OPEN_IN_AUDIT.has(field) })
      kept.push({ of: 'household', memberId: null, field, before: plainValue(before), after: plainValue(after) })
    }
    if (row.region !== village.code) set('region', 'region', row.region, village.code)
    for (const field of HOUSEHOLD_FIELDS) {
      const wanted = field.take(record)
      if (wanted === undefined || sameValue(row[field.column], wanted)) continue
      if (field.column === 'state' && nationalState(row.state as string) === nationalState(wanted as string)) continue
      set(field.name, field.column, row[field.column], wanted)
    }
    this.#compareSealed(record, row, values, changes, kept)
    await this.store.update('household', values, 'id = :id', { id: row.id })
    if (values.has('state') && this.store.writes) this.#steps.add([newId(), row.id, values.get('state') as string, clock.today(), '国家系统导入'])
    await this.#compareFigure(record, row.id, figures, changes)
    if (changes.length === 0) { this.counts.same++; return }
    this.counts.changed++
    this.store.changed(row.id)
    this.store.record('import', row.id, row.version, null, kept)
    this.store.audit(row.id, village.code, changes)
  }

  #compareSealed(record: SheetRecord, row: Row, values: Map<string, Value>, changes: Change[], kept: FieldEntry[]): void {
    const keep = (field: string, before: string | null, after: string): void => { kept.push({ of: 'household', memberId: null, field, before, after }) }
    const phone = record.text('phone')
    if (phone !== null && this.vault.index('phone', phone) !== row.phone_index) {
      values.set('phone_sealed', this.vault.seal('household.phone', row.id, phone)).set('phone_index', this.vault.index('phone', phone)).set('phone_confirmed', 1).set('phone_by', null)
      changes.push({ field: 'phone', before: row.phone_index, after: phone, sensitive: true })
      keep('phone', row.phone_sealed === null ? null : this.vault.open('household.phone', row.id, row.phone_sealed as string), phone)
    }
    const card = record.text('bankCard')
    const before = row.bank_card_sealed === null ? null : this.vault.open('household.bank_card', row.id, row.bank_card_sealed as string)
    if (card !== null && card !== before) {
      values.set('bank_card_sealed', this.vault.seal('household.bank_card', row.id, card))
      changes.push({ field: 'bankCard', before, after: card, sensitive: true })
      keep('bankCard', before, card)
    }
  }

  /** Beside our own entries, which an import never touches. */
  async #compareFigure(record: SheetRecord, id: string, figures: Map<string, Record<string, unknown>>, changes: Change[]): Promise<void> {
    const wanted = figureOf(record)
    if (!wanted) return
    const year = record.number('year') as number
    const there = figures.get(`${id} ${year}`)
    if (!there) {
      this.#addFigure(id, year, wanted)
      changes.push({ field: `nationalFigure.${year}`, before: null, after: plainValue(wanted.get('net_fen')) })
      return
    }
    const differing = new Map([...wanted].filter(([column, value]) => !sameValue(there[column], value)))
    for (const [column, value] of differing) changes.push({ field: `nationalFigure.${year}.${column}`, before: plainValue(there[column]), after: plainValue(value) })
    await this.store.update('national_figure', differing, 'household_id = :id AND year = :year', { id, year })
  }

  #addFigure(id: string, year: number, figure: Map<string, Value>): void {
    if (this.store.writes) this.#figures.add([id, year, ...FIGURE_COLUMNS.map((column) => figure.get(column) ?? null)])
  }

  async #insert(added: readonly PlacedHousehold[]): Promise<void> {
    const numbers = await newNumbers(added.length, async (drawn) => (await this.store.select<{ number: string }>('SELECT number FROM household_code WHERE number IN (:drawn)', { drawn })).map((row) => row.number))
    const now = clock.date()
    added.forEach(({ record, village }, i) => {
      const { id } = this.facts.get(record.text('householdNo') as string) as HouseholdFacts
      const phone = record.text('phone')
      const card = record.text('bankCard')
      const fields = HOUSEHOLD_FIELDS.map((field) => field.take(record) ?? field.fallback ?? null)
      this.#households.add([id, record.text('householdNo'), village.code, ...fields, phone && this.vault.seal('household.phone', id, phone), phone && this.vault.index('phone', phone),
        card && this.vault.seal('household.bank_card', id, card), false, 1, now, now])
      const figure = figureOf(record)
      if (figure) this.#addFigure(id, record.number('year') as number, figure)
      this.#codes.add([newId(), id, id, newCode(), numbers[i], now, this.issuedBy])
      this.#steps.add([newId(), id, fields[COLUMNS.indexOf('state')], clock.today(), '国家系统导入'])
      this.store.added(id)
    })
  }
}
