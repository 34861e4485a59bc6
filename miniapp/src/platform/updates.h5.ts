// The web page's half: a worker keeps the page and all its parts, so that it opens again without signal, and always as one version.

/** A page that stays open asks for a new version when it is looked at again, not more often than this. */
const ASK_EVERY_MS = 30 * 60_000

let kept: ServiceWorkerRegistration | null = null

/** `free`: when the line is nobody else's, so that a slow one is not shared with the first screen. */
export function watchUpdates(ready: () => void, free: () => Promise<void>): void {
  if (!('serviceWorker' in navigator)) return
  loaded().then(free).then(() => keep(ready)).catch(() => window.addEventListener('online', () => watchUpdates(ready, free), { once: true }))
}

/** Every file that the first page named has come. */
function loaded(): Promise<void> {
  return document.readyState === 'complete' ? Promise.resolve() : new Promise((done) => { window.addEventListener('load', () => done(), { once: true }) })
}

async function keep(ready: () => void): Promise<void> {
  const registration = await navigator.serviceWorker.register('/m/worker.js', { updateViaCache: 'none' })
  kept = registration
  const look = () => { if (registration.waiting && registration.active) ready() }
  const follow = (worker: ServiceWorker | null) => worker?.addEventListener('statechange', look)
  registration.addEventListener('updatefound', () => follow(registration.installing))
  follow(registration.installing)
  look()
  let asked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < ASK_EVERY_MS) return
    asked = Date.now()
    registration.update().catch(() => undefined) // no line: another time
  })
}

/** The new version takes over, and this tab opens it. Other tabs go on with the version they have until they are opened anew. */
export function applyUpdate(): void {
  const next = kept?.waiting
  if (!next) { window.location.reload(); return }
  next.addEventListener('statechange', () => { if (next.state === 'activated') window.location.reload() })
  next.postMessage({ type: 'SKIP_WAITING' })
}
