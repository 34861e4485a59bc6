// Cards of a household's 首页 beside its year: what to look at, what was promised, what it raised, and who looked.
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import { useToday } from '../../data/county'
import { useOutboxFor } from '../../data/outbox/outbox'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { Card, CardHead, Cell, Chip, Link } from '../../ui/basics'
import { ProblemsSection } from '../problems/problem-cells'
import { useOwnVisits, VisitCard } from './visit-card'
import { promiseRows, toConfirm, visitRow } from './view-model'
import './my-home.css'

const SHORT = 2

export function LookCard({ id }: { id: string }) {
  const today = useToday()
  const visits = useOwnVisits(id).data?.items ?? []
  const asked = toConfirm(visits, useOutboxFor(id), today)
  if (asked.length === 0) return null
  return (
    <View className="stack">
      <View className="row between"><View className="head">请您看看对不对</View><Chip text={`${asked.length} 条`} tone="warn" icon={null} /></View>
      {asked.slice(0, SHORT).map((v) => <VisitCard key={v.id} visit={v} id={id} onWrong={() => open('packages/mine/visits/index', { id, wrong: v.id })} />)}
      {asked.length > SHORT && <Link text="还有几条" act={() => open('packages/mine/visits/index', { id })} label={`还有 ${asked.length - SHORT} 条要看`} />}
    </View>
  )
}

export function PromisesCard({ id }: { id: string }) {
  const today = useToday()
  const rows = promiseRows(useOwnVisits(id).data?.items ?? [], today)
  if (rows.length === 0) return null
  return (
    <Card flush>
      <CardHead title="答应您的事" />
      {rows.slice(0, 4).map((row) => <Cell key={row.key} chip title={row.text} hint={row.hint} end={<Chip text={row.chip.text} tone={row.chip.tone} />} act={() => open('packages/mine/raise/index', { id, line: `visits.${row.visit}` })} label={`${row.text}，${row.chip.text}，没办就点这里`} />)}
      <View className="hint none">到日子还没办，点那一条告诉村里。</View>
    </Card>
  )
}

export function CameCard({ id }: { id: string }) {
  const today = useToday()
  const visits = useOwnVisits(id).data?.items
  const entries = useOutboxFor(id)
  if (!visits || visits.length === 0) return null
  return (
    <Card flush>
      <CardHead title="最近谁来过" end={<Link text="全部" act={() => open('packages/mine/visits/index', { id })} label="看全部走访" />} />
      {visits.slice(0, 3).map((v) => { const row = visitRow(v, entries, today); return <Cell key={v.id} chip={row.chip !== null} title={row.lines[0]} hint={row.title} end={row.chip && <Chip text={row.chip.text} tone={row.chip.tone} />} /> })}
    </Card>
  )
}

/** What the household should know about its own data; first of all while it was never asked. */
export function ConsentCard() {
  const consent = useKeptQuery('consent', operations.privacy.consent, {})
  if (!consent.data || (consent.data.given && consent.data.given.text === consent.data.text)) return null
  return <Card flush><Cell dot={{ icon: 'shield' }} title="先看看：您家的信息怎么用" hint="看完选同意或不同意" act={() => open('packages/mine/consent/index')} label="先看看，您家的信息怎么用" last /></Card>
}

export function PrivacyCells({ id }: { id: string }) {
  return (
    <Card flush>
      <Cell dot={{ icon: 'eye', tone: 'idle' }} title="谁看过我家" hint="哪个岗位、哪天、为什么" act={() => open('packages/mine/readers/index', { id })} label="谁看过我家" />
      <Cell dot={{ icon: 'shield', tone: 'idle' }} title="隐私与同意" hint="记了什么、谁能看、怎么撤回" act={() => open('packages/mine/consent/index')} label="隐私与同意" last />
    </Card>
  )
}

export function OwnProblems({ id }: { id: string }) { return <ProblemsSection id={id} own /> }
