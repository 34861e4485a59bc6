import { QueueScreen } from '../../../features/books/queue-screen'
import { SignedIn } from '../../../session/guard'

export default function QueuePage() {
  return <SignedIn><QueueScreen /></SignedIn>
}
