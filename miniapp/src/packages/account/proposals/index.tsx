import { ProposalsScreen } from '../../../features/me/proposals-screen'
import { SignedIn } from '../../../session/guard'

export default function ProposalsPage() {
  return <SignedIn><ProposalsScreen /></SignedIn>
}
