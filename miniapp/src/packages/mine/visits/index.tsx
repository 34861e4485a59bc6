import { OwnVisitsScreen } from '../../../features/my-home/own-visits'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function OwnVisitsPage() {
  const { id = '', wrong } = useRouter().params
  return <SignedIn><OwnVisitsScreen id={id} wrong={wrong} /></SignedIn>
}
