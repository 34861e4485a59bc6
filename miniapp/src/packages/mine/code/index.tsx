import { CodeScreen } from '../../../features/privacy/code-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function CodePage() {
  const { id = '' } = useRouter().params
  return <SignedIn><CodeScreen id={id} /></SignedIn>
}
