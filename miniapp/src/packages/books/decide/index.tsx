import { DecideScreen } from '../../../features/books/decide-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function DecidePage() {
  const { id = '', period = '' } = useRouter().params
  return <SignedIn><DecideScreen id={id} period={period} /></SignedIn>
}
