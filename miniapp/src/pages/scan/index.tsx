import { ScanScreen } from '../../features/scan/scan-screen'
import { useRouter } from '../../platform/page'
import { SignedIn } from '../../session/guard'

export default function ScanPage() {
  const { type } = useRouter().params
  return <SignedIn><ScanScreen typing={type === '1'} /></SignedIn>
}
