import type { UpdateControl } from './update.ts';

const WORKER = '/sw.js';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The address of the worker, as browsers with Trusted Types ask for it: the one script address that is made here. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy('mosaajii', { createScriptURL: () => WORKER }).createScriptURL('') ?? WORKER;
}

const CHECK_EVERY_MS = 60 * 60 * 1000;

/** A worker that was asked for so long and still waits is parked; see `unpark`. */
const PARKED_MS = 5_000;
const UNPARKED = 'mosaajii-update-unparked';

/**
 * Keeps the program on this device and watches for a new version of it. A new one is offered, never applied by itself;
 * another tab that applies it makes this one offer a reload in turn.
 */
export async function watchProgram(
  update: UpdateControl,
  container: ServiceWorkerContainer | undefined,
  reload: () => void = () => location.reload(),
): Promise<void> {
  if (!container) return;
  const hadWorker = container.controller !== null;
  let isAsked = false;
  const registration = await container.register(workerAddress(), { updateViaCache: 'none' });
  const offer = (worker: ServiceWorker) => {
    let isLate = false;
    update.offer(() => {
      if (isLate) unpark(reload);
      if (!isAsked) {
        setTimeout(() => {
          isLate = worker.state === 'installed';
          if (isLate) void update.apply();
        }, PARKED_MS);
      }
      isAsked = true;
      worker.postMessage('activate');
    });
  };
  const watch = (worker: ServiceWorker | null) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && container.controller !== null) offer(worker);
    });
  };
  container.addEventListener('controllerchange', () => {
    sessionStorage.removeItem(UNPARKED);
    if (isAsked) reload();
    // The very first worker takes over a page that it did not load: nothing changed for this page.
    else if (hadWorker) update.offer(reload);
  });
  if (registration.waiting && container.controller !== null) offer(registration.waiting);
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  setInterval(() => void lookForUpdate(registration), CHECK_EVERY_MS);
}

/**
 * A request that reaches the outgoing worker in the moment of the change makes Chromium leave the new one waiting for
 * minutes, however often it is asked; a page that is loaded again asks with nothing under way. Once for each tab: a lock
 * screen that reloads again and again would take the PIN from under the cashier's fingers.
 */
function unpark(reload: () => void): void {
  if (sessionStorage.getItem(UNPARKED) !== null) return;
  sessionStorage.setItem(UNPARKED, 'yes');
  reload();
}

async function lookForUpdate(registration: ServiceWorkerRegistration): Promise<void> {
  try {
    await registration.update();
  } catch (error) {
    // Offline: the next hour asks again. Anything but a failed fetch is a bug.
    if (!(error instanceof TypeError)) throw error;
  }
}
