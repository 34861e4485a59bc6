// 我要反映 of a household, 报一个问题 of a cadre: what it is about, a few words, a photo if wanted. With or without a line.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { Page as PageOf } from '@onecard/shared/contract/common.views'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import { useBurden } from '../../data/burden'
import { useDraft } from '../../data/drafts'
import { kept } from '../../data/kept'
import type { EntryPhoto } from '../../data/outbox/entry'
import { PhoneFull, post, reopened } from '../../data/outbox/outbox'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { buzz } from '../../platform/feedback'
import { back } from '../../platform/page'
import { homeKind } from '../../session/tabs'
import { useSession } from '../../session/session'
import { Button, Card, Pick } from '../../ui/basics'
import { toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { PhotoStrip } from '../photos/photo-strip'
import { lineWord } from './card-lines'
import { askedTwice, COMPLAINT, KINDS, kindOfLine, missingOf, raiseInput, type Complaint, type RaiseDraft } from './view-model'
import './problems.css'

const FORM = 'packages/mine/raise/index'
interface Draft extends RaiseDraft { photos: EntryPhoto[] }
const EMPTY: Draft = { kind: null, complaint: null, text: '', photos: [] }

interface RaiseProps { id: string; /** Path of a line of the card. */ line?: string; complaint?: Complaint; entry?: string }
export function RaiseScreen({ id, line, complaint, entry }: RaiseProps) {
  const own = homeKind(useSession((s) => s.actor)) === 'household'
  const again = reopened(entry)
  const start: Draft = again ? { kind: String(again.entry.input.kind), complaint: null, text: String(again.entry.input.text), photos: again.entry.photos } : { ...EMPTY, kind: kindOfLine(line), complaint: complaint ?? null }
  const draft = useDraft<Draft>(`problem.${entry ?? `${id}.${line ?? ''}`}`, start)
  const consent = useKeptQuery('consent', operations.privacy.consent, {}, { enabled: own })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [full, setFull] = useState(false)
  const online = useOnline()
  const told = useBurden('problem')
  const { value, set } = draft
  const missing = tried ? missingOf(value, line) : {}
  const card = kept<CardView>(`card.${id}`)?.value
  const label = line && card ? lineWord(card, line) : null
  const save = async () => {
    setTried(true)
    if (busy) return
    if (Object.keys(missingOf(value, line)).length > 0) { buzz(); return }
    setBusy(true)
    try {
      await post(operations.problems.raise, raiseInput(id, value, line, value.photos), {
        household: id, label: `${own ? '反映' : '问题'} ${card?.headName ?? ''}`.trim(), photos: value.photos, form: { page: FORM, query: { id, ...(line && { line }) } }, replaces: entry,
      })
      draft.clear()
      told(askedTwice(value, line, kept<PageOf<CaseView>>(`problems.${id}`)?.value.items ?? []))
      toast(online ? own ? '已交给村里，期限内会答复您' : '问题已记下' : '已存在手机里，有信号会自动上传')
      back()
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      setFull(true)
    } finally { setBusy(false) }
  }
  const photos = !own || consent.data?.given?.agree !== false
  return (
    <Page title={own ? '我要反映' : '报一个问题'} noScan={own} act={<Button text={busy ? '正在记…' : own ? '交给村里' : '记下这个问题'} busy={busy} act={() => { void save() }} />}>
      {!online && <Banner icon="off" text="现在没有信号。写好点下面的按钮，先存在手机里，有信号会自动上传。" />}
      {again?.why && <Banner tone="danger" icon="alert" text={`${again.why.title}。${again.why.errors.map((e) => e.message).join('；') || again.why.detail}`} />}
      {(full || draft.full) && <Banner tone="danger" icon="alert" text="手机存满了，没能存下。请腾出地方再点一次，写的还在这里。" />}
      <View className="in stack pad-t">
        {line && (
          <Card className="stack">
            <View><View className="label">您说的是</View><View className="head">{label || '明白卡上的一项'}</View></View>
            <View className="grid2">{(Object.keys(COMPLAINT) as Complaint[]).map((c) => <Pick key={c} big tone="warn" tick text={COMPLAINT[c]} on={value.complaint === c} act={() => set({ ...value, complaint: value.complaint === c ? null : c })} />)}</View>
            {missing.text && <View className="field__n">{missing.text}</View>}
          </Card>
        )}
        {!line && (
          <Card className="stack">
            <View className="head">哪方面的事</View>
            <View className="picks">{KINDS.map((k) => <Pick key={k.code} tick text={k.text} on={value.kind === k.code} act={() => set({ ...value, kind: k.code })} />)}</View>
            {missing.kind && <View className="field__n">{missing.kind}</View>}
          </Card>
        )}
        <Card className="stack">
          <TextArea label={line ? '想多说几句就写（可以不写）' : '是什么事'} value={value.text} onInput={(text) => set({ ...value, text })} max={480} placeholder={own ? '用自己的话说，也能按键盘上的话筒说' : '看到什么，在哪里，要谁办'} error={line ? undefined : missing.text} />
          {photos && <View><View className="field__l">照片（可以不拍）</View><PhotoStrip photos={value.photos} onChange={(next) => set({ ...value, photos: next })} stamp={{ number: card?.number }} /></View>}
        </Card>
        <View className="hint">{own ? '村里和帮您的人会看到，期限内要答复您，您说满意才算办完。' : '按类别定期限；谁整改的，要由别人核查后销号。'}</View>
      </View>
    </Page>
  )
}
