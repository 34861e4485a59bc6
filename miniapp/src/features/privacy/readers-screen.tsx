// 谁看过我家: by day, which office, how and why. No names.
import { useMemo } from 'react'
import { View } from '@tarojs/components'
import { useInfiniteQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { Page as Pages } from '@onecard/shared/contract/common.views'
import type { ReaderView } from '@onecard/shared/contract/privacy.views'
import { call } from '../../data/call'
import { useCounty, useToday } from '../../data/county'
import { useKeptQuery } from '../../data/use-kept-query'
import { dial } from '../../platform/feedback'
import { Button, Card, CardHead, Cell } from '../../ui/basics'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { readerDays } from './view-model'

export function ReadersScreen({ id }: { id: string }) {
  const today = useToday()
  const county = useCounty()
  const first = useKeptQuery(`readers.${id}`, operations.privacy.readers, { id })
  return (
    <Page title="谁看过我家" noScan>
      <OfflineBanner of={first} />
      <View className="in stack pad-t">
        <View className="hint">别人看您家的资料，每次都记下来。只写岗位，不写名字；您自己看的不列。</View>
        <StateOf of={first} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="eye" title="还没有人看过" lines={['有人看了，会按日子列在这里。']} />}>
          {(page) => <Days first={page} id={id} today={today} />}
        </StateOf>
        {county && <Card flush><Cell dot={{ icon: 'phone', tone: 'idle' }} title="觉得不该看的" hint={`打 ${county.hotline} 问一问`} act={() => dial(county.hotline)} label={`觉得不该看的，打电话 ${county.hotline}`} last /></Card>}
      </View>
    </Page>
  )
}

function Days({ first, id, today }: { first: Pages<ReaderView>; id: string; today: string }) {
  const more = useInfiniteQuery({
    queryKey: ['readers', id, first.next], enabled: false, initialPageParam: first.next ?? undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => call(operations.privacy.readers, { id, after: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = useMemo(() => [...first.items, ...(more.data?.pages.flatMap((p) => p.items) ?? [])], [first, more.data])
  const rest = more.data ? more.hasNextPage : first.next !== null
  return (
    <>
      {readerDays(items, today).map((day) => (
        <Card key={day.on} flush>
          <CardHead title={day.title} />
          {day.rows.map((row) => <Cell key={row.key} title={row.title} hint={row.hint.map((line) => <View key={line}>{line}</View>)} />)}
        </Card>
      ))}
      {rest && <Button kind="soft" text={more.isFetching ? '正在取…' : '看更早的'} busy={more.isFetching} act={() => { void (more.data ? more.fetchNextPage() : more.refetch()) }} />}
    </>
  )
}
