// Stands before what workbox-build writes: that keeps the page and all its parts under one version; this lets the browser look them up by
// itself, where it can, without starting a worker (a start costs more than the whole page from the phone). Questions to the server never pass here.
const KEPT = `onecard-%VERSION%-precache-v2-${self.registration.scope}`
const PAGE = new URL(self.registration.scope).pathname

self.addEventListener('install', (event) => {
  // A browser that refuses the routes goes through the worker, which answers the same.
  event.addRoutes?.([
    { condition: { urlPattern: new URLPattern({ pathname: PAGE, search: '' }), requestMode: 'navigate' }, source: { cacheName: KEPT } },
    // Parts carry their content in their names, so those of the version before are still right for a page that is still open.
    ...['js', 'css'].map((kind) => ({ condition: { urlPattern: new URLPattern({ pathname: `${PAGE}${kind}/*` }) }, source: 'cache' })),
    { condition: { urlPattern: new URLPattern({}) }, source: 'network' },
  ]).catch(() => undefined)
})

// This version and the one before, which another tab may still be showing.
self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => {
    const before = names.filter((name) => name.startsWith('onecard-') && name !== KEPT).at(-1)
    return Promise.all(names.filter((name) => name !== KEPT && name !== before).map((name) => caches.delete(name)))
  }))
})

