// Why: chips that may be joined, and a word more.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button, Pick } from '../../../ui/basics'
import { Sheet } from '../../../ui/overlay'
import { TextArea } from '../../../ui/text-area'
import { reasonOf } from '../queue-view'

interface ReasonProps { title: string; hint: string; chips: readonly string[]; yes: string; /** Shortest reason that the server takes. */ least?: number; onClose: () => void; onDone: (reason: string) => void }
export function ReasonSheet({ title, hint, chips, yes, least = 4, onClose, onDone }: ReasonProps) {
  const [picked, setPicked] = useState<string[]>([])
  const [text, setText] = useState('')
  const reason = reasonOf(chips.filter((c) => picked.includes(c)), text)
  return (
    <Sheet title={title} onClose={onClose}>
      <View className="stack">
        <View className="c-2">{hint}</View>
        <View className="picks">{chips.map((chip) => <Pick key={chip} tick text={chip} on={picked.includes(chip)} act={() => setPicked((p) => (p.includes(chip) ? p.filter((c) => c !== chip) : [...p, chip]))} />)}</View>
        <TextArea label="再说一句" aside={picked.length > 0 ? '可以不填' : `不选上面的，就写至少 ${least} 个字`} value={text} onInput={setText} max={140} />
        <Button text={yes} act={reason.length >= least ? () => onDone(reason) : undefined} />
      </View>
    </Sheet>
  )
}
