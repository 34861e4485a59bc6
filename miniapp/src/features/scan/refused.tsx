// Why a code did not open, in a whole screen: what happened, what is safe, what to do next.
import { Text, View } from '@tarojs/components'
import { useCounty } from '../../data/county'
import { dial } from '../../platform/feedback'
import { Card, Cell, Icon, IconButton } from '../../ui/basics'
import { Empty } from '../../ui/states'
import type { Refusal } from './view-model'

export function Refused({ refusal }: { refusal: Refusal }) {
  return (
    <View className="in">
      <Empty icon={refusal.icon} tone={refusal.tone} title={refusal.title} lines={refusal.lines} />
      {refusal.help === 'label' && (
        <Card bg>
          <View className="label">门牌码长这样</View>
          <View className="row refused__label"><View className="refused__qr" /><View><Text className="break">贴在大门上，白底黑码，</Text><Text className="break">下面有 8 位数字</Text></View></View>
        </Card>
      )}
      {refusal.help === 'hotline' && <HotlineCard />}
      {refusal.help === 'village' && <Card bg><View className="row top"><Icon name="print" className="c-2" /><View><Text className="break">请村里把新门牌码贴上，</Text><Text className="break">旧的收回。</Text></View></View></Card>}
    </View>
  )
}

function HotlineCard() {
  const county = useCounty()
  if (!county) return null
  return (
    <Card bg className="card--tight">
      <Cell title="工作需要看这一户" hint={`打县里电话 ${county.hotline} 问`} end={<IconButton icon="phone" label={`打县里电话 ${county.hotline}`} act={() => dial(county.hotline)} />} last />
    </Card>
  )
}
