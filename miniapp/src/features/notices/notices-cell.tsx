// The way to the inbox, with how many are unread.
import { useUnread } from '../../data/notices'
import { open } from '../../platform/page'
import { Cell, Chip } from '../../ui/basics'

export function NoticesCell({ last }: { last?: boolean }) {
  const unread = useUnread()
  return <Cell dot={{ icon: 'info', tone: 'idle' }} title="通知" hint={unread > 0 ? '有没看过的' : '都看过了'} end={unread > 0 ? <Chip text={`${unread} 条未读`} tone="info" icon={null} /> : undefined} act={() => open('packages/notices/inbox/index')} label={unread > 0 ? `通知，${unread} 条未读` : '通知，都看过了'} last={last} />
}
