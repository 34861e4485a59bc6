// 看到的情况: one tap when all is well; else the topic that is not.
import { View } from '@tarojs/components'
import { Card, Icon, Pick } from '../../../ui/basics'
import type { SetDraft } from '../use-visit-form'
import { setFine, TOPICS, topicText, type VisitDraft } from '../visit-form'

interface SeenProps { draft: VisitDraft; set: SetDraft; open: (code: string) => void; error?: string }
export function SeenCard({ draft, set, open, error }: SeenProps) {
  const said = TOPICS.filter((t) => draft.topics[t.code] && topicText(draft.topics[t.code]))
  return (
    <Card className="visit__card" label="看到的情况">
      <View className="head visit__hd">看到的情况</View>
      <Pick big full tick text="都正常" on={draft.fine} act={() => set(setFine)} />
      <View className="label visit__or">哪一样有变化，点哪一样</View>
      <View className="grid4">
        {TOPICS.map((t) => {
          const state = draft.topics[t.code]
          return <Pick key={t.code} big icon={t.icon} text={t.text} tone={state && !state.ok ? 'warn' : undefined} on={state !== undefined} label={state ? `${t.text}，${state.ok ? '好的' : '有问题'}` : t.text} act={() => open(t.code)} />
        })}
      </View>
      {said.map((t) => <View key={t.code} className="visit__said"><View className="b nw">{t.text}</View><View className="grow c-2">{topicText(draft.topics[t.code])}{draft.topics[t.code].problem && <View className="c-warn">记成问题</View>}</View></View>)}
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </Card>
  )
}
