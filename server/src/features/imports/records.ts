// One row of a sheet with its values by field, and what the rules must remember of a household until all members are read.
import { shownCell, type CellValue } from './cells'
import type { Placed } from './columns'

/** Where the fields of a sheet stand; one for all its rows. */
export class Layout {
  readonly #index = new Map<string, number>()
  constructor(readonly placed: readonly Placed[]) { placed.forEach(({ column }, i) => this.#index.set(column.field, i)) }
  /** Position among the placed columns; undefined when the sheet has no such column. */
  of(field: string): number | undefined { return this.#index.get(field) }
}

/** `has`: whether the sheet has such a column at all; what it has not is never changed. `values` and `texts` by position in the layout. */
export class SheetRecord {
  constructor(readonly row: number, private readonly layout: Layout, private readonly values: readonly CellValue[], private readonly texts: readonly string[]) {}

  #value(field: string): CellValue {
    const at = this.layout.of(field)
    return at === undefined ? null : this.values[at] ?? null
  }

  has(field: string): boolean { return this.layout.of(field) !== undefined }
  text(field: string): string | null { return this.#value(field) as string | null }
  number(field: string): number | null { return this.#value(field) as number | null }
  flag(field: string): boolean | null { return this.#value(field) as boolean | null }
  list(field: string): string[] { return this.#value(field) as string[] | null ?? [] }
  fen(field: string): number { return this.number(field) ?? 0 }
  /** As it stood in the cell, masked where it must be. */
  shown(field: string): string {
    const at = this.layout.of(field)
    return at === undefined ? '' : shownCell(this.layout.placed[at].column, this.texts[at])
  }
  heading(field: string): string {
    const at = this.layout.of(field)
    return at === undefined ? field : this.layout.placed[at].column.heading
  }
}

/** Kept per household while the members stream by: numbers and flags only, about 200 bytes. */
export interface HouseholdFacts {
  row: number
  id: string
  isNew: boolean
  /** Of the household before the import; 0 of a new one. */
  version: number
  year: number
  /** Empty for a new household. */
  region: string
  headName: string
  /** First 18 characters of 户主证件号码, or empty. */
  headCertificate: string
  headSex: string | null
  /** The member with relation 01 bears the name and, where given, the certificate of the household row. */
  headMatches: boolean
  spouseRow: number
  spouseSex: string | null
  memberCount: number
  members: number
  /** Members of the sheet that the database has already. */
  matched: number
  heads: number
  spouses: number
  causes: string[]
  wageFen: number
  pensionFen: number
  minimumLivingFen: number
  destituteSupportFen: number
  ill: boolean
  disabled: boolean
  inSchool: boolean
  anyMinimumLiving: boolean
  anyDestitute: boolean
  publicPost: boolean
  pensioners: number
}
