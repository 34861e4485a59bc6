import { DecideScreen } from '../../../features/changes/queue-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function DecidePage() {
  const { change = '' } = useRouter().params
  return <SignedIn><DecideScreen change={change} /></SignedIn>
}
