import { Secret, TOTP } from 'otpauth';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';

/** RFC 6238 as every app knows it: SHA-1, six digits, half a minute; a clock may be one step off either way. */
const PERIOD_SECONDS = 30;
const WINDOW = 1;
const SECRET_BYTES = 20;

type Vault = Pick<Deps, 'personal'>;

/** A secret is sealed for its account; it is one thing, whether it waits or is in use. */
function fieldOf(accountId: string) {
  return { table: 'totp_factor', column: 'secret_sealed', rowId: accountId };
}

interface TotpRow {
  readonly secret_sealed: string | null;
  readonly pending_sealed: string | null;
  readonly last_step: string | number;
}

function totpOf(secret: Secret, label = ''): TOTP {
  return new TOTP({ issuer: 'Mosaajii', label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });
}

/**
 * Makes a secret that waits for its first code; one in use goes on until then. Returns it for the picture and for typing, once.
 */
export async function beginTotp(
  { personal }: Vault,
  tx: GlobalTx,
  accountId: string,
  label: string,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const secret = new Secret({ size: SECRET_BYTES });
  await tx.query(
    'insert into totp_factor (account_id, pending_sealed) values ($1, $2)' +
      ' on conflict (account_id) do update set pending_sealed = excluded.pending_sealed',
    [accountId, await personal.seal(tx, fieldOf(accountId), secret.base32)],
  );
  return { secret: secret.base32, uri: totpOf(secret, label).toString() };
}

/** Puts the waiting secret into use when the code is of it. Its code opens nothing again. */
export async function completeTotp(
  vault: Vault,
  tx: GlobalTx,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const row = await lockTotp(tx, accountId);
  if (row?.pending_sealed == null) return false;
  const step = stepOf(await vault.personal.open(tx, fieldOf(accountId), row.pending_sealed), code, now);
  if (step === null) return false;
  await tx.query(
    'update totp_factor set secret_sealed = pending_sealed, pending_sealed = null, enrolled_at = $2, last_step = $3' +
      ' where account_id = $1',
    [accountId, now, step],
  );
  return true;
}

/** Whether the code is right now, and of no step that has opened something before. Two at once: one is let in. */
export async function useTotp(
  vault: Vault,
  tx: GlobalTx,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const row = await lockTotp(tx, accountId);
  if (row?.secret_sealed == null) return false;
  const step = stepOf(await vault.personal.open(tx, fieldOf(accountId), row.secret_sealed), code, now);
  if (step === null || step <= Number(row.last_step)) return false;
  await tx.query('update totp_factor set last_step = $2 where account_id = $1', [accountId, step]);
  return true;
}

/** Takes the app away. False when there was none. */
export async function removeTotp(tx: GlobalTx, accountId: string): Promise<boolean> {
  const removed = await tx.query('delete from totp_factor where account_id = $1 returning enrolled_at', [accountId]);
  return removed.length > 0;
}

async function lockTotp(tx: GlobalTx, accountId: string): Promise<TotpRow | undefined> {
  const [row] = await tx.query<TotpRow>(
    'select secret_sealed, pending_sealed, last_step from totp_factor where account_id = $1 for update',
    [accountId],
  );
  return row;
}

/** The time step that a code belongs to, or null when it belongs to none that is near. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = totpOf(Secret.fromBase32(secret));
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}
