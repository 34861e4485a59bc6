import { VisitListScreen } from '../../../features/visit/list-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ListPage() {
  const { id = '' } = useRouter().params
  return <SignedIn><VisitListScreen id={id} /></SignedIn>
}
