import type { Factors } from '@mosaajii/contract/factors';
import { ADMINISTRATIVE } from '@mosaajii/domain/permission';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import { listPasskeys, type PasskeyRow } from './passkeys.ts';
import { countRecoveryCodes } from './recovery-codes.ts';

/** Whether the account has an authenticator app in use. */
export async function hasTotp(tx: GlobalTx, accountId: string): Promise<boolean> {
  return (await totpEnrolledAt(tx, accountId)) !== null;
}

async function totpEnrolledAt(tx: GlobalTx, accountId: string): Promise<Date | null> {
  const [row] = await tx.query<{ enrolled_at: Date | null }>(
    'select enrolled_at from totp_factor where account_id = $1',
    [accountId],
  );
  return row?.enrolled_at ?? null;
}

/** How many ways into the account there are beside the password; recovery codes are none, they are for their loss. */
export async function countFactors(tx: GlobalTx, accountId: string): Promise<number> {
  const passkeys = await listPasskeys(tx, accountId);
  return passkeys.length + ((await hasTotp(tx, accountId)) ? 1 : 0);
}

/** Whether what the person may do needs a second factor. */
export function needsFactor(actor: UserActor): boolean {
  return actor.isOperator || [...actor.permissions].some((permission) => ADMINISTRATIVE.has(permission));
}

/** What the asker's account has beside its password. */
export async function readFactors(tx: GlobalTx, actor: UserActor): Promise<Factors> {
  const { accountId } = actor;
  const enrolledAt = await totpEnrolledAt(tx, accountId);
  return {
    totpEnrolledAt: enrolledAt?.toISOString() ?? null,
    passkeys: (await listPasskeys(tx, accountId)).map(itemOf),
    recoveryCodesLeft: await countRecoveryCodes(tx, accountId),
    isRequired: needsFactor(actor),
    isSessionAssured: actor.assurance === 'second-factor',
  };
}

function itemOf(row: PasskeyRow): Factors['passkeys'][number] {
  return {
    passkeyId: row.passkey_id,
    name: row.name,
    relyingParty: row.relying_party,
    isBackedUp: row.is_backed_up,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
