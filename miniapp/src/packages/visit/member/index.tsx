import { MemberScreen } from '../../../features/changes/member-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function MemberPage() {
  const { id = '', entry } = useRouter().params
  return <SignedIn><MemberScreen id={id} entry={entry} /></SignedIn>
}
