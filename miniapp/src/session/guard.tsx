// Lets nobody past who is not signed in, and brings a person back to where the scan wanted to go.
import { useEffect, type ReactNode } from 'react'
import { currentPath, restart, type Query } from '../platform/page'
import { useSession } from './session'

let wanted: { path: string; query: Query } | null = null

/** Where to go after signing in; once. Lives in memory: a code from a door must not lie on the phone of a stranger. */
export function takeWanted(): { path: string; query: Query } | null {
  const target = wanted
  wanted = null
  return target
}

export function SignedIn({ children, query }: { children: ReactNode; query?: Query }) {
  const standing = useSession((s) => s.standing)
  useEffect(() => {
    if (standing !== 'out') return
    const path = currentPath()
    if (path === 'pages/sign-in/index') return
    if (query && Object.keys(query).length > 0) wanted = { path, query }
    restart('pages/sign-in/index')
  }, [standing, query])
  return standing === 'in' ? <>{children}</> : null
}
