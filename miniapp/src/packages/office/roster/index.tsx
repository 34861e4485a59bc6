import { RosterScreen } from '../../../features/roster/roster-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function LandRosterPage() {
  const { region, due } = useRouter().params
  return <SignedIn><RosterScreen region={region} due={due} inner /></SignedIn>
}
