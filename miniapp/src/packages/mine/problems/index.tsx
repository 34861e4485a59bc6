import { ProblemsScreen } from '../../../features/problems/problems-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ProblemsPage() {
  const { region } = useRouter().params
  return <SignedIn><ProblemsScreen region={region} /></SignedIn>
}
