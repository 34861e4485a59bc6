import { RosterScreen } from '../../features/roster/roster-screen'
import { SignedIn } from '../../session/guard'

export default function RosterPage() {
  return <SignedIn><RosterScreen /></SignedIn>
}
