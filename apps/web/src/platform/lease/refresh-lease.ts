import type { LeaseAnswer } from '@mosaajii/contract/registers';
import { type ApiProblem, api } from '../api/index.ts';
import type { Registration } from '../journal/model.ts';
import type { DeviceSession } from '../session/session.ts';
import { registerHeaders } from '../sync/prove.ts';
import { deviceKey, mix } from './device-key.ts';
import { mixBadge } from './find-badge.ts';
import { fromBase64Url, keepLease, openLease, readLease } from './kept-lease.ts';

export interface LeasePorts {
  readonly session: DeviceSession;
  readonly registration: Registration;
  /** Operations that wait for the server. */
  readonly unsent: number;
}

/**
 * Fetches a new lease and keeps it, with the PINs mixed. Answers the server's refusal, or null. A lease that is not signed
 * for this register is not kept: the one before goes on.
 */
export async function refreshLease({ session, registration, unsent }: LeasePorts): Promise<ApiProblem | null> {
  const state = session.state.get();
  const cashierId = state.status === 'signed-in' ? state.session.user.userId : null;
  const answer = await api.post<LeaseAnswer>('/register/lease', {
    body: { unsent, cashierId },
    prove: (method, path, body) => registerHeaders(registration, method, path, body),
  });
  if (!answer.ok) return answer.error;
  const { lease, keys, pins, badges, pinParameters, serverTime } = answer.value;
  const document = await openLease({ lease, keys }, registration);
  if (document === null) throw new Error('the server sent a lease that it did not sign for this register');
  const key = await deviceKey(session);
  const mixed = await Promise.all(
    pins.map(async ({ userId, salt, verifier, mustChange }) => ({
      userId,
      salt,
      mixed: await mix(key, userId, fromBase64Url(verifier)),
      mustChange,
    })),
  );
  const known = await Promise.all(
    badges.map(async ({ userId, index }) => ({ userId, mixed: await mixBadge(key, userId, index) })),
  );
  const latest = Math.max(Date.parse(serverTime), (await readLease(session))?.latest ?? 0);
  await keepLease(session, { lease, keys, pins: mixed, badges: known, parameters: pinParameters, latest });
  await session.putLeaseUntil(Date.parse(document.expiresAt));
  return null;
}
