import { ChangesScreen } from '../../../features/changes/changes-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ChangesPage() {
  const { id = '' } = useRouter().params
  return <SignedIn><ChangesScreen id={id} /></SignedIn>
}
