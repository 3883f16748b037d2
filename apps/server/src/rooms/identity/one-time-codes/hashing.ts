import { hash, verify } from '@node-rs/argon2';
import { withHashingSlot } from '../passwords/passwords.ts';

/**
 * argon2id, 19 MiB, two passes: the least that OWASP asks for. A code lives for minutes and is tried five times at most, so
 * that the hash has to hold only against somebody who reads the table while the code is alive.
 */
const PARAMETERS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

export function hashCode(code: string): Promise<string> {
  return withHashingSlot(() => hash(code, PARAMETERS));
}

export function verifyCode(codeHash: string, code: string): Promise<boolean> {
  return withHashingSlot(() => verify(codeHash, code));
}

let decoy: Promise<string> | undefined;

/** Takes the time of a real check, so that what does not exist answers like what does. */
export async function pretendToVerifyCode(code: string): Promise<void> {
  decoy ??= hashCode('never issued').catch((error: unknown) => {
    decoy = undefined;
    throw error;
  });
  await verifyCode(await decoy, code);
}

/** Takes the time of making a code, for a request that concerns nobody. */
export async function pretendToIssueCode(): Promise<void> {
  await hashCode('never issued');
}
