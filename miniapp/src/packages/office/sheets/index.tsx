import { ProgressScreen } from '../../../features/books/progress-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ProgressPage() {
  const { region, period, village } = useRouter().params
  return <SignedIn><ProgressScreen region={region} period={period} village={village} /></SignedIn>
}
