// 首页: a different one for each kind of work.
import { Text, View } from '@tarojs/components'
import { weekday, formatDate } from '@onecard/shared/rules/day'
import { useCounty, useToday } from '../../data/county'
import { open } from '../../platform/page'
import { homeKind } from '../../session/tabs'
import { useCan, useSession } from '../../session/session'
import { Button, Card, Facts } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty } from '../../ui/states'
import { HelperHome } from './helper-home'
import { HouseholdHome } from './household-home'
import { OfficeHome } from './office-home'
import { VillageHome } from './village-home'

const DAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

export function HomeScreen() {
  const actor = useSession((s) => s.actor)!
  switch (homeKind(actor)) {
    case 'household': return <HouseholdHome actor={actor} />
    case 'helper': return <HelperHome actor={actor} />
    case 'village': return <VillageHome actor={actor} />
    case 'office': return <OfficeHome actor={actor} />
    case 'desk': return <DeskHome />
  }
}

/** Title left, day right: the first thing under the navigation on every home. */
export function Top({ title, facts }: { title: string; facts: (string | null)[] }) {
  const today = useToday()
  return (
    <View className="in row between top home-top">
      <View className="grow"><View className="title">{title}</View><View className="label"><Facts of={facts} /></View></View>
      <View className="label right nw"><Text className="break">{formatDate(today, today)}</Text><Text className="break">{DAYS[weekday(today)]}</Text></View>
    </View>
  )
}

export function useMark(): string { const county = useCounty(); return county ? `${county.name.replace(/市$/, '')}一户一码` : '一户一码' }

export function ScanAct() {
  const may = useCan('scan.create')
  return may ? <Button icon="scan" text="扫一扫门牌码" act={() => open('pages/scan/index')} /> : null
}

function DeskHome() {
  const actor = useSession((s) => s.actor)!
  return (
    <Page mark={useMark()} tab="pages/home/index" tone="plain">
      <Top title={`${actor.name}，您好`} facts={actor.appointments.map((a) => a.roleLabel)} />
      <View className="in stack"><Card><Empty icon="shield" tone="done" title="您的岗位不看户的资料" lines={['账号和审计在电脑上办。', '这里可以改字号、看登录设备。']} /></Card></View>
    </Page>
  )
}
