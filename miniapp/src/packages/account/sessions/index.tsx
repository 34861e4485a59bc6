import { SessionsScreen } from '../../../features/me/sessions-screen'
import { SignedIn } from '../../../session/guard'

export default function SessionsPage() {
  return <SignedIn><SessionsScreen /></SignedIn>
}
