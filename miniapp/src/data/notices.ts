// How many notices are unread, and what this person may be reminded of: asked once a while, by whichever page shows it.
import { useQuery } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { Page } from '@onecard/shared/contract/common.views'
import type { NoticeView, SubscriptionsView } from '@onecard/shared/contract/notices.views'
import { useSession } from '../session/session'
import { call } from './call'
import { keep, kept } from './kept'
import { queries } from './queries'

const KEY = ['notices', 'subscriptions'] as const
const FRESH_MS = 60_000
/** The newest, as they are kept for the inbox. */
export const INBOX = 'notices'

export function useSubscriptions(): SubscriptionsView | undefined {
  const signedIn = useSession((s) => s.standing === 'in')
  const account = useSession((s) => s.actor?.account)
  return useQuery({ queryKey: [...KEY, account], queryFn: () => call(operations.notices.subscriptions, {}), enabled: signedIn, staleTime: FRESH_MS }).data
}

export function useUnread(): number { return useSubscriptions()?.unread ?? 0 }

export function setSubscriptions(account: string | undefined, value: SubscriptionsView): void { queries.setQueryData([...KEY, account], value) }

/** Read here at once, and told to the server when it can be reached: an inbox that stays bold is no reason to wait. */
export async function markRead(account: string | undefined, notice: NoticeView, all: boolean): Promise<void> {
  const page = kept<Page<NoticeView>>(INBOX)?.value
  if (page) {
    const next = { ...page, items: page.items.map((n) => (n.id === notice.id || (all && n.id <= notice.id) ? { ...n, read: true } : n)) }
    keep(INBOX, next)
    queries.setQueryData(['kept', INBOX], next)
  }
  const held = queries.getQueryData<SubscriptionsView>([...KEY, account])
  if (held) setSubscriptions(account, { ...held, unread: all ? 0 : Math.max(0, held.unread - 1) })
  await call(operations.notices.read, all ? { upTo: notice.id } : { upTo: notice.id, only: true })
}
