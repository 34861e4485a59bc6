// Every visit of one household, newest first; those of this phone that are on their way stand on top.
import { useMemo } from 'react'
import { View } from '@tarojs/components'
import { useInfiniteQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CardView } from '@onecard/shared/contract/households.views'
import type { VisitDetail } from '@onecard/shared/contract/visits.views'
import { formatDay } from '@onecard/shared/rules/day'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { kept } from '../../data/kept'
import { useOnline } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useCan } from '../../session/session'
import { Button, Card, Cell, Chip, Facts } from '../../ui/basics'
import { LongList } from '../../ui/long-list'
import { Page } from '../../ui/page'
import { Banner, Empty, SkeletonCard } from '../../ui/states'
import { visitRows } from '../household/view-model'
import { OwnVisitCells } from './own-visit-cells'
import { seenWord } from './visit-words'

const PAGE = 30

export function VisitListScreen({ id }: { id: string }) {
  const today = useToday()
  const online = useOnline()
  const writes = useCan('visit.write')
  const card = kept<CardView>(`card.${id}`)?.value
  const list = useInfiniteQuery({
    queryKey: ['visits', id], initialPageParam: undefined as string | undefined, queryFn: ({ pageParam }) => call(operations.visits.list, { id, limit: PAGE, after: pageParam }), getNextPageParam: (page) => page.next ?? undefined,
  })
  const blocks = useMemo(() => list.data?.pages.map((p) => p.items) ?? null, [list.data])
  const away = !online || (list.error && asFailure(list.error).unreachable)
  const rows = blocks ? null : away && card?.visits ? visitRows(card.visits, today) : null
  const failure = !blocks && !rows && list.error ? asFailure(list.error) : null
  return (
    <Page title={card ? `${card.headName}的走访` : '走访'} act={writes ? <Button icon="plus" text="记走访" act={() => open('packages/visit/record/index', { id })} /> : undefined}>
      {away && <Banner icon="off" text={rows ? '没有信号，看到的是手机里存的最近几次' : '没有信号'} />}
      <View className="in stack pad-t">
        <OwnVisitCells id={id} known={blocks?.flat() ?? card?.visits ?? []} today={today} framed />
        {failure && <Empty icon="alert" tone="danger" title={failure.title} lines={[failure.detail]} act={{ text: '再试一次', run: () => { void list.refetch() }, icon: 'refresh' }} />}
        {list.isFetching && !blocks && !rows && <SkeletonCard rows={5} />}
        {rows && <Card flush>{rows.map((v) => <Cell key={v.key} title={v.title} hint={<><Facts of={v.hint} />{v.note && <View>{v.note}</View>}</>} />)}</Card>}
        {blocks && blocks.flat().length === 0 && <Empty icon="people" title="还没有走访记录" lines={['记下的走访会列在这里。']} />}
        {blocks && blocks.flat().length > 0 && <Card flush><LongList id="visits" blocks={blocks} rowKey={(v) => v.id} onEnd={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage() }}>{(v) => <VisitCell visit={v} id={id} today={today} />}</LongList></Card>}
      </View>
    </Page>
  )
}

function VisitCell({ visit: v, id, today }: { visit: VisitDetail; id: string; today: string }) {
  const seen = seenWord(v.topics.map((t) => ({ topic: t.topic.code, ok: t.ok })))
  const facts = [v.by, v.kind.label, seen, v.photos.length > 0 ? `${v.photos.length} 张照片` : '', v.promises.length > 0 ? `答应 ${v.promises.length} 件` : ''].filter(Boolean)
  return <Cell chip title={formatDay(v.on, today)} hint={<><Facts of={facts} />{v.note && <View>{v.note}</View>}</>} end={v.withdrawn ? <Chip text="已撤回" /> : undefined} act={() => open('packages/visit/detail/index', { id, visit: v.id })} label={[formatDay(v.on, today), ...facts, v.withdrawn ? '已撤回' : ''].filter(Boolean).join('，')} />
}
