// Puts changes of the record down: whoever changes a fact of a household writes it here in the same transaction.
import { changeField } from '@onecard/shared/rules/change-fields'
import type { ChangeState } from '@onecard/shared/rules/change-states'
import { clock } from '../../kernel/clock'
import { Rows, type HouseholdRef, type HouseTx, type Tx, type Value } from '../../kernel/db'
import { newId } from '../../kernel/ids'
import type { Vault } from '../../kernel/vault'
import { RecordChange, RecordChangeField } from './record-change.entity'

export type ChangeKind = 'fields' | 'join' | 'leave' | 'import' | 'pairing'

/** A field with plain values, in the form that `shared/rules/change-fields` keeps. */
export interface FieldEntry { of: 'household' | 'member'; memberId: string | null; field: string; before: string | null; after: string | null; held?: string | null }

export interface ChangeEntry {
  id?: string
  memberId: string | null
  kind: ChangeKind
  memberChange?: string | null
  /** Default: today. */
  effectiveOn?: string
  /** Default: effective. */
  state?: ChangeState
  reason: string
  evidence?: string[]
  authorId: string | null
  authorRole: string
  madeOn: number
  tookEffectIn: number | null
  at?: Date
  endedBy?: string | null
  endedAt?: Date | null
  endedReason?: string | null
  fields: FieldEntry[]
}

export type ValuePlace = 'old' | 'new' | 'held'
const COLUMN = 'record_change.value'
const sealId = (change: string, field: string, place: ValuePlace): string => `${change}.${field}.${place}`

export function sealValue(vault: Vault, change: string, of: 'household' | 'member', field: string, place: ValuePlace, value: string | null): string | null {
  return value !== null && changeField(of, field)?.sealed ? vault.seal(COLUMN, sealId(change, field, place), value) : value
}

export function openValue(vault: Vault, change: string, of: 'household' | 'member', field: string, place: ValuePlace, kept: string | null): string | null {
  return kept !== null && changeField(of, field)?.sealed ? vault.open(COLUMN, sealId(change, field, place), kept) : kept
}

function change(householdId: string, entry: ChangeEntry): RecordChange {
  return {
    id: entry.id ?? newId(), householdId, memberId: entry.memberId, kind: entry.kind, memberChange: entry.memberChange ?? null, effectiveOn: entry.effectiveOn ?? clock.today(),
    state: entry.state ?? 'effective', reason: entry.reason, evidence: entry.evidence?.length ? entry.evidence.join(',') : null, authorId: entry.authorId, authorRole: entry.authorRole,
    madeOn: entry.madeOn, tookEffectIn: entry.tookEffectIn, at: entry.at ?? clock.date(), version: 1, endedBy: entry.endedBy ?? null, endedAt: entry.endedAt ?? null, endedReason: entry.endedReason ?? null,
  }
}

function fields(vault: Vault, householdId: string, changeId: string, entries: readonly FieldEntry[], from = 0): RecordChangeField[] {
  return entries.map(({ of, memberId, field, before, after, held }, n) => ({
    changeId, n: from + n, householdId, memberId, ofMember: of === 'member', field,
    oldValue: sealValue(vault, changeId, of, field, 'old', before), newValue: sealValue(vault, changeId, of, field, 'new', after), heldValue: sealValue(vault, changeId, of, field, 'held', held ?? null),
  }))
}

/** Within an actor's write. Answers the id. */
export async function recordChange(tx: Tx, vault: Vault, household: HouseholdRef, entry: ChangeEntry): Promise<string> {
  const row = change(household.id, entry)
  await tx.insert(RecordChange, row, household)
  await tx.insert(RecordChangeField, fields(vault, household.id, row.id, entry.fields), household)
  return row.id
}

/** Further fields of a change that is there: what its taking effect brought along. `from`: how many it has. */
export async function recordMore(tx: Tx, vault: Vault, household: HouseholdRef, changeId: string, from: number, entries: readonly FieldEntry[]): Promise<void> {
  await tx.insert(RecordChangeField, fields(vault, household.id, changeId, entries, from), household)
}

/** Many at once, for imports and seeds: collected, then written in full statements. */
export class ChangeRows {
  readonly #changes = new Rows('record_change', ['id', 'household_id', 'member_id', 'kind', 'member_change', 'effective_on', 'state', 'reason', 'evidence', 'author_id', 'author_role', 'made_on', 'took_effect_in', 'at', 'version', 'ended_by', 'ended_at', 'ended_reason'])
  readonly #fields = new Rows('record_change_field', ['change_id', 'n', 'household_id', 'member_id', 'of_member', 'field', 'old_value', 'new_value', 'held_value'])
  constructor(private readonly vault: Vault) {}

  add(householdId: string, entry: ChangeEntry): void {
    const row = change(householdId, entry)
    this.#changes.add([row.id, householdId, row.memberId, row.kind, row.memberChange, row.effectiveOn, row.state, row.reason, row.evidence, row.authorId, row.authorRole, row.madeOn, row.tookEffectIn, row.at, row.version, row.endedBy, row.endedAt, row.endedReason])
    for (const f of fields(this.vault, householdId, row.id, entry.fields)) {
      const values: Value[] = [f.changeId, f.n, householdId, f.memberId, f.ofMember, f.field, f.oldValue, f.newValue, f.heldValue]
      this.#fields.add(values)
    }
  }

  /** Full statements only, unless `all`. */
  async flush(tx: Pick<HouseTx, 'bulk'>, all = true): Promise<void> {
    await this.#changes.flush(tx, all)
    await this.#fields.flush(tx, all)
  }
}
