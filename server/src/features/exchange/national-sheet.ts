// The record in the columns of the national sheets, row by row: what `config/county/import-columns.json` names, spelt as the import reads it.
import type { County, ImportColumn } from '../../kernel/county'
import type { Everywhere } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'
import { HOUSEHOLD_FIELDS, MEMBER_FIELDS, nationalState } from '../imports'
import { sumsOf } from './national-sums'

export type NationalSheet = 'households' | 'members'
/** Text as text, so that numbers of 18 digits stay whole; money and areas as numbers. */
export type Cell = string | number | null
type Row = Record<string, unknown> & { id: string; region: string }

const BATCH = 500
const COLUMN_OF = {
  households: new Map(HOUSEHOLD_FIELDS.map((field) => [field.name, field.column])),
  members: new Map(MEMBER_FIELDS.map((field) => [field.name, field.column])),
}

export class NationalRows {
  readonly columns: readonly ImportColumn[]
  constructor(private readonly house: Everywhere, private readonly vault: Vault, private readonly county: County, private readonly sheet: NationalSheet, private readonly year: number) {
    this.columns = county.importColumns[sheet].filter((column) => column.kind !== 'ignored')
  }

  get headings(): string[] { return this.columns.map((column) => column.heading) }

  /** By household number; `region`: a prefix of region codes. */
  async* rows(region: string): AsyncGenerator<Cell[]> {
    for (let after = ''; ;) {
      const households = await this.house.select<Row & { household_no: string }>(`SELECT h.* FROM household h WHERE h.region LIKE :region AND h.household_no > :after ORDER BY h.household_no LIMIT ${BATCH}`, { region: `${region}%`, after })
      if (households.length === 0) return
      after = households[households.length - 1].household_no
      const ids = households.map((row) => row.id)
      const members = await this.house.select<Row & { household_id: string; relation: string }>('SELECT m.* FROM member m WHERE m.household_id IN (:ids) AND m.left_on IS NULL ORDER BY m.household_id, m.relation, m.id', { ids })
      if (this.sheet === 'households') {
        const sums = await sumsOf(this.house, this.county, ids.map((id) => ({ id, year: this.year })))
        for (const row of households) yield this.#household(row, members.find((m) => m.household_id === row.id && m.relation === '01'), sums.get(`${row.id} ${this.year}`))
      } else for (const row of households) for (const member of members) if (member.household_id === row.id) yield this.#member(row, member)
    }
  }

  #household(row: Row, head: Row | undefined, sums: ReadonlyMap<string, number | null> | undefined): Cell[] {
    const known: Record<string, Cell> = {
      householdNo: row.household_no as string, headNo: (head?.member_no ?? null) as string | null, headCertificate: head ? this.#opened('member.certificate', head.id, head.certificate_sealed) : null, year: this.year,
      exitState: this.county.label('exit_state_national', nationalState(row.state as string)), phone: this.#opened('household.phone', row.id, row.phone_sealed), bankCard: this.#opened('household.bank_card', row.id, row.bank_card_sealed),
      causeOther: [row.cause_other1, row.cause_other2].filter(Boolean).map((code) => this.county.label('cause', code as string)).join('、') || null,
    }
    return this.columns.map((column) => {
      if (column.kind === 'fen') { const fen = sums?.get(column.field); return fen === undefined || fen === null ? null : fen / 100 }
      return column.field in known ? known[column.field] : this.#plain(column, row, row.region)
    })
  }

  #member(household: Row, row: Row): Cell[] {
    const known: Record<string, Cell> = {
      householdNo: household.household_no as string, year: this.year, certificate: this.#opened('member.certificate', row.id, row.certificate_sealed), phone: this.#opened('member.phone', row.id, row.phone_sealed),
    }
    return this.columns.map((column) => column.field in known ? known[column.field] : this.#plain(column, row, household.region))
  }

  #opened(column: string, id: string, sealed: unknown): string | null { return typeof sealed === 'string' ? this.vault.open(column, id, sealed) : null }

  #plain(column: ImportColumn, row: Row, region: string): Cell {
    if (column.kind === 'place' || column.kind === 'township' || column.kind === 'village') return this.#place(column.field, region)
    const name = COLUMN_OF[this.sheet].get(column.field)
    const value = name === undefined ? null : row[name]
    if (value === null || value === undefined || value === '') return null
    switch (column.kind) {
      case 'flag': return Number(value) === 1 ? '是' : '否'
      case 'code': return this.county.label(column.list as string, String(value))
      case 'codes': return String(value).split(',').map((code) => this.county.label(column.list as string, code)).join('、')
      case 'householdType': return this.county.label('household_type', String(value))
      case 'day': case 'month': return String(value).replace(/-/g, '')
      case 'mu': case 'decimal': case 'integer': case 'year': return Number(value)
      default: return String(value)
    }
  }

  #place(field: string, region: string): string {
    const { provinceName, prefectureName, name } = this.county.settings
    const place = this.county.place(region)
    return ({ province: provinceName, prefecture: prefectureName, county: name, township: place.township, village: place.village } as Record<string, string>)[field] ?? ''
  }
}
