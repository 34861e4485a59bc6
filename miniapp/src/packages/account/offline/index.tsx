import { OfflineScreen } from '../../../features/me/offline-screen'
import { SignedIn } from '../../../session/guard'

export default function OfflinePage() {
  return <SignedIn><OfflineScreen /></SignedIn>
}
