import type { SecondStep } from '@mosaajii/contract/factors';
import type { Session } from '@mosaajii/contract/identity';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import type { Entrance } from '../../platform/device/index.ts';
import { registerHeaders } from '../../platform/sync/index.ts';
import { checkPassword, isVerifier, makeVerifier } from './offline-verifier.ts';

/** Remembers on this device who signed in with what, so that the same person can unlock without the server. */
export async function rememberSignIn(
  entrance: Entrance,
  session: Session,
  email: string,
  password: string,
): Promise<void> {
  await entrance.session.putValue(`email:${session.user.userId}`, email);
  await entrance.session.putValue(`verifier:${session.user.userId}`, await makeVerifier(password));
  await entrance.session.signedIn(session);
}

/** Signs in at the server. A register says which one it is: its sessions last a shift, an office's end when it is idle. */
export async function signIn(
  entrance: Entrance,
  email: string,
  password: string,
): Promise<Result<Session, ApiProblem>> {
  const result = await api.post<Session>('/sessions', {
    body: { email, password },
    prove: proverOf(entrance),
  });
  if (result.ok) await rememberSignIn(entrance, result.value, email, password);
  return result;
}

/** How this device proves in a request of a person that it is a register; undefined while it is none. */
export function proverOf(entrance: Entrance) {
  const registration = entrance.enrolment.registration.get();
  if (registration === null) return undefined;
  return (method: string, path: string, body: string) => registerHeaders(registration, method, path, body);
}

export type UnlockRefusal =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'blocked'; readonly seconds: number }
  | { readonly kind: 'needs-server' }
  | { readonly kind: 'second-step'; readonly email: string; readonly step: SecondStep }
  | { readonly kind: 'problem'; readonly problem: ApiProblem };

/**
 * Unlocks the screen for the person it was locked by. The server is asked first; when it does not answer, the device
 * checks by itself. A session that ended meanwhile is opened again with the same password.
 */
export async function unlock(
  entrance: Entrance,
  session: Session,
  password: string,
): Promise<Result<'online' | 'offline', UnlockRefusal>> {
  const { userId } = session.user;
  const asked = await api.post('/session/unlock', { body: { password } });
  if (asked.ok) {
    await entrance.session.putValue(`verifier:${userId}`, await makeVerifier(password));
    await entrance.session.unlock();
    return ok('online');
  }
  if (asked.error.code === 'unreachable' || asked.error.status >= 500) return unlockOffline(entrance, userId, password);
  if (asked.error.code !== 'not-signed-in') return refuse(refusalOf(asked.error));
  const email = await entrance.session.value(`email:${userId}`);
  if (typeof email !== 'string') return refuse({ kind: 'problem', problem: asked.error });
  const again = await signIn(entrance, email, password);
  return again.ok ? ok('online') : refuse(refusalOf(again.error, email));
}

async function unlockOffline(
  entrance: Entrance,
  userId: string,
  password: string,
): Promise<Result<'offline', UnlockRefusal>> {
  const verifier = await entrance.session.value(`verifier:${userId}`);
  if (!isVerifier(verifier)) return refuse({ kind: 'needs-server' });
  const verdict = await checkPassword(verifier, password, entrance.now().getTime());
  if (verdict.kind === 'blocked') return refuse({ kind: 'blocked', seconds: verdict.seconds });
  await entrance.session.putValue(`verifier:${userId}`, verdict.verifier);
  if (verdict.kind === 'wrong') return refuse({ kind: 'wrong' });
  await entrance.session.unlock();
  return ok('offline');
}

/** What a problem of the server means to somebody who types a password. */
export function refusalOf(problem: ApiProblem, email = ''): UnlockRefusal {
  if (problem.code === 'wrong-credentials') return { kind: 'wrong' };
  const seconds = problem.extra?.['retryAfterSeconds'];
  if (problem.code === 'sign-in-blocked' && typeof seconds === 'number') return { kind: 'blocked', seconds };
  if (problem.code === 'second-step-needed') {
    // The contract's `SecondStep`, which the server checks before it leaves.
    return { kind: 'second-step', email, step: problem.extra as unknown as SecondStep };
  }
  return { kind: 'problem', problem };
}

/** Ends the session here, and at the server when it answers; there it also ends by itself. */
export async function signOut(entrance: Entrance): Promise<void> {
  await api.delete('/session');
  await entrance.session.signedOut();
}
