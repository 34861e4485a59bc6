import { ConsentScreen } from '../../../features/privacy/consent-screen'
import { SignedIn } from '../../../session/guard'

export default function ConsentPage() {
  return <SignedIn><ConsentScreen /></SignedIn>
}
