import { SetPasswordScreen } from '../../../features/sign-in/set-password-screen'

export default function PasswordPage() {
  return <SetPasswordScreen />
}
