// Changes of the record that this phone has written and the server has not answered yet. Pure.
import { changeField } from '@onecard/shared/rules/change-fields'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { Entry } from '../../data/outbox/entry'

export interface Pending { entry: Entry; what: string; reason: string }
export function pendingChanges(entries: readonly Entry[], household: string): Pending[] {
  return entries.filter((e) => e.household === household && e.operation === 'changes.propose' && e.receipt === null && 'fields' in e.input).slice().reverse().map((entry) => {
    const input = entry.input as unknown as ProposeChange
    const what = input.kind === 'join' ? `新增成员 ${input.fields.find((f) => f.field === 'name')?.after ?? ''}` : input.kind === 'leave' ? '减少成员' : input.fields.map((f) => changeField(input.member ? 'member' : 'household', f.field)?.label ?? '').filter(Boolean).join('、')
    return { entry, what, reason: input.reason }
  })
}

/** The household's phone as this phone has written it and not sent yet; undefined = nothing written. */
export function pendingPhone(entries: readonly Entry[], household: string): string | null | undefined {
  return pendingChanges(entries, household).flatMap((p) => (p.entry.input as unknown as ProposeChange).member ? [] : (p.entry.input as unknown as ProposeChange).fields).find((f) => f.field === 'phone')?.after
}
