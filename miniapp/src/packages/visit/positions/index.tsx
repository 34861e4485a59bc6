import { PositionsScreen } from '../../../features/due/positions-screen'
import { SignedIn } from '../../../session/guard'

export default function PositionsPage() {
  return <SignedIn><PositionsScreen /></SignedIn>
}
