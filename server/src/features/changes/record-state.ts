// The record of one household as plain values by field, and how a value goes back into its columns.
import { changeField, type ChangeField } from '@onecard/shared/rules/change-fields'
import { personKeys } from '@onecard/shared/rules/id-number'
import { defect } from '../../kernel/defect'
import type { Value } from '../../kernel/db'
import type { Vault } from '../../kernel/vault'

/** Code of list `relation`. */
export const HEAD = '01'

export type Row = Record<string, any>

const SEAL: Record<ChangeField['of'], Record<string, string>> = {
  household: { phone: 'household.phone', bank_card: 'household.bank_card' },
  member: { phone: 'member.phone', certificate: 'member.certificate' },
}

/** What the row holds of a field, in the form of `shared/rules/change-fields`. */
export function valueIn(vault: Vault, f: ChangeField, row: Row): string | null {
  if (f.column === '') return null
  if (f.sealed) {
    const sealed = row[`${f.column}_sealed`] as string | null
    return sealed === null ? null : vault.open(SEAL[f.of][f.column], row.id as string, sealed)
  }
  const value = row[f.column] as unknown
  return value === null || value === undefined ? null : String(value)
}

/** Columns and what they get for a value; `id` is that of the row, to which a sealed value is bound. */
export function columnsFor(vault: Vault, f: ChangeField, value: string | null, id: string): [string, Value][] {
  if (f.column === '') return []
  if (!f.sealed) return [[f.column, value !== null && (f.type === 'flag' || f.type === 'integer' || f.type === 'year') ? Number(value) : value]]
  const columns: [string, Value][] = [[`${f.column}_sealed`, value === null ? null : vault.seal(SEAL[f.of][f.column], id, value)]]
  if (f.column === 'phone') columns.push(['phone_index', value === null ? null : vault.index('phone', value)])
  if (f.column === 'certificate') columns.push(['certificate_index', value === null ? null : vault.index('certificate', personKeys(value)[0])])
  return columns
}

/** Names are ours: an unknown one is a fault of the code or of an older row. */
export function fieldOf(of: ChangeField['of'], name: string): ChangeField {
  const f = changeField(of, name)
  if (!f) throw defect(`no field ${of}.${name} in change-fields`)
  return f
}

export class RecordState {
  constructor(private readonly vault: Vault, readonly household: Row, readonly members: Row[]) {}

  member(id: string | null): Row | null { return this.members.find((m) => m.id === id) ?? null }

  get present(): Row[] { return this.members.filter((m) => m.left_on === null) }

  /** One, in a sound record. */
  get heads(): Row[] { return this.present.filter((m) => m.relation === HEAD) }

  get head(): Row | null { return this.heads[0] ?? null }

  value(f: ChangeField, memberId: string | null): string | null {
    // Of two, neither is the head until somebody says which.
    if (f.name === 'head') return this.heads.length === 1 ? this.heads[0].id as string : null
    const row = f.of === 'household' ? this.household : this.member(memberId)
    return row === null ? null : valueIn(this.vault, f, row)
  }

  /** The row in memory follows what was written. */
  set(f: ChangeField, memberId: string | null, value: string | null): void {
    const row = f.of === 'household' ? this.household : this.member(memberId)
    if (row) for (const [column, to] of columnsFor(this.vault, f, value, row.id as string)) row[column] = to
  }
}
