import { ReadersScreen } from '../../../features/privacy/readers-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ReadersPage() {
  const { id = '' } = useRouter().params
  return <SignedIn><ReadersScreen id={id} /></SignedIn>
}
