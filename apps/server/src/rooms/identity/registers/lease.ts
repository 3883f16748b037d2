import type { Lease, LeaseAnswer } from '@mosaajii/contract/registers';
import { NO_ALLOWANCE, type OfflineAllowance } from '@mosaajii/domain/purse';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { PIN_PARAMETERS } from '../passwords/passwords.ts';
import { badgeVerifiers } from '../pins/badges.ts';
import { readEntryRules } from '../pins/entry-rules.ts';
import { pinVerifiers } from '../pins/staff-pins.ts';
import { readRegisterUsers } from '../register-state.ts';
import { readShopSettings } from '../settings.ts';

/** What a register says about itself when it asks. */
export interface RegisterReport {
  readonly unsent: number;
  readonly cashierId: string | null;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Lets a register go on alone for the days that the owner chose: who may work at it, with what they may do, signed. When
 * the lease before has run out meanwhile, the time in between is remembered: what was sold then is shown to a person.
 */
export function renewLease(deps: Deps, register: RegisterActor, report: RegisterReport): Promise<LeaseAnswer> {
  const { leaseKey } = deps;
  if (leaseKey === undefined) throw new Error('this process has no key to sign leases with');
  const now = deps.clock.now();
  return deps.db.tx(register.organizationId, async (tx) => {
    const expiresAt = new Date(now.getTime() + (await readLeaseDays(tx)) * DAY_MS);
    const { tenders } = (await readShopSettings(tx, register.storeId)).store;
    const allowance = tenders?.offline ?? NO_ALLOWANCE;
    await noteLease(tx, register, report, { now, expiresAt, allowance });
    const document: Lease = {
      organizationId: register.organizationId,
      storeId: register.storeId,
      registerId: register.registerId,
      keyId: register.keyId,
      people: await readRegisterUsers(tx, { instant: now.getTime(), storeId: register.storeId }),
      badgeAlone: (await readEntryRules(tx)).badgeAlone,
      allowance,
      issuedAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
    return {
      lease: leaseKey.sign(JSON.stringify(document)),
      keys: [leaseKey.publicKey],
      pins: await pinVerifiers(tx),
      badges: await badgeVerifiers(tx),
      pinParameters: PIN_PARAMETERS,
      serverTime: now.toISOString(),
    };
  });
}

/** For how many days the registers of the shop go on without the server. */
export async function readLeaseDays(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ lease_days: number }>(
    'select lease_days from organization where organization_id = $1',
    [tx.organizationId],
  );
  if (row === undefined) throw new Error(`there is no organization ${tx.organizationId}`);
  return row.lease_days;
}

/** More times without a lease than this are not kept: the earliest are forgotten. */
const MOST_GAPS = 50;

async function noteLease(
  tx: Tx,
  { organizationId, keyId, proofId }: RegisterActor,
  { unsent, cashierId }: RegisterReport,
  { now, expiresAt, allowance }: { readonly now: Date; readonly expiresAt: Date; readonly allowance: OfflineAllowance },
): Promise<void> {
  await tx.query(
    'update register_key set lease_gaps = case when lease_expires_at < $3 then' +
      ` (case when jsonb_array_length(lease_gaps) >= ${MOST_GAPS} then lease_gaps - 0 else lease_gaps end)` +
      " || jsonb_build_object('from', lease_expires_at, 'until', $3::timestamptz) else lease_gaps end," +
      // From its first proof on a key of before proves itself like every other.
      ' lease_expires_at = $4, unsent = $5, cashier_id = $6, needs_proof = needs_proof or $7,' +
      " allowance = jsonb_build_object('granted', $8::jsonb, 'before', allowance->'granted')" +
      ' where organization_id = $1 and key_id = $2',
    [organizationId, keyId, now, expiresAt, unsent, cashierId, proofId !== null, JSON.stringify(allowance)],
  );
  await tx.query('update register_head set last_seen_at = $3 where organization_id = $1 and key_id = $2', [
    organizationId,
    keyId,
    now,
  ]);
}
