/**
 * Keeps the program itself on the device, so that the till starts without the network. It never touches the API: what is
 * true about the shop comes from the journal and the server, not from a cache of answers.
 *
 * A new version is installed beside the old one and waits until a page says that nothing is at stake (see platform/device).
 */
/** Filled by the build: every file of this version, and a name that changes with any of them. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };

// The program's types know the page's `self`; this file runs in a worker only.
const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'mosaajii-shell-';
const shell = __SHELL__;
const cacheName = `${PREFIX}${shell.version}`;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (isProgramPage(url.pathname)) event.respondWith(page(request));
  } else if (shell.files.includes(url.pathname) || url.pathname.startsWith('/assets/')) {
    event.respondWith(file(request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Past the browser's own cache: a stale file under a new version would be kept for good.
  await cache.addAll(shell.files.map((path) => new Request(path, { cache: 'reload' })));
}

/** The version before stays: another tab may still run it and load its chunks. */
async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The API answers navigations of its own: its reference, its health, downloads. */
function isProgramPage(path: string): boolean {
  return !path.startsWith('/api/') && path !== '/livez' && path !== '/readyz';
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match('/index.html')) ?? fetch(request);
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = (await cache.match(request)) ?? (await caches.match(request));
  if (kept !== undefined) return kept;
  const fetched = await fetch(request);
  // The camera's decoder is too large for every device and needed without the network on those that use it.
  if (fetched.ok && request.url.endsWith('.wasm')) await cache.put(request, fetched.clone());
  return fetched;
}
