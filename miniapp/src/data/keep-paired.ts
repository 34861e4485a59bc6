// Brings the helper's own households onto the phone, one by one, only where something changed.
import { onlineManager } from '@tanstack/react-query'
import { operations } from '@onecard/shared/operations'
import type { CardView, HouseholdListItem } from '@onecard/shared/contract/households.views'
import { token } from '../session/token'
import { callIfChanged } from './call'
import { confirm, forget, keep, kept, keptEntries } from './kept'

let running = false

/** Never more than one at a time; a refusal of one household leaves the others alone. Resolves with how many were fetched. */
export async function keepPaired(items: readonly HouseholdListItem[]): Promise<number> {
  if (running || !onlineManager.isOnline()) return 0
  running = true
  const session = token()
  let fetched = 0
  try {
    dropUnpaired(items)
    for (const item of items) {
      if (token() !== session || session === null) break
      fetched += await bring(item) ? 1 : 0
    }
  } finally {
    running = false
  }
  return fetched
}

/** A household that is no longer theirs does not stay on their phone. */
function dropUnpaired(items: readonly HouseholdListItem[]): void {
  const mine = new Set(items.map((i) => `card.${i.id}`))
  keptEntries('card.').filter((e) => e.pinned && !mine.has(e.key)).forEach((e) => forget(e.key))
}

async function bring(item: HouseholdListItem): Promise<boolean> {
  const key = `card.${item.id}`
  const held = kept<CardView>(key)
  if (held?.value.version === item.version) {
    keep(key, held.value, { etag: held.etag, pinned: true })
    return false
  }
  try {
    const answer = await callIfChanged(operations.households.card, { id: item.id, way: 'offline' }, held?.etag ?? null)
    if (answer.changed) keep(key, answer.value, { etag: answer.etag, pinned: true })
    else confirm(key)
    return answer.changed
  } catch {
    return false
  }
}
