// The other sections of 一户. Three rows each; 「全部」 opens the rest in place.
import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { LINE_OF_FACT } from '@onecard/shared/rules/card-lines'
import { formatDate } from '@onecard/shared/rules/day'
import type { CardView, HelperView } from '@onecard/shared/contract/households.views'
import { dial } from '../../../platform/feedback'
import { open } from '../../../platform/page'
import { useCan } from '../../../session/session'
import { Card, CardHead, Cell, Chip, Facts, IconButton, KvCell, Link, Secret } from '../../../ui/basics'
import { Steps } from '../../../ui/choice'
import { livingFacts, measureRows, memberRows, monthRows, pathSteps, recordFacts, visitRows, visitsThisYear, type MemberRow } from '../view-model'
import type { Revealed, RevealTarget } from '../reveal-sheet'
import { causesWord, dialable } from '../words'
import { useWrong } from '../../problems/wrong'
import { OwnVisitCells } from '../../visit/own-visit-cells'

const SHORT = 3
/** Code of 户主 among the relations. */
const HEAD = '01'

interface ListProps<T> { id?: string; title: string; count?: string; rows: readonly T[]; none: string; short?: number; children: (row: T) => ReactNode }
function Folded<T>({ id, title, count, rows, none, short = SHORT, children }: ListProps<T>) {
  const [all, setAll] = useState(false)
  const more = rows.length > short && !all
  return (
    <Card flush id={id}>
      <CardHead title={title} count={count} end={more && <Link text="全部" icon={false} act={() => setAll(true)} />} />
      {rows.length === 0 && <View className="c-2 none">{none}</View>}
      {(more ? rows.slice(0, short) : rows).map(children)}
    </Card>
  )
}

/** A month opens its sheet; on one's own card it is the way to say that something is wrong, as every line there. */
export function MonthsSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  const wrong = useWrong()
  const writes = useCan('sheet.write')
  const rows = monthRows(card.months ?? [], today)
  const all = () => open('packages/books/months/index', { id: card.id })
  const sheet = (period: string) => wrong('months', '').act ? {} : { act: () => open('packages/books/sheet/index', { id: card.id, period }) }
  return (
    <Card flush id={id}>
      <CardHead title="收支" end={<Link text={writes ? '记收支' : '全部'} act={all} icon={false} label={writes ? '记收支，看各月' : '看各月收支'} />} />
      {rows.length === 0 && <View className="c-2 none">还没有记过收支。</View>}
      {rows.slice(0, SHORT).map((m) => <Cell key={m.key} chip title={m.title} hint={<Facts of={m.hint} />} end={<Chip text={m.chip.text} tone={m.chip.tone} />} {...sheet(m.key)} {...wrong(`months.${m.key}`, m.title)} />)}
    </Card>
  )
}

export function HelpSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  const measures = card.measures
  const wrong = useWrong()
  return (
    <View className="stack" id={id}>
      {card.helpers && <HelpersCard helpers={card.helpers} today={today} />}
      {measures && (
        <Folded title="帮扶" count={measures.length > 0 ? `${measures.length} 项` : undefined} rows={measureRows(measures, today)} none="还没有登记帮扶措施。">
          {(m) => <Cell key={m.key} chip dot={{ icon: m.icon }} title={m.title} hint={<Facts of={m.hint} />} end={<Chip text={m.chip.text} tone={m.chip.tone} icon={m.chip.tone === 'done' ? undefined : null} />} {...wrong(`measures.${m.key}`, m.title)} />}
        </Folded>
      )}
    </View>
  )
}

function HelpersCard({ helpers, today }: { helpers: readonly HelperView[]; today: string }) {
  const wrong = useWrong()
  return (
    <Card flush>
      <CardHead title="帮扶责任人" />
      {helpers.length === 0 && <View className="c-2 none">现在没有结对的责任人，请告诉村里。</View>}
      {helpers.map((h) => {
        const says = wrong('helper', `帮扶责任人 ${h.name}`)
        // To one's own helper the button at the bottom calls: here the whole line is the way to say that something is wrong.
        const phone = says.act ? null : dialable(h.phone)
        return (
          <Cell key={`${h.name}${h.from}`} {...says} name={h.name} after={h.primary ? undefined : '第二责任人'} hint={<Facts of={[h.unit, h.post, `${formatDate(h.from, today)}起`]} />}
            end={phone && <IconButton icon="phone" label={`打电话给${h.name}`} act={() => dial(phone)} />} />
        )
      })}
    </Card>
  )
}

/** `open`: the whole list; those of this phone that are on their way stand first. */
export function VisitsSection({ card, today, id, own }: { card: CardView; today: string; id: string; own: boolean }) {
  const visits = card.visits ?? []
  const rows = visitRows(visits, today)
  const act = (visit: string) => (own ? () => open('packages/mine/visits/index', { id: card.id }) : () => open('packages/visit/detail/index', { id: card.id, visit }))
  return (
    <Card flush id={id}>
      <CardHead title="走访" count={visits.length > 0 ? `今年 ${visitsThisYear(visits, today)} 次` : undefined} end={!own && rows.length > 0 && <Link text="全部" icon={false} act={() => open('packages/visit/list/index', { id: card.id })} label="看全部走访" />} />
      {!own && <OwnVisitCells id={card.id} known={visits} today={today} />}
      {rows.length === 0 && <View className="c-2 none">还没有走访记录。</View>}
      {rows.slice(0, SHORT).map((v) => <Cell key={v.key} chip={v.withdrawn} title={v.title} hint={<><Facts of={v.hint} />{v.note && <View>{v.note}</View>}</>} end={v.withdrawn ? <Chip text="已撤回" /> : undefined} act={act(v.key)} label={act(v.key) && [v.title, ...v.hint, v.withdrawn ? '已撤回' : ''].filter(Boolean).join('，')} />)}
    </Card>
  )
}

/** Opens the question for a whole number; null = not for this reader. */
type Reveal = ((target: RevealTarget) => void) | null

interface FamilyProps { card: CardView; id: string; reveal: Reveal }
export function FamilySection({ card, id, reveal }: FamilyProps) {
  const members = card.members ?? []
  const wrong = useWrong()
  return (
    <Folded id={id} title="家庭成员" count={`${members.length} 人`} rows={memberRows(members)} none="没有登记家庭成员。" short={4}>
      {(m) => <Cell key={m.key} name={m.name} after={m.after} hint={<><Facts of={m.facts} />{m.insurance && <View>{m.insurance}</View>}<Secrets row={m} reveal={reveal} /></>} {...wrong(`members.${m.key}`, m.name)} />}
    </Folded>
  )
}

function Secrets({ row, reveal }: { row: MemberRow; reveal: Reveal }) {
  const look = (field: Revealed, value: string) => (reveal && value.includes('*') ? () => reveal({ member: row.key, name: row.name, field }) : undefined)
  return (
    <>
      {row.certificate && <Secret word="证件" value={row.certificate} act={look('certificate', row.certificate)} label={`看${row.name}的完整证件号码`} />}
      {row.phone && <Secret word="电话" value={row.phone} act={look('phone', row.phone)} label={`看${row.name}的完整电话`} />}
      {row.phoneUnconfirmed && <Unconfirmed />}
    </>
  )
}

export function LivingSection({ card, id }: { card: CardView; id: string }) {
  const wrong = useWrong()
  return (
    <Card flush id={id}>
      <CardHead title="住房和饮水" />
      {livingFacts(card).map((f) => <KvCell key={f.k} k={f.k} v={f.v} {...wrong(LINE_OF_FACT[f.k], `${f.k} ${f.v}`)} />)}
    </Card>
  )
}

export function RecordSection({ card, today, reveal }: { card: CardView; today: string; reveal: Reveal }) {
  const facts = [...(card.type ? [{ k: '属性', v: card.type.label }] : []), ...(card.causes?.length ? [{ k: '致贫原因', v: causesWord(card.causes)! }] : []), ...recordFacts(card, today)]
  const phone = dialable(card.phone)
  const wrong = useWrong()
  // The household's own numbers are asked for under its head.
  const head = card.members?.find((m) => m.relation?.code === HEAD)
  const look = (field: Revealed) => (reveal && head ? () => reveal({ member: head.id, name: head.name, field }) : undefined)
  if (facts.length === 0 && !card.phone && !card.bank && !card.bankOnReason) return null
  return (
    <Card flush>
      <CardHead title="登记信息" />
      {facts.map((f) => <KvCell key={f.k} k={f.k} v={f.v} {...wrong(LINE_OF_FACT[f.k], `${f.k} ${f.v}`)} />)}
      {card.phone && (wrong('phone', '').act
        ? <KvCell k="联系电话" v={<PhoneNumber value={card.phone} unconfirmed={card.phoneUnconfirmed} />} {...wrong('phone', `联系电话 ${card.phone}`)} />
        : phone ? <KvCell k="联系电话" v={<PhoneNumber value={card.phone} unconfirmed={card.phoneUnconfirmed} />} act={() => dial(phone)} label={`打电话给${card.headName}，${card.phone}`} />
        : <KvCell k="联系电话" v={<PhoneNumber value={card.phone} unconfirmed={card.phoneUnconfirmed} />} end={look('phone') && <Link text="看全号" icon={false} label={`看${card.headName}的完整电话`} act={look('phone')!} />} />)}
      {card.bank && <KvCell k="银行卡" v={`${card.bank.name} 尾号 ${card.bank.last4}`} {...wrong('bank', '银行卡')} />}
      {card.bankOnReason && <KvCell k="银行卡" v="写明原因后查看" end={look('bank') && <Link text="看全号" icon={false} label={`看${card.headName}的完整银行账号`} act={look('bank')!} />} />}
    </Card>
  )
}

/** A number that its helper wrote down opens nothing yet: said where it stands. */
function PhoneNumber({ value, unconfirmed }: { value: string; unconfirmed?: true }) { return unconfirmed ? <>{value}<Unconfirmed /></> : <>{value}</> }
function Unconfirmed() { return <View className="c-warn hint">号码等本人确认：帮扶人改的，村里和本人核对过才能用它登录。</View> }

/** So many steps of the way stand open, the newest; the whole way is one tap away. */
const STEPS = 4
export function PathSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  const [all, setAll] = useState(false)
  const steps = pathSteps(card, today)
  const more = steps.length > STEPS && !all
  const wrong = useWrong()
  return (
    <Card id={id}>
      <CardHead title="历程" count={more ? `最近 ${STEPS} 步，一共 ${steps.length} 步` : undefined} end={more && <Link text="全部" icon={false} act={() => setAll(true)} />} />
      <View className="path"><Steps items={(more ? steps.slice(-STEPS) : steps).map((step) => ({ ...step, ...wrong('path', `${step.title} ${step.text ?? ''}`) }))} /></View>
    </Card>
  )
}
