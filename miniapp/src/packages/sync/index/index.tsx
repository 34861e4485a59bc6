import { SyncScreen } from '../../../features/sync/sync-screen'
import { SignedIn } from '../../../session/guard'

export default function SyncPage() {
  return <SignedIn><SyncScreen /></SignedIn>
}
