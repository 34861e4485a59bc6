// The other sections of 一户. Three rows each; 「全部」 opens the rest in place.
import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { formatDate } from '@onecard/shared/rules/day'
import type { CardView, HelperView, MemberView } from '@onecard/shared/contract/households.views'
import { dial } from '../../../platform/feedback'
import { Button, Card, CardHead, Cell, Chip, Facts, IconButton, KvCell, Link } from '../../../ui/basics'
import { Steps } from '../../../ui/choice'
import { livingFacts, measureRows, memberRows, monthRows, pathSteps, recordFacts, visitRows, visitsThisYear } from '../view-model'
import { causesWord, dialable } from '../words'

const SHORT = 3

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

export function MonthsSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  return (
    <Folded id={id} title="收支" rows={monthRows(card.months ?? [], today)} none="还没有记过收支。">
      {(m) => <Cell key={m.key} chip title={m.title} hint={<Facts of={m.hint} />} end={<Chip text={m.chip.text} tone={m.chip.tone} />} />}
    </Folded>
  )
}

export function HelpSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  const measures = card.measures
  return (
    <View className="stack" id={id}>
      {card.helpers && <HelpersCard helpers={card.helpers} today={today} />}
      {measures && (
        <Folded title="帮扶" count={measures.length > 0 ? `${measures.length} 项` : undefined} rows={measureRows(measures, today)} none="还没有登记帮扶措施。">
          {(m) => <Cell key={m.key} chip dot={{ icon: m.icon }} title={m.title} hint={<Facts of={m.hint} />} end={<Chip text={m.chip.text} tone={m.chip.tone} icon={m.chip.tone === 'done' ? undefined : null} />} />}
        </Folded>
      )}
    </View>
  )
}

function HelpersCard({ helpers, today }: { helpers: readonly HelperView[]; today: string }) {
  return (
    <Card flush>
      <CardHead title="帮扶责任人" />
      {helpers.length === 0 && <View className="c-2 none">现在没有结对的责任人，请告诉村里。</View>}
      {helpers.map((h) => {
        const phone = dialable(h.phone)
        return (
          <Cell key={`${h.name}${h.from}`} name={h.name} after={h.primary ? undefined : '第二责任人'} hint={<Facts of={[h.unit, h.post, `${formatDate(h.from, today)}起`]} />}
            end={phone && <IconButton icon="phone" label={`打电话给${h.name}`} act={() => dial(phone)} />} />
        )
      })}
    </Card>
  )
}

export function VisitsSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  const visits = card.visits ?? []
  return (
    <Folded id={id} title="走访" count={visits.length > 0 ? `今年 ${visitsThisYear(visits, today)} 次` : undefined} rows={visitRows(visits, today)} none="还没有走访记录。">
      {(v) => <Cell key={v.key} title={v.title} hint={<><View><Facts of={v.hint} /></View>{v.note && <View>{v.note}</View>}</>} />}
    </Folded>
  )
}

interface FamilyProps { card: CardView; id: string; reveal: ((member: MemberView) => void) | null }
export function FamilySection({ card, id, reveal }: FamilyProps) {
  const members = card.members ?? []
  return (
    <Folded id={id} title="家庭成员" count={`${members.length} 人`} rows={memberRows(members)} none="没有登记家庭成员。" short={4}>
      {(m) => (
        <Cell key={m.key} name={m.name} after={m.after} chip={reveal !== null}
          hint={<><View><Facts of={m.facts} /></View>{m.certificate && <View>证件 {m.certificate}</View>}</>}
          end={reveal && m.certificate?.includes('*') ? <Button small kind="soft" text="看全号" label={`看${m.name}的完整证件号码`} act={() => reveal(members.find((x) => x.id === m.key)!)} /> : undefined} />
      )}
    </Folded>
  )
}

export function LivingSection({ card, id }: { card: CardView; id: string }) {
  return (
    <Card flush id={id}>
      <CardHead title="住房和饮水" />
      {livingFacts(card).map((f) => <KvCell key={f.k} k={f.k} v={f.v} />)}
    </Card>
  )
}

export function RecordSection({ card, today }: { card: CardView; today: string }) {
  const facts = [...(card.type ? [{ k: '属性', v: card.type.label }] : []), ...(card.causes?.length ? [{ k: '致贫原因', v: causesWord(card.causes)! }] : []), ...recordFacts(card, today)]
  if (facts.length === 0) return null
  return (
    <Card flush>
      <CardHead title="登记信息" />
      {facts.map((f) => <KvCell key={f.k} k={f.k} v={f.v} />)}
    </Card>
  )
}

export function PathSection({ card, today, id }: { card: CardView; today: string; id: string }) {
  return (
    <Card id={id}>
      <CardHead title="历程" />
      <View className="path"><Steps items={pathSteps(card, today)} /></View>
    </Card>
  )
}
