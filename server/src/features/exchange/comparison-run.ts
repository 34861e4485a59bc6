// Reads both national sheets once and tells where they and the record differ, and which side moved. Nothing is written to the record.
import type { NationalDifferenceKind } from '@onecard/shared/contract/exchange.views'
import { personKeys } from '@onecard/shared/rules/id-number'
import type { County } from '../../kernel/county'
import type { Everywhere } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'
import {
  closeSheets, HOUSEHOLD_FIELDS, MEMBER_FIELDS, nationalState, openSheets, plainValue, ProblemList, readRecords, sameValue, SHEET_NAMES,
  type ImportFiles, type OpenSheet, type SheetRecord,
} from '../imports'
import { sumsOf, SUM_KINDS } from './national-sums'
import { OwnChanges } from './own-changes'

export interface Line {
  kind: NationalDifferenceKind
  sheet: 'households' | 'members'
  row: number | null
  householdNo: string
  householdId: string | null
  memberId: string | null
  field: string
  ours: string | null
  theirs: string | null
  base: string | null
}

export interface ComparisonOutcome { households: number; members: number; /** Why the sheets could not be compared; empty: they were. */ faults: string[] }

interface Parts { house: Everywhere; vault: Vault; county: County; files: ImportFiles; onLine(line: Line): Promise<void> | void; onProgress(done: number, step: string): void }
type Row = Record<string, unknown> & { id: string }
type HouseholdRow = Row & { household_no: string }
type MemberRow = Row & { household_id: string; household_no: string; member_no: string | null; certificate_index: string | null }

const BATCH = 200
/** Faults named to the person. */
const NAMED = 5

export async function compareSheets(parts: Parts): Promise<ComparisonOutcome> {
  const problems = new ProblemList(parts.county.settings.import)
  const sheets = await openSheets(parts.county, parts.files, problems)
  const pass = new Pass(parts, problems)
  if (sheets) {
    try {
      await pass.households(sheets.households)
      if (!problems.stopped) await pass.members(sheets.members)
      if (problems.errors === 0) await pass.onlyOurs()
    } finally { await closeSheets(sheets.households, sheets.members) }
  }
  const faults = problems.sorted().filter((p) => p.severity === 'error').slice(0, NAMED).map((p) => `${SHEET_NAMES[p.sheet]}第 ${p.row} 行“${p.column}”：${p.expected}`)
  return { households: pass.read.households, members: pass.read.members, faults }
}

class Pass {
  readonly read = { households: 0, members: 0 }
  /** National numbers that the sheet has, with our id (null: ours has it not) and the year of the row. */
  readonly #seen = new Map<string, string | null>()
  readonly #seenMembers = new Set<string>()
  /** Of a household elsewhere a sheet tells nothing, though its number stand in it. */
  readonly #county: string
  constructor(private readonly parts: Parts, private readonly problems: ProblemList) { this.#county = `${parts.county.settings.region}%` }

  async households(sheet: OpenSheet): Promise<void> {
    await this.#each(sheet, '比对贫困户表', async (records) => {
      this.read.households += records.length
      const numbers = records.map((record) => record.text('householdNo') as string)
      const there = new Map((await this.parts.house.select<HouseholdRow>('SELECT h.* FROM household h WHERE h.household_no IN (:numbers) AND h.region LIKE :county', { numbers, county: this.#county })).map((row) => [row.household_no, row]))
      const ids = [...there.values()].map((row) => row.id)
      const own = await OwnChanges.of((sql, params) => this.parts.house.select(sql, params), this.parts.vault, ids)
      const sums = await sumsOf(this.parts.house, this.parts.county, records.flatMap((record) => { const row = there.get(record.text('householdNo') as string); return row ? [{ id: row.id, year: record.number('year') as number }] : [] }))
      for (const record of records) {
        const number = record.text('householdNo') as string
        const row = there.get(number)
        this.#seen.set(number, row?.id ?? null)
        if (!row) await this.#line({ kind: 'only_theirs', sheet: 'households', row: record.row, householdNo: number, householdId: null, memberId: null, field: '', ours: null, theirs: record.text('headName'), base: null })
        else {
          await this.#compareHousehold(record, row, own)
          await this.#compareSums(record, row, sums.get(`${row.id} ${record.number('year')}`))
        }
      }
    })
  }

  async members(sheet: OpenSheet): Promise<void> {
    const { house, vault } = this.parts
    await this.#each(sheet, '比对家庭成员表', async (records) => {
      this.read.members += records.length
      const indexes = records.map((record) => this.#index(record))
      const wanted = 'SELECT m.*, h.household_no FROM member m JOIN household h ON h.id = m.household_id AND h.region LIKE :county WHERE m.left_on IS NULL AND'
      const byIndex = new Map((await house.select<MemberRow>(`${wanted} m.certificate_index IN (:indexes)`, { indexes: indexes.map((index) => index ?? ''), county: this.#county })).map((row) => [row.certificate_index, row]))
      const byNo = new Map((await house.select<MemberRow>(`${wanted} m.member_no IN (:numbers)`, { numbers: records.map((record) => record.text('memberNo') as string), county: this.#county })).map((row) => [row.member_no, row]))
      const matches = records.map((record, i) => (indexes[i] === null ? undefined : byIndex.get(indexes[i])) ?? byNo.get(record.text('memberNo')))
      const own = await OwnChanges.of((sql, params) => house.select(sql, params), vault, [...new Set(matches.flatMap((row) => row ? [row.household_id] : []))])
      for (const [i, record] of records.entries()) {
        const row = matches[i]
        const number = record.text('householdNo') as string
        if (!row || row.household_no !== number) await this.#line({ kind: 'only_theirs', sheet: 'members', row: record.row, householdNo: number, householdId: this.#seen.get(number) ?? null, memberId: null, field: '', ours: row ? `已在户 ${row.household_no}` : null, theirs: record.text('name'), base: null })
        if (row) this.#seenMembers.add(row.id)
        if (row && row.household_no === number) await this.#compareMember(record, row, own)
      }
    })
  }

  /** Households and people of the record that their sheets have not; of a household that is missing whole, its people are not said again. */
  async onlyOurs(): Promise<void> {
    const { house } = this.parts
    for (let after = ''; ;) {
      const rows = await house.select<{ id: string; household_no: string; head_name: string }>(`SELECT id, household_no, head_name FROM household WHERE region LIKE :county AND id > :after ORDER BY id LIMIT ${BATCH}`, { county: this.#county, after })
      if (rows.length === 0) return
      after = rows[rows.length - 1].id
      for (const row of rows) if (!this.#seen.has(row.household_no)) await this.#line({ kind: 'only_ours', sheet: 'households', row: null, householdNo: row.household_no, householdId: row.id, memberId: null, field: '', ours: row.head_name, theirs: null, base: null })
      const known = rows.filter((row) => this.#seen.has(row.household_no))
      const members = known.length === 0 ? [] : await house.select<{ id: string; household_id: string; name: string }>('SELECT id, household_id, name FROM member WHERE left_on IS NULL AND household_id IN (:ids) ORDER BY household_id, id', { ids: known.map((row) => row.id) })
      for (const member of members) {
        if (this.#seenMembers.has(member.id)) continue
        await this.#line({ kind: 'only_ours', sheet: 'members', row: null, householdNo: known.find((row) => row.id === member.household_id)?.household_no ?? '', householdId: member.household_id, memberId: member.id, field: '', ours: member.name, theirs: null, base: null })
      }
    }
  }

  /** In batches; a row that cannot be read is a fault of the sheet. */
  async #each(sheet: OpenSheet, step: string, work: (records: SheetRecord[]) => Promise<void>): Promise<void> {
    let batch: SheetRecord[] = []
    let done = 0
    for await (const { record, sound } of readRecords(this.parts.county, sheet, this.problems)) {
      this.parts.onProgress(++done, step)
      if (sound) batch.push(record)
      if (batch.length === BATCH) { await work(batch); batch = [] }
    }
    if (batch.length > 0) await work(batch)
  }

  #index(record: SheetRecord): string | null {
    const certificate = record.text('certificate')
    return certificate === null ? null : this.parts.vault.index('certificate', personKeys(certificate)[0])
  }

  async #compareHousehold(record: SheetRecord, row: HouseholdRow, own: OwnChanges): Promise<void> {
    const region = this.parts.county.village(record.text('township') ?? '', record.text('village') ?? '')?.code
    if (region && region !== row.region) await this.#differ('households', record, row.id, null, 'region', row.region, region, own)
    for (const field of HOUSEHOLD_FIELDS) {
      const theirs = field.take(record)
      if (theirs === undefined || sameValue(row[field.column], theirs)) continue
      if (field.column === 'state' && nationalState(row.state as string) === nationalState(theirs as string)) continue
      await this.#differ('households', record, row.id, null, field.name, row[field.column], theirs, own)
    }
    for (const [field, column, stem] of [['phone', 'household.phone', 'phone'], ['bankCard', 'household.bank_card', 'bank_card']] as const) await this.#compareSealed('households', record, row, null, field, column, `${stem}_sealed`, own)
  }

  async #compareMember(record: SheetRecord, row: MemberRow, own: OwnChanges): Promise<void> {
    for (const field of MEMBER_FIELDS) {
      const theirs = field.take(record)
      if (theirs === undefined || sameValue(row[field.column], theirs)) continue
      await this.#differ('members', record, row.household_id, row.id, field.name, row[field.column], theirs, own)
    }
    for (const [field, column] of [['certificate', 'member.certificate'], ['phone', 'member.phone']] as const) await this.#compareSealed('members', record, row, row.id, field, column, `${field}_sealed`, own)
  }

  /** As the import: an empty cell leaves what is there. */
  async #compareSealed(sheet: Line['sheet'], record: SheetRecord, row: Row, memberId: string | null, field: string, seal: string, column: string, own: OwnChanges): Promise<void> {
    const theirs = record.text(field)
    if (theirs === null) return
    const ours = row[column] === null ? null : this.parts.vault.open(seal, row.id, row[column] as string)
    if (ours !== theirs) await this.#differ(sheet, record, memberId === null ? row.id : row.household_id as string, memberId, field, ours, theirs, own)
  }

  async #differ(sheet: Line['sheet'], record: SheetRecord, householdId: string, memberId: string | null, field: string, ours: unknown, theirs: unknown, own: OwnChanges): Promise<void> {
    const base = own.base(householdId, memberId, field)
    const kind = base === undefined ? 'theirs' : base === plainValue(theirs) ? 'ours' : 'both'
    await this.#line({
      kind, sheet, row: record.row, householdNo: record.text('householdNo') as string, householdId, memberId, field, ours: plainValue(ours), theirs: plainValue(theirs),
      base: base === undefined ? plainValue(ours) : base,
    })
  }

  /** Yearly sums of approved entries beside theirs; only what the sheet speaks of, only of a year in which something was approved. */
  async #compareSums(record: SheetRecord, row: HouseholdRow, ours: ReadonlyMap<string, number | null> | undefined): Promise<void> {
    if (!ours) return
    for (const column of this.parts.county.importColumns.households) {
      if (!SUM_KINDS.has(column.kind) || !ours.has(column.field)) continue
      const theirs = record.number(column.field)
      const mine = ours.get(column.field) ?? null
      if (theirs === null || theirs === mine) continue
      await this.#line({ kind: 'figure', sheet: 'households', row: record.row, householdNo: record.text('householdNo') as string, householdId: row.id, memberId: null, field: column.field, ours: plainValue(mine), theirs: plainValue(theirs), base: null })
    }
  }

  async #line(line: Line): Promise<void> { await this.parts.onLine(line) }
}

