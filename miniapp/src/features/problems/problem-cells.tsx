// A problem as one row: on 首页, on 一户, in lists.
import { View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { Entry } from '../../data/outbox/entry'
import { reopen, useOutboxFor } from '../../data/outbox/outbox'
import { useToday } from '../../data/county'
import { useKeptQuery } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { Card, CardHead, Cell, Chip, Facts, Link } from '../../ui/basics'
import { useProblemsOf } from './use-problems'
import { problemRow, waitingRows } from './rows'

interface CellProps { problem: CaseView; today: string; own?: boolean; /** The household is the page: its name needs no saying. */ house?: boolean }
export function ProblemCell({ problem, today, own, house }: CellProps) {
  const row = problemRow(problem, today, { own, house })
  return <Cell chip title={row.title} hint={<Facts of={row.hint} />} end={<Chip text={row.chip.text} tone={row.chip.tone} />} label={[row.title, row.chip.text, ...row.hint].join('，')} act={() => open('packages/mine/problem/index', { id: row.household, problem: row.id })} />
}

/** What this phone has put down and the server has not answered. */
export function WaitingCells({ entries }: { entries: readonly Entry[] }) {
  const rows = waitingRows(entries)
  if (rows.length === 0) return null
  return (
    <Card flush>
      <CardHead title="还没传上去的" />
      {rows.map((row) => <Cell key={row.key} chip title={row.title} hint={row.why ?? '存在手机里，有信号会自动上传'} end={<Chip text={row.refused ? '要您看一下' : '待上传'} tone={row.refused ? 'danger' : 'warn'} />} act={row.refused ? () => { reopen(row.key) } : undefined} label={row.refused ? `${row.title}，要您看一下` : undefined} />)}
    </Card>
  )
}

const SHORT = 3

/** 首页 of offices: those whose day is nearest. */
export function ProblemsCard({ region }: { region?: string }) {
  const may = useCan('problem.read')
  const today = useToday()
  const list = useKeptQuery(`problems.home.${region ?? 'all'}`, operations.problems.list, { region, limit: SHORT + 1 }, { enabled: may })
  const items = list.data?.items
  if (!may || !items) return null
  return (
    <Card flush>
      <CardHead title="问题" end={<Link text="全部" act={() => open('packages/mine/problems/index', { region })} label="看全部问题" />} />
      {items.length === 0 && <View className="c-2 none">没有没销号的问题。</View>}
      {items.slice(0, SHORT).map((p) => <ProblemCell key={p.id} problem={p} today={today} />)}
    </Card>
  )
}

/** 一户: the newest of this household. */
export function ProblemsSection({ id, anchor, own }: { id: string; anchor?: string; own: boolean }) {
  const may = useCan('problem.read')
  const raises = useCan('problem.raise')
  const today = useToday()
  const shown = useProblemsOf(id, may)
  const waiting = waitingRows(useOutboxFor(id)).length
  if (!may || !shown.data) return null
  const items = shown.data.items
  const openCount = items.filter((p) => p.status.code !== '04').length
  return (
    <Card flush id={anchor}>
      <CardHead title={own ? '我反映的事' : '问题'} count={openCount > 0 ? `${openCount} 个` : undefined} end={items.length > SHORT ? <Link text="全部" icon={false} act={() => open('packages/mine/of-household/index', { id })} label="看这户全部问题" /> : raises && !own ? <Link text="报一个" icon={false} act={() => open('packages/mine/raise/index', { id })} label="报一个问题" /> : undefined} />
      {waiting > 0 && <Cell title={`${waiting} 个还没传上去`} hint="存在手机里，有信号会自动上传" act={() => open('packages/mine/of-household/index', { id })} label={`${waiting} 个还没传上去`} />}
      {items.length === 0 && <View className="c-2 none">{own ? '有困难、有哪里不对，点「我要反映」。' : '没有问题。'}</View>}
      {items.slice(0, SHORT).map((p) => <ProblemCell key={p.id} problem={p} today={today} own={own} house />)}
    </Card>
  )
}
