import { VisitDetailScreen } from '../../../features/visit/detail-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function DetailPage() {
  const { id = '', visit = '' } = useRouter().params
  return <SignedIn><VisitDetailScreen id={id} visit={visit} /></SignedIn>
}
