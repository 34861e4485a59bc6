import { SampleScreen } from '../../../features/books/progress-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function SamplePage() {
  const { id = '' } = useRouter().params
  return <SignedIn><SampleScreen id={id} /></SignedIn>
}
