// 等第二个人确认的: appointments and resets that one person has proposed. Whoever proposed it, or is meant by it, sees it and cannot confirm it.
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { useOnline } from '../../data/use-kept-query'
import { useSession } from '../../session/session'
import { Button, Card, Facts } from '../../ui/basics'
import { Dialog, toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Banner, Empty, SkeletonCard } from '../../ui/states'
import { proposalRow, type ProposalRow } from './proposals-view'

interface Asked { row: ProposalRow; act: 'confirm' | 'withdraw' }

export function ProposalsScreen() {
  const me = useSession((s) => s.actor?.account ?? '')
  const today = useToday()
  const online = useOnline()
  const [asked, setAsked] = useState<Asked | null>(null)
  const list = useInfiniteQuery({ queryKey: ['proposals'], initialPageParam: undefined as string | undefined, queryFn: ({ pageParam }) => call(operations.proposals.list, { after: pageParam }), getNextPageParam: (page) => page.next ?? undefined })
  const decide = useMutation({
    mutationFn: ({ row, act }: Asked) => call(act === 'confirm' ? operations.proposals.confirm : operations.proposals.withdraw, { id: row.id }),
    onSuccess: (_, { row, act }) => { toast(act === 'confirm' ? `确认了，${row.name}从现在起生效` : '撤掉了') },
    onError: (error) => toast(`${asFailure(error).title}。${asFailure(error).detail}`),
    onSettled: () => { setAsked(null); void list.refetch() },
  })
  const rows = list.data?.pages.flatMap((page) => page.items).map((p) => proposalRow(p, me, today))
  const failure = list.error ? asFailure(list.error) : null
  return (
    <Page title="岗位确认" noScan
      over={asked && <Dialog {...(asked.act === 'confirm' ? asked.row.confirming : asked.row.withdrawing)} plain={asked.act === 'confirm'} yes={asked.act === 'confirm' ? '确认' : '撤掉'} no="再看看" busy={decide.isPending} onYes={() => decide.mutate(asked)} onNo={() => setAsked(null)} />}>
      {!online && <Banner icon="off" text="没有信号。确认和撤掉要有信号才能办。" />}
      <View className="in stack pad-t">
        <Banner inset tone="idle" icon="people" text="能看到农户资料的岗位，要两个人办：一个人提，另一个人确认。自己提的、给自己的，不能自己确认。" />
        {failure && !rows && <Empty icon={failure.unreachable ? 'off' : 'alert'} tone="warn" title={failure.title} lines={[failure.detail]} act={{ text: '再试一次', run: () => { void list.refetch() }, icon: 'refresh' }} />}
        {list.isFetching && !rows && <SkeletonCard rows={3} />}
        {rows?.length === 0 && <Empty icon="check" tone="done" title="没有要确认的" lines={['别人提的岗位、重设的密码会排在这里。']} />}
        {rows?.map((row) => <Proposed key={row.id} row={row} online={online} ask={(act) => setAsked({ row, act })} />)}
        {list.hasNextPage && <Button small kind="soft" text="再看一些" act={() => { void list.fetchNextPage() }} />}
      </View>
    </Page>
  )
}

function Proposed({ row, online, ask }: { row: ProposalRow; online: boolean; ask: (act: Asked['act']) => void }) {
  return (
    <Card className="stack">
      <View><View className="head">{row.title}</View><View className="label"><Facts of={row.facts} /></View></View>
      <View className="label">{row.by}</View>
      {row.notMine && <View className="c-2">{row.notMine}</View>}
      <View className="row">
        <Button small kind="soft" text="撤掉" label={`撤掉：${row.title}`} act={online ? () => ask('withdraw') : undefined} />
        {!row.notMine && <Button small icon="check" text="确认" label={`确认：${row.title}`} act={online ? () => ask('confirm') : undefined} />}
      </View>
    </Card>
  )
}
