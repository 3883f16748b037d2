import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { JournalPorts, SigningKey } from '../../apps/web/src/platform/journal/index.ts';

/** A key as the simulation keeps it: the journal sees only that it is one. */
export interface SimKey extends SigningKey {
  readonly key: KeyObject;
}

/** A new key pair; the public half as the server stores it. */
export function newSimKey(): { readonly signingKey: SimKey; readonly publicKey: Readonly<Record<string, unknown>> } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = { ...pair.publicKey.export({ format: 'jwk' }) };
  return { signingKey: { type: 'private', key: pair.privateKey }, publicKey };
}

/**
 * The same hash and signature as WebCrypto's, computed at once: WebCrypto works on other threads, whose order no seed
 * decides. That both agree is tested where WebCrypto's implementation is.
 */
export const simCrypto: JournalPorts['crypto'] = {
  sha256: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
  sign: (key, text) => {
    const signature = sign('sha256', Buffer.from(text), { key: (key as SimKey).key, dsaEncoding: 'ieee-p1363' });
    return Promise.resolve(signature.toString('base64url'));
  },
};
