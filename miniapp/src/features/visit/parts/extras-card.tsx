// 想留就留: place, photos, promises, a word, a signature. Nothing here is ever demanded.
import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { addDays } from '@onecard/shared/rules/day'
import type { CardView } from '@onecard/shared/contract/households.views'
import { NoPlace, whereNow } from '../../../platform/place'
import { says } from '../../../ui/aria'
import { Card, Icon, Link, Pick } from '../../../ui/basics'
import { DayField } from '../../../ui/day-field'
import { Field } from '../../../ui/field'
import { TextArea } from '../../../ui/text-area'
import { metresBetween } from '../distance'
import { signaturePicture } from '../signature'
import type { SetDraft } from '../use-visit-form'
import { distanceWord, type VisitDraft } from '../visit-form'
import { SignatureSheet } from './signature-pad'

type Open = 'promise' | 'note' | 'inside'
interface ExtrasProps { draft: VisitDraft; set: SetDraft; card: CardView; today: string; photos: ReactNode; promiseError?: string; /** A correction keeps place, photos and signature as they were. */ wordsOnly?: boolean }
export function ExtrasCard({ draft, set, card, today, photos, promiseError, wordsOnly }: ExtrasProps) {
  const [opened, setOpened] = useState<readonly Open[]>([])
  const [signing, setSigning] = useState(false)
  const shows = (what: Open, filled: boolean) => filled || opened.includes(what)
  const toggle = (what: Open) => setOpened(opened.includes(what) ? opened.filter((o) => o !== what) : [...opened, what])
  const promise = () => { set((d) => ({ ...d, promises: [...d.promises, { text: '', by: addDays(today, 14) }] })) }
  return (
    <Card className="visit__card" label="想留就留">
      <View className="row between wrap visit__hd"><View className="head">想留就留</View><View className="hint">不留也是完整的走访</View></View>
      {!wordsOnly && <View className="visit__photos">{photos}</View>}
      <View className="grid3">
        {!wordsOnly && <PlacePick draft={draft} set={set} card={card} />}
        <Pick big icon="edit" text="说一句" on={shows('note', draft.note !== '')} act={() => toggle('note')} />
        <Pick big icon="hand" text="答应了" label="答应的事" on={draft.promises.length > 0} act={promise} />
        {!wordsOnly && <Pick big icon="sign" text="签名" on={draft.signature !== ''} act={() => setSigning(true)} />}
        <Pick big icon="lock" text="内部记" on={shows('inside', draft.internalNote !== '')} act={() => toggle('inside')} />
      </View>
      {shows('note', draft.note !== '') && <View className="visit__more"><TextArea label="说一句" value={draft.note} onInput={(note) => set((d) => ({ ...d, note }))} max={1000} placeholder="看到的、听到的，户里能看到这一段" /></View>}
      {draft.promises.map((p, i) => (
        <View key={i} className="visit__more visit__promise">
          <View className="row between"><View className="label">答应的事{draft.promises.length > 1 ? ` ${i + 1}` : ''}</View><Link text="不记了" icon={false} act={() => set((d) => ({ ...d, promises: d.promises.filter((_, n) => n !== i) }))} label={`不记第 ${i + 1} 件答应的事`} /></View>
          <Field spoken={`答应了什么 ${i + 1}`} placeholder="答应了什么，比如：月底前送化肥" value={p.text} onInput={(text) => set((d) => ({ ...d, promises: d.promises.map((q, n) => (n === i ? { ...q, text } : q)) }))} max={120} />
          <DayField label="哪天前办到" value={p.by} today={today} from={today} onDay={(by) => set((d) => ({ ...d, promises: d.promises.map((q, n) => (n === i ? { ...q, by } : q)) }))} error={promiseError && !p.by ? promiseError : undefined} />
        </View>
      ))}
      {shows('inside', draft.internalNote !== '') && <View className="visit__more"><TextArea label="内部记" aside="户里看不到" value={draft.internalNote} onInput={(internalNote) => set((d) => ({ ...d, internalNote }))} max={500} placeholder="只给村里、县里看" /></View>}
      {draft.signature !== '' && <View className="visit__more sign sign--small" style={{ backgroundImage: signaturePicture(draft.signature) }} {...says('img', { label: '签名' })} />}
      {signing && <SignatureSheet who={card.headName} value={draft.signature} onChange={(signature) => set((d) => ({ ...d, signature }))} onClose={() => setSigning(false)} />}
    </Card>
  )
}

/** One tap; a second takes it back. A refusal says so and changes nothing else. */
function PlacePick({ draft, set, card }: Pick<ExtrasProps, 'draft' | 'set' | 'card'>) {
  const [state, setState] = useState<'idle' | 'asking' | 'refused' | 'failed'>('idle')
  const ask = async () => {
    if (draft.place) { set((d) => ({ ...d, place: null, distance: null })); return }
    setState('asking')
    try {
      const place = await whereNow()
      set((d) => ({ ...d, place, distance: card.position ? metresBetween(place, card.position) : null }))
      setState('idle')
    } catch (error) {
      setState(error instanceof NoPlace ? error.why : 'failed')
    }
  }
  const text = draft.place ? distanceWord(draft.distance) : state === 'asking' ? '正在找…' : '位置'
  return (
    <>
      <Pick big icon="pin" text={text} on={draft.place !== null} act={() => { void ask() }} label={draft.place ? `位置，${text}` : '位置'} />
      {(state === 'refused' || state === 'failed') && <View className="hint grid__all row top" {...says('status')}><Icon name="info" size="s" /><View className="grow">{state === 'refused' ? '没有允许用位置，不要紧，走访照样完整。' : '这里找不到位置，不要紧，走访照样完整。'}</View></View>}
    </>
  )
}
