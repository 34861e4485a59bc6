// 首页 of an office, and the same for each land below it.
import { useState } from 'react'
import { View } from '@tarojs/components'
import type { TotalsView } from '@onecard/shared/contract/county.views'
import { operations } from '@onecard/shared/operations'
import { formatDate, formatInstant } from '@onecard/shared/rules/day'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { useToday } from '../../data/county'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan, useSession } from '../../session/session'
import { Button, Card, Cell } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { seesVisits } from '../roster/view-model'
import { villageWord } from '../household/words'
import { ProblemsCard } from '../problems/problem-cells'
import { ToDecide } from '../changes/to-decide'
import { VisitWays } from '../due/ways'
import { ScanAct, Top, useMark } from './top'
import { BigCard, LandsCard, MonthCard, SplitCards } from './land-cards'
import { RequestSheet } from './request-sheet'

export function OfficeHome({ actor }: { actor: ActorView }) {
  const totals = useKeptQuery('totals.top', operations.county.totals, {})
  const mayRequest = useCan('household.request')
  const reads = useCan('household.read')
  const [asking, setAsking] = useState(false)
  const post = actor.appointments[0]
  return (
    <Page mark={useMark()} tab="pages/home/index" tone="plain" over={asking && <RequestSheet onClose={() => setAsking(false)} />}
      act={mayRequest ? <Button icon="search" text="写明理由查一户" act={() => setAsking(true)} /> : <ScanAct />}>
      <OfflineBanner of={totals} />
      <Top title={totals.data?.region.name ?? post?.where ?? actor.name} facts={[actor.name, post?.roleLabel ?? null]} />
      <View className="in stack"><Land totals={totals} reads={reads && !mayRequest} top /></View>
    </Page>
  )
}

export function LandScreen({ region }: { region: string }) {
  const totals = useKeptQuery(`totals.${region}`, operations.county.totals, { region })
  const reads = useCan('household.read')
  const mayRequest = useCan('household.request')
  const mayRead = reads && !mayRequest
  return (
    <Page title={villageWord(totals.data?.region.name ?? '')} act={mayRead ? <Button icon="roster" text="看这里的名册" act={() => open('packages/office/roster/index', { region })} /> : undefined}>
      <OfflineBanner of={totals} />
      <View className="in stack pad-t"><Land totals={totals} reads={mayRead} region={region} /></View>
    </Page>
  )
}

interface LandProps { totals: ReturnType<typeof useKeptQuery<unknown, TotalsView>>; /** May open households of the land. */ reads: boolean; region?: string; top?: boolean }
function Land({ totals, reads, region, top }: LandProps) {
  const today = useToday()
  const visits = seesVisits(useSession((s) => s.actor))
  const progress = useCan('sheet.progress')
  return (
    <StateOf of={totals} isEmpty={(t) => t.households === 0 && t.lands.length === 0} empty={<Card><Empty icon="roster" title="这里还没有登记的户" lines={['导入名册后，数字会出现在这里。']} /></Card>}>
      {(t) => (
        <>
          <BigCard totals={t} />
          {top && <ToDecide />}
          <MonthCard totals={t} roster={reads && visits} region={region} />
          {reads && <ProblemsCard region={region} />}
          <LandsCard totals={t} />
          <SplitCards totals={t} />
          {progress && <Card flush><Cell dot={{ icon: 'yuan', tone: 'idle' }} title="收支进度" hint="各村记了多少、审了多少，抽查" act={() => open('packages/office/sheets/index', { region })} label="收支进度" last /></Card>}
          {top && <VisitWays />}
          {top && reads && <Card flush><Cell dot={{ icon: 'roster' }} title="名册" hint="一户一户地看" act={() => open('packages/office/roster/index')} last /></Card>}
          <View className="hint">算到 {t.asOf.length > 10 ? formatInstant(Date.parse(t.asOf), today) : formatDate(t.asOf, today)}。{!t.lastMonth && '上月末还没有完整的记录，所以没有比较。'}</View>
        </>
      )}
    </StateOf>
  )
}
