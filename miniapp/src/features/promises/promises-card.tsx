// 答应的事 of one household that are still open, with 「办到了」: on its page and in the form of a visit, with or without signal.
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { useToday } from '../../data/county'
import { besideOf } from '../../data/keep-beside'
import { PhoneFull, post, takeBack, useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { useCan } from '../../session/session'
import { Button, Card, CardHead, Cell, Chip, type Tone } from '../../ui/basics'
import { toast, TOAST_MS } from '../../ui/overlay'
import { useArrivals } from '../problems/use-problems'
import { openPromises, type OpenPromise } from './view-model'

export function usePromises(id: string, enabled: boolean) {
  const key = `promises.${id}`
  const shown = useKeptQuery(key, operations.visits.promises, { id }, {
    enabled, beside: `card.${id}`, otherwise: () => { const held = besideOf(id); return held && { value: { items: held.value.promises }, savedAt: held.savedAt } },
  })
  useArrivals(id, ['visits.keepPromise', 'visits.record', 'visits.correct', 'visits.withdraw'], key)
  return openPromises(shown.data?.items ?? [], useOutboxFor(id), useToday())
}

const DAY_CLASS: Partial<Record<Tone, string>> = { danger: 'c-dan', warn: 'c-warn' }

/** Nothing where nothing is open. */
export function PromisesCard({ id, name, title = '答应的事' }: { id: string; name: string; title?: string }) {
  const marks = useCan('visit.write')
  const rows = usePromises(id, useCan('visit.read'))
  if (rows.length === 0) return null
  return (
    <Card flush label={title}>
      <CardHead title={title} count={`${rows.length} 件没办`} />
      {rows.map((row) => (
        <Cell key={row.key} chip title={row.text} hint={<><View className={DAY_CLASS[row.day.tone]}>{row.day.text}</View><View>{row.said}</View>{row.told?.refused && <View className="c-dan">没传上去：{row.told.why}</View>}</>}
          end={row.told && !row.told.refused ? <Chip text="办到了，待上传" tone="warn" /> : marks ? <Button small kind="soft" text="办到了" label={`办到了：${row.text}`} act={() => mark(id, name, row)} /> : <Chip text={row.day.text} tone={row.day.tone} />} />
      ))}
    </Card>
  )
}

/** On the phone at once; kept from the line as long as it may be taken back. */
function mark(id: string, name: string, row: OpenPromise): void {
  post(operations.visits.keepPromise, { id, visit: row.visit, index: row.index, kept: true }, { household: id, label: `办到了 ${name}`, holdMs: TOAST_MS }).then((entry) => {
    toast(`「${row.text}」办到了`, { text: '撤销', run: () => { void takeBack(entry.key).then((back) => toast(back ? '撤销了' : '已经交上去了，撤不了')) } })
  }, (error: unknown) => { if (!(error instanceof PhoneFull)) throw error; toast('手机存满了，没能存下。请腾出地方再点一次。') })
}
