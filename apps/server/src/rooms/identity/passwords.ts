import { hash, hashRaw, verify } from '@node-rs/argon2';
import { ProblemError } from '../../platform/http/index.ts';

/** argon2id, 64 MiB, three passes (security design 3.1): 130 ms and 64 MiB each, so at most two at a time. */
const PARAMETERS = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;
const SLOTS = 2;
const MAXIMUM_WAITING = 32;

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

export function hashPassword(password: string): Promise<string> {
  return withHashingSlot(() => hash(normalised(password), PARAMETERS));
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return withHashingSlot(() => verify(passwordHash, normalised(password)));
}

/** The same work for what is typed at a till: the raw 32 bytes, so that a device can come to them by itself. */
export const PIN_PARAMETERS = { memoryKib: 64 * 1024, passes: 3, lanes: 1 } as const;

/** argon2id of a PIN with a salt of 16 bytes, both base64url. */
export async function hashPin(pin: string, salt: string): Promise<string> {
  const options = { ...PARAMETERS, salt: Buffer.from(salt, 'base64url'), outputLen: 32 };
  return (await withHashingSlot(() => hashRaw(pin, options))).toString('base64url');
}

let decoy: Promise<string> | undefined;

/** Takes the time of a real check, so that an unknown address answers like a known one. */
export async function pretendToVerify(password: string): Promise<void> {
  decoy ??= hashPassword('a password that nobody has');
  await verifyPassword(await decoy, password);
}
