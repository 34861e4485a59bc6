import { RecordScreen } from '../../../features/visit/record-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function RecordPage() {
  const { id = '', visit, entry } = useRouter().params
  return <SignedIn><RecordScreen id={id} visit={visit} entry={entry} /></SignedIn>
}
