import type { FactorProof } from '@mosaajii/contract/factors';
import type { Deps } from '../../../platform/deps.ts';
import { countAttempt, forgive } from '../throttle.ts';
import { passkeyOf, useAssertion } from './passkeys.ts';
import { useRecoveryCode } from './recovery-codes.ts';
import type { Site } from './site.ts';
import { useTotp } from './totp.ts';

/** Where a proof comes from, and what a passkey was asked to sign. */
export interface ProofContext {
  readonly site: Site;
  readonly nonce: string | null;
  readonly address: string;
  /** A browser that the account was used from before: counted by itself. */
  readonly knownDevice?: string | undefined;
}

export type Proved =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'blocked'; readonly retryAt: Date };

/**
 * Looks at a second factor of an account. Counted like a password and apart from it, before anything is compared: whoever
 * knows the password gets ten guesses in half an hour, not a million.
 */
export async function proveFactor(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  accountId: string,
  proof: FactorProof,
  context: ProofContext,
): Promise<Proved> {
  const subject = `factor:${accountId}`;
  const retryAt = await countAttempt(deps.db, subject, context.address, deps.clock.now(), context.knownDevice);
  if (retryAt !== null) return { kind: 'blocked', retryAt };
  if (!(await isRight(deps, accountId, proof, context))) return { kind: 'wrong' };
  await forgive(deps.db, subject, context.address, context.knownDevice);
  return { kind: 'right' };
}

function isRight(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  accountId: string,
  proof: FactorProof,
  { site, nonce }: ProofContext,
): Promise<boolean> {
  const { db } = deps;
  const now = deps.clock.now();
  if ('recoveryCode' in proof) return useRecoveryCode(db, accountId, proof.recoveryCode, now);
  return db.globalTx(async (tx) => {
    if ('code' in proof) return useTotp(deps, tx, accountId, proof.code, now);
    const passkey = await passkeyOf(tx, proof.passkey.id);
    if (nonce === null || passkey?.account_id !== accountId) return false;
    return useAssertion(tx, passkey, site, nonce, proof.passkey, now);
  });
}
