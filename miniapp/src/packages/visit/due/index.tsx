import { DueScreen } from '../../../features/due/due-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function DuePage() {
  const { region } = useRouter().params
  return <SignedIn><DueScreen region={region} /></SignedIn>
}
