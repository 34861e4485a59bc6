import { HomeScreen } from '../../features/home/home-screen'
import { SignedIn } from '../../session/guard'

export default function HomePage() {
  return <SignedIn><HomeScreen /></SignedIn>
}
