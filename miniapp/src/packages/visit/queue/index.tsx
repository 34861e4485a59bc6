import { QueueScreen } from '../../../features/changes/queue-screen'
import { SignedIn } from '../../../session/guard'

export default function QueuePage() {
  return <SignedIn><QueueScreen /></SignedIn>
}
