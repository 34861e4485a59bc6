import { ChangeScreen } from '../../../features/changes/change-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ChangePage() {
  const { id = '', field, member, entry } = useRouter().params
  return <SignedIn><ChangeScreen id={id} field={field} member={member} entry={entry} /></SignedIn>
}
