import { createECDH, createHash, createPrivateKey, hkdfSync, type KeyObject, sign } from 'node:crypto';

const CURVE = 'prime256v1';
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** The public half as a JSON Web Key, with its thumbprint as id. */
export interface LeasePublicKey {
  readonly kid: string;
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** A text and who signed it. The text goes over the wire as it is, so that both sides hash the same bytes. */
export interface SignedText {
  readonly text: string;
  readonly keyId: string;
  readonly signature: string;
}

export interface LeaseKey {
  readonly publicKey: LeasePublicKey;
  sign(text: string): SignedText;
}

/** Derives the installation's lease key from its server key. The same secret makes the same key, on every server of it. */
export function openLeaseKey(serverKey: string): LeaseKey {
  const secret = scalarOf(serverKey);
  const pair = createECDH(CURVE);
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33, 65).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  const kid = thumbprintOf(x, y);
  const key: KeyObject = createPrivateKey({ key: { ...jwk, d: secret.toString('base64url') }, format: 'jwk' });
  return {
    publicKey: { kid, ...jwk },
    sign(text) {
      const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
      return { text, keyId: kid, signature: signature.toString('base64url') };
    },
  };
}

/** A number from 1 to the curve's order - 1: 48 bytes make the bias of the remainder meaningless (FIPS 186-5, A.2.1). */
function scalarOf(serverKey: string): Buffer {
  const wide = Buffer.from(hkdfSync('sha256', serverKey, '', 'mosaajii lease signing key 1', 48));
  const scalar = (BigInt(`0x${wide.toString('hex')}`) % (ORDER - 1n)) + 1n;
  return Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
}

function thumbprintOf(x: string, y: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
}
