import { ChangePasswordScreen } from '../../../features/sign-in/change-password-screen'
import { SignedIn } from '../../../session/guard'

export default function ChangePasswordPage() {
  return <SignedIn><ChangePasswordScreen /></SignedIn>
}
