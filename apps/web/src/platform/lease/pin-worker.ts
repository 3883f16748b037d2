import { argon2id } from 'hash-wasm';
import type { PinWork } from './hash-pin.ts';

// The program's types know the page's `self`; this file runs in a worker only.
const worker = self as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<PinWork>) => void): void;
  postMessage(answer: unknown): void;
};

worker.addEventListener('message', ({ data: { pin, salt, memoryKib, passes, lanes } }) => {
  const options = { parallelism: lanes, iterations: passes, memorySize: memoryKib, hashLength: 32 };
  argon2id({ password: pin, salt, ...options, outputType: 'binary' })
    .then((hash) => worker.postMessage({ hash }))
    .catch((error: unknown) => worker.postMessage({ error: String(error) }));
});
