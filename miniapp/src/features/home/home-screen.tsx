// 首页: a different one for each kind of work.
import { View } from '@tarojs/components'
import { homeKind } from '../../session/tabs'
import { useSession } from '../../session/session'
import { Card } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty } from '../../ui/states'
import { HelperHome } from './helper-home'
import { HouseholdHome } from './household-home'
import { OfficeHome } from './office-home'
import { Top, useMark } from './top'
import { VillageHome } from './village-home'

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

function DeskHome() {
  const actor = useSession((s) => s.actor)!
  return (
    <Page mark={useMark()} tab="pages/home/index" tone="plain">
      <Top title={`${actor.name}，您好`} facts={actor.appointments.map((a) => a.roleLabel)} />
      <View className="in stack"><Card><Empty icon="shield" tone="done" title="您的岗位不看户的资料" lines={['账号和审计在电脑上办。', '这里可改字号、看设备。']} /></Card></View>
    </Page>
  )
}
