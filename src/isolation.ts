/**
 * Whether the page may share memory with a worker.
 * - `isolated`: it may; go on.
 * - `reloading`: the header shim was just installed and the page is about to load again; do nothing more.
 * - `unavailable`: it may not; the engine runs in the page's own thread, and the page says so.
 */
export type Isolation = 'isolated' | 'reloading' | 'unavailable';

const RELOADED = 'heapglass.isolation-reloaded';
const SHIM_PATIENCE_MS = 5_000;

/**
 * Called once, before anything else. A host that sends the isolation headers needs nothing; elsewhere the service
 * worker adds them, for which the page must load again once. On this machine's own server no service worker is
 * installed: it would outlive the server and answer for whatever uses the port next.
 */
export async function ensureIsolation(): Promise<Isolation> {
  if (!import.meta.env.PROD) return crossOriginIsolated ? 'isolated' : 'unavailable';
  if (crossOriginIsolated) {
    forgetReload();
    if (!isLoopback(location.hostname)) void installShim();
    return 'isolated';
  }
  if (wasReloaded() || !(await installShim())) return 'unavailable';
  rememberReload();
  location.reload();
  return 'reloading';
}

/** Installs the service worker; true once it is active. */
async function installShim(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  try {
    await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    const patience = new Promise<false>((resolve) => {
      setTimeout(() => {
        resolve(false);
      }, SHIM_PATIENCE_MS);
    });
    return await Promise.race([navigator.serviceWorker.ready.then(() => true), patience]);
  } catch {
    return false; // not a secure context, or switched off by the person
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

// Storage may be switched off; then the page never reloads itself, rather than for ever.
function wasReloaded(): boolean {
  try {
    return sessionStorage.getItem(RELOADED) !== null;
  } catch {
    return true;
  }
}

function rememberReload(): void {
  sessionStorage.setItem(RELOADED, 'yes');
}

function forgetReload(): void {
  try {
    sessionStorage.removeItem(RELOADED);
  } catch {
    return;
  }
}
