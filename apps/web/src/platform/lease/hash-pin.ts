import address from './pin-worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(input: string): string };
}

/** With Trusted Types a worker starts from an address that a policy has made, and from no other. */
function trustedAddress(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('mosaajii-pin', { createScriptURL: () => address });
  return policy?.createScriptURL('') ?? address;
}
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** argon2id of a PIN: memory in KiB, the salt as bytes. */
export interface PinWork {
  readonly pin: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 32 bytes, about a second of work beside the page. Throws when the browser cannot do it. */
export type HashPin = (work: PinWork) => Promise<Uint8Array<ArrayBuffer>>;

/** In a worker of its own, which is gone afterwards with the memory that it took. */
export const hashInWorker: HashPin = (work) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trustedAddress(), { type: 'module', name: 'pin' });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<{ hash?: Uint8Array<ArrayBuffer>; error?: string }>) => {
      const { hash, error } = data;
      end(() => (hash === undefined ? reject(new Error(error)) : resolve(hash)));
    });
    worker.addEventListener('error', (event) =>
      end(() => reject(new Error(event.message || 'the worker did not start'))),
    );
    worker.postMessage(work);
  });
