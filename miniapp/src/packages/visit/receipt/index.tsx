import { ReceiptScreen } from '../../../features/visit/receipt-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ReceiptPage() {
  const { id = '', key = '' } = useRouter().params
  return <SignedIn><ReceiptScreen id={id} entryKey={key} /></SignedIn>
}
