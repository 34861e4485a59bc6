// 记走访: four taps for a plain visit, with or without signal. The same form corrects a visit and mends a refused one.
import { useEffect, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { useToday } from '../../data/county'
import { canHold, reopened } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { open, replace } from '../../platform/page'
import { useCan, useSession } from '../../session/session'
import { Button, Link, Pick } from '../../ui/basics'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, SkeletonCard, StateOf } from '../../ui/states'
import { placeWord } from '../household/words'
import { whenWord } from '../me/view-model'
import { PhotoStrip } from '../photos/photo-strip'
import { PromisesCard } from '../promises/promises-card'
import { ExtrasCard } from './parts/extras-card'
import { MetCard } from './parts/met-card'
import { SeenCard } from './parts/seen-card'
import { TopicSheet } from './parts/topic-sheet'
import { lastClockOff } from './raised'
import { useVisitForm } from './use-visit-form'
import { clockWord, kindsFor, setTopic, TOPIC_FIELDS, TOPICS } from './visit-form'
import { KINDS } from './visit-words'

/** Words of a long visit and three photos. */
const ROOM_BYTES = 1_500_000

export interface RecordProps { id: string; visit?: string; entry?: string }
export function RecordScreen({ id, visit, entry }: RecordProps) {
  const card = useKeptQuery(`card.${id}`, operations.households.card, { id, way: 'list' }, { conditional: true })
  const detail = useKeptQuery(`visit.${visit}`, operations.visits.get, { id, visit: visit ?? '' }, { enabled: visit !== undefined })
  const room = useRoom()
  if (room === false) return <FullPhone />
  if (card.data && room && (!visit || detail.data)) return <Form card={card.data} entry={entry} visit={detail.data} />
  const waits = card.data ? detail : card
  return (
    <Page title={visit ? '改走访' : '记走访'}>
      <View className="in stack pad-t"><StateOf of={waits as typeof card} skeleton={<><SkeletonCard rows={2} /><SkeletonCard rows={4} /></>}>{() => null}</StateOf></View>
    </Page>
  )
}

/** Null until the phone has answered. */
function useRoom(): boolean | null {
  const [room, setRoom] = useState<boolean | null>(null)
  useEffect(() => { void canHold(ROOM_BYTES).then(setRoom, () => setRoom(true)) }, [])
  return room
}

/** Said before anything is typed: what can't be kept must not be asked for. */
function FullPhone() {
  return (
    <Page title="记走访">
      <Empty icon="alert" tone="danger" title="手机存满了，现在记不下" lines={['先把待上传的传上去，或删掉手机里不用的东西，', '腾出地方再记。']} act={{ text: '看待上传', run: () => open('packages/sync/index/index') }} />
    </Page>
  )
}

function Form({ card, entry, visit }: { card: CardView; entry?: string; visit?: VisitDetail }) {
  const today = useToday()
  const actor = useSession((s) => s.actor)!
  const roles = actor.appointments.map((a) => a.role)
  const mayChange = useCan('change.write')
  const mayRaise = useCan('problem.raise')
  const form = useVisitForm({ card, roles, entry, visit })
  const { draft, set, faults } = form
  const [topic, setOpen] = useState<string | null>(null)
  const [kinds, setKinds] = useState(false)
  const refused = reopened(entry)?.why
  const opened = TOPICS.find((t) => t.code === topic)
  const clock = clockWord(lastClockOff(card.id))
  const save = async () => {
    const made = await form.save()
    if (typeof made === 'object') replace('packages/visit/receipt/index', { id: card.id, key: made.key })
    else if (made === 'missing') toast('还差一点，看红字的地方')
  }
  const started = draft.startedAt === null ? now() : Date.parse(draft.startedAt)
  return (
    <Page title={visit ? '改走访' : '记走访'} act={<Button text={form.busy ? '正在记…' : visit ? '改好了' : '记下这次走访'} busy={form.busy} act={() => { void save() }} />}
      over={<>
        {opened && <TopicSheet topic={opened} value={draft.topics[opened.code]} mayRaise={mayRaise && !visit} onClose={() => setOpen(null)} onDone={(next) => set((d) => setTopic(d, opened.code, next))}
          change={mayChange && !visit ? () => open('packages/visit/change/index', { id: card.id, field: TOPIC_FIELDS[opened.code] }) : null} />}
        {kinds && <Sheet title="怎么走访的" onClose={() => setKinds(false)}><View className="grid2">{kindsFor(roles).map((k) => <Pick key={k.code} big tick text={k.text} on={draft.kind === k.code} act={() => { set((d) => ({ ...d, kind: k.code })); setKinds(false) }} />)}</View></Sheet>}
      </>}>
      <View className="visit__top">
        <View><Text className="head">{card.headName}</Text><Text className="cell__gap" /><Text className="label">{placeWord(card.region)}</Text></View>
        <View className="row"><View className="label">{whenWord(started, now())}</View><Link text={KINDS.find((k) => k.code === draft.kind)?.text ?? '入户'} act={() => setKinds(true)} label={`怎么走访的，现在是${KINDS.find((k) => k.code === draft.kind)?.text ?? '入户'}`} /></View>
      </View>
      {refused && <Banner tone="danger" icon="alert" text={`${refused.title}。${refused.errors.map((e) => e.message).join('；') || refused.detail}`} />}
      {clock && <Banner icon="clock" text={`上次上传时${clock}。走访照样能记，两边的时间都会留着；有空请校一下手机的钟。`} />}
      {form.full && <Banner tone="danger" icon="alert" text="手机存满了，这一条没能存下。请腾出地方再点一次，填的还在这里。" />}
      <View className="in stack pad-t">
        <MetCard draft={draft} set={set} members={card.members ?? []} error={faults.met} otherError={faults.other} />
        <SeenCard draft={draft} set={set} open={setOpen} error={faults.seen} />
        {!visit && <PromisesCard id={card.id} name={card.headName} title="以前答应的" />}
        <ExtrasCard draft={draft} set={set} card={card} today={today} promiseError={faults.promises} wordsOnly={visit !== undefined} photos={<PhotoStrip photos={draft.photos} onChange={(photos) => set((d) => ({ ...d, photos }))} stamp={{ number: card.number, place: draft.place }} />} />
        {form.savedAt !== null && <View className="hint center">边填边存，{whenWord(form.savedAt, now())} 存好</View>}
      </View>
    </Page>
  )
}
