// 收支 on 首页: what waits for the secretary, and what a household is asked. The screens themselves lie in packages/books.
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { formatFen } from '@onecard/shared/rules/fen'
import { useToday } from '../../data/county'
import { useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { presses } from '../../ui/aria'
import { Card, CardHead, Cell, Chip, Icon } from '../../ui/basics'
import { useArrivals } from '../problems/use-problems'
import { useQueueSummary, waitingCount } from './waiting'

export const openQueue = () => open('packages/books/queue/index')

/** How many wait for this person; 0 for who approves nothing. */
export function useWaitingSheets(): number {
  const may = useCan('sheet.approve')
  return waitingCount(useQueueSummary(may).data) ?? 0
}

export function SheetsWaiting() {
  const may = useCan('sheet.approve')
  const summary = useQueueSummary(may).data
  const months = summary?.months.filter((m) => m.flagged + m.plain + m.own > 0) ?? []
  if (!may || months.length === 0) return null
  const [flagged, plain, own] = (['flagged', 'plain', 'own'] as const).map((k) => months.reduce((n, m) => n + m[k], 0))
  const word = months.length === 1 ? `${Number(months[0].period.slice(5))}月收支` : `${months.length} 个月的收支`
  return (
    <View className="card row between pressable" {...presses(openQueue, 'button', { label: `等您审批 ${word} ${flagged + plain + own} 张，${flagged} 张要细看` })}>
      <View className="grow"><View className="label even">等您审批，{word}</View><View><Text className="hero">{flagged + plain + own}</Text><Text className="unit">张</Text></View></View>
      <View className="right home-chips">{flagged > 0 && <View><Chip text={`${flagged} 张要细看`} tone="warn" icon="alert" /></View>}{plain > 0 && <View><Chip text={`${plain} 张没有异常`} tone="done" /></View>}{own > 0 && <View><Chip text={`${own} 张自己填的`} /></View>}</View>
      <Icon name="go" size="s" className="c-mark" />
    </View>
  )
}

const LIMIT = 12
const SHORT = 3
/** Months that the household has not said a word to yet. */
export function SheetsAsked({ id }: { id: string }) {
  const today = useToday()
  const list = useKeptQuery(`sheets.${id}`, operations.sheets.list, { id, limit: LIMIT }, { pinned: true })
  useArrivals(id, ['sheets.confirm'], `sheets.${id}`)
  const said = new Set(useOutboxFor(id).filter((e) => e.operation === 'sheets.confirm' && e.state !== 'refused').map((e) => e.input.period))
  const asked = list.data?.items.filter((s) => s.mayConfirm === true && !said.has(s.period)) ?? []
  if (asked.length === 0) return null
  return (
    <Card flush>
      <CardHead title="收支对不对" end={<Chip text={`${asked.length} 个月`} tone="warn" icon={null} />} />
      {asked.slice(0, SHORT).map((s) => {
        const month = `${s.period.slice(0, 4) === today.slice(0, 4) ? '' : `${s.period.slice(0, 4)}年`}${Number(s.period.slice(5))}月`
        return <Cell key={s.period} title={`${month}收支`} hint={s.by && `${s.by}记的`} end={<View><View className="b nw">收 {formatFen(s.incomeFen)}</View>{s.expenseFen > 0 && <View className="hint nw">支 {formatFen(s.expenseFen)}</View>}</View>} act={() => open('packages/books/confirm/index', { id, period: s.period })} label={`${month}收支，收 ${formatFen(s.incomeFen)}，看看对不对`} />
      })}
    </Card>
  )
}
