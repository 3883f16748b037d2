import type { Database } from '../../platform/database/index.ts';
import {
  type AttemptLimits,
  type AttemptSubject,
  countAttempts,
  forgetAttempts,
  GUESSING,
  takeBackAttempt,
} from '../../platform/limits/index.ts';

/** A whole shop may share one address. */
const PER_ADDRESS: AttemptLimits = { steps: [{ from: 50, minutes: 15 }] };

/**
 * Counts an attempt to sign in as failed, before the password is looked at, so that a hundred at once do not get a
 * hundred guesses. Returns until when this one is refused, or null. Success takes the count back with {@link forgive}.
 * `who` is the blind index of the address, `knownDevice` names a browser or register that has proved to belong to this account or shop: it is counted by itself, so
 * that a stranger who guesses elsewhere does not lock out the person.
 */
export function countAttempt(
  db: Database,
  who: string,
  address: string,
  now: Date,
  knownDevice?: string,
): Promise<Date | null> {
  const subjects: AttemptSubject[] =
    knownDevice === undefined
      ? [
          { subject: `account:${who}`, limits: GUESSING },
          { subject: `address:${address}`, limits: PER_ADDRESS },
        ]
      : [{ subject: deviceSubject(who, knownDevice), limits: GUESSING }];
  return db.globalTx((tx) => countAttempts(tx, subjects, now));
}

/** Takes back what {@link countAttempt} counted: the password was right. */
export async function forgive(db: Database, who: string, address: string, knownDevice?: string): Promise<void> {
  await db.globalTx(async (tx) => {
    if (knownDevice !== undefined) return forgetAttempts(tx, deviceSubject(who, knownDevice));
    await forgetAttempts(tx, `account:${who}`);
    await takeBackAttempt(tx, `address:${address}`);
  });
}

function deviceSubject(who: string, knownDevice: string): string {
  return `device:${knownDevice}:${who}`;
}
