import { AnnualScreen } from '../../../features/card/annual-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function AnnualPage() {
  const { id = '', year, version } = useRouter().params
  return <SignedIn><AnnualScreen id={id} year={year} version={version} /></SignedIn>
}
