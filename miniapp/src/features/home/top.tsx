// What every 首页 has: title and day on top, the scan at the bottom.
import { Text, View } from '@tarojs/components'
import { weekday, formatDate } from '@onecard/shared/rules/day'
import { useCounty, useToday } from '../../data/county'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { Button, Facts } from '../../ui/basics'
import { PendingLine } from '../sync/pending'

const DAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** Title left, day right: the first thing under the navigation on every home. */
export function Top({ title, facts }: { title: string; facts: (string | null)[] }) {
  const today = useToday()
  return (
    <>
      <View className="in row between top home-top">
        <View className="grow"><View className="title">{title}</View><View className="label"><Facts of={facts} /></View></View>
        <View className="label right nw"><Text className="break">{formatDate(today, today)}</Text><Text className="break">{DAYS[weekday(today)]}</Text></View>
      </View>
      <PendingLine />
    </>
  )
}

export function useMark(): string { const county = useCounty(); return county ? `${county.name.replace(/市$/, '')}一户一码` : '一户一码' }

/** `line`: beside another main act. */
export function ScanAct({ line }: { line?: boolean }) {
  const may = useCan('scan.create')
  return may ? <Button icon="scan" kind={line ? 'line' : 'main'} text={line ? '扫一扫' : '扫一扫门牌码'} label="扫一扫门牌码" act={() => open('pages/scan/index')} /> : null
}
