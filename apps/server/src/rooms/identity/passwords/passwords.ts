import { createHmac } from 'node:crypto';
import { hash, hashRaw, verify } from '@node-rs/argon2';
import { ProblemError } from '../../../platform/http/index.ts';

/** argon2id, 64 MiB, three passes (security design 3.1): 130 ms and 64 MiB each, so at most two at a time. */
const PARAMETERS = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;
const PRESENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
const SLOTS = 2;
const MAXIMUM_WAITING = 32;
/** Stands before the hash of a password that was peppered. */
const PEPPERED = 'p1.';

let pepper: string | undefined;

/**
 * Mixes a secret of this machine into every password from now on, so that whoever holds the database alone can test no
 * guess. Passwords of before go on, and are hashed anew when they next sign in. Called once, at the start.
 */
export function usePepper(secret: string | undefined): void {
  pepper = secret;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a hash when one of the few places for it is free; refuses when too many wait already. */
export async function withHashingSlot<T>(work: () => Promise<T>): Promise<T> {
  if (running >= SLOTS) {
    if (waiting.length >= MAXIMUM_WAITING)
      throw new ProblemError('too-many-requests', 'Too many people sign in at once.', { retryAfterSeconds: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Unicode writes one character in several ways; a password is the same whichever keyboard typed it. */
function normalised(password: string): string {
  return password.normalize('NFC');
}

function peppered(password: string, key: string): string {
  return createHmac('sha256', key).update(normalised(password), 'utf8').digest('base64');
}

/** What is kept of a password. */
export async function hashPassword(password: string): Promise<string> {
  const key = pepper;
  if (key === undefined) return withHashingSlot(() => hash(normalised(password), PARAMETERS));
  return PEPPERED + (await withHashingSlot(() => hash(peppered(password, key), PARAMETERS)));
}

/** Whether a password is the one behind a hash. Throws when the hash needs a pepper that this machine does not have. */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  if (!passwordHash.startsWith(PEPPERED)) return withHashingSlot(() => verify(passwordHash, normalised(password)));
  const key = pepper;
  if (key === undefined) {
    throw new Error('the secret password-pepper is missing: without it no password can be checked');
  }
  return withHashingSlot(() => verify(passwordHash.slice(PEPPERED.length), peppered(password, key)));
}

/** Whether a hash is made as new ones are; else it is made anew when its password is there. */
export function isHashedAsNow(passwordHash: string): boolean {
  const hasPepper = passwordHash.startsWith(PEPPERED);
  const own = hasPepper ? passwordHash.slice(PEPPERED.length) : passwordHash;
  return hasPepper === (pepper !== undefined) && own.startsWith(PRESENT);
}

let decoy: Promise<string> | undefined;

/** Takes the time of a real check, so that an unknown address answers like a known one. */
export async function pretendToVerify(password: string): Promise<void> {
  // Refused when too many wait: the next one tries again, or every stranger would be refused from then on.
  decoy ??= hashPassword('a password that nobody has').catch((error: unknown) => {
    decoy = undefined;
    throw error;
  });
  await verifyPassword(await decoy, password);
}

/** The same work for what is typed at a till: the raw 32 bytes, so that a device can come to them by itself. */
export const PIN_PARAMETERS = { memoryKib: 64 * 1024, passes: 3, lanes: 1 } as const;

/** argon2id of a PIN with a salt of 16 bytes, both base64url. */
export async function hashPin(pin: string, salt: string): Promise<string> {
  const options = { ...PARAMETERS, salt: Buffer.from(salt, 'base64url'), outputLen: 32 };
  return (await withHashingSlot(() => hashRaw(pin, options))).toString('base64url');
}
