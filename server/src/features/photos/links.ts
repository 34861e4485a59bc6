// Addresses that open one photo for a few minutes: an image on a page cannot send a session, so the address names the one that asked for it.
import { clock } from '../../kernel/clock'
import type { Vault } from '../../kernel/vault'

export const LINK_MS = 5 * 60_000
export type Size = 'thumb' | 'full'

export interface Opened { size: Size; householdId: string; photoId: string; sessionId: string }

/** Token: sealed, so that it says nothing and nobody else can make one. */
export function linkToken(vault: Vault, of: Opened): { token: string; until: number } {
  const until = clock.now() + LINK_MS
  return { token: vault.seal('photo.link', 'link', JSON.stringify([until, of.size, of.householdId, of.photoId, of.sessionId])), until }
}

/** Null for one that is forged, torn or too old. */
export function openToken(vault: Vault, token: string): Opened | null {
  try {
    const [until, size, householdId, photoId, sessionId] = JSON.parse(vault.open('photo.link', 'link', token)) as [number, Size, string, string, string]
    return until > clock.now() ? { size, householdId, photoId, sessionId } : null
  } catch { return null }
}
