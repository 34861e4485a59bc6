import { RosterScreen } from '../../../features/roster/roster-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function LandRosterPage() {
  const { region } = useRouter().params
  return <SignedIn><RosterScreen region={region} inner /></SignedIn>
}
