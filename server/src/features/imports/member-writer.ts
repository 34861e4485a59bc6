// Compares member rows with the database in batches: the person is found by the first 18 characters of the certificate, else by 人口编号.
import type { ImportCounts } from '@onecard/shared/contract/imports.views'
import { personKeys } from '@onecard/shared/rules/id-number'
import { Rows, type Value } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import type { FieldEntry } from '../households'
import { MEMBER_FIELDS, plainValue, sameValue } from './fields'
import type { ImportStore } from './import-store'
import type { ProblemList } from './problem-list'
import type { HouseholdFacts, SheetRecord } from './records'

type Row = Record<string, unknown> & { id: string; household_id: string; household_no: string; member_no: string | null; certificate_index: string | null; certificate_sealed: string | null }
export interface PlacedMember { record: SheetRecord; household: HouseholdFacts }

const COLUMNS = MEMBER_FIELDS.map((field) => field.column)
const INSERTED = ['id', 'household_id', ...COLUMNS, 'certificate_sealed', 'certificate_index', 'phone_sealed', 'phone_index']
const QUALIFIED = COLUMNS.map((column) => `m.${column}`).join(', ')
const WANTED = `SELECT m.id, m.household_id, h.household_no, m.certificate_index, m.certificate_sealed, m.phone_sealed, m.phone_index, ${QUALIFIED} FROM member m JOIN household h ON h.id = m.household_id WHERE m.left_on IS NULL AND`

export class MemberWriter {
  readonly counts: ImportCounts = { read: 0, added: 0, changed: 0, same: 0 }
  readonly #members = new Rows('member', INSERTED)
  constructor(private readonly store: ImportStore, private readonly vault: Vault, private readonly problems: ProblemList) {}

  async take(batch: readonly PlacedMember[]): Promise<void> {
    if (batch.length === 0) return
    const indexes = batch.map(({ record }) => this.#index(record))
    const lock = this.store.tx ? ' FOR UPDATE' : ''
    const byIndex = new Map((await this.store.select<Row>(`${WANTED} m.certificate_index IN (:indexes)${lock}`, { indexes: indexes.map((index) => index ?? '') })).map((row) => [row.certificate_index, row]))
    const numbers = batch.map(({ record }) => record.text('memberNo') as string)
    const byNo = new Map((await this.store.select<Row>(`${WANTED} m.member_no IN (:numbers)${lock}`, { numbers })).map((row) => [row.member_no, row]))
    for (const [i, item] of batch.entries()) {
      this.counts.read++
      const row = (indexes[i] === null ? undefined : byIndex.get(indexes[i])) ?? byNo.get(numbers[i])
      if (!row) { this.#add(item, indexes[i]); continue }
      const holder = byNo.get(numbers[i])
      if (row.household_id !== item.household.id) this.problems.error('Q04', 'members', item.record.row, item.record.heading('certificate'), item.record.shown('certificate'), `这个人已在户 ${row.household_no} 里，同一证件全县只能有一次`)
      else if (holder && holder.id !== row.id) this.problems.error('key', 'members', item.record.row, item.record.heading('memberNo'), numbers[i], '这个人口编号已是另一个人的')
      else await this.#compare(item, row, indexes[i])
    }
    await this.flush(false)
  }

  flush(all: boolean): Promise<void> { return this.store.flush(this.#members, all) }

  #index(record: SheetRecord): string | null {
    const certificate = record.text('certificate')
    return certificate === null ? null : this.vault.index('certificate', personKeys(certificate)[0])
  }

  #add({ record, household }: PlacedMember, index: string | null): void {
    this.counts.added++
    if (!household.isNew) this.store.changed(household.id)
    if (!this.store.writes) return
    const id = newId()
    const certificate = record.text('certificate')
    const phone = record.text('phone')
    this.#members.add([id, household.id, ...MEMBER_FIELDS.map((field) => field.take(record) ?? field.fallback ?? null),
      certificate && this.vault.seal('member.certificate', id, certificate), index, phone && this.vault.seal('member.phone', id, phone), phone && this.vault.index('phone', phone)])
    if (household.isNew) return
    this.store.audit(household.id, household.region, [{ field: 'member.added', before: null, after: record.text('memberNo') }])
    this.store.record('join', household.id, household.version, id, [{ of: 'member', memberId: id, field: 'name', before: null, after: record.text('name') }])
  }

  async #compare({ record, household }: PlacedMember, row: Row, index: string | null): Promise<void> {
    household.matched++
    const values = new Map<string, Value>()
    const changes: { field: string; before: unknown; after: unknown; sensitive?: boolean }[] = []
    const kept: FieldEntry[] = []
    const keep = (field: string, before: string | null, after: string | null): void => { kept.push({ of: 'member', memberId: row.id, field, before, after }) }
    const note = (field: string, before: unknown, after: unknown, sensitive?: boolean): void => { changes.push({ field: `member.${row.member_no}.${field}`, before, after, sensitive }) }
    for (const field of MEMBER_FIELDS) {
      const wanted = field.take(record)
      if (wanted === undefined || sameValue(row[field.column], wanted)) continue
      values.set(field.column, wanted)
      note(field.name, plainValue(row[field.column]), plainValue(wanted), true)
      keep(field.name, plainValue(row[field.column]), plainValue(wanted))
    }
    const certificate = record.text('certificate')
    const before = row.certificate_sealed === null ? null : this.vault.open('member.certificate', row.id, row.certificate_sealed)
    if (certificate !== null && certificate !== before) {
      values.set('certificate_sealed', this.vault.seal('member.certificate', row.id, certificate)).set('certificate_index', index)
      note('certificate', before, certificate, true)
      keep('certificate', before, certificate)
    }
    const phone = record.text('phone')
    if (phone !== null && this.vault.index('phone', phone) !== row.phone_index) {
      values.set('phone_sealed', this.vault.seal('member.phone', row.id, phone)).set('phone_index', this.vault.index('phone', phone)).set('phone_confirmed', 1).set('phone_by', null)
      note('phone', row.phone_index, phone, true)
      keep('phone', row.phone_sealed === null ? null : this.vault.open('member.phone', row.id, row.phone_sealed as string), phone)
    }
    if (values.size === 0) { this.counts.same++; return }
    this.counts.changed++
    await this.store.update('member', values, 'id = :id', { id: row.id })
    this.store.changed(household.id)
    this.store.record('import', household.id, household.version, row.id, kept)
    this.store.audit(household.id, household.region, changes)
  }
}
