// 「对不对」: the household's own word on a month that was written down for it.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { SheetLineView, SheetView } from '@onecard/shared/contract/sheets.views'
import { formatAmount, formatFen } from '@onecard/shared/rules/fen'
import { useToday } from '../../data/county'
import { useDraft } from '../../data/drafts'
import { PhoneFull, post, useOutboxFor } from '../../data/outbox/outbox'
import { isOnline, useKeptQuery } from '../../data/use-kept-query'
import { back } from '../../platform/page'
import { Button, Card, CardHead, Cell, Chip, Facts } from '../../ui/basics'
import { Swatch } from '../../ui/figures'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { OfflineBanner, SkeletonCard, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { PhotoStrip } from '../photos/photo-strip'
import { useArrivals } from '../problems/use-problems'
import { GROUPS } from './items'
import { lineFacts, lineTitle, monthWord, whoWhen } from './sheet-words'
import { SHEET_WRITES, sheetKey } from './use-sheet'
import './books.css'

export function ConfirmScreen({ id, period }: { id: string; period: string }) {
  const today = useToday()
  const shown = useKeptQuery(sheetKey(id, period), operations.sheets.get, { id, period }, { pinned: true })
  useArrivals(id, SHEET_WRITES, sheetKey(id, period))
  const said = useOutboxFor(id).find((e) => e.operation === 'sheets.confirm' && e.input.period === period && e.state !== 'refused')
  const [wrong, setWrong] = useState(false)
  const view = shown.data
  const asked = view?.mayConfirm === true && !said
  const say = async (agree: boolean, text?: string) => {
    try {
      await post(operations.sheets.confirm, { id, period, version: view!.version, agree, ...(text && { text }) }, { household: id, label: `${monthWord(period, today)}收支${agree ? '对' : '不对'}` })
      toast(isOnline() ? '记下了，谢谢您' : '已存在手机里，有信号会自动上传')
      back()
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      toast('手机存满了，没能存下。请腾出地方再点一次。')
    }
  }
  return (
    <Page title={`${monthWord(period, today)}收支`} noScan actColumn act={asked ? <><Button kind="line" text="不对，我来说" act={() => setWrong(true)} /><Button icon="check" text="对，没错" act={() => { void say(true) }} /></> : undefined}
      over={wrong && <WrongSheet id={`${id}.${period}`} onClose={() => setWrong(false)} onDone={(text) => { setWrong(false); void say(false, text) }} />}>
      <OfflineBanner of={shown} />
      <View className="in stack pad-t">
        <StateOf of={shown} skeleton={<><SkeletonCard rows={2} /><SkeletonCard rows={4} /></>}>{(sheet) => <Month view={sheet} today={today} said={said?.input.agree as boolean | undefined} />}</StateOf>
      </View>
    </Page>
  )
}

function Month({ view, today, said }: { view: SheetView; today: string; said: boolean | undefined }) {
  const [shown, setShown] = useState<SheetLineView | null>(null)
  const word = view.confirmation ? view.confirmation.agree : said
  return (
    <>
      <Card className="books__ask">
        <View className="row between wrap"><View className="label">{monthWord(view.period, today)}全家剩下</View>{word !== undefined && <Chip text={word ? '您说对' : '您说不对'} tone={word ? 'done' : 'danger'} />}</View>
        <View><Text className="hero">{formatAmount(view.sums.netFen)}</Text><Text className="unit">元</Text></View>
        <View className="c-2"><Facts of={whoWhen(view.by && `${view.by}记的`, view.submittedAt, today)} /></View>
        {view.state === 'submitted' && <View className="c-warn">书记还没审，先给您看看</View>}
      </Card>
      {GROUPS.map((g) => {
        const lines = view.lines.filter((l) => l.group === g.group)
        return lines.length === 0 ? null : (
          <Card flush key={g.group}>
            <CardHead title={g.name} end={<View className="row"><Swatch part={g.part} /><Text className="b">{formatFen(view.sums[g.sum])}</Text></View>} />
            {lines.map((line) => <Cell key={line.id} title={lineTitle(line)} hint={<Facts of={lineFacts(line)} />} end={<Text className="b nw">{formatFen(line.fen)}</Text>} act={line.evidence.length > 0 ? () => setShown(line) : undefined} label={line.evidence.length > 0 ? `${lineTitle(line)} ${formatFen(line.fen)}，看凭证` : undefined} />)}
          </Card>
        )
      })}
      {view.lines.length === 0 && <Card><View className="c-2">这个月记的是没有收支。</View></Card>}
      {view.confirmation?.text && <Card><View className="label">您说的</View><View>{view.confirmation.text}</View></Card>}
      {shown && <Sheet title={`${lineTitle(shown)} ${formatFen(shown.fen)}`} onClose={() => setShown(null)}><PhotoStrip household={view.household.id} photos={shown.evidence} /></Sheet>}
    </>
  )
}

function WrongSheet({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: (text: string) => void }) {
  const draft = useDraft(`sheet-wrong.${id}`, '')
  return (
    <Sheet title="哪里不对" onClose={onClose}>
      <View className="stack">
        <TextArea label="说一句，村里来改" value={draft.value} onInput={draft.set} max={200} placeholder="比如：苹果卖了 2,000 元，不是 1,800 元" />
        <Button text="就是不对" act={() => { onDone(draft.value.trim()); draft.clear() }} />
      </View>
    </Sheet>
  )
}
