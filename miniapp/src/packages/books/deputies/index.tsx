import { DeputiesScreen } from '../../../features/books/deputies-screen'
import { SignedIn } from '../../../session/guard'

export default function DeputiesPage() {
  return <SignedIn><DeputiesScreen /></SignedIn>
}
