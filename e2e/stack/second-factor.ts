import type { TotpEnrolment } from '@mosaajii/contract/factors';
import type { BrowserContext } from 'playwright-core';
import { codeAt } from '../../apps/server/src/rooms/identity/factors/factor-fixture.ts';
import { OWNER } from '../pages/welcome.ts';
import { officeOf } from './office.ts';

/**
 * Gives whoever is signed in an authenticator app without going through the screens, so that they may administer. Returns its
 * secret. The code of the present half minute has been used by it.
 */
export async function enrolSecondFactor(
  context: BrowserContext,
  origin: string,
  password: string = OWNER.password,
): Promise<string> {
  const office = officeOf(context, origin);
  await office.post('/session/confirm', { password });
  const { secret } = await office.post<TotpEnrolment>('/account/factors/totp', {});
  await office.post('/account/factors/totp/complete', { code: codeAt(secret, new Date()) });
  return secret;
}
