// Who lives here, on one look; folds to a strip when the page scrolls.
import { Text, View } from '@tarojs/components'
import { formatDate } from '@onecard/shared/rules/day'
import type { CardView, HouseholdListItem } from '@onecard/shared/contract/households.views'
import { dial } from '../../../platform/feedback'
import { Chip, Facts, IconButton } from '../../../ui/basics'
import { Gauge } from '../../../ui/figures'
import { Bone } from '../../../ui/states'
import { perHead } from '../view-model'
import { causesWord, dialable, groupOf, placeWord, stateTone, stateWord } from '../words'

/** What a list row already tells; the record brings the rest. */
export type Head = Pick<HouseholdListItem, 'headName' | 'region' | 'state' | 'memberCount' | 'type' | 'causes'>

interface HeaderProps { head: Head; card: CardView | undefined; today: string; large: boolean; bones: boolean }
export function Header({ head, card, today, large, bones }: HeaderProps) {
  const phone = dialable(card?.phone)
  const helper = card?.helpers?.find((h) => h.primary) ?? card?.helpers?.[0]
  const visit = card?.visits?.[0]
  const per = perHead(card?.income)
  return (
    <View className="head-card">
      <View className="row top">
        <View className="grow">
          <View className="row wrap"><Text className="title">{head.headName}</Text><Chip text={stateWord(head.state)} tone={stateTone(head.state)} icon={null} /></View>
          <View className="label head-card__first"><Facts of={[placeWord(head.region), head.memberCount !== undefined && `${head.memberCount} 口人`]} /></View>
          {/* In the elder edition these two lines stand with the record further down, so that the head stays under a third of the screen. */}
          {!large && (head.type || head.causes) && <View className="label"><Facts of={[head.type?.label, causesWord(head.causes)]} /></View>}
          {!large && helper && <View className="label"><Facts of={[`${helper.name}帮扶`, visit && `${formatDate(visit.on, today)}走访过`]} /></View>}
          {bones && !large && <><Bone width={60} height={15} gap={8} /><Bone width={50} height={15} gap={8} /></>}
        </View>
        {phone && <IconButton icon="phone" label={`打电话给${head.headName}`} act={() => dial(phone)} />}
      </View>
      {per && (
        <View className="head-card__per">
          <View className="row between wrap base head-card__line">
            <View><Text className="label">人均 </Text><Text className="num">{per.amount}</Text><Text className="unit">元</Text></View>
            <View className={`label${per.low ? ' c-dan' : ''}`}>{per.compare}</View>
          </View>
          <Gauge percent={per.percent} low={per.low} word={per.lineWord} label={per.spoken} />
        </View>
      )}
      {bones && <View className="head-card__per"><Bone width={40} height={24} gap={0} /><Bone width={100} height={10} gap={14} /></View>}
    </View>
  )
}

export function Strip({ head, card, large }: { head: Head; card: CardView | undefined; large: boolean }) {
  const phone = dialable(card?.phone)
  const per = perHead(card?.income)
  return (
    <View className="strip">
      <Chip text={stateWord(head.state)} tone={stateTone(head.state)} icon={null} />
      {!large && <Text className="label nw">{groupOf(head.region)}</Text>}
      <View className="strip__end">
        {per && <><Text className="label strip__k">人均 </Text><Text className="b">{per.amount}</Text>{!large && <Text className="label strip__of"> / {per.lineWord.replace('标准线 ', '')}</Text>}<Text className="label"> 元</Text></>}
      </View>
      {phone && <IconButton icon="phone" label={`打电话给${head.headName}`} act={() => dial(phone)} />}
    </View>
  )
}
