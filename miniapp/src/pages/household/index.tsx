import { HouseholdScreen, type Way } from '../../features/household/household-screen'
import { LandingScreen } from '../../features/scan/landing-screen'
import { useRouter } from '../../platform/page'
import { SignedIn } from '../../session/guard'

/** `id` from within; `scene` (mini-program code) or `q` (ordinary code) from WeChat's scanner. */
export default function HouseholdPage() {
  const { id, scene, q, way } = useRouter().params
  const text = scene ?? q
  return <SignedIn query={id ? { id } : scene ? { scene } : { q }}>{id ? <HouseholdScreen id={id} way={(way as Way | undefined) ?? 'link'} /> : text ? <LandingScreen text={text} /> : null}</SignedIn>
}
