// 改信息: field by field, old → new, one reason; what the secretary decides is said before it is sent.
import { useEffect, useMemo, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ProposeChange } from '@onecard/shared/contract/changes.requests'
import type { CardView } from '@onecard/shared/contract/households.views'
import { formatInstant } from '@onecard/shared/rules/day'
import { useToday } from '../../data/county'
import { useBurden } from '../../data/burden'
import { useDraft } from '../../data/drafts'
import { PhoneFull, postAll, reopened, useOutboxFor, write } from '../../data/outbox/outbox'
import { now } from '../../platform/clock'
import { back, open } from '../../platform/page'
import { Button, Card, Cell, Chip, Icon, Link, Pick } from '../../ui/basics'
import { Steps } from '../../ui/choice'
import { TextArea } from '../../ui/text-area'
import { toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, SkeletonCard, StateOf } from '../../ui/states'
import { placeWord } from '../household/words'
import { whenWord } from '../me/view-model'
import { PhotoStrip } from '../photos/photo-strip'
import { askedTwice, draftOfProposal, emptyChange, faultsOf, fieldOf, itemKey, pathOf, proposals, REASON_CHIPS, said, waitsForDecision, type ChangeDraft, type Item, type Values } from './change-form'
import { FieldSheet } from './field-sheet'
import { useRecord, type RecordState } from './use-record'
import { ValueInput } from './value-input'

const FORM = 'packages/visit/change/index'

export interface ChangeProps { id: string; /** Opened for one field of the household or, where it is one of a member's, for choosing whose. */ field?: string; member?: string; entry?: string }
export function ChangeScreen({ id, field, member, entry }: ChangeProps) {
  const record = useRecord(id)
  if (record.card.data && record.values) return <Form record={record} card={record.card.data} values={record.values} field={field} member={member} entry={entry} />
  return <Page title="改信息"><View className="in stack pad-t"><StateOf of={record.card} skeleton={<SkeletonCard rows={4} />}>{() => <SkeletonCard rows={4} />}</StateOf></View></Page>
}

interface FormProps { record: RecordState; card: CardView; values: Values; field?: string; member?: string; entry?: string }
function Form({ record: { catalogue, changes }, card, values, field, member, entry }: FormProps) {
  const today = useToday()
  const again = reopened(entry)
  const draft = useDraft<ChangeDraft>(entry ? `change.${entry}` : `change.${card.id}`, again ? draftOfProposal(again.entry.input as unknown as ProposeChange, again.entry.photos) : emptyChange())
  const [choosing, setChoosing] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [full, setFull] = useState(false)
  const entries = useOutboxFor(card.id)
  const told = useBurden('change')
  const members = card.members ?? []
  const { value } = draft
  const faults = useMemo(() => faultsOf(value, values, catalogue, today), [value, values, catalogue, today])
  const add = (item: Pick<Item, 'member' | 'field'>) => { if (!value.items.some((i) => itemKey(i) === itemKey(item))) draft.set({ ...value, items: [...value.items, { ...item, after: startOf(item, values) }] }) }
  useOpenedFor(field, member, value, add, () => setChoosing(true))
  const change = (item: Item, after: string) => draft.set({ ...value, items: value.items.map((i) => (itemKey(i) === itemKey(item) ? { ...i, after } : i)) })
  const remove = (item: Item) => {
    draft.set({ ...value, items: value.items.filter((i) => itemKey(i) !== itemKey(item)) })
    toast(`撤掉了「${fieldOf(item).label}」这一项`, { text: '撤销', run: () => draft.set((before) => ({ ...before, items: [...before.items, item] })) })
  }
  const send = async () => {
    setTried(true)
    if (busy || value.items.length === 0 || Object.keys(faults).length > 0) return
    setBusy(true)
    try {
      const photos = value.photos
      await postAll(proposals(card.id, value, values, catalogue, today).map((input, i) => write(operations.changes.propose, input, {
        household: card.id, label: `改信息 ${card.headName}`, photos: i === 0 ? photos : [], form: { page: FORM, query: { id: card.id } }, replaces: i === 0 ? entry : undefined, draft: draft.id(),
      })))
      const waits = value.items.some((item) => waitsForDecision(catalogue, fieldOf(item)))
      draft.clear()
      told(askedTwice(value, changes, entries, entry))
      toast(waits ? '记下了，要审的等书记审' : '记下了，有信号就上传')
      back()
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error
      setFull(true)
    } finally {
      setBusy(false)
    }
  }
  const show = tried ? faults : {}
  return (
    <Page title="改信息" act={<Button text={busy ? '正在记…' : '交上去'} busy={busy} act={value.items.length > 0 ? () => { void send() } : undefined} />}
      over={choosing && <FieldSheet members={members} values={values} catalogue={catalogue} changes={changes} entries={entries} start={member ?? null} onPick={(item) => { add(item); setChoosing(false) }} onClose={() => setChoosing(false)} />}>
      <View className="visit__top">
        <View><Text className="head">{card.headName}</Text><Text className="cell__gap" /><Text className="label">{placeWord(card.region)}</Text></View>
        <View className="label">{value.items.length > 0 ? `已改 ${value.items.length} 项` : ''}</View>
      </View>
      {again?.why && <Banner tone="danger" icon="alert" text={`${again.why.title}。${again.why.errors.map((e) => e.message).join('；') || again.why.detail}`} />}
      {!values.whole && <Banner icon="off" text="没有信号，原来的值只看得到手机里存的。照样能改，有信号就上传。" />}
      {(full || draft.full) && <Banner tone="danger" icon="alert" text="手机存满了，没能存下。请腾出地方再点一次，填的还在这里。" />}
      <View className="in stack pad-t">
        {value.items.map((item) => <ItemCard key={itemKey(item)} item={item} values={values} record={{ catalogue, changes }} members={members} today={today} error={show[itemKey(item)]} entries={entries} onValue={(after) => change(item, after)} onRemove={() => remove(item)} />)}
        <Card flush><Cell dot={{ icon: 'plus' }} title={value.items.length > 0 ? '再改一项' : '选一项来改'} act={() => setChoosing(true)} last /></Card>
        {value.items.length > 0
          ? (
            <Card className="visit__card">
              <View className="head visit__hd">为什么改</View>
              <View className="picks">{REASON_CHIPS.map((r) => <Pick key={r} text={r} on={value.reason === r} act={() => draft.set({ ...value, reason: r })} />)}</View>
              <View className="visit__more"><TextArea label="原因" value={value.reason} onInput={(reason) => draft.set({ ...value, reason })} max={200} placeholder="一句话，比如：9月换了新手机号" error={show.reason} /></View>
              <View className="visit__more"><PhotoStrip stamp={{ number: card.number }} photos={value.photos} onChange={(photos) => draft.set({ ...value, photos })} /></View>
            </Card>
          )
          : <Card flush><Cell dot={{ icon: 'people' }} title="家里来了人、走了人" hint="出生、嫁娶、去世、转入转出" act={() => open('packages/visit/member/index', { id: card.id })} last /></Card>}
        {draft.savedAt !== null && <View className="hint center">边填边存，{whenWord(draft.savedAt, now())} 存好</View>}
      </View>
    </Page>
  )
}

/** Chips start empty, typing starts from what is there where it is short to mend. */
function startOf(item: Pick<Item, 'member' | 'field'>, values: Values): string {
  const f = fieldOf(item)
  return ['code', 'codes', 'text', 'name'].includes(f.type) ? values.of(item.member, item.field) ?? '' : ''
}

/** Opened from a topic of a visit or from a field of 一户: that field stands there already. */
function useOpenedFor(field: string | undefined, member: string | undefined, draft: ChangeDraft, add: (item: Pick<Item, 'member' | 'field'>) => void, choose: () => void): void {
  useEffect(() => {
    if (!field) return
    if (member) add({ member, field })
    else if (HOUSEHOLD_FIELDS.has(field)) add({ member: null, field })
    else if (draft.items.length === 0) choose()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, as the page opens: what is added later must not open it again
  }, [])
}
const HOUSEHOLD_FIELDS = new Set(['phone', 'dangerHouse', 'safeWater'])

interface ItemProps { item: Item; values: Values; record: Pick<RecordState, 'catalogue' | 'changes'>; members: readonly { id: string; name: string }[]; today: string; error?: string; entries: ReturnType<typeof useOutboxFor>; onValue: (after: string) => void; onRemove: () => void }
function ItemCard({ item, values, record: { catalogue, changes }, members, today, error, entries, onValue, onRemove }: ItemProps) {
  const f = fieldOf(item)
  const waits = waitsForDecision(catalogue, f)
  const before = said(f, values.of(item.member, item.field), catalogue, members)
  const after = item.after === '' ? null : said(f, item.after, catalogue, members)
  const who = item.member === null ? '' : members.find((m) => m.id === item.member)?.name ?? ''
  const path = pathOf(item.member, item.field, changes, entries, (iso) => formatInstant(Date.parse(iso), today))
  return (
    <Card className="visit__card" label={`${who}${f.label}`}>
      <View className="row between wrap"><View className="head">{who && `${who}的`}{f.label}</View><Chip text={waits ? '要书记审' : '改了就算数'} tone={waits ? 'warn' : 'idle'} /></View>
      <View className="change__vs"><View className="change__was">原来 {before === null ? '看不到全部' : <Text className="s">{before}</Text>}</View>{after && <><Icon name="go" size="s" className="c-2" /><View className="change__new">{after}</View></>}</View>
      <ValueInput f={f} value={item.after} onValue={onValue} catalogue={catalogue} members={members} today={today} error={error} />
      {path && <View className="change__path"><View className="row between wrap"><View className="label">这一项的经过</View><Chip text={path.state} tone={path.tone} /></View><View className="pad-t"><Steps items={path.lines.map((l) => ({ ...l, state: 'done' as const }))} /></View></View>}
      <View className="row between"><View className="hint grow">{waits ? '交上去先等着，书记同意了才算数' : ''}</View><Link text="撤掉这一项" icon={false} act={onRemove} label={`撤掉${f.label}这一项`} /></View>
    </Card>
  )
}
