import { RaiseScreen } from '../../../features/problems/raise-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function RaisePage() {
  const { id = '', line, entry } = useRouter().params
  return <SignedIn><RaiseScreen id={id} line={line} entry={entry} /></SignedIn>
}
