// Addresses that open one photo for a few minutes: an image on a page cannot send a session.
import { clock } from '../../kernel/clock'
import type { Vault } from '../../kernel/vault'

export const LINK_MS = 5 * 60_000
export type Size = 'thumb' | 'full'

export interface Opened { object: string; size: Size; photoId: string; accountId: string }

/** Token: sealed, so that it says nothing and nobody else can make one. */
export function linkToken(vault: Vault, of: Opened): { token: string; until: number } {
  const until = clock.now() + LINK_MS
  return { token: vault.seal('photo.link', 'link', JSON.stringify([until, of.object, of.size, of.photoId, of.accountId])), until }
}

/** Null for one that is forged, torn or too old. */
export function openToken(vault: Vault, token: string): Opened | null {
  try {
    const [until, object, size, photoId, accountId] = JSON.parse(vault.open('photo.link', 'link', token)) as [number, string, Size, string, string]
    return until > clock.now() ? { object, size, photoId, accountId } : null
  } catch { return null }
}
