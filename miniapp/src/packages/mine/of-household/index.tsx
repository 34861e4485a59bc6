import { HouseholdProblemsScreen } from '../../../features/problems/problems-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function HouseholdProblemsPage() {
  const { id = '' } = useRouter().params
  return <SignedIn><HouseholdProblemsScreen id={id} /></SignedIn>
}
