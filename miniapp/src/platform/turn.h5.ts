// Tabs of one browser: one sends at a time, and each hears when another has changed what lies on the disk.

/** Waits for the other tabs; a tab that dies gives its turn back by itself. */
export async function takeTurn(name: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) return work()
  await navigator.locks.request(`onecard.${name}`, work)
}

export function listen(name: string, heard: () => void): { tell: () => void; stop: () => void } {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => undefined, stop: () => undefined }
  const channel = new BroadcastChannel(`onecard.${name}`)
  channel.onmessage = heard
  return { tell: () => channel.postMessage('changed'), stop: () => channel.close() }
}
