import type { SigningKey } from './model.ts';
import type { JournalCrypto } from './ports.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The journal's cryptography by WebCrypto, in browsers (secure contexts) and Node. */
export const webCrypto: JournalCrypto = {
  async sha256(text) {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  async sign(key, text) {
    if (!isCryptoKey(key)) throw new TypeError('the signing key is not a CryptoKey');
    const signature = await crypto.subtle.sign(SIGNATURE, key, new TextEncoder().encode(text));
    return base64Url(new Uint8Array(signature));
  },
};

function isCryptoKey(key: SigningKey): key is CryptoKey {
  return key instanceof CryptoKey;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** A new key of a register. The private half cannot be exported, by this program neither; the public half is for the server. */
export async function createRegisterKey(): Promise<{
  readonly signingKey: CryptoKey;
  readonly publicKey: RegisterPublicKey;
}> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (x === undefined || y === undefined) throw new Error('the browser made a key without coordinates');
  return { signingKey: pair.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x, y } };
}

/** The public half as a JSON Web Key (RFC 7517). */
export interface RegisterPublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}
