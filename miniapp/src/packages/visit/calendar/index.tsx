import { CalendarScreen } from '../../../features/due/calendar-screen'
import { SignedIn } from '../../../session/guard'

export default function CalendarPage() {
  return <SignedIn><CalendarScreen /></SignedIn>
}
