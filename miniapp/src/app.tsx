// The program: the query client, the managers, the session. Pages draw everything else.
import type { PropsWithChildren } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { queries } from './data/queries'
import { wireManagers } from './platform/network'
import { tieKeeping } from './session/keeping'
import { startSession } from './session/session'
import { startUpdates } from './ui/update-bar'
import './ui/tokens.css'
import './ui/icons.css'
import './ui/kit.css'
import './features/household/household.css'
import './features/scan/scan.css'
import './features/sign-in/sign-in.css'
import './features/home/home.css'
import './features/sync/sync.css'
import './features/visit/visit.css'

wireManagers()
void startSession()
tieKeeping()
startUpdates()

export default function App({ children }: PropsWithChildren) {
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
