import { randomBytes } from 'node:crypto';
import type { PinVerifier, StaffPins } from '@mosaajii/contract/registers';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Role } from '@mosaajii/domain/permission';
import { isWeakPin } from '@mosaajii/domain/pin';
import type { RegisterActor, Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { hashPin } from '../passwords/passwords.ts';
import { hasRoleIn, isWithin } from '../people/person-rows.ts';
import { checkPin, type PinCheckRefusal } from './check-pin.ts';
import { type EntryChange, type EntryRefusal, refusalToChange } from './entry-change.ts';
import { readEntryRules } from './entry-rules.ts';

export type PinRefusal = Refusal<'pin-too-weak'> | EntryRefusal;

/**
 * Gives a person of the shop a PIN, in place of the one before. Registers hear of it with their next lease, within seconds
 * while they are connected. The PIN itself is kept nowhere. One that somebody else has set is changed at its first use, if the
 * shop wants that.
 */
export async function setPin(deps: Deps, change: EntryChange, pin: string): Promise<Result<null, PinRefusal>> {
  if (isWeakPin(pin)) return refuse(TOO_WEAK);
  const hashed = await hashWithSalt(pin);
  const { actor, userId, requestId } = change;
  return deps.db.tx(actor.organizationId, async (tx) => {
    const refusal = await refusalToChange(tx, actor, userId, deps.clock.now());
    if (refusal !== null) return refuse(refusal);
    const mustChange = actor.userId !== userId && (await readEntryRules(tx)).ownPins;
    await writePin(tx, { userId, setBy: actor.userId, mustChange, setAt: deps.clock.now(), ...hashed });
    await recordPin(tx, { userId, setBy: actor.userId, requestId }, 'pin.set');
    return ok(null);
  });
}

/** Whose PIN is changed by themselves, at a register. */
export interface OwnPinChange {
  readonly userId: string;
  readonly pin: string;
  readonly newPin: string;
  readonly requestId: string;
}

/** A person at a till replaces the own PIN; the present one proves that it is them, and counts like any try. */
export async function changeOwnPin(
  deps: Deps,
  { organizationId, registerId }: Pick<RegisterActor, 'organizationId' | 'registerId'>,
  { userId, pin, newPin, requestId }: OwnPinChange,
): Promise<Result<null, PinCheckRefusal | Refusal<'pin-too-weak'>>> {
  if (isWeakPin(newPin)) return refuse(TOO_WEAK);
  if (newPin === pin) return refuse({ ...TOO_WEAK, detail: 'This is the present PIN. Choose another.' });
  const checked = await checkPin(deps, { organizationId, userId }, pin);
  if (!checked.ok) return checked;
  const hashed = await hashWithSalt(newPin);
  return deps.db.tx(organizationId, async (tx) => {
    // Given anew by somebody meanwhile: what was proved is not the present PIN any more.
    const [present] = await tx.query<{ verifier: string }>(
      'select verifier from staff_pin where organization_id = $1 and user_id = $2 for update',
      [organizationId, userId],
    );
    if (present?.verifier !== checked.value.verifier) {
      return refuse({ code: 'pin-wrong', detail: 'This PIN was changed at the same moment.' });
    }
    await writePin(tx, { userId, setBy: userId, mustChange: false, setAt: deps.clock.now(), ...hashed });
    await recordPin(tx, { userId, setBy: userId, requestId, registerId }, 'pin.set');
    return ok(null);
  });
}

const TOO_WEAK = { code: 'pin-too-weak', detail: 'This PIN is one of those that are guessed first.' } as const;

/** Takes a person's PIN away. False when there was none. */
export function removePin(
  deps: Deps,
  { actor, userId, requestId }: EntryChange,
): Promise<Result<boolean, EntryRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const refusal = await refusalToChange(tx, actor, userId, deps.clock.now());
    if (refusal !== null) return refuse(refusal);
    const gone = await tx.query('delete from staff_pin where organization_id = $1 and user_id = $2 returning user_id', [
      actor.organizationId,
      userId,
    ]);
    if (gone.length > 0) await recordPin(tx, { userId, setBy: actor.userId, requestId }, 'pin.removed');
    return ok(gone.length > 0);
  });
}

interface HashedPin {
  readonly salt: string;
  readonly verifier: string;
}

async function hashWithSalt(pin: string): Promise<HashedPin> {
  const salt = randomBytes(16).toString('base64url');
  return { salt, verifier: await hashPin(pin, salt) };
}

interface NewPin extends HashedPin {
  readonly userId: string;
  readonly setBy: string;
  readonly setAt: Date;
  readonly mustChange: boolean;
}

async function writePin(tx: Tx, { userId, salt, verifier, setAt, setBy, mustChange }: NewPin): Promise<void> {
  await tx.query(
    'insert into staff_pin (organization_id, user_id, salt, verifier, set_at, set_by, must_change)' +
      ' values ($1, $2, $3, $4, $5, $6, $7) on conflict (organization_id, user_id) do update set salt = excluded.salt,' +
      ' verifier = excluded.verifier, set_at = excluded.set_at, set_by = excluded.set_by,' +
      ' must_change = excluded.must_change, failures = 0, locked_until = null',
    [tx.organizationId, userId, salt, verifier, setAt, setBy, mustChange],
  );
}

interface PinRecord {
  readonly userId: string;
  readonly setBy: string;
  readonly requestId: string;
  /** Where the person changed it themselves. */
  readonly registerId?: string;
}

async function recordPin(tx: Tx, record: PinRecord, action: 'pin.set' | 'pin.removed') {
  const { userId, setBy, requestId, registerId } = record;
  await recordChange(tx, {
    // Registers take what changes about people with their next lease.
    kind: 'people',
    ids: [userId],
    ...(registerId === undefined ? {} : { registerId }),
    audit: [{ action, subjectKind: 'user', subjectId: userId, userId: setBy, requestId }],
  });
}

interface PinRow {
  readonly user_id: string;
  readonly display_name: string;
  readonly role: Role;
  readonly set_at: Date | null;
  readonly locked_until: Date | null;
  readonly issued_at: Date | null;
  readonly can_manage: boolean;
}

/** Who of the shop can open a till with a PIN or a badge, by name, and by which rules; at most 1000 people. */
export async function listPins(
  tx: Tx,
  now: Date,
  { stores, managed }: { readonly stores: Stores; readonly managed: Stores },
): Promise<StaffPins> {
  const rows = await tx.query<PinRow>(
    'select u.user_id, u.display_name, u.role, p.set_at, p.locked_until, b.issued_at,' +
      ` ${isWithin('$3')} as can_manage from organization_user u` +
      ' left join staff_pin p on p.organization_id = u.organization_id and p.user_id = u.user_id' +
      ' left join staff_badge b on b.organization_id = u.organization_id and b.user_id = u.user_id' +
      " where u.organization_id = $1 and u.state = 'active'" +
      ` and ($2::uuid[] is null or ${hasRoleIn('$2')}) order by u.display_name, u.user_id limit 1000`,
    [tx.organizationId, stores, managed],
  );
  return {
    people: rows.map((row) => ({
      userId: row.user_id,
      displayName: row.display_name,
      role: row.role,
      hasPin: row.set_at !== null,
      setAt: row.set_at?.toISOString() ?? null,
      lockedUntil: row.locked_until !== null && row.locked_until > now ? row.locked_until.toISOString() : null,
      badgeSince: row.issued_at?.toISOString() ?? null,
      canManage: row.can_manage,
    })),
    rules: await readEntryRules(tx),
  };
}

/** What the registers of the shop recognise PINs by, of those people alone who may work now. */
export async function pinVerifiers(tx: Tx): Promise<PinVerifier[]> {
  const rows = await tx.query<{ user_id: string; salt: string; verifier: string; must_change: boolean }>(
    'select p.user_id, p.salt, p.verifier, p.must_change from staff_pin p join organization_user u' +
      " on u.organization_id = p.organization_id and u.user_id = p.user_id and u.state = 'active'" +
      ' where p.organization_id = $1 order by p.user_id limit 1000',
    [tx.organizationId],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    salt: row.salt,
    verifier: row.verifier,
    mustChange: row.must_change,
  }));
}
