import { OwnVisitsScreen } from '../../../features/my-home/own-visits'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'
import '../../../features/my-home/my-home.css'

export default function OwnVisitsPage() {
  const { id = '' } = useRouter().params
  return <SignedIn><OwnVisitsScreen id={id} /></SignedIn>
}
