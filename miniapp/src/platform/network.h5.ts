import { onlineManager } from '@tanstack/react-query'

/** A browser sends the events by itself; only its first word is missing: react-query assumes a line until an event comes. */
export function wireManagers(): void {
  if (typeof navigator !== 'undefined' && navigator.onLine === false) onlineManager.setOnline(false)
}
