import { BurdenScreen } from '../../../features/due/burden-screen'
import { SignedIn } from '../../../session/guard'

export default function BurdenPage() {
  return <SignedIn><BurdenScreen /></SignedIn>
}
