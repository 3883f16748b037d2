import { createPublicKey, type KeyObject, type VerifyKeyObjectInput, verify } from 'node:crypto';

/** The public half of a register's key, as its table has it. */
export interface PublicKeyRow {
  readonly key_id: string;
  readonly public_key: Readonly<Record<string, unknown>>;
}

/** Says whether a signature of a key over a hash (lower-case hexadecimal) or another text is genuine. */
export type VerifySignature = (key: PublicKeyRow, hash: string, signature: string) => boolean;

/** The same beside the thread that asks: many at once take as many cores as there are. */
export type VerifySignatureAside = (...of: Parameters<VerifySignature>) => Promise<boolean>;

const MOST_KEYS = 5_000;

/**
 * ECDSA P-256 with SHA-256 over the UTF-8 bytes of the hash, IEEE P1363 (r || s) in base64url. Imported keys are kept:
 * the key of an id never changes.
 */
export function createVerifier(): VerifySignature {
  const keyOf = createKeyring();
  return (key, hash, signature) => {
    const known = keyOf(key);
    return known !== null && verify('sha256', Buffer.from(hash), known, Buffer.from(signature, 'base64url'));
  };
}

/** What {@link createVerifier} answers, computed on Node's pool of threads. */
export function createAsideVerifier(): VerifySignatureAside {
  const keyOf = createKeyring();
  return (key, hash, signature) => {
    const known = keyOf(key);
    if (known === null) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      verify('sha256', Buffer.from(hash), known, Buffer.from(signature, 'base64url'), (error, isGenuine) => {
        if (error === null) resolve(isGenuine);
        else reject(error);
      });
    });
  };
}

function createKeyring(): (key: PublicKeyRow) => VerifyKeyObjectInput | null {
  const keys = new Map<string, VerifyKeyObjectInput | null>();
  return (key) => {
    let known = keys.get(key.key_id);
    if (known === undefined) {
      const imported = importKey(key.public_key);
      known = imported === null ? null : { key: imported, dsaEncoding: 'ieee-p1363' };
      if (keys.size >= MOST_KEYS) keys.clear();
      keys.set(key.key_id, known);
    }
    return known;
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
