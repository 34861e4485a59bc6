// 首页 of who helps households: this month's ring, and who is to be visited next.
import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import type { HouseholdListItem } from '@onecard/shared/contract/households.views'
import { useToday } from '../../data/county'
import { rememberHeads } from '../../data/heads'
import { useKeptQuery } from '../../data/use-kept-query'
import { now } from '../../platform/clock'
import { switchTab } from '../../platform/page'
import { presses } from '../../ui/aria'
import { Card, Icon } from '../../ui/basics'
import { Ring } from '../../ui/figures'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { VisitWays } from '../due/ways'
import { ScanAct, Top, useMark } from './top'
import { ProblemsCard } from '../problems/problem-cells'
import { DueCard, type DueGroup } from './due-card'
import { dueRows, greeting, helperFacts, monthRing } from './view-model'

export function HelperHome({ actor }: { actor: ActorView }) {
  const today = useToday()
  const list = useKeptQuery('list.mine', operations.households.list, { sort: 'due', limit: 200 })
  const items = list.data?.items
  useEffect(() => {
    if (!items) return
    rememberHeads(items)
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
                <DueCard groups={groups(page.items, today, actor.name)} />
                <VisitWays />
                <ProblemsCard />
              </>
            )
          }}
        </StateOf>
      </View>
    </Page>
  )
}

/** So many rows of each need stand on 首页; the rest is one tap away. */
const SHORT = { overdue: 6, soon: 4 }

function groups(items: readonly HouseholdListItem[], today: string, reader: string): DueGroup[] {
  return (['overdue', 'soon'] as const).map((need) => {
    const rows = dueRows(items, need, today, reader)
    return { need, count: rows.length, rows: rows.slice(0, SHORT[need]) }
  })
}
