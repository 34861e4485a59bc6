// 名册: every household of one's land, in the order of the roll or of what is due.
import { useEffect, useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { HouseholdListItem } from '@onecard/shared/contract/households.views'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { rememberHeads } from '../../data/heads'
import { keptRows } from '../../data/kept-rows'
import { useLasting, useOnline, useWhatIsKept } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { homeKind } from '../../session/tabs'
import { useCan, useSession } from '../../session/session'
import { presses } from '../../ui/aria'
import { Card, Icon, Pick } from '../../ui/basics'
import { Field } from '../../ui/field'
import { LongList } from '../../ui/long-list'
import { Page } from '../../ui/page'
import { Banner, Empty, offlineText, SkeletonCard } from '../../ui/states'
import { HouseholdScreen } from '../household/household-screen'
import { HouseholdCell } from '../home/due-card'
import { householdRow, inOneVillage, NEED_WORD } from '../home/view-model'
import { resolveScan } from '../scan/resolve-scan'
import { filterChips, filterFrom, filterInput, filterKept, keyOf, searchKept, seesVisits, sought, type Filter } from './view-model'

const PAGE = 40
const TYPING_MS = 500

interface RosterProps { region?: string; inner?: boolean; /** `overdue` or `soon`: opened from a number on 首页. */ due?: string }
export function RosterScreen({ region, inner, due }: RosterProps) {
  const actor = useSession((s) => s.actor)
  // The second tab of a household is its own home.
  if (homeKind(actor) === 'household' && actor?.household) return <HouseholdScreen id={actor.household.id} way="link" tab="pages/roster/index" />
  return <Roster region={region} inner={inner} due={due} />
}

function Roster({ region, inner, due }: RosterProps) {
  const today = useToday()
  const visits = seesVisits(useSession((s) => s.actor))
  const [filter, setFilter] = useState<Filter>(() => (visits ? filterFrom(due) : { kind: 'all' }))
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [note, setNote] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  const what = sought(asked)
  const openNumber = async (number: string) => {
    const result = await resolveScan(number)
    if ('id' in result) open('pages/household/index', { id: result.id, way: 'list' })
    else if ('refusal' in result) setNote(`${result.refusal.title}。${result.refusal.lines.join('')}`)
  }
  const number = what.kind === 'number' ? what.number : null
  useEffect(() => { setNote(null); if (number) void openNumber(number) }, [number])

  const list = useRoster(region, filter, what.kind === 'text' ? what.text : null, today)
  const counts = useQuery({ queryKey: ['counts', region], queryFn: () => call(operations.households.counts, { region }) })
  const overdue = useQuery({ queryKey: ['counts', region, 'overdue'], enabled: visits, queryFn: () => call(operations.households.counts, { region, due: 'overdue' }) })
  const soon = useQuery({ queryKey: ['counts', region, 'soon'], enabled: visits, queryFn: () => call(operations.households.counts, { region, due: 'soon' }) })
  const chips = useMemo(() => filterChips(counts.data, visits ? { overdue: overdue.data?.total, soon: soon.data?.total } : null, filter), [counts.data, overdue.data, soon.data, visits, filter])
  const clear = () => { setText(''); setAsked('') }
  return (
    <Page title="名册" tab={inner ? undefined : 'pages/roster/index'}>
      {list.keptAt !== null && <Banner icon="off" text={offlineText(list.keptAt)} />}
      <View className="roster__top">
        <Field spoken="找一户" icon="search" placeholder="姓名，或 8 位数字" value={text} onInput={setText} onConfirm={() => setAsked(text)} max={40} confirm="search"
          end={text !== '' && <View className="nav__slot" {...presses(clear, 'button', { label: '清掉' })}><Icon name="x" size="s" className="c-2" /></View>} />
        <View className="picks picks--row">{chips.map((chip) => <Pick key={chip.key} text={chip.text} on={keyOf(filter) === chip.key} act={() => setFilter(chip.filter)} />)}</View>
      </View>
      <View className="in stack pad-t">
        {note && <Banner inset text={note} />}
        <Rows list={list} today={today} filter={filter} searching={what.kind === 'text'} />
      </View>
    </Page>
  )
}

function Rows({ list, today, filter, searching }: { list: RosterList; today: string; filter: Filter; searching: boolean }) {
  const requests = useCan('household.request')
  const slow = useLasting(list.blocks === null && !list.failure && !list.waiting)
  if (list.blocks === null) {
    if (list.failure || list.waiting) return <Empty icon="off" tone="warn" title={list.failure?.title ?? '没有信号'} lines={[list.failure?.detail ?? '有信号后会自动打开。']} act={{ text: '再试一次', run: list.retry, icon: 'refresh' }} />
    return slow ? <SkeletonCard rows={8} /> : null
  }
  if (list.blocks.every((b) => b.length === 0)) {
    return searching
      ? <Empty icon="search" title="没有找到" lines={['可能不在您负责的范围。', '换姓名开头的几个字，或输 8 位数字。']} />
      : filter.kind === 'due'
        ? <Empty icon="check" tone="done" title={`没有${NEED_WORD[filter.need]}的户`} lines={[filter.need === 'overdue' ? '该走访的都走到了。' : '这一周里没有到期的。']} />
        : requests
          ? <Empty icon="lock" title="只列您写明理由查过的户" lines={['要看一户，到首页写明理由。', '开放一天，过后从这里收起。']} />
          : <Empty icon="roster" title="这里没有户" lines={['换一个条件看看。']} />
  }
  const oneVillage = inOneVillage(list.blocks.flat())
  return (
    <>
      <Card flush><LongList id="roster" blocks={list.blocks} onEnd={list.more} rowKey={(row) => row.id}>{(row) => <HouseholdCell row={householdRow(row, today, { hint: filter.kind === 'due' ? 'visit' : 'income', oneVillage })} />}</LongList></Card>
      <View className="roster__end">{list.busy ? '正在取下面的户…' : list.hasMore ? '往下拉还有' : `一共 ${list.blocks.reduce((n, b) => n + b.length, 0)} 户`}</View>
    </>
  )
}

interface RosterList {
  blocks: HouseholdListItem[][] | null
  failure: ReturnType<typeof asFailure> | null
  waiting: boolean
  busy: boolean
  hasMore: boolean
  /** Without a line: when the rows shown were true. */
  keptAt: number | null
  more: () => void
  retry: () => void
}

function useRoster(region: string | undefined, filter: Filter, text: string | null, today: string): RosterList {
  const query = useInfiniteQuery({
    queryKey: ['roster', region, keyOf(filter), text],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => text === null
      ? call(operations.households.list, { ...filterInput(filter), region, limit: PAGE, after: pageParam })
      : call(operations.households.search, { ...withoutSort(filterInput(filter)), region, text, limit: PAGE, after: pageParam }),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const pages = query.data?.pages
  const blocks = useMemo(() => pages?.map((p) => p.items) ?? null, [pages])
  useEffect(() => { pages?.forEach((p) => rememberHeads(p.items)) }, [pages])
  const failure = query.error ? asFailure(query.error) : null
  const away = !useOnline() || query.fetchStatus === 'paused' || (failure?.unreachable ?? false)
  useWhatIsKept()
  const kept = away && !pages ? keptRows() : null
  const fitting = kept && filterKept(kept.items, filter, today)
  const keptItems = fitting && (text === null ? fitting : searchKept(fitting, text))
  return {
    blocks: blocks ?? (keptItems ? [keptItems] : null),
    failure: pages || keptItems ? null : failure,
    waiting: away && !pages && !keptItems,
    busy: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    keptAt: away ? (pages ? query.dataUpdatedAt : kept?.at ?? null) : null,
    more: () => { if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage() },
    retry: () => { void query.refetch() },
  }
}

function withoutSort({ sort: _, ...rest }: ReturnType<typeof filterInput>): Omit<ReturnType<typeof filterInput>, 'sort'> { return rest }
