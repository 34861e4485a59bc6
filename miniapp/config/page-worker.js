// The page itself from the phone: opened without asking the server first, and without signal at all. Parts of the page carry their content in
// their names and lie in the browser's own cache; what the page asks of the server never passes here.
const KEPT = 'page'
const PAGE = '/m/'

self.addEventListener('install', (event) => {
  // Where the browser can, it looks into the cache by itself and starts no worker for that.
  event.addRoutes?.([{ condition: { urlPattern: new URLPattern({ pathname: PAGE, search: '' }), requestMode: 'navigate' }, source: { cacheName: KEPT } }, { condition: { urlPattern: new URLPattern({}) }, source: 'network' }])
  self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { mode, url } = event.request
  if (mode !== 'navigate' || new URL(url).pathname !== PAGE || new URL(url).search !== '') return
  event.respondWith(caches.open(KEPT).then((cache) => cache.match(PAGE)).then((page) => page ?? fetch(event.request)))
})
