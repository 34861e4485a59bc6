// 审批, tab 收支: the odd ones on top, the plain ones in one act after a summary.
import { useRef, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { useQueryClient } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { ApprovedView, SheetQueueItem } from '@onecard/shared/contract/sheets.views'
import { formatPeriod } from '@onecard/shared/rules/period'
import { call } from '../../data/call'
import { asFailure } from '../../data/failure'
import { newKey } from '../../data/outbox/new-key'
import { useOnline } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { open } from '../../platform/page'
import { presses, says } from '../../ui/aria'
import { Button, Card, CardHead, Cell, Facts, Icon, KvCell, Link, Pick } from '../../ui/basics'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, OfflineBanner, StateOf } from '../../ui/states'
import { villageWord } from '../household/words'
import { ApprovalTabs } from './approval-tabs'
import { openBatches, rememberBatch } from './batches'
import { UndoBanner } from './parts/undo-banner'
import { approvedWords, approveInput, bulkSummary, flaggedOf, MOST_AT_ONCE, ownOf, plainOf, queueRow, seenKey } from './queue-view'
import { useSheetQueue } from './queue-data'
import { SUMMARY, useQueueSummary, waitingOf } from './waiting'
import { bareMonth } from './sheet-words'
import './books.css'

const SHORT = 6

export function QueueScreen() {
  const summary = useQueueSummary()
  const months = (summary.data?.months ?? []).filter((m) => waitingOf(m) > 0)
  const [chosen, setChosen] = useState<string | null>(null)
  const period = chosen ?? months[0]?.period
  return (
    <Queue key={period} period={period} summary={summary} months={months.length > 1 ? <View className="in pad-t"><View className="picks picks--row">{months.map((m) => <Pick key={m.period} text={`${formatPeriod(m.period)} ${waitingOf(m)}`} on={m.period === period} act={() => setChosen(m.period)} />)}</View></View> : null} />
  )
}

interface QueueProps { period: string | undefined; summary: ReturnType<typeof useQueueSummary>; months: React.ReactNode }
function Queue({ period, summary, months }: QueueProps) {
  const { shown, items } = useSheetQueue(period)
  const [off, setOff] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<ApprovedView['refused']>([])
  const [flagged, plain, own] = [flaggedOf(items), plainOf(items), ownOf(items)]
  const picked = plain.filter((i) => !off.has(seenKey(i)))
  const turn = (item: SheetQueueItem) => setOff((before) => { const next = new Set(before); if (!next.delete(seenKey(item))) next.add(seenKey(item)); return next })
  const batches = openBatches(now())
  const state = period === undefined ? summary : shown
  const act = picked.length > 0 ? <Button text={`通过没有异常的 ${picked.length} 张`} act={() => setAsking(true)} /> : flagged.length > 0 ? <Button text={`从第一张开始看（${flagged.length} 张）`} act={() => openSheet(flagged[0])} /> : undefined
  return (
    <Page title="审批" act={act} over={asking && <BulkSheet chosen={picked} all={items} period={period!} onClose={() => setAsking(false)} onDone={(done) => { setAsking(false); setRefused(done) }} />}>
      <ApprovalTabs on="sheets" />
      <OfflineBanner of={state} />
      {batches.map((b) => <UndoBanner key={b.batch} undo={b} text={`通过了 ${b.approved} 张（${bareMonth(b.period)}）`} />)}
      {months}
      <View className="in stack pad-t">
        {refused.length > 0 && <Card flush><CardHead title="这几张没有通过" count={`${refused.length} 张`} />{approvedWords({ batch: '', approved: 0, incomeFen: 0, expenseFen: 0, undoUntil: '', refused }).refused.map((r) => <Cell key={r.name} name={r.name} hint={r.why} />)}</Card>}
        <StateOf of={state as typeof shown}>
          {() => items.length === 0
            ? <Empty icon="check" tone="done" title="没有要审的收支" lines={['交上来的月表会排在这里，', '有异常的排在前面。']} />
            : <>
                {flagged.length > 0 && <Card flush><CardHead title="要细看" count={`${flagged.length} 张`} end={<View className="label">最不寻常的在前</View>} />{flagged.map((item) => <FlaggedRow key={seenKey(item)} item={item} />)}</Card>}
                {plain.length > 0 && (
                  <Card flush>
                    <View className="card__hd"><View className="head" {...says('heading', { level: 2 })}>没有异常<Text className="card__n">{plain.length} 张</Text></View><View className="link pressable" {...presses(() => setOff(picked.length === plain.length ? new Set(plain.map(seenKey)) : new Set()), 'button', { label: picked.length === plain.length ? '全都不选' : '全选中' })}>{picked.length === plain.length && <Icon name="check" size="s" />}{picked.length === plain.length ? '全选中' : `选中 ${picked.length} 张，全选`}</View></View>
                    {(all ? plain : plain.slice(0, SHORT)).map((item) => <PlainRow key={seenKey(item)} item={item} on={!off.has(seenKey(item))} turn={() => turn(item)} />)}
                    {!all && plain.length > SHORT && <View className="books__more"><Link text={`再看 ${plain.length - SHORT} 张`} icon={false} act={() => setAll(true)} /></View>}
                  </Card>
                )}
                {own.length > 0 && <Card flush><CardHead title="自己填的" count={`${own.length} 张`} end={<View className="label">请别人审</View>} />{own.map((item) => { const row = queueRow(item); return <Cell key={row.key} name={row.name} after={row.after} end={<View className="label"><Facts of={row.sums.split('，')} /></View>} act={() => openSheet(item)} label={row.label} /> })}</Card>}
              </>}
        </StateOf>
      </View>
    </Page>
  )
}

function openSheet(item: SheetQueueItem): void { open('packages/books/decide/index', { id: item.household.id, period: item.period }) }

function FlaggedRow({ item }: { item: SheetQueueItem }) {
  const row = queueRow(item)
  return <Cell name={row.name} after={row.after} hint={<View className={row.low ? 'c-dan' : 'c-warn'}>{row.why}{row.more > 0 && `，还有 ${row.more} 处`}</View>} end={<><View className="b nw">{row.net}</View><View className="hint">{row.month}</View></>} act={() => openSheet(item)} label={row.label} />
}

function PlainRow({ item, on, turn }: { item: SheetQueueItem; on: boolean; turn: () => void }) {
  const row = queueRow(item)
  return (
    <View className="cell books__plain">
      <View className="books__box" {...presses(turn, 'switch', { label: `${row.name}，${on ? '选中了' : '没选'}`, checked: on })}><View className={`books__tick${on ? ' books__tick--on' : ''}`}>{on && <Icon name="check" />}</View></View>
      <View className="books__row pressable" {...presses(() => openSheet(item), 'button', { label: row.label })}>
        <View className="books__who">{row.name}<Text className="books__group">{row.after}</Text></View><View className="label books__sums"><Facts of={row.sums.split('，')} /></View><Icon name="go" className="cell__go" />
      </View>
    </View>
  )
}

interface BulkProps { chosen: readonly SheetQueueItem[]; all: readonly SheetQueueItem[]; period: string; onClose: () => void; onDone: (refused: ApprovedView['refused']) => void }
/** One act, one key for each village: pressing again after a lost answer approves nothing twice. */
function BulkSheet({ chosen, all, period, onClose, onDone }: BulkProps) {
  const online = useOnline()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const keys = useRef(new Map<string, string>())
  const words = bulkSummary(chosen, all)
  const villages = [...new Map(chosen.map((i) => [i.household.region.code, i.household.region])).values()]
  const approve = async () => {
    setBusy(true)
    const refused: ApprovedView['refused'] = []
    let approved = 0
    try {
      for (const { code } of villages) {
        const own = chosen.filter((i) => i.household.region.code === code)
        for (let from = 0; from < own.length; from += MOST_AT_ONCE) {
          const input = approveInput(code, period, own.slice(from, from + MOST_AT_ONCE))
          const said = JSON.stringify(input)
          const key = keys.current.get(said) ?? await newKey()
          keys.current.set(said, key)
          const done = await call(operations.sheets.approveMany, input, { key, timeoutMs: 60_000 })
          approved += done.approved
          refused.push(...done.refused)
          if (done.approved > 0) rememberBatch({ batch: done.batch, until: done.undoUntil, approved: done.approved, period }, now())
        }
      }
      toast(approvedWords({ batch: '', approved, incomeFen: 0, expenseFen: 0, undoUntil: '', refused }).text)
      onDone(refused)
    } catch (error) {
      const failure = asFailure(error)
      toast(failure.unreachable ? '没有连上。再点一次，通过过的不会再通过一遍。' : `${failure.title}。${failure.detail}`)
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ['sheet-queue'] })
      void client.invalidateQueries({ queryKey: ['kept', SUMMARY] })
    }
  }
  return (
    <Sheet title={`通过这 ${words.count} 张`} onClose={onClose}>
      <View className="label"><Facts of={[villages.length === 1 ? villageWord(villages[0].village) : `${villages.length} 个村`, `${formatPeriod(period)}收支`]} /></View>
      <KvCell k="收入合计" v={<Text className="b">{words.income}</Text>} />
      <KvCell k="支出合计" v={<Text className="b">{words.expense}</Text>} />
      <KvCell k="凭证" v="该有凭证的都有" />
      <KvCell k="填表人" v={words.by} />
      <View className="row top books__info"><Icon name="info" size="s" className="c-2" /><View className="hint grow">{words.left}通过后 10 分钟内能撤销。</View></View>
      {!online && <Banner inset icon="off" text="现在没有信号。一起通过要连上网，一张一张审不用。" />}
      <View className="row"><View className="sign__clear"><Button kind="line" text="再看看" act={onClose} /></View><Button text={busy ? '正在通过…' : `通过 ${words.count} 张`} busy={busy} off={!online} act={() => { void approve() }} /></View>
    </Sheet>
  )
}
