// One visit as it was recorded: for its author a day to correct it, for everybody a note to add.
import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useQueryClient } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { dayOfInstant, formatDate, formatDay, formatInstant } from '@onecard/shared/rules/day'
import type { CardView } from '@onecard/shared/contract/households.views'
import { useToday } from '../../data/county'
import { besideOf } from '../../data/keep-beside'
import { kept } from '../../data/kept'
import { PhoneFull, post, useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { open } from '../../platform/page'
import { useCan, useSession } from '../../session/session'
import { says } from '../../ui/aria'
import { Button, Card, CardHead, Chip, Facts, KvCell, Pick } from '../../ui/basics'
import { Field } from '../../ui/field'
import { Dialog, Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, OfflineBanner, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { PhotoStrip } from '../photos/photo-strip'
import { entryState } from './entry-words'
import { signaturePicture } from './signature'
import { clockWord, distanceWord } from './visit-form'
import { seenWord } from './visit-words'

const PENDING: Record<string, string> = { 'visits.correct': '改动', 'visits.addNote': '补充', 'visits.withdraw': '撤回' }

export function VisitDetailScreen({ id, visit }: { id: string; visit: string }) {
  const detail = useKeptQuery(`visit.${visit}`, operations.visits.get, { id, visit }, { beside: `card.${id}`, otherwise: () => heldVisit(id, visit) })
  const name = kept<CardView>(`card.${id}`)?.value.headName ?? ''
  const writes = useCan('visit.write')
  const me = useSession((s) => s.actor?.name)
  const [sheet, setSheet] = useState<'note' | 'withdraw' | null>(null)
  const pending = useOutboxFor(id).filter((e) => e.operation in PENDING && e.input.visit === visit)
  const arrived = pending.filter((e) => e.receipt !== null).length
  const client = useQueryClient()
  useEffect(() => { if (arrived > 0) { void client.invalidateQueries({ queryKey: ['kept', `visit.${visit}`] }); void client.invalidateQueries({ queryKey: ['kept', `card.${id}`] }) } }, [arrived, client, id, visit])
  const v = detail.data
  const own = v !== undefined && v.by === me && !v.withdrawn
  const act = !v || v.withdrawn || !writes ? undefined : v.mayCorrect
    ? <Button icon="edit" text="改一改" act={() => open('packages/visit/record/index', { id, visit })} />
    : <Button icon="plus" text="补一句" act={() => setSheet('note')} />
  return (
    <Page title="走访" act={act}
      over={<>{sheet === 'note' && <NoteSheet id={id} visit={visit} name={name} onClose={() => setSheet(null)} />}{sheet === 'withdraw' && v && <WithdrawSheet id={id} visit={v} name={name} onClose={() => setSheet(null)} />}</>}>
      <OfflineBanner of={detail} />
      <View className="in stack pad-t">
        {pending.filter((e) => e.receipt === null).map((e) => <Banner key={e.key} inset tone={e.state === 'refused' ? 'danger' : 'warn'} icon={e.state === 'refused' ? 'alert' : 'clock'} text={`${PENDING[e.operation]}：${entryState(e, false).text}${e.why && e.state === 'refused' ? `。${e.why.title}。${e.why.detail}` : ''}`} />)}
        <StateOf of={detail}>{(shown) => <Said visit={shown} id={id} />}</StateOf>
        {v && !v.withdrawn && writes && (
          <Card flush>
            {v.mayCorrect && <KvCell k="补充" v="过后想起来的，补一句" act={() => setSheet('note')} label="补一句" />}
            {own && <KvCell k="撤回" v="记错了，整条不算" act={() => setSheet('withdraw')} label="撤回这次走访" />}
            {v.mayCorrect && <View className="hint none">收到后 24 小时内可以改；过了只能补一句。</View>}
          </Card>
        )}
      </View>
    </Page>
  )
}

/** Of those that lie beside the card. */
function heldVisit(household: string, visit: string) {
  const held = besideOf(household)
  const value = held?.value.visits.find((v) => v.id === visit)
  return held && value ? { value, savedAt: held.savedAt } : null
}

function Said({ visit: v, id }: { visit: VisitDetail; id: string }) {
  const today = useToday()
  const clock = clockWord(v.clockOffMinutes)
  const at = (iso: string) => formatInstant(Date.parse(iso), today)
  const topics = v.topics.map((t) => ({ topic: t.topic.code, ok: t.ok }))
  return (
    <>
      {v.withdrawn && <Banner inset icon="info" text={`已撤回，不再算数。${v.withdrawn.by} ${at(v.withdrawn.at)}：${v.withdrawn.reason}`} />}
      {clock && <Banner inset icon="clock" text={`${clock}。手机记的是 ${at(v.startedAt)}，县里收到是 ${at(v.receivedAt)}。`} />}
      <Card flush>
        <CardHead title={formatDay(v.on, today)} end={v.confirmation ? <Chip text={v.confirmation.agree ? '户里说属实' : '户里说不对'} tone={v.confirmation.agree ? 'done' : 'danger'} /> : undefined} />
        <KvCell k="谁走访" v={<Facts of={[v.by, ...v.companions, v.kind.label]} />} />
        <KvCell k="见到" v={[...v.met, ...(v.metOther ? [v.metOther] : [])].join('、') || '没有写'} />
        <KvCell k="情况" v={<>{seenWord(topics) || '没有写'}{v.topics.filter((t) => t.text).map((t) => <View key={t.topic.code} className="c-2">{t.topic.label}：{t.text}</View>)}</>} />
        {v.note && <KvCell k="说了" v={<View className="wrapline">{v.note}</View>} />}
        {v.internalNote && <KvCell k="内部记" v={<><View className="wrapline">{v.internalNote}</View><View className="hint">户里看不到</View></>} />}
        {v.place && <KvCell k="位置" v={<Facts of={[distanceWord(v.place.distance ?? null), `准到 ${Math.max(1, Math.round(v.place.accuracy))} 米`]} />} />}
        <KvCell k="时间" v={<Facts of={[at(v.startedAt), `收到 ${at(v.receivedAt)}`]} />} />
        {v.countsOn && <KvCell k="算哪天" v={<>{formatDate(v.countsOn, today)}<View className="hint">下次什么时候该走访，从这天算起</View></>} />}
        {v.receipt.number && <KvCell k="回执号" v={`#${v.receipt.number}`} />}
      </Card>
      {v.promises.length > 0 && (
        <Card flush><CardHead title="答应的事" count={`${v.promises.length} 件`} />
          {v.promises.map((p, i) => <KvCell key={i} k={`${formatDate(p.by, today)}前`} v={p.text} end={p.keptOn ? <Chip text="办到了" tone="done" /> : p.by < today ? <Chip text="过期" tone="danger" /> : undefined} />)}
        </Card>
      )}
      {v.photos.length > 0 && <Card><CardHead title="照片" count={`${v.photos.length} 张`} /><View className="pad-t"><PhotoStrip household={id} photos={v.photos} /></View></Card>}
      {v.signature && <Card><CardHead title="签名" /><View className="sign sign--small pad-t" style={{ backgroundImage: signaturePicture(v.signature) }} {...says('img', { label: '户里的签名' })} /></Card>}
      {v.notes.length > 0 && <Card flush><CardHead title="补充" />{v.notes.map((n, i) => <KvCell key={i} k={n.by} v={<><View className="wrapline">{n.text}</View><View className="hint">{at(n.at)}</View></>} />)}</Card>}
      {v.confirmation?.text && <Card flush><KvCell k="户里说" v={<><View className="wrapline">{v.confirmation.text}</View><View className="hint">{v.confirmation.on.length > 10 ? at(v.confirmation.on) : formatDate(v.confirmation.on, today)}</View></>} /></Card>}
    </>
  )
}

/** Puts a write about a visit down; false = the phone is full. */
async function putDown(work: () => Promise<unknown>, done: string): Promise<boolean> {
  try {
    await work()
    toast(done)
    return true
  } catch (error) {
    if (!(error instanceof PhoneFull)) throw error
    toast('手机存满了，没能存下。腾出地方再试。')
    return false
  }
}

interface SheetProps { id: string; name: string; onClose: () => void }
function NoteSheet({ id, visit, name, onClose }: SheetProps & { visit: string }) {
  const [text, setText] = useState('')
  const save = async () => { if (await putDown(() => post(operations.visits.addNote, { id, visit, text: text.trim() }, { household: id, label: `补走访 ${name}` }), '补上了，有信号就上传')) onClose() }
  return (
    <Sheet title="补一句" onClose={onClose}>
      <View className="stack"><TextArea label="补什么" value={text} onInput={setText} max={500} placeholder="原来写的不会改，这一句接在后面" /><Button text="补上" act={text.trim() ? () => { void save() } : undefined} /></View>
    </Sheet>
  )
}

const REASONS = ['扫错了户', '同一次记了两遍', '内容记错了']
const SHORTEST = 4
function WithdrawSheet({ id, visit, name, onClose }: SheetProps & { visit: VisitDetail }) {
  const [reason, setReason] = useState('')
  const [sure, setSure] = useState(false)
  const today = dayOfInstant(now())
  const run = async () => { if (await putDown(() => post(operations.visits.withdraw, { id, visit: visit.id, reason: reason.trim() }, { household: id, label: `撤回走访 ${name}` }), '撤回记下了，有信号就上传')) onClose() }
  if (sure) return <Dialog title={`撤回「${name}」${formatDate(visit.on, today)}的走访？`} text="撤回后这一次不算走访，但还看得到，写着谁撤的、为什么。" yes="撤回" no="先不撤" onYes={() => { void run() }} onNo={() => setSure(false)} />
  return (
    <Sheet title="为什么撤回" onClose={onClose}>
      <View className="stack">
        <View className="picks">{REASONS.map((r) => <Pick key={r} text={r} on={reason === r} act={() => setReason(r)} />)}</View>
        <Field label="原因，至少 4 个字" value={reason} onInput={setReason} max={200} />
        <Button text="下一步" act={reason.trim().length >= SHORTEST ? () => setSure(true) : undefined} />
      </View>
    </Sheet>
  )
}
