// One row of a sheet with its values by field, and what the rules must remember of a household until all members are read.
import type { ImportColumn } from '../../kernel/county'
import type { CellValue } from './cells'

/** `has`: whether the sheet has such a column at all; what it has not is never changed. */
export class SheetRecord {
  constructor(readonly row: number, readonly values: ReadonlyMap<string, CellValue>, private readonly texts: ReadonlyMap<string, string>, private readonly columns: ReadonlyMap<string, ImportColumn>) {}

  has(field: string): boolean { return this.columns.has(field) }
  text(field: string): string | null { return (this.values.get(field) as string | null | undefined) ?? null }
  number(field: string): number | null { return (this.values.get(field) as number | null | undefined) ?? null }
  flag(field: string): boolean | null { return (this.values.get(field) as boolean | null | undefined) ?? null }
  list(field: string): string[] { return (this.values.get(field) as string[] | null | undefined) ?? [] }
  fen(field: string): number { return this.number(field) ?? 0 }
  /** As it stood in the cell, masked where it must be. */
  shown(field: string): string { return this.texts.get(field) ?? '' }
  heading(field: string): string { return this.columns.get(field)?.heading ?? field }
}

/** Kept per household while the members stream by: numbers and flags only, about 200 bytes. */
export interface HouseholdFacts {
  row: number
  id: string
  isNew: boolean
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
