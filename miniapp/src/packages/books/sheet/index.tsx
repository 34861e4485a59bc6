import { SheetScreen } from '../../../features/books/sheet-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function SheetPage() {
  const { id = '', period = '', entry, revision } = useRouter().params
  return <SignedIn><SheetScreen id={id} period={period} entry={entry} revision={revision} /></SignedIn>
}
