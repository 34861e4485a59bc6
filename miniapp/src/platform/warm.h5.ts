// A page that was never opened is not on the phone yet: without this, the yard without signal would show nothing at all.

/** After the first screen has what it needs, so that a slow line is never shared with it. */
const AFTER_MS = 2500

/** Fetches every part of every page into the browser's cache, once the line is free; tries again when a line comes back. */
export function warmPages(): void {
  setTimeout(() => {
    warm().catch(() => window.addEventListener('online', warmPages, { once: true }))
  }, AFTER_MS)
}

async function warm(): Promise<void> {
  const parts = await (await fetch('/m/parts.json', { credentials: 'omit' })).json() as string[]
  for (const part of parts) {
    const reply = await fetch(`/m/${part}`, { credentials: 'same-origin', priority: 'low' } as RequestInit)
    // What is not read to its end is not kept.
    await reply.arrayBuffer()
  }
  await keepPage()
}

/** After its parts: a page that is kept must never ask for a part that is not. Each opening keeps the page of today for the next one. */
async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await (await caches.open('page')).add('/m/')
  await navigator.serviceWorker.register('/m/worker.js')
}
