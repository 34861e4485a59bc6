// 该走访: by the rule of each household, from the server; without signal from what the phone has kept.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import { useCounty, useToday } from '../../data/county'
import { keptEntries } from '../../data/kept'
import { outboxFor, useOutbox } from '../../data/outbox/outbox'
import { useKeptQuery, useOnline, useWhatIsKept } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan, useSession } from '../../session/session'
import { Button, Card, CardHead, Cell, Chip, Facts } from '../../ui/basics'
import { Seg } from '../../ui/choice'
import { Page } from '../../ui/page'
import { Banner, Empty, StateOf } from '../../ui/states'
import { dueOfKept, dueRowsOf } from './due-view'

const LIMIT = 200

export function DueScreen({ region }: { region?: string }) {
  const today = useToday()
  const county = useCounty()
  const online = useOnline()
  const writes = useCan('visit.write')
  const name = useSession((s) => s.actor?.name)
  const [chosen, setNeed] = useState<'overdue' | 'soon' | null>(null)
  const list = useKeptQuery(`due.${region ?? 'mine'}`, operations.visits.due, { region, limit: LIMIT })
  const { entries } = useOutbox()
  useWhatIsKept()
  const away = !online || list.failure?.unreachable === true || list.stale
  const cards = keptEntries<CardView>('card.').filter((e) => e.pinned).map((e) => e.entry.value)
  const items = away && county && cards.length > 0 ? dueOfKept(cards, outboxFor, county, today) : list.data?.items
  const written = new Set(entries.filter((e) => e.operation === 'visits.record' && e.receipt === null && e.state !== 'refused').map((e) => e.household))
  const groups = { overdue: (items ?? []).filter((i) => i.daysOver > 0), soon: (items ?? []).filter((i) => i.daysOver === 0) }
  // Where nothing is late, what comes next is what one came for.
  const need = chosen ?? (groups.overdue.length === 0 && groups.soon.length > 0 ? 'soon' : 'overdue')
  const rows = dueRowsOf(groups[need], written, today, name)
  return (
    <Page title="该走访的" act={writes ? <Button icon="scan" text="扫一扫门牌码" act={() => open('pages/scan/index')} /> : undefined}>
      {away && <Banner icon="off" text={cards.length > 0 ? '没有信号，按手机里存的户算的' : '没有信号'} />}
      <Seg items={[{ key: 'overdue', text: `已超期 ${groups.overdue.length}` }, { key: 'soon', text: `快到期 ${groups.soon.length}` }]} on={need} act={setNeed} />
      <View className="in stack pad-t">
        {items === undefined
          ? <StateOf of={list}>{() => null}</StateOf>
          : rows.length === 0
            ? <Empty icon="check" tone="done" title={need === 'overdue' ? '没有超期的' : '一周内没有到期的'} lines={['到期的户会排在这里。']} />
            : <Card flush><CardHead title={need === 'overdue' ? '先走这几户' : '快到日子的'} count={`${rows.length} 户${list.data?.next ? '以上' : ''}`} />{rows.map((r) => <Cell key={r.key} chip name={r.name} after={r.after} hint={<Facts of={r.hint} />} end={<Chip text={r.chip.text} tone={r.chip.tone} />} act={() => open('pages/household/index', { id: r.key, way: 'list' })} label={[r.name, r.after, r.chip.text, ...r.hint].join('，')} />)}</Card>}
        {writes && <Card flush><Cell dot={{ icon: 'cal', tone: 'idle' }} title="走访日历" hint="自己这个月走了哪些户" act={() => open('packages/visit/calendar/index')} last /></Card>}
      </View>
    </Page>
  )
}
