// Ties what the phone keeps to who is signed in.
import { operations } from '@onecard/shared/operations'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { call } from '../data/call'
import { chosenVillages, keepFor, startKeeping, type Reach } from '../data/keep-cards'
import { keep, kept } from '../data/kept'
import { now } from '../platform/clock'
import { useSession } from './session'
import { homeKind } from './tabs'

const DAY_MS = 86_400_000

/** A helper, a household and a village have theirs by themselves; an office has the villages it chose. */
export function reachOf(actor: ActorView | null): Reach {
  const kind = homeKind(actor)
  if (!actor?.permissions.includes('household.read') || kind === 'desk') return { kind: 'none' }
  if (kind !== 'office') return { kind: 'mine' }
  const codes = chosenVillages()
  return codes.length > 0 ? { kind: 'villages', codes } : { kind: 'none' }
}

export function tieKeeping(): void {
  let whose: string | null = null
  const look = () => {
    const { standing, actor } = useSession.getState()
    const account = standing === 'in' ? actor?.account ?? null : null
    if (account === whose) return
    whose = account
    keepFor(account === null ? { kind: 'none' } : reachOf(actor))
    if (actor?.permissions.includes('change.write')) void keepLists()
  }
  useSession.subscribe(look)
  look()
  startKeeping()
}

/** The forms' lists of choices, for the yard without signal; they hardly ever change. */
async function keepLists(): Promise<void> {
  const held = kept('change-catalogue')
  if (held && now() - held.savedAt < DAY_MS) return
  await call(operations.changes.catalogue, {}).then((value) => keep('change-catalogue', value, { pinned: true }), () => undefined)
}
