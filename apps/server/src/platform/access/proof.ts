import { createHash, timingSafeEqual } from 'node:crypto';
import type { RegisterClaim } from './actor.ts';
import { createVerifier, type PublicKeyRow } from './signature.ts';

/** Where a register shows that it holds its key: `<iat>.<jti>.<body hash>.<signature>`. */
export const PROOF_HEADER = 'register-proof';
/** A proof is believed so long before and after the server's present (security design 2, 10). */
export const PROOF_WINDOW_MS = 60_000;

const FORM = /^(\d{1,15})\.([A-Za-z0-9_-]{16,64})\.([0-9a-f]{64})\.([A-Za-z0-9_-]{86})$/;

/** A proof as it came. Nothing of it has been checked but its form. */
export interface RegisterProof {
  /** The request that it was made for: the method, and the address as it was sent. */
  readonly method: string;
  readonly path: string;
  /** Milliseconds since 1970 by the server's clock, as far as the register knows it. */
  readonly issuedAt: number;
  /** Names this proof; no other of the key has the same. */
  readonly proofId: string;
  /** SHA-256 of the body's bytes, hexadecimal. Whoever reads the body compares it. */
  readonly bodyHash: string;
  readonly signature: string;
}

/** Why a register is not let in. */
export type RegisterRefusal =
  | 'register-not-recognised'
  | 'register-revoked'
  | 'proof-missing'
  | 'proof-invalid'
  | 'proof-not-fresh';

/** What the tables say of a key that somebody claims. Column names as there. */
export interface KeyStanding extends PublicKeyRow {
  readonly token_hash: string;
  readonly needs_proof: boolean;
}

/** The hash of a request without a body. */
export const emptyBodyHash = createHash('sha256').update('').digest('hex');

/** Reads the header. `malformed` when it is there and has another form, null when it is not there. */
export function parseProof(
  header: string | string[] | undefined,
  method: string,
  path: string,
): RegisterProof | 'malformed' | null {
  if (header === undefined) return null;
  const match = typeof header === 'string' ? FORM.exec(header) : null;
  const [, issuedAt, proofId, bodyHash, signature] = match ?? [];
  if (issuedAt === undefined || proofId === undefined || bodyHash === undefined || signature === undefined) {
    return 'malformed';
  }
  return { method, path, issuedAt: Number(issuedAt), proofId, bodyHash, signature };
}

/** What is signed. The key is part of it, so that a proof of one key says nothing about another. */
export function proofText(proof: Omit<RegisterProof, 'signature'>, keyId: string): string {
  const { method, path, issuedAt, proofId, bodyHash } = proof;
  return ['mosaajii-proof-1', keyId, method, path, issuedAt, proofId, bodyHash].join('\n');
}

const verify = createVerifier();

/**
 * Whether whoever makes the claim knows the secret of the key and holds the key itself. Null when it is so. A key that was
 * enrolled before proofs existed may do without one, until it has shown the first.
 */
export function checkClaim(
  key: KeyStanding | null | undefined,
  claim: RegisterClaim,
  now: Date,
): RegisterRefusal | null {
  if (!key || !timingSafeEqual(Buffer.from(key.token_hash), Buffer.from(claim.tokenHash))) {
    return 'register-not-recognised';
  }
  const { proof = null } = claim;
  if (proof === 'own-process') return null;
  if (proof === null) return key.needs_proof ? 'proof-missing' : null;
  if (!verify(key, proofText(proof, claim.keyId), proof.signature)) return 'proof-invalid';
  return Math.abs(now.getTime() - proof.issuedAt) > PROOF_WINDOW_MS ? 'proof-not-fresh' : null;
}
