// Visits at one's own house: who came, what was said, and 「属实 / 不对」.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { useToday } from '../../data/county'
import { useDraft } from '../../data/drafts'
import { PhoneFull, post, useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { Button, Card, Chip } from '../../ui/basics'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { ServedPhotos } from '../photos/photo-strip'
import { useArrivals } from '../problems/use-problems'
import { toConfirm, visitRow } from './view-model'

export function useOwnVisits(id: string, enabled = true) {
  const shown = useKeptQuery(`visits.${id}`, operations.visits.list, { id }, { enabled, pinned: true })
  useArrivals(id, ['visits.confirm'], `visits.${id}`)
  return shown
}

export function OwnVisitsScreen({ id }: { id: string }) {
  const shown = useOwnVisits(id)
  return (
    <Page title="谁来过" noScan>
      <OfflineBanner of={shown} />
      <View className="in stack pad-t">
        <StateOf of={shown} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="people" title="还没有人来过" lines={['有人来走访，会记在这里。']} />}>
          {(page) => <>{page.items.map((v) => <VisitCard key={v.id} visit={v} id={id} />)}</>}
        </StateOf>
      </View>
    </Page>
  )
}

/** One visit with its question, where it is still open. */
export function VisitCard({ visit, id }: { visit: VisitDetail; id: string }) {
  const today = useToday()
  const entries = useOutboxFor(id)
  const online = useOnline()
  const [wrong, setWrong] = useState(false)
  const row = visitRow(visit, entries, today)
  const asked = toConfirm([visit], entries, today).length > 0
  const say = async (agree: boolean, text?: string) => {
    try {
      await post(operations.visits.confirm, { id, visit: visit.id, agree, ...(text && { text }) }, { household: id, label: agree ? '走访属实' : '走访不对' })
      toast(online ? '记下了，谢谢您' : '已存在手机里，有信号会自动上传')
      return true
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      toast('手机存满了，没能存下。请腾出地方再点一次。')
      return false
    }
  }
  return (
    <Card className="stack">
      <View className="row between wrap"><View className="head">{row.title}</View>{row.chip && <Chip text={row.chip.text} tone={row.chip.tone} />}</View>
      <View>{row.lines.map((line, i) => <View key={i} className={i === 0 ? 'b' : 'c-2'}>{line}</View>)}</View>
      <ServedPhotos household={id} photos={visit.photos} />
      {asked && <View className="own__ask"><Button small kind="line" text="不对" act={() => setWrong(true)} label={`${row.title}的走访不对`} /><Button small kind="soft" icon="check" text="属实" act={() => { void say(true) }} label={`${row.title}的走访属实`} /></View>}
      {wrong && <WrongSheet visit={visit.id} onClose={() => setWrong(false)} onDone={async (text) => { if (await say(false, text)) setWrong(false) }} />}
    </Card>
  )
}

function WrongSheet({ visit, onClose, onDone }: { visit: string; onClose: () => void; onDone: (text: string) => Promise<void> }) {
  const draft = useDraft(`visit-wrong.${visit}`, '')
  return (
    <Sheet title="哪里不对" onClose={onClose}>
      <View className="stack">
        <TextArea label="可以不写，也可以说一句" value={draft.value} onInput={draft.set} max={200} placeholder="比如：那天没有来过" />
        <Button text="就是不对" act={() => { void onDone(draft.value.trim()).then(draft.clear) }} />
      </View>
    </Sheet>
  )
}
