// 首页 of a village: the month at a glance, then the households that wait longest.
import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { useToday } from '../../data/county'
import { rememberHeads } from '../../data/heads'
import { useKeptQuery } from '../../data/use-kept-query'
import { Button, Card } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { villageWord } from '../household/words'
import { ProblemsCard } from '../problems/problem-cells'
import { DueCard } from './due-card'
import { openQueue, SheetsWaiting, useWaitingSheets } from '../books/sheets-cards'
import { ToDecide } from '../changes/to-decide'
import { VisitWays } from '../due/ways'
import { ScanAct, Top, useMark } from './top'
import { MonthCard, SplitCards } from './land-cards'
import { dueRows, many } from './view-model'

const SHORT = { overdue: 5, soon: 3 }

export function VillageHome({ actor }: { actor: ActorView }) {
  const today = useToday()
  const totals = useKeptQuery('totals.top', operations.county.totals, {})
  const late = useKeptQuery('list.overdue', operations.households.list, { due: 'overdue', sort: 'due', limit: SHORT.overdue })
  const soon = useKeptQuery('list.soon', operations.households.list, { due: 'soon', sort: 'due', limit: SHORT.soon })
  const lists = { overdue: late.data?.items, soon: soon.data?.items }
  useEffect(() => { for (const items of [late.data?.items, soon.data?.items]) if (items) rememberHeads(items) }, [late.data, soon.data])
  const post = actor.appointments[0]
  const waiting = useWaitingSheets()
  return (
    <Page mark={useMark()} tab="pages/home/index" tone="plain" act={waiting > 0 ? <><ScanAct line /><Button text={`审批 ${waiting} 张`} act={openQueue} /></> : <ScanAct />}>
      <OfflineBanner of={totals.stale ? totals : late.stale ? late : soon} />
      <Top title={villageWord(totals.data?.region.name ?? post?.where ?? actor.name)} facts={[actor.name, post?.roleLabel, totals.data ? `${many(totals.data.households)} 户 ${many(totals.data.people)} 人` : null].map((f) => f ?? null)} />
      <View className="in stack">
        <StateOf of={totals} isEmpty={(t) => t.households === 0} empty={<Card><Empty icon="roster" title="村里还没有登记的户" lines={['县里导入名册后，户会出现在这里。']} /></Card>}>
          {(t) => (
            <>
              <SheetsWaiting />
              <ToDecide />
              <MonthCard totals={t} due={false} roster />
              <DueCard groups={[{ need: 'overdue', count: t.overdue, rows: dueRows(lists.overdue ?? [], 'overdue', today) }, { need: 'soon', count: t.dueSoon, rows: dueRows(lists.soon ?? [], 'soon', today) }]} />
              <ProblemsCard />
              <VisitWays />
              <SplitCards totals={t} />
            </>
          )}
        </StateOf>
      </View>
    </Page>
  )
}
