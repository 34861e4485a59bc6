// 问题: of a land by deadline, or all of one household.
import { useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { useInfiniteQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CaseView } from '@onecard/shared/contract/problems.views'
import type { ListProblems } from '@onecard/shared/contract/problems.requests'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { keep, kept } from '../../data/kept'
import { useOutboxFor } from '../../data/outbox/outbox'
import { useLasting, useOnline } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { homeKind } from '../../session/tabs'
import { useCan, useSession } from '../../session/session'
import { Button, Card } from '../../ui/basics'
import { Seg } from '../../ui/choice'
import { LongList } from '../../ui/long-list'
import { Page } from '../../ui/page'
import { Banner, Empty, OfflineBanner, offlineText, SkeletonCard, StateOf } from '../../ui/states'
import { ProblemCell, WaitingCells } from './problem-cells'
import { useProblemsOf } from './use-problems'

type State = NonNullable<ListProblems['state']>
const STATES = [{ key: 'open', text: '没销号' }, { key: 'overdue', text: '过期的' }, { key: 'closed', text: '已销号' }] as const satisfies readonly { key: State; text: string }[]
const NONE: Readonly<Record<State, { title: string; line: string }>> = {
  open: { title: '没有没销号的问题', line: '走访看到的、农户反映的会列在这里。' }, overdue: { title: '没有过期的', line: '都在期限里。' }, closed: { title: '还没有销号的', line: '核查过的问题会留在这里。' },
}
const PAGE = 30

export function ProblemsScreen({ region }: { region?: string }) {
  const [state, setState] = useState<State>('open')
  const today = useToday()
  const list = useLandProblems(region, state)
  const slow = useLasting(list.blocks === null && !list.failure)
  return (
    <Page title="问题">
      <Seg items={STATES} on={state} act={setState} />
      {list.keptAt !== null && <Banner icon="off" text={offlineText(list.keptAt)} />}
      <View className="in stack pad-t">
        {list.blocks === null
          ? list.failure ? <Empty icon={list.failure.unreachable ? 'off' : 'alert'} tone={list.failure.unreachable ? 'warn' : 'danger'} title={list.failure.title} lines={[list.failure.detail]} act={{ text: '再试一次', run: list.retry, icon: 'refresh' }} /> : slow ? <SkeletonCard rows={6} /> : null
          : list.blocks.every((b) => b.length === 0)
            ? <Empty icon="check" tone="done" title={NONE[state].title} lines={[NONE[state].line]} />
            : <><Card flush><LongList id={`problems-${state}`} blocks={list.blocks} onEnd={list.more} rowKey={(p) => p.id}>{(p) => <ProblemCell problem={p} today={today} />}</LongList></Card><View className="roster__end">{list.hasMore ? '往下拉还有' : `一共 ${list.blocks.reduce((n, b) => n + b.length, 0)} 个`}</View></>}
      </View>
    </Page>
  )
}

function useLandProblems(region: string | undefined, state: State) {
  const key = `problems.land.${region ?? 'all'}.${state}`
  const query = useInfiniteQuery({
    queryKey: [key], initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }: { pageParam: string | undefined }) => {
      const page = await call(operations.problems.list, { region, state, limit: PAGE, after: pageParam })
      if (pageParam === undefined) keep(key, page.items)
      return page
    },
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const pages = query.data?.pages
  const failure = query.error ? asFailure(query.error) : null
  const away = !useOnline() || query.fetchStatus === 'paused' || (failure?.unreachable ?? false)
  const before = away && !pages ? kept<CaseView[]>(key) : null
  const blocks = useMemo(() => pages?.map((p) => p.items) ?? (before ? [before.value] : null), [pages, before])
  return {
    blocks, failure: blocks ? null : failure ?? (away ? OFFLINE : null), hasMore: query.hasNextPage, keptAt: away ? (pages ? query.dataUpdatedAt : before?.savedAt ?? null) : null,
    more: () => { if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage() }, retry: () => { void query.refetch() },
  }
}

const OFFLINE = { title: '没有信号', detail: '手机里没有存下这一页，有信号后会自动打开。', unreachable: true }

/** All of one household, those still on this phone first. */
export function HouseholdProblemsScreen({ id }: { id: string }) {
  const own = homeKind(useSession((s) => s.actor)) === 'household'
  const may = useCan('problem.raise')
  const today = useToday()
  const shown = useProblemsOf(id)
  const entries = useOutboxFor(id)
  return (
    <Page title={own ? '我反映的事' : '问题'} noScan={own} act={may ? <Button icon={own ? 'chat' : 'plus'} text={own ? '我要反映' : '报一个问题'} act={() => open('packages/mine/raise/index', { id })} /> : undefined}>
      <OfflineBanner of={shown} />
      <View className="in stack pad-t">
        <WaitingCells entries={entries} />
        <StateOf of={shown} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="chat" title={own ? '还没有反映过' : '这户没有问题'} lines={[own ? '有困难、有哪里不对，点下面的按钮告诉村里。' : '走访看到的可以记在这里。']} />}>
          {(page) => <Card flush>{page.items.map((p) => <ProblemCell key={p.id} problem={p} today={today} own={own} house />)}</Card>}
        </StateOf>
      </View>
    </Page>
  )
}
