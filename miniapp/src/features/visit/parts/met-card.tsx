// 见到了谁: the household's members as large chips.
import { View } from '@tarojs/components'
import type { MemberView } from '@onecard/shared/contract/households.views'
import { Card, Icon, Pick } from '../../../ui/basics'
import { Field } from '../../../ui/field'
import type { SetDraft } from '../use-visit-form'
import { metChips, setNobody, toggleMember, type VisitDraft } from '../visit-form'

interface MetProps { draft: VisitDraft; set: SetDraft; members: readonly MemberView[]; error?: string; otherError?: string }
export function MetCard({ draft, set, members, error, otherError }: MetProps) {
  return (
    <Card className="visit__card" label="见到了谁">
      <View className="head visit__hd">见到了谁</View>
      <View className="picks">
        {metChips(members).map((chip) => <Pick key={chip.id} tick text={chip.text} on={draft.met.includes(chip.id)} act={() => set((d) => toggleMember(d, chip.id))} />)}
        <Pick tick text="别的人" on={draft.others} act={() => set((d) => ({ ...d, others: !d.others, nobody: false }))} />
        <Pick tick text="没人在家" on={draft.nobody} act={() => set(setNobody)} />
      </View>
      {draft.others && <View className="visit__more"><Field spoken="见到的别的人" placeholder="是谁，比如：邻居例大姐" value={draft.otherText} onInput={(otherText) => set((d) => ({ ...d, otherText }))} max={60} error={otherError} /></View>}
      {error && <View className="field__n"><Icon name="alert" />{error}</View>}
    </Card>
  )
}
