import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** The public half of a register's key, as its table has it. */
export interface PublicKeyRow {
  readonly key_id: string;
  readonly public_key: Readonly<Record<string, unknown>>;
}

/** Says whether a signature of a key over a hash (lower-case hexadecimal) or another text is genuine. */
export type VerifySignature = (key: PublicKeyRow, hash: string, signature: string) => boolean;

const MOST_KEYS = 5_000;

/**
 * ECDSA P-256 with SHA-256 over the UTF-8 bytes of the hash, IEEE P1363 (r || s) in base64url. Imported keys are kept:
 * the key of an id never changes.
 */
export function createVerifier(): VerifySignature {
  const keys = new Map<string, KeyObject | null>();
  return (key, hash, signature) => {
    let imported = keys.get(key.key_id);
    if (imported === undefined) {
      imported = importKey(key.public_key);
      if (keys.size >= MOST_KEYS) keys.clear();
      keys.set(key.key_id, imported);
    }
    if (imported === null) return false;
    return verify(
      'sha256',
      Buffer.from(hash),
      { key: imported, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  };
}

/** A stored key that cannot be read verifies nothing: its operations are held, not lost. */
function importKey(jwk: PublicKeyRow['public_key']): KeyObject | null {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}
