import { randomBytes } from 'node:crypto';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { hashOfSecret, type UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { readContact } from '../account-contact.ts';
import { accountIdOf } from '../account-emails.ts';
import { stopDisowned } from '../factors/reset/end-reset.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { beginRecovery } from '../passwords/recovery.ts';
import { writeEmail } from '../profile/change-email.ts';
import { endSessions } from '../sessions.ts';

import { alarmField } from './alarms.ts';

type Origin = { readonly address: string; readonly requestId: string };
export type Disowned = Result<null, Refusal<'link-over'>>;

/**
 * "This was not me": ends every session of the account that a letter was about, forgets its browsers, makes its password worthless
 * and sends a code for a new one. An address that was changed is put back first. Second factors stay. Once; the same link again changes nothing and answers the same.
 */
export async function disown(deps: Deps, token: string, origin: Origin): Promise<Disowned> {
  // Nobody knows what it was made of: only a new password opens the account again.
  const worthless = await hashPassword(randomBytes(48).toString('base64url'));
  const result = await deps.db.globalTx((tx) => sound(deps, tx, token, worthless, origin));
  if (!result.ok) return result;
  if (result.value !== null) await beginRecovery(deps, result.value);
  return ok(null);
}

interface AlarmRow {
  readonly account_id: string;
  readonly used_at: Date | null;
  readonly expires_at: Date;
  readonly email_sealed: string | null;
}

/** False: the address belongs to another account by now, and the present one may be a thief's: nobody is written to. */
async function putEmailBack(deps: Deps, tx: GlobalTx, alarm: AlarmRow, tokenHash: string): Promise<boolean> {
  const { account_id: accountId, email_sealed: sealed } = alarm;
  if (sealed === null) return true;
  await tx.query('select from account where account_id = $1 for update', [accountId]);
  const email = await deps.personal.open(tx, alarmField(tokenHash), sealed);
  const holder = await accountIdOf(deps.personal, tx, email);
  if (holder !== undefined && holder !== accountId) return false;
  await writeEmail(deps, tx, accountId, email);
  return true;
}

/** Answers the address to write to; null where it was done before, or there is none. */
async function sound(
  deps: Deps,
  tx: GlobalTx,
  token: string,
  worthless: string,
  origin: Origin,
): Promise<Result<string | null, Refusal<'link-over'>>> {
  const now = deps.clock.now();
  const [alarm] = await tx.query<AlarmRow>(
    'select account_id, used_at, expires_at, email_sealed from sign_in_alarm where token_hash = $1 for update',
    [hashOfSecret(token)],
  );
  if (alarm === undefined || alarm.expires_at <= now) {
    return refuse({ code: 'link-over', detail: 'This link is not whole, or too old.' });
  }
  if (alarm.used_at !== null) return ok(null);
  const { account_id: accountId } = alarm;
  await tx.query('update sign_in_alarm set used_at = $2 where token_hash = $1', [hashOfSecret(token), now]);
  await stopDisowned(deps, tx, accountId, origin);
  const isOurs = await putEmailBack(deps, tx, alarm, hashOfSecret(token));
  await tx.query('delete from account_device where account_id = $1', [accountId]);
  await tx.query('delete from account_email_change where account_id = $1', [accountId]);
  await tx.query('update account set password_hash = $2 where account_id = $1', [accountId, worthless]);
  const memberships = await tx.query<{ organization_id: string; user_id: string }>(
    'select organization_id, user_id from membership where account_id = $1 order by organization_id limit 200',
    [accountId],
  );
  for (const { organization_id: organizationId, user_id: userId } of memberships) {
    const audit = [{ action: 'device.disowned', subjectKind: 'user', subjectId: userId, userId, ...origin } as const];
    await recordChange(await tx.enter(organizationId), { kind: 'identity', ids: [], audit });
  }
  const end = { action: 'session.ended', reason: 'disowned', ...origin } as const;
  await endSessions(tx, { accountId }, 'all', end, now);
  return ok(isOurs ? (await readContact(deps, tx, accountId)).email : null);
}

/** Forgets a browser of one's own: the next sign-in from it is told of. False: there is none with this id. */
export function forgetBrowser(
  { db }: Pick<Deps, 'db'>,
  actor: UserActor,
  deviceId: string,
  origin: Origin,
): Promise<boolean> {
  return db.globalTx(async (tx) => {
    const gone = await tx.query('delete from account_device where device_id = $1 and account_id = $2 returning 1', [
      deviceId,
      actor.accountId,
    ]);
    if (gone.length === 0) return false;
    const { userId } = actor;
    const entry = {
      action: 'device.forgotten',
      subjectKind: 'user',
      subjectId: userId,
      userId,
      detail: { deviceId },
    } as const;
    const inside = await tx.enter(actor.organizationId);
    await recordChange(inside, { kind: 'identity', ids: [], audit: [{ ...entry, ...origin }] });
    return true;
  });
}
