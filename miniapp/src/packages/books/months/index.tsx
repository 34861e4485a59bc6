import { MonthsScreen } from '../../../features/books/months-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function MonthsPage() {
  const { id = '' } = useRouter().params
  return <SignedIn><MonthsScreen id={id} /></SignedIn>
}
