// 改过的: every change of one household with its path; own ones that wait can be taken back.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import type { CardView } from '@onecard/shared/contract/households.views'
import { formatInstant } from '@onecard/shared/rules/day'
import { useToday } from '../../data/county'
import { kept } from '../../data/kept'
import { post, reopen, useOutbox } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan, useSession } from '../../session/session'
import { Button, Card, CardHead, Cell, Chip, Facts, KvCell } from '../../ui/basics'
import { Steps } from '../../ui/choice'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { RemindMe } from '../notices/remind-me'
import { entryState } from '../visit/entry-words'
import { PhotoStrip } from '../photos/photo-strip'
import { pathLines, stateOfChange } from './change-form'
import { monthWord } from './member-form'
import { pendingChanges } from './pending'
import { whatWord } from './queue-view'

export function ChangesScreen({ id }: { id: string }) {
  const today = useToday()
  const list = useKeptQuery(`changes.${id}`, operations.changes.list, { id, limit: 50 })
  const name = kept<CardView>(`card.${id}`)?.value.headName ?? ''
  const me = useSession((s) => s.actor?.name)
  const mayChange = useCan('change.write')
  const { entries, sending } = useOutbox()
  const [asked, setAsked] = useState<ChangeView | null>(null)
  const taken = new Set(entries.filter((e) => e.operation === 'changes.withdraw' && e.state !== 'refused').map((e) => e.input.change))
  const when = (iso: string) => formatInstant(Date.parse(iso), today)
  const withdraw = (c: ChangeView) => {
    setAsked(null)
    post(operations.changes.withdraw, { id, change: c.id }, { household: id, label: `撤回改信息 ${name}` }).then(() => toast('撤回记下了'), () => toast('手机存满了，没能存下'))
  }
  const own = pendingChanges(entries, id)
  return (
    <Page title="改过的" act={mayChange ? <Button icon="edit" text="改信息" act={() => open('packages/visit/change/index', { id })} /> : undefined}
      over={asked && <Dialog title={`撤回「${whatWord(asked)}」？`} text="撤回后书记不再审这一条，登记的还是原来的值。" yes="撤回" no="先不撤" onYes={() => withdraw(asked)} onNo={() => setAsked(null)} />}>
      <OfflineBanner of={list} />
      <View className="in stack pad-t">
        {(own.length > 0 || list.data?.items.some((c) => c.by === me && c.state === 'proposed')) && <RemindMe topic="change_decided" />}
        {own.length > 0 && <Card flush><CardHead title="手机里等上传的" count={`${own.length} 条`} />{own.map((p) => { const chip = entryState(p.entry, sending.has(p.entry.key)); return <Cell key={p.entry.key} chip title={p.what} hint={<Facts of={[when(new Date(p.entry.madeAt).toISOString()), p.reason]} />} end={<Chip text={chip.text} tone={chip.tone} />} act={() => { if (!reopen(p.entry.key)) open('packages/sync/index/index') }} label={`${p.what}，${chip.text}`} /> })}</Card>}
        <StateOf of={list} isEmpty={(page) => page.items.length === 0 && own.length === 0} empty={<Empty icon="doc" title="还没有改过" lines={['改动会列在这里，写着谁改的、为什么、审了没有。']} />}>
          {(page) => <>{page.items.map((c) => {
            const state = taken.has(c.id) ? { text: '撤回中', tone: 'idle' as const } : stateOfChange(c)
            return (
              <Card key={c.id} flush label={whatWord(c)}>
                <CardHead title={whatWord(c)} end={<Chip text={state.text} tone={state.tone} />} />
                {c.fields.map((f) => <KvCell key={f.field} k={f.label} v={<>{f.before ?? '没有填'} → {f.after ?? '空着'}{f.current !== undefined && <View className="c-dan">现在登记的是 {f.current ?? '没有填'}</View>}</>} />)}
                {c.countsFrom && <KvCell k="人数" v={`从 ${monthWord(c.countsFrom)} 起变`} />}
                {c.reason && <KvCell k="为什么" v={c.reason} />}
                {c.evidence.length > 0 && <View className="none"><PhotoStrip household={c.household.id} photos={c.evidence} /></View>}
                <View className="none"><Steps items={pathLines(c, when).map((l) => ({ ...l, state: 'done' as const }))} /></View>
                {c.by === me && (c.state === 'proposed' || c.state === 'conflict') && !taken.has(c.id) && <View className="none"><Button small kind="soft" text="撤回这一条" act={() => setAsked(c)} /></View>}
              </Card>
            )
          })}</>}
        </StateOf>
      </View>
    </Page>
  )
}
