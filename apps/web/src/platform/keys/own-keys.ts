import { putKeys } from './keys.ts';

const OWN = 'own-keys';

/** What this device remembers: by which keys somebody does what a chord does otherwise. */
export function ownKeys(): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(OWN) ?? '{}');
    const entries = Object.entries(typeof kept === 'object' && kept !== null ? kept : {});
    return Object.fromEntries(entries.filter(([, mine]) => typeof mine === 'string'));
  } catch {
    // Storage may be forbidden, or what is in it was written by somebody else: then nothing was changed here.
    return {};
  }
}

/** Remembers on this device, for every screen, by which keys what is done. */
export function setOwnKeys(keys: Record<string, string>): void {
  putKeys(keys);
  localStorage.setItem(OWN, JSON.stringify(keys));
}

/** Goes on with the keys that this device remembers. */
export function takeOwnKeys(): void {
  putKeys(ownKeys());
}
