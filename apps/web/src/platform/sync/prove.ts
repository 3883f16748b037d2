import type { Registration } from '../journal/model.ts';
import { webCrypto } from '../journal/web-crypto.ts';

/** How far the server's clock is ahead of this device's, in milliseconds: a proof is believed for a minute. */
let aheadMs = 0;

/** Takes the server's time from an answer of its own. */
export function hearDate({ headers }: Response): void {
  const date = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(date)) aheadMs = date - Date.now();
}

/**
 * The headers by which a register says who it is, and proves for one request that it holds its key: the server's
 * `platform/access/proof.ts` reads them. `path` as it is sent, with prefix and query.
 */
export async function registerHeaders(
  { organizationId, keyId, secret, signingKey }: Registration,
  method: string,
  path: string,
  body = '',
): Promise<Record<string, string>> {
  const proof = [Date.now() + aheadMs, crypto.randomUUID(), await webCrypto.sha256(body)];
  const text = ['mosaajii-proof-1', keyId, method, path, ...proof].join('\n');
  return {
    // `Register <organizationId>.<keyId>.<secret>`
    authorization: `Register ${organizationId}.${keyId}.${secret}`,
    'register-proof': [...proof, await webCrypto.sign(signingKey, text)].join('.'),
  };
}

/** The first message on the live socket. */
export async function helloOf(registration: Registration): Promise<string> {
  const headers = await registerHeaders(registration, 'GET', '/api/v1/live');
  return JSON.stringify({ type: 'hello', token: headers['authorization'], proof: headers['register-proof'] });
}
