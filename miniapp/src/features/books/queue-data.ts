// What waits for this person's word, whole: a village's month is a few hundred rows, and who approves many at once must have seen the list that he approves.
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { SheetQueueItem } from '@onecard/shared/contract/sheets.views'
import { call } from '../../data/call'
import { asFailure } from '../../data/failure'
import { keep, kept } from '../../data/kept'
import { useOutbox } from '../../data/outbox/outbox'
import { useOnline, type Shown } from '../../data/use-kept-query'
import { undecided } from './queue-view'

const PAGE = 200
const PAGES_MOST = 10
const keyOf = (period: string) => `sheet-queue.${period}`

export interface Queue { shown: Shown<SheetQueueItem[]>; items: SheetQueueItem[] }
export function useSheetQueue(period: string | undefined): Queue {
  const { entries } = useOutbox()
  const query = useQuery({
    queryKey: ['sheet-queue', period ?? ''], enabled: period !== undefined, staleTime: 0,
    initialData: () => kept<SheetQueueItem[]>(keyOf(period ?? ''))?.value,
    initialDataUpdatedAt: () => kept<SheetQueueItem[]>(keyOf(period ?? ''))?.savedAt,
    queryFn: async () => {
      const items: SheetQueueItem[] = []
      let after: string | undefined
      for (let page = 0; page < PAGES_MOST; page++) {
        const answer = await call(operations.sheets.queue, { period, limit: PAGE, ...(after !== undefined && { after }) })
        items.push(...answer.items)
        if (answer.next === null) break
        after = answer.next
      }
      keep(keyOf(period!), items)
      return items
    },
  })
  const online = useOnline()
  const failure = query.error ? asFailure(query.error) : null
  const data = query.data
  const shown: Shown<SheetQueueItem[]> = {
    data, at: query.dataUpdatedAt, busy: query.fetchStatus === 'fetching', waiting: data === undefined && query.fetchStatus === 'paused', failure: data === undefined || !failure?.unreachable ? failure : null,
    stale: data !== undefined && (!online || query.fetchStatus === 'paused' || failure !== null), retry: () => { void query.refetch() },
  }
  return { shown, items: undecided(data ?? [], entries) }
}
