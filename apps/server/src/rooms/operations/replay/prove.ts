import { createHash, createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { PROOF_HEADER, proofText } from '../../../platform/access/index.ts';
import type { Jwk, RegisterIdentity } from './register-chain.ts';

/** What a register needs to speak for itself. */
export type Prover = Pick<RegisterIdentity, 'organizationId' | 'keyId' | 'secret' | 'privateKey'>;

const keys = new WeakMap<Jwk, KeyObject>();

/**
 * The headers by which a register says who it is and proves that it holds its key, for one request: `path` as it is sent,
 * with prefix and query, `body` as its bytes will be. `now` in milliseconds since 1970.
 */
export function registerHeaders(
  register: Prover,
  { method, path, body = '' }: { readonly method: string; readonly path: string; readonly body?: string | Buffer },
  now = Date.now(),
): Record<string, string> {
  const { organizationId, keyId, secret, privateKey } = register;
  const proofId = randomBytes(16).toString('base64url');
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const text = proofText({ method, path, issuedAt: now, proofId, bodyHash }, keyId);
  const signature = sign('sha256', Buffer.from(text), { key: keyOf(privateKey), dsaEncoding: 'ieee-p1363' });
  return {
    authorization: `Register ${organizationId}.${keyId}.${secret}`,
    [PROOF_HEADER]: `${now}.${proofId}.${bodyHash}.${signature.toString('base64url')}`,
  };
}

function keyOf(jwk: Jwk): KeyObject {
  const known = keys.get(jwk);
  if (known !== undefined) return known;
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  keys.set(jwk, key);
  return key;
}
