import type { FactorProof, PasskeyChallenge, SecondStep } from '@mosaajii/contract/factors';
import type { Session } from '@mosaajii/contract/identity';
import { type Result, refuse } from '@mosaajii/domain';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import type { Entrance } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { askForPasskey, type PasskeyFailure } from '../../platform/passkey/index.ts';
import { proverOf, rememberSignIn } from './sign-in.ts';

/** What somebody has typed before the second step: kept in memory until it is done. */
export interface FirstStep {
  readonly email: string;
  readonly password: string;
}

/** Finishes a sign-in whose password was right. */
export async function takeSecondStep(
  entrance: Entrance,
  first: FirstStep,
  challenge: string,
  proof: FactorProof,
): Promise<Result<Session, ApiProblem>> {
  const result = await api.post<Session>('/sessions/second-step', {
    body: { challenge, proof },
    prove: proverOf(entrance),
  });
  if (result.ok) await rememberSignIn(entrance, result.value, first.email, first.password);
  return result;
}

/** The same with a passkey of the account. */
export async function takePasskeyStep(
  entrance: Entrance,
  first: FirstStep,
  step: SecondStep,
): Promise<Result<Session, ApiProblem | PasskeyFailure>> {
  const asked = await askForPasskey(step.passkey ?? {});
  if (!asked.ok) return refuse(asked.error);
  return takeSecondStep(entrance, first, step.challenge, { passkey: asked.value as never });
}

/** Signs in with a passkey alone. Without a password there is nothing that this device could check when the server is away. */
export async function signInByPasskey(entrance: Entrance): Promise<Result<Session, ApiProblem | PasskeyFailure>> {
  const begun = await api.post<PasskeyChallenge>('/sessions/passkey/challenge', { body: {} });
  if (!begun.ok) return begun;
  const asked = await askForPasskey(begun.value.options);
  if (!asked.ok) return refuse(asked.error);
  const result = await api.post<Session>('/sessions/passkey', {
    body: { challenge: begun.value.challenge, passkey: asked.value },
    prove: proverOf(entrance),
  });
  if (result.ok) await entrance.session.signedIn(result.value);
  return result;
}

/** What to say about a second step that did not open. */
export function sentenceOf(error: ApiProblem | PasskeyFailure): string {
  if (error.code === 'cancelled') return t('lock.passkeyCancelled');
  if (error.code === 'known' || error.code === 'failed') return t('lock.passkeyFailed', { detail: error.detail });
  if (error.code === 'wrong-factor') return t('lock.stepWrong');
  const problem = error as ApiProblem;
  const seconds = problem.extra?.['retryAfterSeconds'];
  if (problem.code === 'sign-in-blocked' && typeof seconds === 'number') return t('lock.blocked', { count: seconds });
  return `${problem.title}. ${problem.action}`;
}
