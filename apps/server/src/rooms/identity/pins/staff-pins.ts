import { randomBytes } from 'node:crypto';
import type { PinVerifier, StaffPins } from '@mosaajii/contract/registers';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Role } from '@mosaajii/domain/permission';
import { isWeakPin } from '@mosaajii/domain/pin';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { hashPin } from '../passwords/passwords.ts';

/** Whose PIN is set by whom, inside which shop. */
export interface PinChange {
  readonly organizationId: string;
  readonly userId: string;
  readonly setBy: string;
  readonly requestId: string;
}

export type PinRefusal = Refusal<'pin-too-weak' | 'not-found'>;

/**
 * Gives a person of the shop a PIN, in place of the one before. Registers hear of it with their next lease, within seconds
 * while they are connected. The PIN itself is kept nowhere.
 */
export async function setPin(deps: Deps, change: PinChange, pin: string): Promise<Result<null, PinRefusal>> {
  if (isWeakPin(pin))
    return refuse({ code: 'pin-too-weak', detail: 'This PIN is one of those that are guessed first.' });
  const salt = randomBytes(16).toString('base64url');
  const verifier = await hashPin(pin, salt);
  const { organizationId, userId, setBy } = change;
  return deps.db.tx(organizationId, async (tx) => {
    const people = await tx.query(
      "select 1 from organization_user where organization_id = $1 and user_id = $2 and state <> 'deactivated'",
      [organizationId, userId],
    );
    if (people.length === 0) return refuse({ code: 'not-found', detail: 'There is nobody with this id in the shop.' });
    await tx.query(
      'insert into staff_pin (organization_id, user_id, salt, verifier, set_at, set_by) values ($1, $2, $3, $4, $5, $6)' +
        ' on conflict (organization_id, user_id) do update set salt = excluded.salt, verifier = excluded.verifier,' +
        ' set_at = excluded.set_at, set_by = excluded.set_by, failures = 0, locked_until = null',
      [organizationId, userId, salt, verifier, deps.clock.now(), setBy],
    );
    await recordPin(tx, change, 'pin.set');
    return ok(null);
  });
}

/** Takes a person's PIN away. False when there was none. */
export function removePin(deps: Deps, change: PinChange): Promise<boolean> {
  const { organizationId, userId } = change;
  return deps.db.tx(organizationId, async (tx) => {
    const gone = await tx.query('delete from staff_pin where organization_id = $1 and user_id = $2 returning user_id', [
      organizationId,
      userId,
    ]);
    if (gone.length > 0) await recordPin(tx, change, 'pin.removed');
    return gone.length > 0;
  });
}

async function recordPin(tx: Tx, { userId, setBy, requestId }: PinChange, action: 'pin.set' | 'pin.removed') {
  await recordChange(tx, {
    // Registers take what changes about people with their next lease.
    kind: 'people',
    ids: [userId],
    audit: [{ action, subjectKind: 'user', subjectId: userId, userId: setBy, requestId }],
  });
}

interface PinRow {
  readonly user_id: string;
  readonly display_name: string;
  readonly role: Role;
  readonly set_at: Date | null;
  readonly locked_until: Date | null;
}

/** Who of the shop can open a till with a PIN, by name; at most 1000 people. */
export async function listPins(tx: Tx, now: Date): Promise<StaffPins> {
  const rows = await tx.query<PinRow>(
    'select u.user_id, u.display_name, u.role, p.set_at, p.locked_until from organization_user u left join staff_pin p' +
      " on p.organization_id = u.organization_id and p.user_id = u.user_id where u.organization_id = $1 and u.state = 'active'" +
      ' order by u.display_name, u.user_id limit 1000',
    [tx.organizationId],
  );
  return {
    people: rows.map((row) => ({
      userId: row.user_id,
      displayName: row.display_name,
      role: row.role,
      hasPin: row.set_at !== null,
      setAt: row.set_at?.toISOString() ?? null,
      lockedUntil: row.locked_until !== null && row.locked_until > now ? row.locked_until.toISOString() : null,
    })),
  };
}

/** What the registers of the shop recognise PINs by, of those people alone who may work now. */
export async function pinVerifiers(tx: Tx): Promise<PinVerifier[]> {
  const rows = await tx.query<{ user_id: string; salt: string; verifier: string }>(
    'select p.user_id, p.salt, p.verifier from staff_pin p join organization_user u' +
      " on u.organization_id = p.organization_id and u.user_id = p.user_id and u.state = 'active'" +
      ' where p.organization_id = $1 order by p.user_id limit 1000',
    [tx.organizationId],
  );
  return rows.map((row) => ({ userId: row.user_id, salt: row.salt, verifier: row.verifier }));
}
