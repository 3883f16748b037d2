import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';

export interface AlarmInput {
  readonly lastsMs: number;
  /** The address that the alarm gives back to the account; absent where it is about a browser. */
  readonly email?: string;
}

/** Makes the token that a letter carries, known to nobody else: by it the person says once that it was not them. */
export async function openAlarm(
  { clock, personal }: Pick<Deps, 'clock' | 'personal'>,
  tx: GlobalTx,
  accountId: string,
  { lastsMs, email }: AlarmInput,
): Promise<string> {
  const now = clock.now();
  const token = randomBytes(32).toString('base64url');
  const hash = hashOfSecret(token);
  const sealed = email === undefined ? null : await personal.seal(tx, alarmField(hash), email);
  await tx.query('delete from sign_in_alarm where expires_at < $1', [now]);
  await tx.query(
    'insert into sign_in_alarm (token_hash, account_id, created_at, expires_at, email_sealed) values ($1, $2, $3, $4, $5)',
    [hash, accountId, now, new Date(now.getTime() + lastsMs), sealed],
  );
  return token;
}

/** Where the address of an alarm is sealed. */
export function alarmField(tokenHash: string) {
  return { table: 'sign_in_alarm', column: 'email', rowId: tokenHash } as const;
}
