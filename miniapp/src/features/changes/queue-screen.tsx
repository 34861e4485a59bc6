// 审批 · 改信息: what waits for the secretary, the longest waiting first; each opens to both values.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ChangeView } from '@onecard/shared/contract/changes.views'
import { formatDate, formatInstant } from '@onecard/shared/rules/day'
import { useToday } from '../../data/county'
import { post, takeBack } from '../../data/outbox/outbox'
import { back, open, replace } from '../../platform/page'
import { Button, Card, CardHead, Cell, Chip, Facts, KvCell, Pick } from '../../ui/basics'
import { Steps } from '../../ui/choice'
import { Sheet, toast, TOAST_MS } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, OfflineBanner, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { ApprovalTabs } from '../books/approval-tabs'
import { Evidence } from './evidence'
import { placeWord } from '../household/words'
import { monthWord } from './member-form'
import { listOf, pathLines } from './change-form'
import { useCatalogue } from './use-record'
import { useChangeQueue } from './queue-data'
import { queueRows, RETURN_CHIPS, whatWord } from './queue-view'

export function QueueScreen() {
  const today = useToday()
  const { shown, items, more } = useChangeQueue()
  const rows = queueRows(items, today)
  return (
    <Page title="审批" act={rows.length > 0 ? <Button text={`从第一条开始审（${rows.length}${more ? '+' : ''} 条）`} act={() => open('packages/visit/decide/index', { change: rows[0].key })} /> : undefined}>
      <ApprovalTabs on="changes" />
      <OfflineBanner of={shown} />
      <View className="in stack pad-t">
        <StateOf of={shown}>
          {() => rows.length === 0
            ? <Empty icon="check" tone="done" title="没有要审的" lines={['村里交上来的改动会排在这里，', '先交的排在前面。']} />
            : <Card flush><CardHead title="改信息" count={`${rows.length}${more ? '+' : ''} 条`} />{rows.map((r) => <Cell key={r.key} chip name={r.name} after={r.after} hint={<><View className="c-2">{r.what}</View><Facts of={r.hint} /></>} end={r.chip && <Chip text={r.chip.text} tone={r.chip.tone} />} act={() => open('packages/visit/decide/index', { change: r.key })} label={[r.name, r.after, r.what, ...r.hint, r.chip?.text].filter(Boolean).join('，')} />)}</Card>}
        </StateOf>
      </View>
    </Page>
  )
}

export function DecideScreen({ change }: { change: string }) {
  const { shown, items } = useChangeQueue()
  const at = items.findIndex((c) => c.id === change)
  const found = items[at] ?? shown.data?.items.find((c) => c.id === change)
  const [returning, setReturning] = useState(false)
  const next = items.find((c) => c.id !== change)
  const go = () => { if (next) replace('packages/visit/decide/index', { change: next.id }); else back() }
  const decide = (c: ChangeView, approve: boolean, reason?: string) => {
    const label = `${approve ? '同意' : '退回'}改信息 ${c.household.headName}`
    // On the phone at once, so that it outlives the program; kept from the line as long as it may be taken back.
    post(operations.changes.decide, { id: c.household.id, change: c.id, approve, version: c.version, ...(reason && { reason }) }, { household: c.household.id, label, holdMs: TOAST_MS }).then((entry) => {
      toast(`${approve ? '同意了' : '退回了'}「${c.household.headName}」的${whatWord(c)}`, { text: '撤销', run: () => { void takeBack(entry.key).then((back) => { toast(back ? '撤销了，这一条还在要审的里' : '已经交上去了，撤不了') }) } })
      go()
    }, () => toast('手机存满了，这一条没能存下，请再审一次'))
  }
  const may = found && at >= 0 && found.mayDecide
  return (
    <Page title={at >= 0 ? `审批 ${at + 1} / ${items.length}` : '审批'}
      act={may ? <><Button kind="line" text="退回" act={() => setReturning(true)} /><Button text="同意" act={() => decide(found, true)} /></> : undefined}
      over={returning && found && <ReturnSheet onClose={() => setReturning(false)} onDone={(reason) => { setReturning(false); decide(found, false, reason) }} />}>
      <OfflineBanner of={shown} />
      <StateOf of={shown}>{() => found ? <ChangeDetail change={found} /> : <View className="in"><Empty icon="check" tone="done" title="这一条已经办完" lines={['可能别人先审了。']} act={{ text: '看还有哪些要审', run: back }} /></View>}</StateOf>
    </Page>
  )
}

/** Both values, and the third that the record holds by now where two people differ. */
export function ChangeDetail({ change: c }: { change: ChangeView }) {
  const today = useToday()
  const catalogue = useCatalogue()
  const when = (iso: string) => formatInstant(Date.parse(iso), today)
  const how = listOf(catalogue, 'member_change')?.find((t) => t.code === c.memberChange)?.label
  return (
    <>
      <View className="visit__top"><View className="pressable" onClick={() => open('pages/household/index', { id: c.household.id, way: 'list' })}><Text className="head">{c.household.headName}</Text><Text className="cell__gap" /><Text className="label">{placeWord(c.household.region)}</Text></View><View className="label">{when(c.at)}</View></View>
      {c.state === 'conflict' && <Banner tone="danger" icon="alert" text="有人先改了同一项，两个值不一样。同意就用这次交的，退回就留现在的。" />}
      <View className="in stack pad-t">
        {c.kind !== 'fields' && <Card flush><CardHead title={whatWord(c)} end={how && <Chip text={how} />} />{c.countsFrom && <KvCell k="人数" v={`从 ${monthWord(c.countsFrom)} 起变`} />}<KvCell k="从哪天" v={formatDate(c.effectiveOn, today)} /></Card>}
        {c.fields.map((f) => (
          <Card flush key={f.field}>
            <CardHead title={`${c.member && c.kind === 'fields' ? `${c.member.name}的` : ''}${f.label}`} />
            <View className="change__three">
              {(c.kind !== 'join' || f.before !== null) && <KvCell k="原来" v={f.before ?? '没有填'} />}
              {f.current !== undefined && <KvCell k="现在登记的" v={<View className="c-dan">{f.current ?? '没有填'}</View>} />}
              <KvCell k={f.current !== undefined ? '这次要改成' : '改成'} v={<View className="b">{f.after ?? '空着'}</View>} />
            </View>
          </Card>
        ))}
        <Card flush>
          <KvCell k="为什么改" v={c.reason} />
          <KvCell k="谁交的" v={<Facts of={[c.by, c.byRole, when(c.at)]} />} />
          {c.effectiveOn !== undefined && c.kind === 'fields' && <KvCell k="从哪天" v={formatDate(c.effectiveOn, today)} />}
        </Card>
        <Evidence change={c} />
        {c.path.length > 1 && <Card><CardHead title="经过" /><View className="path"><Steps items={pathLines(c, when).map((l) => ({ ...l, state: 'done' as const }))} /></View></Card>}
      </View>
    </>
  )
}

const SHORTEST = 2
function ReturnSheet({ onClose, onDone }: { onClose: () => void; onDone: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  return (
    <Sheet title="为什么退回" onClose={onClose}>
      <View className="stack">
        <View className="picks">{RETURN_CHIPS.map((r) => <Pick key={r} text={r} on={reason === r} act={() => setReason(r)} />)}</View>
        <TextArea label="原因" value={reason} onInput={setReason} max={200} placeholder="交的人会看到这句话" />
        <Button text="退回" act={reason.trim().length >= SHORTEST ? () => onDone(reason.trim()) : undefined} />
      </View>
    </Sheet>
  )
}
