import type { RegisterKeyRow } from '../../identity/index.ts';
/** Says whether a signature of a key over a hash (lower-case hexadecimal) is genuine. */
export type VerifySignature = (key: Pick<RegisterKeyRow, 'key_id' | 'public_key'>, hash: string, signature: string) => boolean;
/**
 * ECDSA P-256 with SHA-256 over the UTF-8 bytes of the hash, IEEE P1363 (r || s) in base64url. Imported keys are kept:
 * the key of an id never changes.
 */
export declare function createVerifier(): VerifySignature;
