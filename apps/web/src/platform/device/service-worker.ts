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

/**
 * Keeps the program on this device and watches for a new version of it. A new one is offered, never applied by itself;
 * another tab that applies it makes this one offer a reload in turn.
 */
export async function watchProgram(
  update: UpdateControl,
  container: ServiceWorkerContainer | undefined,
): Promise<void> {
  if (!container) return;
  const hadWorker = container.controller !== null;
  let isAsked = false;
  const registration = await container.register(workerAddress(), { updateViaCache: 'none' });
  const offer = (worker: ServiceWorker) =>
    update.offer(() => {
      isAsked = true;
      worker.postMessage('activate');
    });
  const watch = (worker: ServiceWorker | null) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && container.controller !== null) offer(worker);
    });
  };
  container.addEventListener('controllerchange', () => {
    if (isAsked) location.reload();
    // The very first worker takes over a page that it did not load: nothing changed for this page.
    else if (hadWorker) update.offer(() => location.reload());
  });
  if (registration.waiting && container.controller !== null) offer(registration.waiting);
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  setInterval(() => void lookForUpdate(registration), CHECK_EVERY_MS);
}

async function lookForUpdate(registration: ServiceWorkerRegistration): Promise<void> {
  try {
    await registration.update();
  } catch (error) {
    // Offline: the next hour asks again. Anything but a failed fetch is a bug.
    if (!(error instanceof TypeError)) throw error;
  }
}
