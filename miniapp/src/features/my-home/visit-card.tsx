// One visit at one's own house, with its question where that is still open. In the main package: no photos and no forms here.
import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { useToday } from '../../data/county'
import { PhoneFull, post, useOutboxFor } from '../../data/outbox/outbox'
import { isOnline, useKeptQuery } from '../../data/use-kept-query'
import { Button, Card, Chip } from '../../ui/basics'
import { toast } from '../../ui/overlay'
import { useArrivals } from '../problems/use-problems'
import { toConfirm, visitRow } from './view-model'

export function useOwnVisits(id: string, enabled = true) {
  const shown = useKeptQuery(`visits.${id}`, operations.visits.list, { id }, { enabled, pinned: true })
  useArrivals(id, ['visits.confirm'], `visits.${id}`)
  return shown
}

/** Whether it could be put down; the words that say so or not are shown here. */
export async function sayOfVisit(id: string, visit: string, agree: boolean, text?: string): Promise<boolean> {
  try {
    await post(operations.visits.confirm, { id, visit, agree, ...(text && { text }) }, { household: id, label: agree ? '走访属实' : '走访不对' })
    toast(isOnline() ? '记下了，谢谢您' : '已存在手机里，有信号会自动上传')
    return true
  } catch (error) {
    if (!(error instanceof PhoneFull)) throw error
    toast('手机存满了，没能存下。请腾出地方再点一次。')
    return false
  }
}

export function VisitCard({ visit, id, onWrong, photos }: { visit: VisitDetail; id: string; onWrong: () => void; photos?: ReactNode }) {
  const today = useToday()
  const entries = useOutboxFor(id)
  const row = visitRow(visit, entries, today)
  const asked = toConfirm([visit], entries, today).length > 0
  return (
    <Card className="stack">
      <View className="row between wrap"><View className="head">{row.title}</View>{row.chip && <Chip text={row.chip.text} tone={row.chip.tone} />}</View>
      <View>{row.lines.map((line, i) => <View key={i} className={i === 0 ? 'b' : 'c-2'}>{line}</View>)}</View>
      {photos}
      {asked && <View className="own__ask"><Button small kind="line" text="不对" act={onWrong} label={`${row.title}的走访不对`} /><Button small kind="soft" icon="check" text="属实" act={() => { void sayOfVisit(id, visit.id, true) }} label={`${row.title}的走访属实`} /></View>}
    </Card>
  )
}
