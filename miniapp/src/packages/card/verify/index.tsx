import { VerifyScreen } from '../../../features/card/verify-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function VerifyPage() {
  const { text = '' } = useRouter().params
  return <SignedIn><VerifyScreen text={text} /></SignedIn>
}
