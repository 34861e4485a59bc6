// Who came, who went: kind, day, and in words from which month the heads are counted anew.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { CardView } from '@onecard/shared/contract/households.views'
import { changeField, JOINING, LEAVING, NEWBORN } from '@onecard/shared/rules/change-fields'
import { useCounty, useToday } from '../../data/county'
import { useDraft } from '../../data/drafts'
import { useBurden } from '../../data/burden'
import { PhoneFull, post, reopened } from '../../data/outbox/outbox'
import { back } from '../../platform/page'
import { Button, Card, Pick } from '../../ui/basics'
import { Seg } from '../../ui/choice'
import { DayField } from '../../ui/day-field'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, SkeletonCard, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { placeWord } from '../household/words'
import { PhotoStrip } from '../photos/photo-strip'
import { listOf } from './change-form'
import { draftOfComing, emptyComing, faultsOfComing, headWords, joinFields, proposalOf, type Coming } from './member-form'
import { useRecord, type RecordState } from './use-record'
import { ValueInput } from './value-input'

const FORM = 'packages/visit/member/index'

export function MemberScreen({ id, entry }: { id: string; entry?: string }) {
  const record = useRecord(id)
  if (record.card.data && record.values) return <Form record={record} card={record.card.data} version={record.values.version} entry={entry} />
  return <Page title="家里的人"><View className="in stack pad-t"><StateOf of={record.card} skeleton={<SkeletonCard rows={4} />}>{() => <SkeletonCard rows={4} />}</StateOf></View></Page>
}

function Form({ record: { catalogue }, card, version, entry }: { record: RecordState; card: CardView; version: number; entry?: string }) {
  const today = useToday()
  const again = reopened(entry)
  const draft = useDraft<Coming>(entry ? `member.${entry}` : `member.${card.id}`, again ? draftOfComing(again.entry.input as unknown as ProposeChange, again.entry.photos) : emptyComing(today))
  const { value } = draft
  const set = (next: Partial<Coming>) => draft.set({ ...value, ...next })
  const [tried, setTried] = useState(false)
  const [sure, setSure] = useState(false)
  const [full, setFull] = useState(false)
  const members = card.members ?? []
  const told = useBurden('change')
  const faults = faultsOfComing(value, members, catalogue, today)
  const show = tried ? faults : {}
  const kinds = (listOf(catalogue, 'member_change') ?? []).filter((t) => (value.kind === 'join' ? JOINING : LEAVING).includes(t.code))
  const leaver = members.find((m) => m.id === value.member)
  const words = headWords(value, card, leaver?.name ?? value.fields.name ?? '', useCounty()?.divisor)
  const next = () => { setTried(true); if (Object.keys(faults).length === 0) setSure(true) }
  const send = async () => {
    setSure(false)
    try {
      await post(operations.changes.propose, proposalOf(card.id, version, value), { household: card.id, label: `${value.kind === 'join' ? '新增' : '减少'}成员 ${card.headName}`, photos: value.photos, form: { page: FORM, query: { id: card.id } }, replaces: entry, draft: draft.id() })
      draft.clear()
      told(value.kind === 'join' && members.some((m) => m.name === value.fields.name?.trim()) ? 1 : 0)
      toast('记下了，等书记审')
      back()
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      setFull(true)
    }
  }
  return (
    <Page title="家里的人" act={<Button text={value.kind === 'join' ? '交上去，新增这个人' : '交上去，减少这个人'} act={next} />}
      over={sure && <Dialog title={words.title} text={words.text} yes="交上去" no="再看看" onYes={() => { void send() }} onNo={() => setSure(false)} />}>
      <View className="visit__top"><View><Text className="head">{card.headName}</Text><Text className="cell__gap" /><Text className="label">{placeWord(card.region)}</Text></View><View className="label">{card.memberCount ?? members.length} 口人</View></View>
      <Seg items={[{ key: 'join', text: '来了人' }, { key: 'leave', text: '走了人' }]} on={value.kind} act={(kind) => set({ kind, memberChange: '', member: null })} />
      {again?.why && <Banner tone="danger" icon="alert" text={`${again.why.title}。${again.why.errors.map((e) => e.message).join('；') || again.why.detail}`} />}
      {(full || draft.full) && <Banner tone="danger" icon="alert" text="手机存满了，没能存下。请腾出地方再点一次，填的还在这里。" />}
      <View className="in stack pad-t">
        <Card className="visit__card">
          <View className="head visit__hd">{value.kind === 'join' ? '怎么来的' : '怎么走的'}</View>
          {kinds.length === 0 ? <View className="hint">选项手机里还没有，有一次信号就会存下。</View> : <View className="picks">{kinds.map((k) => <Pick key={k.code} tick text={k.label} on={value.memberChange === k.code} act={() => set({ memberChange: k.code })} />)}</View>}
          {show.memberChange && <View className="field__n">{show.memberChange}</View>}
        </Card>
        {value.kind === 'leave' && (
          <Card className="visit__card">
            <View className="head visit__hd">是谁</View>
            <View className="picks">{members.map((m) => <Pick key={m.id} tick text={m.name} on={value.member === m.id} act={() => set({ member: m.id, head: '' })} />)}</View>
            {show.member && <View className="field__n">{show.member}</View>}
            {leaver?.relation?.code === '01' && members.length > 1 && <View className="visit__more"><View className="field__l">户主离开，谁当新户主</View><View className="picks">{members.filter((m) => m.id !== leaver.id).map((m) => <Pick key={m.id} tick text={m.name} on={value.head === m.id} act={() => set({ head: m.id })} label={`新户主 ${m.name}`} />)}</View>{show.head && <View className="field__n">{show.head}</View>}</View>}
          </Card>
        )}
        {value.kind === 'join' && (
          <Card className="visit__card">
            <View className="head visit__hd">这个人</View>
            <View className="stack">
              {joinFields(value.memberChange === NEWBORN).map((name) => {
                const f = changeField('member', name)!
                return <View key={name}><ValueInput label={f.label} f={f} value={value.fields[name] ?? ''} onValue={(v) => set({ fields: { ...value.fields, [name]: v } })} catalogue={catalogue} members={members} today={today} error={show[name]} /></View>
              })}
            </View>
          </Card>
        )}
        <Card className="visit__card">
          <DayField label="从哪天起" value={value.on} today={today} from="1990-01-01" to={today} onDay={(on) => set({ on })} error={show.on} />
          <View className="visit__more"><Banner inset tone="info" text={words.months} /></View>
          <View className="visit__more"><TextArea label="为什么改" value={value.reason} onInput={(reason) => set({ reason })} max={200} placeholder="一句话，比如：10月5日出生，医院有证明" error={show.reason} /></View>
          <View className="visit__more"><PhotoStrip stamp={{ number: card.number }} photos={value.photos} onChange={(photos) => set({ photos })} /></View>
        </Card>
        <View className="hint">家里人口变了要书记审，书记同意了才算数。</View>
      </View>
    </Page>
  )
}
