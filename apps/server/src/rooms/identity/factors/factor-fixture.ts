import { Secret, TOTP } from 'otpauth';
import type { AppFixture } from '../../../app-fixture.ts';

/** The code that an authenticator app shows at a time. */
export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: at.getTime(),
  });
}

export interface Enrolled {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The session's token, which has changed. */
  readonly token: string;
}

/** Gives the account of a session an authenticator app. Its first code has been used: the next one is half a minute later. */
export async function enrolTotp(fixture: AppFixture, token: string): Promise<Enrolled> {
  const begun = await fixture.ask('POST', '/account/factors/totp', { token, body: {} });
  const secret = String(begun.body['secret']);
  const code = codeAt(secret, fixture.clock.now());
  const done = await fixture.ask('POST', '/account/factors/totp/complete', { token, body: { code } });
  if (done.status !== 200 || done.token === undefined) throw new Error(`not enrolled: ${JSON.stringify(done.body)}`);
  return { secret, recoveryCodes: done.body['recoveryCodes'] as string[], token: done.token };
}
