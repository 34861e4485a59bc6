// 通知: what concerns me, by day; each line opens what it is about.
import { useEffect, useRef, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { operations } from '@onecard/shared/operations'
import type { NoticeView } from '@onecard/shared/contract/notices.views'
import { call } from '../../data/call'
import { useToday } from '../../data/county'
import { asFailure } from '../../data/failure'
import { INBOX, markRead } from '../../data/notices'
import { useKeptQuery, useOnline } from '../../data/use-kept-query'
import { open } from '../../platform/page'
import { useSession } from '../../session/session'
import { homeKind } from '../../session/tabs'
import { Button, Card, CardHead, Cell, Chip } from '../../ui/basics'
import { toast } from '../../ui/overlay'
import { Page } from '../../ui/page'
import { Empty, OfflineBanner, StateOf } from '../../ui/states'
import { byDay, iconOf, timeWord, wayOf } from './view-model'
import './notices.css'

const PAGE = 50

export function InboxScreen({ notice }: { notice?: string }) {
  const today = useToday()
  const online = useOnline()
  const actor = useSession((s) => s.actor)
  const own = homeKind(actor) === 'household'
  const newest = useKeptQuery(INBOX, operations.notices.list, { limit: PAGE })
  const earlier = useEarlier(newest.data?.next ?? null)
  const items = [...newest.data?.items ?? [], ...earlier.items]
  const go = (n: NoticeView) => {
    const way = wayOf(n, homeKind(actor))
    if (!n.read) void markRead(actor?.account, n, false).catch(() => undefined)
    if (way) open(way.path, way.query)
  }
  useArrival(notice, items, go)
  const unread = items.filter((n) => !n.read).length
  const readAll = () => {
    if (!online) { toast('现在没有信号，有信号时再点'); return }
    markRead(actor?.account, items[0], true).then(() => toast('都标成已读了'), (error: unknown) => toast(`${asFailure(error).title}。${asFailure(error).detail}`))
  }
  return (
    <Page title="通知" noScan={own} actColumn act={unread > 0 ? <Button kind="line" text="全部已读" act={readAll} /> : undefined}>
      <OfflineBanner of={newest} />
      <View className="in stack pad-t">
        <StateOf of={newest} isEmpty={(page) => page.items.length === 0} empty={<Empty icon="chat" title="还没有通知" lines={[own ? '有人来家里、反映的事有了答复，都会告诉您。' : '快到期的、被退回的、等您办的，都会列在这里。']} />}>
          {() => (
            <>
              {byDay(items, today).map((day) => (
                <Card key={day.day} flush>
                  <CardHead title={day.title} count={`${day.items.length} 条`} />
                  {day.items.map((n) => <Line key={n.id} notice={n} act={() => go(n)} />)}
                </Card>
              ))}
              {earlier.more && <Button kind="soft" text={earlier.busy ? '正在取…' : '看更早的'} busy={earlier.busy} act={earlier.fetch} />}
            </>
          )}
        </StateOf>
      </View>
    </Page>
  )
}

function Line({ notice: n, act }: { notice: NoticeView; act: () => void }) {
  return (
    <Cell dot={{ icon: iconOf(n), tone: n.read ? 'idle' : 'info' }} title={<Text className={n.read ? '' : 'b'}>{n.title}</Text>} hint={<><View>{n.text}</View><View className="row notice__at">{timeWord(n.at)}{!n.read && <Chip text="未读" tone="info" icon={null} />}</View></>}
      act={act} label={`${n.read ? '' : '未读，'}${n.title}，${n.text}${timeWord(n.at)}`} />
  )
}

/** Pages after the newest, on a tap. */
function useEarlier(first: string | null) {
  const [pages, setPages] = useState<{ items: NoticeView[]; next: string | null } | null>(null)
  const [busy, setBusy] = useState(false)
  const next = pages ? pages.next : first
  const fetch = () => {
    if (!next || busy) return
    setBusy(true)
    call(operations.notices.list, { limit: PAGE, after: next }).then((page) => setPages({ items: [...pages?.items ?? [], ...page.items], next: page.next }), (error: unknown) => toast(`${asFailure(error).title}。${asFailure(error).detail}`)).finally(() => setBusy(false))
  }
  return { items: pages?.items ?? [], more: next !== null, busy, fetch }
}

/** Opened by a message of WeChat: on to what it is about, once; the inbox is what one comes back to. */
function useArrival(wanted: string | undefined, items: readonly NoticeView[], go: (notice: NoticeView) => void): void {
  const gone = useRef(false)
  useEffect(() => {
    const found = gone.current ? undefined : items.find((n) => n.id === wanted)
    if (!found) return
    gone.current = true
    go(found)
  })
}
