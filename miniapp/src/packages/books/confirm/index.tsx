import { ConfirmScreen } from '../../../features/books/confirm-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ConfirmPage() {
  const { id = '', period = '' } = useRouter().params
  return <SignedIn><ConfirmScreen id={id} period={period} /></SignedIn>
}
