import type { DeviceSession } from '../session/session.ts';
import { deviceKey, mix } from './device-key.ts';
import { type HashPin, hashInWorker } from './hash-pin.ts';
import { fromBase64Url, type KeptLease } from './kept-lease.ts';

/** Wrong tries of one person in a row that this device decides by itself; then the server has to. */
export const MOST_FAILURES = 5;

export type PinVerdict = 'right' | 'wrong' | 'needs-server';

/**
 * Whether this is the person's PIN, decided on the device. A try is counted before it is looked at, so that a reload in
 * between does not give it back.
 */
export async function checkPin(
  session: DeviceSession,
  kept: Pick<KeptLease, 'pins' | 'parameters'>,
  userId: string,
  pin: string,
  hashPin: HashPin = hashInWorker,
): Promise<PinVerdict> {
  const failures = await failuresOf(session, userId);
  const known = kept.pins.find((one) => one.userId === userId);
  if (known === undefined || failures >= MOST_FAILURES) return 'needs-server';
  await session.putValue(nameOf(userId), failures + 1);
  const hash = await hashPin({ pin, salt: fromBase64Url(known.salt), ...kept.parameters });
  const isRight = (await mix(await deviceKey(session), userId, hash)) === known.mixed;
  if (!isRight) return failures + 1 >= MOST_FAILURES ? 'needs-server' : 'wrong';
  await forgive(session, userId);
  return 'right';
}

/** The person was recognised: what was wrong before was a slip. */
export function forgive(session: DeviceSession, userId: string): Promise<void> {
  return session.putValue(nameOf(userId), 0);
}

async function failuresOf(session: DeviceSession, userId: string): Promise<number> {
  const value = await session.value(nameOf(userId));
  return typeof value === 'number' ? value : 0;
}

const nameOf = (userId: string) => `pin-failures:${userId}`;
