// 首页 of who helps households: this month's ring, and who is to be visited next.
import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { useToday } from '../../data/county'
import { keepPaired } from '../../data/keep-paired'
import { rememberHeads } from '../../data/heads'
import { useKeptQuery } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { open, switchTab } from '../../platform/page'
import { presses } from '../../ui/aria'
import { Card, CardHead, Cell, Chip, Facts, Icon, Link } from '../../ui/basics'
import { Ring } from '../../ui/figures'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { ScanAct, Top, useMark } from './top'
import { dueRows, greeting, helperFacts, monthRing, type Row } from './view-model'

export function HelperHome({ actor }: { actor: ActorView }) {
  const today = useToday()
  const list = useKeptQuery('list.mine', operations.households.list, { sort: 'due', limit: 200 })
  const items = list.data?.items
  useEffect(() => {
    if (!items) return
    rememberHeads(items)
    void keepPaired(items)
  }, [items])
  return (
    <Page mark={useMark()} tab="pages/home/index" tone="plain" act={<ScanAct />}>
      <OfflineBanner of={list} />
      <Top title={`${actor.name}，${greeting(now())}`} facts={helperFacts(actor, items)} />
      <View className="in stack">
        <StateOf of={list} isEmpty={(page) => page.items.length === 0} empty={<Card><Empty icon="people" title="还没有结对的户" lines={['结对后，要走访的户会排在这里。', '现在可以先扫门牌码看看。']} /></Card>}>
          {(page) => {
            const ring = monthRing(page.items, today)
            return (
              <>
                <View className="card row home-ring pressable" {...presses(() => switchTab('pages/roster/index'), 'button', { label: `${ring.title}，${ring.rest}，看名册` })}>
                  <Ring done={ring.done} of={ring.of} label={`${ring.of} 户里走访了 ${ring.done} 户`} />
                  <View className="grow"><View className="head">{ring.title}</View><View className="label">{ring.rest}</View></View>
                  <Icon name="go" size="s" className="c-mark" />
                </View>
                <DueCard rows={dueRows(page.items, today, actor.name)} />
              </>
            )
          }}
        </StateOf>
      </View>
    </Page>
  )
}

const SHORT = 6

export function DueCard({ rows, more }: { rows: readonly Row[]; more?: () => void }) {
  const all = more ?? (() => switchTab('pages/roster/index'))
  return (
    <Card flush>
      <CardHead title="该走访的" count={rows.length > 0 ? `${rows.length} 户` : undefined} end={rows.length > SHORT && <Link text="全部" icon={false} act={all} />} />
      {rows.length === 0 && <View className="row none"><Icon name="check" className="c-pri" /><View className="c-2">这一周没有到期的户。</View></View>}
      {rows.slice(0, SHORT).map((row) => <HouseholdCell key={row.id} row={row} />)}
    </Card>
  )
}

export function HouseholdCell({ row }: { row: Row }) {
  return (
    <Cell chip name={row.name} after={row.after} hint={row.hint.length > 0 && <Facts of={row.hint} />} label={[row.name, row.after, row.chip.text, ...row.hint].join('，')}
      end={<Chip text={row.chip.text} tone={row.chip.tone} icon={row.plain && row.chip.tone !== 'done' ? null : undefined} />} act={() => open('pages/household/index', { id: row.id, way: 'list' })} />
  )
}
