// Ties what the phone keeps to who is signed in.
import { onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { ActorView } from '@onecard/shared/contract/accounts.views'
import { tellBurden } from '../data/burden'
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
  if (kind !== 'office') return { kind: 'mine', beside: actor.permissions.includes('visit.read') && actor.permissions.includes('photo.read') }
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
    if (account !== null) void tellBurden()
  }
  useSession.subscribe(look)
  look()
  startKeeping()
  onlineManager.subscribe((online) => { if (online && whose !== null) void tellBurden() })
}

/** The forms' lists of choices, for the yard without signal; they hardly ever change. */
async function keepLists(): Promise<void> {
  const held = kept('change-catalogue')
  if (held && now() - held.savedAt < DAY_MS) return
  await call(operations.changes.catalogue, {}).then((value) => keep('change-catalogue', value, { pinned: true }), () => undefined)
}
