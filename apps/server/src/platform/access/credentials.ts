import { createHash } from 'node:crypto';
import type { RegisterClaim } from './actor.ts';
import type { RegisterProof } from './proof.ts';

const REGISTER_CREDENTIAL =
  /^Register ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** SHA-256 of a secret, hexadecimal: what we keep of everything that opens a door. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Reads `Register <organizationId>.<keyId>.<secret>`; undefined when the header has another form. */
export function parseRegisterCredential(header: string, proof: RegisterProof | null = null): RegisterClaim | undefined {
  const match = REGISTER_CREDENTIAL.exec(header);
  const [, organizationId, keyId, secret] = match ?? [];
  if (organizationId === undefined || keyId === undefined || secret === undefined) return undefined;
  return { kind: 'register-claim', organizationId, keyId, tokenHash: hashOfSecret(secret), proof };
}
