// 那一天: the household as it was, and what changed between two days. Both are asked of the server, and say so before the tap.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { addDays, formatDate, formatDay } from '@onecard/shared/rules/day'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { kept } from '../../data/kept'
import { useOnline } from '../../data/use-kept-query'
import { Button, Card, CardHead, Cell, Chip, Facts, KvCell } from '../../ui/basics'
import { Seg, Steps } from '../../ui/choice'
import { DayField } from '../../ui/day-field'
import { Page } from '../../ui/page'
import { Banner, Empty, SkeletonCard } from '../../ui/states'
import { livingFacts, memberRows, pathSteps } from '../household/view-model'
import { causesWord, placeWord, stateTone, stateWord } from '../household/words'

const YEAR_DAYS = 365
const FIRST = '2013-01-01'

export function HistoryScreen({ id, on }: { id: string; on?: string }) {
  const today = useToday()
  const online = useOnline()
  const name = kept<CardView>(`card.${id}`)?.value.headName
  const [kind, setKind] = useState<'day' | 'between'>('day')
  const [day, setDay] = useState(on ?? addDays(today, -YEAR_DAYS))
  const [from, setFrom] = useState(addDays(today, -YEAR_DAYS))
  const [to, setTo] = useState(today)
  const [asked, setAsked] = useState<{ day?: string; from?: string; to?: string } | null>(on ? { day: on } : null)
  const go = () => setAsked(kind === 'day' ? { day } : from <= to ? { from, to } : { from: to, to: from })
  return (
    <Page title={name ? `${name}的历程` : '历程'} act={<Button text={!online ? '要有信号才能看' : kind === 'day' ? '看这一天' : '看两天之间变了什么'} act={online ? go : undefined} />}>
      {!online && <Banner icon="off" text="没有信号。以前的样子存在县里，有信号时才能看。" />}
      <Seg items={[{ key: 'day', text: '那一天' }, { key: 'between', text: '两天之间' }]} on={kind} act={(k) => { setKind(k); setAsked(null) }} />
      <View className="in stack pad-t">
        <Card className="visit__card"><View className="stack">
          {kind === 'day' && <DayField label="哪一天" value={day} today={today} from={FIRST} to={today} onDay={setDay} />}
          {kind === 'between' && <><DayField label="从" value={from} today={today} from={FIRST} to={today} onDay={setFrom} /><DayField label="到" value={to} today={today} from={FIRST} to={today} onDay={setTo} /></>}
        </View></Card>
        {asked?.day && <Then id={id} on={asked.day} today={today} />}
        {asked?.from && asked.to && <Between id={id} from={asked.from} to={asked.to} today={today} />}
        {!asked && <Empty icon="clock" title={kind === 'day' ? '选一天，看这一户当时的样子' : '选两天，看中间变了什么'} lines={['几口人、谁帮扶、住房饮水、走到哪一步。']} />}
      </View>
    </Page>
  )
}

function Then({ id, on, today }: { id: string; on: string; today: string }) {
  const query = useQuery({ queryKey: ['history', id, on], queryFn: () => call(operations.history.on, { id, on }) })
  if (query.error) return <Refused error={query.error} retry={() => { void query.refetch() }} />
  if (!query.data) return <SkeletonCard rows={5} />
  const { card, recordedSince } = query.data
  const steps = pathSteps(card, today)
  return (
    <>
      {recordedSince > on && <Banner inset text={`变动从 ${formatDate(recordedSince, today)} 起才有记录，再早的按那时算。`} />}
      <Card flush>
        <CardHead title={formatDay(on, today)} end={<Chip text={stateWord(card.state)} tone={stateTone(card.state)} icon={null} />} />
        <KvCell k="户主" v={<Facts of={[card.headName, placeWord(card.region)]} />} />
        {card.memberCount !== undefined && <KvCell k="人口" v={`${card.memberCount} 口人`} />}
        {card.type && <KvCell k="属性" v={card.type.label} />}
        {causesWord(card.causes) && <KvCell k="致贫原因" v={causesWord(card.causes)} />}
        {card.phone && <KvCell k="联系电话" v={card.phone} />}
        {card.helpers?.map((h) => <KvCell key={h.name} k={h.primary ? '帮扶责任人' : '第二责任人'} v={<Facts of={[h.name, h.unit]} />} />)}
      </Card>
      {(card.members?.length ?? 0) > 0 && <Card flush><CardHead title="家庭成员" count={`${card.members!.length} 人`} />{memberRows(card.members!).map((m) => <Cell key={m.key} name={m.name} after={m.after} hint={<Facts of={m.facts} />} />)}</Card>}
      {livingFacts(card).length > 0 && <Card flush><CardHead title="住房和饮水" />{livingFacts(card).map((f) => <KvCell key={f.k} k={f.k} v={f.v} />)}</Card>}
      {steps.length > 0 && <Card><CardHead title="走到哪一步" /><View className="path"><Steps items={steps} /></View></Card>}
    </>
  )
}

function Between({ id, from, to, today }: { id: string; from: string; to: string; today: string }) {
  const query = useQuery({ queryKey: ['differences', id, from, to], queryFn: () => call(operations.history.differences, { id, from, to }) })
  if (query.error) return <Refused error={query.error} retry={() => { void query.refetch() }} />
  if (!query.data) return <SkeletonCard rows={4} />
  const { items } = query.data
  if (items.length === 0) return <Empty icon="check" tone="done" title="这中间没有变" lines={[`${formatDate(from, today)} 和 ${formatDate(to, today)} 的登记一样。`]} />
  return (
    <Card flush>
      <CardHead title="变了的" count={`${items.length} 处`} />
      {items.map((d, i) => (
        <Cell key={`${i}${d.field}`} title={<View className="b">{d.member ? `${d.member}的` : ''}{d.label}</View>}
          hint={<><View className="c-2">{d.before ?? '没有填'} → {d.after ?? '空着'}</View><Facts of={[formatDate(d.on, today), d.by, d.reason]} /></>} />
      ))}
    </Card>
  )
}

function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  const failure = asFailure(error)
  return <Empty icon={failure.unreachable ? 'off' : 'alert'} tone={failure.unreachable ? 'warn' : 'danger'} title={failure.title} lines={[failure.detail]} act={{ text: '再试一次', run: retry, icon: 'refresh' }} />
}
