import { HistoryScreen } from '../../../features/history/history-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function HistoryPage() {
  const { id = '', on } = useRouter().params
  return <SignedIn><HistoryScreen id={id} on={on} /></SignedIn>
}
