// 「住房怎么了」: a word or two by taps, a line if wanted, and what should come of it.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button, Pick } from '../../../ui/basics'
import { Sheet } from '../../../ui/overlay'
import { TextArea } from '../../../ui/text-area'
import { topicText, type Topic, type TopicDraft } from '../visit-form'

interface SheetProps {
  topic: Topic
  value: TopicDraft | undefined
  onDone: (topic: TopicDraft | null) => void
  onClose: () => void
  /** Opens the form of the record; null = not for this reader. */
  change: (() => void) | null
  mayRaise: boolean
}
export function TopicSheet({ topic, value, onDone, onClose, change, mayRaise }: SheetProps) {
  const [draft, setDraft] = useState<TopicDraft>(value ?? { ok: false, picked: [], text: '', problem: false })
  const pick = (word: string, ok: boolean) => {
    const picked = draft.picked.includes(word) ? draft.picked.filter((w) => w !== word) : [...draft.picked.filter((w) => (ok ? topic.fine : topic.wrong).includes(w)), word]
    setDraft({ ...draft, picked, ok, problem: ok ? false : draft.problem })
  }
  const done = (next: TopicDraft) => { onDone(next); onClose() }
  return (
    <Sheet title={`${topic.text}怎么了`} onClose={onClose}>
      <View className="stack">
        <View className="grid2">
          <Pick big tick text="有问题" tone="warn" on={!draft.ok} act={() => setDraft({ ...draft, ok: false, picked: draft.picked.filter((w) => topic.wrong.includes(w)) })} />
          <Pick big tick text="好的" on={draft.ok} act={() => setDraft({ ...draft, ok: true, problem: false, picked: draft.picked.filter((w) => topic.fine.includes(w)) })} />
        </View>
        {topic.wrong.length > 0 && (
          <View className="picks">{(draft.ok ? topic.fine : topic.wrong).map((word) => <Pick key={word} tick text={word} tone={draft.ok ? undefined : 'warn'} on={draft.picked.includes(word)} act={() => pick(word, draft.ok)} />)}</View>
        )}
        <TextArea label="说清楚一点" aside="可以不填" value={draft.text} onInput={(text) => setDraft({ ...draft, text })} max={150} placeholder={draft.ok ? '' : '比如：东屋门框朽了，关不严'} />
        {(!draft.ok || change) && <View className="label">怎么办</View>}
        {!draft.ok && mayRaise && <Pick full tick icon="flag" text="记成问题" hint="村里派人办，办好要核查" on={draft.problem} act={() => setDraft({ ...draft, problem: !draft.problem })} />}
        {change && <Pick full icon="edit" text={`改这户的${topic.text}信息`} hint="走访先存着，改完再回来" on={false} act={() => { done(draft); change() }} />}
        <Button text="好了" act={draft.problem && !topicText(draft) ? undefined : () => done(draft)} />
        {draft.problem && !topicText(draft) && <View className="hint center">记成问题要点一个词，或写一句。</View>}
        {value && <Button kind="line" text={`不记${topic.text}了`} act={() => { onDone(null); onClose() }} />}
      </View>
    </Sheet>
  )
}
