// 收支月表 of one household: to fill in while it may be filled in, else to read.
import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { SheetView } from '@onecard/shared/contract/sheets.views'
import type { PutSheet } from '@onecard/shared/contract/sheets.requests'
import { formatDate } from '@onecard/shared/rules/day'
import { formatFen } from '@onecard/shared/rules/fen'
import { addMonths, formatPeriod, periodsBetween } from '@onecard/shared/rules/period'
import { operations } from '@onecard/shared/operations'
import { useToday } from '../../data/county'
import { post, reopened, takeBack } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { back, open, replace } from '../../platform/page'
import { useCan } from '../../session/session'
import { presses } from '../../ui/aria'
import { Button, Card, CardHead, Cell, Facts, Icon, Pick } from '../../ui/basics'
import { Sheet, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, OfflineBanner, SkeletonCard, StateOf } from '../../ui/states'
import { TextArea } from '../../ui/text-area'
import { groupOf } from '../household/words'
import { whenWord } from '../me/view-model'
import { useDraftKept } from './draft-kept'
import { byQuantity, GROUPS, itemsOf, itemWord, type Beside } from './items'
import { AddSheet, LineSheet } from './parts/line-sheet'
import { GroupCard } from './parts/group-card'
import { Flags, ReadSheet } from './parts/read-sheet'
import { ReasonSheet } from './parts/reason-sheet'
import { UndoBanner } from './parts/undo-banner'
import { formWarnings } from './local-warnings'
import { addLine, draftOfInput, dropLine, fenOf, likeLastMonth, openSuggestions, runningSums, setLine, take, termOf } from './sheet-form'
import { barWords, bareMonth } from './sheet-words'
import { sheetFromCard, useSheet, type SheetOnPhone } from './use-sheet'
import { useSheetForm } from './use-sheet-form'
import './books.css'

/** Months that the switch offers. */
const MONTHS_BACK = 12

export interface SheetProps { id: string; period: string; entry?: string; revision?: string }
export function SheetScreen({ id, period, entry, revision }: SheetProps) {
  return revision ? <OldRevision id={id} period={period} revision={Number(revision)} /> : <Newest id={id} period={period} entry={entry} />
}

function Newest({ id, period, entry }: Omit<SheetProps, 'revision'>) {
  const at = useSheet(id, period)
  const { shown, card } = at
  const [editing, setEditing] = useState(false)
  // Without a line and never opened here, the kept card is enough to begin with.
  const view = shown.data ?? ((shown.waiting || shown.failure?.unreachable) && card.data ? sheetFromCard(card.data, period) : undefined)
  const half = useDraftKept(`sheet.${entry ?? `${id}.${period}`}`)
  if (view && at.pending && at.pending.key !== entry && !half) return <Waiting at={at} view={view} />
  const fills = view !== undefined && view.mayWrite && view.state !== 'approved' && (view.state !== 'submitted' || editing || half || entry !== undefined)
  if (fills) return <Form key={`${period}.${view.version}`} view={view} card={card.data} at={at} entry={entry} />
  return view ? <Reading view={view} at={at} onEdit={() => setEditing(true)} /> : <Page title={`${bareMonth(period)}收支`}><View className="in stack pad-t"><StateOf of={shown} skeleton={<><SkeletonCard rows={2} /><SkeletonCard rows={4} /></>}>{() => null}</StateOf></View></Page>
}

function OldRevision({ id, period, revision }: { id: string; period: string; revision: number }) {
  const shown = useKeptQuery(`sheet.${id}.${period}.${revision}`, operations.sheets.get, { id, period, revision })
  const today = useToday()
  return <Page title={`第 ${revision} 稿`}><OfflineBanner of={shown} /><StateOf of={shown}>{(view) => <><Top view={view} /><ReadSheet view={view} today={today} old /></>}</StateOf></Page>
}

/** Nothing to fill in here now: what lies there, and what this person may do with it. */
function Reading({ view, at: { shown, today }, onEdit }: { view: SheetView; at: SheetOnPhone; onEdit: () => void }) {
  const [reopening, setReopening] = useState(false)
  const [sending, setSending] = useState(false)
  const maySendBack = useCan('sheet.sample') && view.state === 'approved'
  const [months, setMonths] = useState(false)
  const { id, headName } = view.household
  const month = bareMonth(view.period)
  const act = view.mayConfirm ? <Button text="看看对不对" act={() => open('packages/books/confirm/index', { id, period: view.period })} />
    : view.mayDecide ? <Button text="去审这一张" act={() => open('packages/books/decide/index', { id, period: view.period })} />
      : view.mayWrite && view.state === 'submitted' ? <Button kind="line" text="拿回来改" act={onEdit} />
        : view.mayReopen ? <Button kind="line" text="重开这个月" act={() => setReopening(true)} />
          : maySendBack ? <Button kind="line" text="退回村里" act={() => setSending(true)} /> : undefined
  const sendBack = (reason: string) => {
    setSending(false)
    post(operations.sheets.sendBack, { id, period: view.period, version: view.version, reason }, { household: id, label: `退回${month}收支 ${headName}` }).then(() => toast('退回记下了，改好审过以前，原来的照算'), () => toast('手机存满了，没能存下'))
  }
  const reopen = (reason: string) => {
    setReopening(false)
    post(operations.sheets.reopen, { id, period: view.period, version: view.version, reason }, { household: id, label: `重开${month}收支 ${headName}` }).then(() => toast('重开记下了，新的一稿审过以前，原来的照算'), () => toast('手机存满了，没能存下'))
  }
  return (
    <Page title={`${month}收支`} act={act} over={<>{reopening && <ReasonSheet title={`重开${headName}的 ${month}收支`} hint="原来的一稿留着；新的审过以后才换上，明白卡会出新的一版。" chips={REOPEN_CHIPS} yes="重开" onClose={() => setReopening(false)} onDone={reopen} />}{sending && <ReasonSheet title={`退回${headName}的 ${month}收支`} hint="村里改好再审；审过以前，原来的照算。" chips={SEND_BACK_CHIPS} yes="退回村里" onClose={() => setSending(false)} onDone={sendBack} />}{months && <MonthSheet view={view} today={today} onClose={() => setMonths(false)} />}</>}>
      <Top view={view} onMonth={() => setMonths(true)} />
      <OfflineBanner of={shown} />
      {view.undo && <UndoBanner undo={view.undo} household={id} />}
      <Flags view={view} />
      <ReadSheet view={view} today={today} />
    </Page>
  )
}
const SEND_BACK_CHIPS = ['没有凭证', '金额对不上', '和走访的不符', '请再核一下']
const REOPEN_CHIPS = ['少记了一笔', '金额记错了', '月份记错了', '人记错了']

/** Put down on this phone and not answered yet: read, or taken back into the form. */
function Waiting({ at, view }: { at: SheetOnPhone; view: SheetView }) {
  const entry = at.pending!
  const input = entry.input as unknown as PutSheet
  const again = async () => {
    if (entry.state === 'refused') { replace('packages/books/sheet/index', { id: view.household.id, period: view.period, entry: entry.key }); return }
    toast(await takeBack(entry.key) ? '拿回来了，改好再交' : '正在上传，传完再改')
  }
  const draft = draftOfInput(input, entry.photos)
  return (
    <Page title={`${bareMonth(view.period)}收支`} act={<Button text={entry.state === 'refused' ? '打开修改' : '拿回来改'} kind="line" act={() => { void again() }} />}>
      <Top view={view} />
      <Banner tone={entry.state === 'refused' ? 'danger' : 'warn'} icon={entry.state === 'refused' ? 'alert' : 'upload'} text={entry.state === 'refused' ? `${entry.why?.title ?? '没有传上去'}。${entry.why?.errors.map((e) => e.message).join('；') || entry.why?.detail || ''}` : input.submit ? '已记下，待上传。有信号会自动交给书记。' : '草稿已记下，待上传。'} />
      <View className="in stack pad-t">
        <Card flush>
          <CardHead title={`${bareMonth(view.period)}的 ${input.lines.length} 笔`} />
          {input.lines.length === 0 && <View className="c-2 none">这个月没有收支。</View>}
          {draft.lines.map((line) => <Cell key={line.key} title={itemWord(termOf(at.items, line.item))} hint={<Facts of={[view.members.find((m) => m.id === line.member)?.name, line.note]} />} end={<Text className="b">{formatFen(fenOf(line) ?? 0)}</Text>} />)}
        </Card>
        <View className="hint center">可以关掉小程序，不会丢</View>
      </View>
    </Page>
  )
}

interface TopProps { view: SheetView; onMonth?: () => void }
export function Top({ view, onMonth }: TopProps) {
  const { household } = view
  return (
    <View className="visit__top">
      <View className="books__top pressable" {...presses(() => open('pages/household/index', { id: household.id, way: 'list' }), 'link', { label: `打开${household.headName}` })}><Text className="head">{household.headName}</Text><Text className="label">{[groupOf(household.region), `${household.memberCount} 口人`].filter(Boolean).join('，')}</Text></View>
      {onMonth ? <View className="link pressable" {...presses(onMonth, 'button', { label: `${formatPeriod(view.period)}，换一个月` })}>{formatPeriod(view.period)}<Icon name="down" size="s" /></View> : <View className="label">{formatPeriod(view.period)}</View>}
    </View>
  )
}

interface FormProps { view: SheetView; card: CardView | undefined; at: SheetOnPhone; entry?: string }
function Form({ view, card, at: { items, today, shown }, entry }: FormProps) {
  const form = useSheetForm(view, today, entry)
  const { draft, set, faults } = form
  const [opened, setOpened] = useState<string | null>(null)
  const [adding, setAdding] = useState<string | null>(null)
  const [months, setMonths] = useState(false)
  const [beside, setBeside] = useState(draft.lines.some((l) => l.item[0] === 'X' || l.item[0] === 'R'))
  const sums = runningSums(draft, view.basis?.notCounted)
  const bar = barWords(sums)
  const last = view.lastMonth?.lines ?? null
  const suggested = openSuggestions(draft, view.suggestions)
  const warned = formWarnings(draft, view)
  const refused = reopened(entry)?.why
  const line = draft.lines.find((l) => l.key === opened)
  const month = bareMonth(view.period)
  const send = async (submit: boolean) => {
    if (!await form.send(submit)) { if (Object.keys(form.faults).length > 0 || !form.full) toast('还差一点，看红字的地方'); return }
    toast(submit ? `${month}收支记下了，有信号就交给书记` : '草稿记下了')
    back()
  }
  const like = () => {
    const before = draft
    set((d) => likeLastMonth(d, last!))
    toast('照上月填好了，金额不一样的改一改', { text: '撤销', run: () => set(() => before) })
  }
  // What is sold by quantity opens at once, at its quantity and price.
  const add = (code: string) => { setAdding(null); if (byQuantity(code)) setOpened(`n${draft.serial}`); set((d) => addLine(d, { item: code })) }
  const group = (letter: string) => ({
    lines: draft.lines.filter((l) => l.item[0] === letter), items, members: view.members, last, faults, warnings: warned.byLine,
    onYuan: (key: string, yuan: string) => set((d) => setLine(d, key, { yuan, quantity: '', price: '' })), onOpen: setOpened, onAdd: () => setAdding(letter),
  })
  const title = adding && (GROUPS.find((g) => g.group === adding)?.name ?? (adding === 'X' ? '不算收入的钱' : '看病、上学花的'))
  return (
    <Page title={`${month}收支`} actColumn act={<><View className="row between books__bar"><View className="label">{bar.parts}</View><View className="nw">这个月 <Text className="books__net">{bar.net}</Text> 元</View></View><Button text={form.busy ? '正在记…' : '交给书记审'} busy={form.busy} act={() => { void send(true) }} /></>}
      over={<>
        {line && <LineSheet household={view.household.id} number={card?.number} line={line} term={termOf(items, line.item)} members={view.members} served={view.lines.flatMap((l) => l.evidence)} onChange={(change) => set((d) => setLine(d, line.key, change))} onClose={() => setOpened(null)}
          onDrop={() => { setOpened(null); const gone = line; set((d) => dropLine(d, line.key)); toast(`去掉了「${itemWord(termOf(items, line.item))}」`, { text: '撤销', run: () => set((d) => ({ ...d, lines: [...d.lines, gone] })) }) }} />}
        {adding && <AddSheet title={title!} terms={itemsOf(items, adding)} onPick={add} onClose={() => setAdding(null)} />}
        {months && <MonthSheet view={view} today={today} onClose={() => setMonths(false)} />}
      </>}>
      <Top view={view} onMonth={entry ? undefined : () => setMonths(true)} />
      <OfflineBanner of={shown} />
      {view.returned && view.state !== 'approved' && <Banner icon="undo" text={<><Text className="b">{view.returned.by}退回：</Text>{view.returned.reason}</>} />}
      {refused && <Banner tone="danger" icon="alert" text={`${refused.title}。${refused.errors.map((e) => e.message).join('；') || refused.detail}`} />}
      {form.full && <Banner tone="danger" icon="alert" text="手机存满了，没能存下。请腾出地方再点一次，填的还在这里。" />}
      {form.overtaken && <Banner tone="danger" icon="alert" text={<><View>{form.overtaken.by ?? '有人'}在您填的时候改了这个月，您填的还在。</View><View className="row wrap books__choose"><Button small kind="soft" text="看改过的" act={form.useTheirs} /><Button small kind="line" text="用我填的" act={form.keepMine} /></View></>} />}
      <View className="in stack pad-t">
        {form.late && <Banner inset icon="clock" text={view.closesOn ? `${month}收支 ${formatDate(view.closesOn, today)} 截止，已经过了。还能交，要写明原因。` : '这个月已经截止。还能交，要写明原因。'} />}
        {last && last.length > 0 && <Button small kind="soft" icon="copy" text="和上月一样" act={like} />}
        {suggested.length > 0 && <Suggested rows={suggested} onTake={(s) => set((d) => take(d, s))} />}
        {GROUPS.map((g) => <GroupCard key={g.group} name={g.name} part={g.part} add={g.add} sumFen={sums[g.sum]} {...group(g.group)} said={warned.byGroup.get(g.group)} />)}
        {beside
          ? <>
              <GroupCard name="不算收入的钱" add="慰问、报销、借款" sumFen={besideSum(draft.lines, 'X')} {...group('X')} />
              <GroupCard name="看病、上学花的" add="看病、上学" sumFen={besideSum(draft.lines, 'R')} {...group('R')} />
            </>
          : <TextLink text="记不算收入的：慰问、报销、看病上学花的" act={() => setBeside(true)} />}
        {warned.whole.map((text) => <Banner key={text} inset icon="alert" text={text} />)}
        {form.late && <Card><TextArea label="为什么迟交" value={draft.lateReason} onInput={(lateReason) => set((d) => ({ ...d, lateReason }))} max={200} placeholder="比如：户主上月在外，才联系上" error={faults.lateReason} /></Card>}
        {form.savedAt !== null && <View className="hint center">边填边存，{whenWord(form.savedAt, now())} 存好</View>}
        {draft.lines.length > 0 && <TextLink text="先不交，只存成草稿" act={() => { void send(false) }} />}
      </View>
    </Page>
  )
}

/** A way that is no main act; its words may break. */
function TextLink({ text, act }: { text: string; act: () => void }) { return <View className="books__add pressable" {...presses(act, 'button', { label: text })}>{text}</View> }

function besideSum(lines: ReturnType<typeof draftOfInput>['lines'], letter: Beside): number { return lines.filter((l) => l.item[0] === letter).reduce((sum, l) => sum + (fenOf(l) ?? 0), 0) }

function Suggested({ rows, onTake }: { rows: SheetView['suggestions']; onTake: (s: SheetView['suggestions'][number]) => void }) {
  return (
    <Card flush>
      <CardHead title="这个月可能有" count={`${rows.length} 笔`} />
      {rows.map((s) => <Cell key={s.id} chip title={likely(s)} hint={<Facts of={[s.member?.name, s.why]} />} end={<Button small kind="soft" text="记上" act={() => onTake(s)} label={`记上${likely(s)}`} />} />)}
    </Card>
  )
}

/** Without a sum where only the kind is known: a measure runs, its month's money is not told. */
function likely(s: SheetView['suggestions'][number]): string { return s.fen > 0 ? `${itemWord(s.item)} ${formatFen(s.fen)}` : itemWord(s.item) }

function MonthSheet({ view, today, onClose }: { view: SheetView; today: string; onClose: () => void }) {
  const to = today.slice(0, 7)
  return (
    <Sheet title="哪个月" onClose={onClose}>
      <View className="picks">{periodsBetween(addMonths(to, 1 - MONTHS_BACK), to).reverse().map((period) => <Pick key={period} big text={formatPeriod(period)} on={period === view.period} act={() => { onClose(); if (period !== view.period) replace('packages/books/sheet/index', { id: view.household.id, period }) }} />)}</View>
    </Sheet>
  )
}
