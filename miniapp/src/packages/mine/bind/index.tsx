import { BindScreen } from '../../../features/privacy/bind-screen'

export default function BindPage() {
  return <BindScreen />
}
