// One problem: where it stands, what was said, and the next step for whoever may take it.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import { formatDate } from '@onecard/shared/rules/day'
import { STATUS } from '@onecard/shared/rules/problem-path'
import { useToday } from '../../data/county'
import { useDraft } from '../../data/drafts'
import type { EntryPhoto } from '../../data/outbox/entry'
import { PhoneFull, post, useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { homeKind } from '../../session/tabs'
import { useLarge, useSession } from '../../session/session'
import { says, silent } from '../../ui/aria'
import { Button, Card, CardHead, Chip, Facts, Icon, KvCell, Link } from '../../ui/basics'
import { Steps } from '../../ui/choice'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, OfflineBanner, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { placeWord } from '../household/words'
import { RemindMe } from '../notices/remind-me'
import { PhotoStrip } from '../photos/photo-strip'
import { useArrivals } from './use-problems'
import { answerOf, deadlineChip, ownChip, titleOf } from './rows'
import { actsOf, pathOf, waitingStep, WAY, wayAt, type ActWord } from './view-model'
import './problems.css'

/** So many characters stand beside another button in large type. */
const WIDE = 4

export function ProblemScreen({ id, problem }: { id: string; problem: string }) {
  const own = homeKind(useSession((s) => s.actor)) === 'household'
  const shown = useKeptQuery(`problem.${problem}`, operations.problems.get, { id, problem })
  useArrivals(id, ['problems.advance'], `problem.${problem}`)
  const waiting = waitingStep(useOutboxFor(id), problem)
  const online = useOnline()
  const large = useLarge()
  const [asking, setAsking] = useState<ActWord | null>(null)
  const p = shown.data
  const acts = p && !waiting ? actsOf(p) : []
  const step = async (act: ActWord, text?: string, photos: EntryPhoto[] = []) => {
    try {
      await post(operations.problems.advance, { id, problem, act: act.act, version: p!.version, ...(text && { text }), ...(photos.length > 0 && { photos: photos.map((x) => x.sha256) }) }, {
        household: id, label: `${act.text} ${own ? '' : p!.household.headName}`.trim(), photos, form: { page: 'packages/mine/problem/index', query: { id, problem } },
      })
      toast(online ? '已记下' : '已存在手机里，有信号会自动上传')
      return true
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      toast('手机存满了，没能存下。请腾出地方再点一次。')
      return false
    }
  }
  return (
    <Page title={own ? '反映的事' : '问题'} noScan={own} actColumn={large && acts.length > 1 && acts.some((act) => act.text.length > WIDE)}
      act={acts.length > 0 ? acts.map((act) => <Button key={act.act} kind={act.kind} text={act.text} act={() => { if (act.asks === null) void step(act); else setAsking(act) }} />) : undefined}
      over={asking && p && <StepSheet key={asking.act} act={asking} problem={p} onClose={() => setAsking(null)} onDone={async (text, photos) => { if (await step(asking, text, photos)) setAsking(null) }} />}>
      <OfflineBanner of={shown} />
      {waiting && <Banner tone={waiting.state === 'refused' ? 'danger' : 'warn'} icon={waiting.state === 'refused' ? 'alert' : 'clock'} text={waiting.state === 'refused' ? `没有传上去：${waiting.why?.title ?? ''}。${waiting.why?.detail ?? ''}` : '您点的这一步存在手机里，有信号会自动上传。'} />}
      <StateOf of={shown}>{(record) => <Whole problem={record} own={own} />}</StateOf>
    </Page>
  )
}

function Whole({ problem: p, own }: { problem: CaseView; own: boolean }) {
  const today = useToday()
  const chip = own ? ownChip(p) : deadlineChip(p, today)
  const answer = answerOf(p)
  const after = p.path.flatMap((step) => step.photos)
  return (
    <>
      <View className="problem__top">
        <View className="row between top wrap"><View className="title grow">{titleOf(p)}</View><Chip text={chip.text} tone={chip.tone} /></View>
        {!own && <View className="row wrap"><Link text={p.household.headName} icon={false} act={() => open('pages/household/index', { id: p.household.id, way: 'list' })} label={`看${p.household.headName}户`} /><View className="label"><Facts of={[placeWord(p.household.region), p.kind.label]} /></View></View>}
        <View className="label">{p.status.code === STATUS.closed ? '已经办完' : own ? `村里最晚 ${formatDate(p.deadline, today)} 前办好` : `期限 ${formatDate(p.deadline, today)}`}</View>
        <Way at={wayAt(p.status.code)} />
      </View>
      <View className="in stack pad-t">
        {own && p.mayAct.includes('accept') && <Banner inset tone="info" text="看看下面的答复。办好了点「满意」，没办好点「还不行」。" />}
        {own && answer && <Card className="stack"><View className="head">{answer.by}答复您</View><View className="wrapline">{answer.text}</View></Card>}
        {(p.photos.length > 0 || after.length > 0) && (
          <Card className="stack">
            {p.photos.length > 0 && <View><View className="label">反映时</View><PhotoStrip household={p.household.id} photos={p.photos} /></View>}
            {after.length > 0 && <View><View className="label">办的时候</View><PhotoStrip household={p.household.id} photos={after} /></View>}
          </Card>
        )}
        <Card flush>
          <KvCell k={own ? '谁在办' : '谁负责'} v={p.responsible ?? (own ? '村里还没接手' : '还没人认领')} />
          <KvCell k="哪方面" v={p.kind.label} />
          {!own && <KvCell k="来源" v={p.source.label} />}
        </Card>
        {own && p.status.code !== STATUS.closed && <RemindMe topic="problem_answered" />}
        <Card><CardHead title="经过" /><View className="path"><Steps items={pathOf(p, today, own)} /></View></Card>
        {!own && p.status.code === STATUS.awaitingCheck && !p.mayAct.includes('close') && <Banner inset tone="idle" text={`${p.responsible ?? '整改的人'}负责整改，不能自己销号。要由别人去看过。`} />}
      </View>
    </>
  )
}

function Way({ at }: { at: number }) {
  return (
    <View className="way" {...says('img', { label: `走到第 ${at + 1} 步，${WAY[at]}，一共 ${WAY.length} 步` })}>
      {WAY.map((word, i) => {
        const state = i < at || at === WAY.length - 1 ? 'done' : i === at ? 'now' : 'later'
        return <View key={word} className={`way__i way__i--${state}`} {...silent}><View className="way__k">{state === 'done' && <Icon name="check" />}</View><View className="way__t">{word}</View></View>
      })}
    </View>
  )
}

interface StepDraft { text: string; photos: EntryPhoto[] }
function StepSheet({ act, problem, onClose, onDone }: { act: ActWord; problem: CaseView; onClose: () => void; onDone: (text: string, photos: EntryPhoto[]) => Promise<void> }) {
  const draft = useDraft<StepDraft>(`problem-step.${problem.id}.${act.act}`, { text: '', photos: [] })
  const [tried, setTried] = useState(false)
  const optional = act.act === 'close'
  const short = !optional && draft.value.text.trim().length < 2
  const done = () => {
    setTried(true)
    if (short) return
    const { text, photos } = draft.value
    void onDone(text.trim(), photos).then(() => draft.clear())
  }
  return (
    <Sheet title={act.text} onClose={onClose}>
      <View className="stack">
        <TextArea label={act.asks!} value={draft.value.text} onInput={(text) => draft.set({ ...draft.value, text })} max={500} error={tried && short ? '写几个字' : undefined} />
        {act.photos && <PhotoStrip photos={draft.value.photos} onChange={(photos) => draft.set({ ...draft.value, photos })} />}
        <Button text={act.text} act={done} />
      </View>
    </Sheet>
  )
}
