import type { DeviceSession } from '../session/session.ts';
import { toHex } from './kept-lease.ts';

const NAME = 'pin-key';

/** The key that PINs are mixed with before they are kept: made here, and nobody can take it out, not even this program. */
export async function deviceKey(session: DeviceSession): Promise<CryptoKey> {
  const known = await session.value(NAME);
  if (known instanceof CryptoKey) return known;
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  await session.putValue(NAME, key);
  return key;
}

/** What is kept of a verifier: nobody without the key can compare a PIN with it. */
export async function mix(key: CryptoKey, userId: string, verifier: Uint8Array<ArrayBuffer>): Promise<string> {
  const label = new TextEncoder().encode(`mosaajii pin ${userId} `);
  const input = new Uint8Array(label.length + verifier.length);
  input.set(label);
  input.set(verifier, label.length);
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, input)));
}
