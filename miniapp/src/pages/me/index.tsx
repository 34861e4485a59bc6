import { MeScreen } from '../../features/me/me-screen'
import { SignedIn } from '../../session/guard'

export default function MePage() {
  return <SignedIn><MeScreen /></SignedIn>
}
