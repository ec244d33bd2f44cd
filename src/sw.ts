// Two jobs in one service worker, since a scope has one: it keeps the app's own files for a start without a network,
// and it adds the isolation headers where a plain static host cannot send them. It never touches other origins.

export type {}; // a module, so that `self` may be declared as what it is here
declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file that the app consists of, relative to the page. */
declare const __SHELL_FILES__: readonly string[];

const files = __SHELL_FILES__;
const cacheName = `heapglass ${files.join(' ')}`;

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([keepShell(), self.skipWaiting()]));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldShells(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = new URL(request.url).origin === self.location.origin;
  if (request.method === 'GET' && isOurs && request.cache !== 'only-if-cached') event.respondWith(answer(request));
});

/** A file that cannot be kept now costs its use without a network, nothing else. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.allSettled(['./', ...files].map((file) => cache.add(file)));
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('heapglass ') && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Hashed files come from the cache first; the page itself from the network, so that a new build is seen at once. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const isHashed = new URL(request.url).pathname.includes('/assets/');
  const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate' });
  if (isHashed && kept !== undefined) return isolated(kept);
  try {
    return isolated(await fetch(request));
  } catch (error) {
    if (kept !== undefined) return isolated(kept);
    throw error;
  }
}

function isolated(response: Response): Response {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const hasBody = response.status !== 204 && response.status !== 304;
  const { status, statusText } = response;
  return new Response(hasBody ? response.body : null, { status, statusText, headers });
}
