// 审批, in words. Pure.
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import { formatInstant } from '@onecard/shared/rules/day'
import type { Tone } from '../../ui/basics'
import { groupOf } from '../household/words'
import { stateOfChange } from './change-form'

const KIND: Record<ChangeView['kind'], string> = { fields: '改信息', join: '新增成员', leave: '减少成员', import: '导入', pairing: '结对' }

/** 「新增成员 例小苗」, 「主要致贫原因」 */
export function whatWord(change: ChangeView): string {
  if (change.kind === 'fields') return `${change.member ? `${change.member.name}的` : ''}${change.fields.map((f) => f.label).join('、')}`
  return `${KIND[change.kind]} ${change.member?.name ?? ''}`.trim()
}

export interface QueueRow { key: string; household: string; name: string; after: string; what: string; hint: string[]; chip: { text: string; tone: Tone } | null }
export function queueRows(items: readonly ChangeView[], today: string): QueueRow[] {
  return items.map((c) => ({
    key: c.id, household: c.household.id, name: c.household.headName, after: groupOf(c.household.region), what: whatWord(c), hint: [`${c.by}（${c.byRole}）`, formatInstant(Date.parse(c.at), today)],
    chip: c.state === 'conflict' ? { text: '两个人改得不一样', tone: 'danger' } : c.evidence.length > 0 ? { text: `${c.evidence.length} 张照片`, tone: 'idle' } : null,
  }))
}

export const RETURN_CHIPS = ['证明不清楚', '和实际不符', '原因没写明白', '请村里再核一下']
export const changeChip = (c: ChangeView): { text: string; tone: Tone } => stateOfChange(c)
