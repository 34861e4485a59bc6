import { InboxScreen } from '../../../features/notices/inbox-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function InboxPage() {
  const { notice } = useRouter().params
  return <SignedIn><InboxScreen notice={notice} /></SignedIn>
}
