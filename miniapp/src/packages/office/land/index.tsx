import { LandScreen } from '../../../features/home/office-home'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function LandPage() {
  const { region = '' } = useRouter().params
  return <SignedIn><LandScreen region={region} /></SignedIn>
}
