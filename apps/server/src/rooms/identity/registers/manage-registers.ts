import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { RegisterCards } from '@mosaajii/contract/registers';
import type { Stores, UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { placeRegister } from '../registers.ts';
import { endSessions } from '../sessions.ts';
import { storeToUse } from '../store-places.ts';
import { readLeaseDays } from './lease.ts';

interface CardRow {
  readonly register_id: string;
  readonly store_id: string;
  readonly code: string;
  readonly name: string;
  readonly purpose: 'till' | 'import';
  readonly state: 'active' | 'revoked';
  readonly series: string | null;
  readonly last_seen_at: Date | null;
  readonly unsent: number | null;
  readonly cashier_id: string | null;
  readonly cashier_name: string | null;
  readonly lease_expires_at: Date | null;
  readonly code_expires_at: Date | null;
  readonly is_this: boolean;
}

/** The registers of some stores, or of all, with what is known of each, by code; at most 1000. */
export async function listCards(
  tx: Tx,
  actor: Pick<UserActor, 'sessionId'>,
  stores: Stores,
  now: Date,
): Promise<RegisterCards> {
  const rows = await tx.query<CardRow>(
    'select r.register_id, r.store_id, r.code, r.name, r.purpose, r.state, k.series, h.last_seen_at, k.unsent, k.cashier_id,' +
      ' u.display_name as cashier_name, k.lease_expires_at, c.expires_at as code_expires_at,' +
      ' exists (select 1 from session s where s.session_id = $3 and s.register_id = r.register_id) as is_this' +
      ' from register r left join register_key k on k.organization_id = r.organization_id and k.register_id = r.register_id' +
      // The newest key, also of a revoked register: it says what was unsent.
      '  and k.enrolled_at = (select max(l.enrolled_at) from register_key l' +
      '   where l.organization_id = r.organization_id and l.register_id = r.register_id)' +
      ' left join register_head h on h.organization_id = k.organization_id and h.key_id = k.key_id' +
      ' left join organization_user u on u.organization_id = k.organization_id and u.user_id = k.cashier_id' +
      ' left join register_code c on c.organization_id = r.organization_id and c.register_id = r.register_id and c.expires_at > $2' +
      ' where r.organization_id = $1 and ($4::uuid[] is null or r.store_id = any($4)) order by length(r.code), r.code limit 1000',
    [tx.organizationId, now, actor.sessionId, stores],
  );
  return { registers: rows.map(cardOf), leaseDays: await readLeaseDays(tx) };
}

function cardOf(row: CardRow): RegisterCards['registers'][number] {
  return {
    registerId: row.register_id,
    storeId: row.store_id,
    code: row.code,
    name: row.name,
    purpose: row.purpose,
    state: row.state === 'active' && row.series === null ? 'waiting' : row.state,
    series: row.series,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    unsent: row.unsent,
    cashierId: row.cashier_id,
    cashierName: row.cashier_name,
    leaseExpiresAt: row.lease_expires_at?.toISOString() ?? null,
    codeExpiresAt: row.code_expires_at?.toISOString() ?? null,
    isThis: row.is_this,
  };
}

/** Makes a place for a till that no device has taken yet; answers its id, or nothing when there is no such store. */
export function prepareRegister(
  deps: Deps,
  actor: UserActor,
  {
    name,
    storeId: named,
    stores,
  }: { readonly name: string; readonly storeId?: string | undefined; readonly stores: Stores },
  requestId: string,
): Promise<string | undefined> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const storeId = await storeToUse(tx, stores, named);
    if (storeId === undefined) return undefined;
    const place = await placeRegister(deps, tx, { storeId, name, purpose: 'till' });
    await record(tx, actor, place.registerId, 'register.prepared', { code: place.code, name }, requestId);
    return place.registerId;
  });
}

/** Gives a register another name. False when there is no such register. */
export function renameRegister(
  deps: Deps,
  actor: UserActor,
  registerId: string,
  name: string,
  requestId: string,
): Promise<boolean> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const [before] = await tx.query<{ name: string }>(
      'select name from register where organization_id = $1 and register_id = $2 for update',
      [actor.organizationId, registerId],
    );
    if (before === undefined) return false;
    if (before.name === name) return true;
    await tx.query('update register set name = $3 where organization_id = $1 and register_id = $2', [
      actor.organizationId,
      registerId,
      name,
    ]);
    const detail = { before: { name: before.name }, after: { name } };
    await record(tx, actor, registerId, 'register.renamed', detail, requestId);
    return true;
  });
}

/**
 * Ends a register at once: its keys, its sessions and its connections. What it sold and has not sent yet is taken in when it
 * comes, and waits for a person. False when there is no such register; a repeat changes nothing.
 */
export function revokeRegister(
  deps: Deps,
  actor: UserActor,
  registerId: string,
  origin: { readonly requestId: string; readonly address: string },
): Promise<boolean> {
  const { organizationId, userId } = actor;
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(organizationId);
    const [register] = await inside.query<{ state: string; code: string }>(
      'select state, code from register where organization_id = $1 and register_id = $2 for update',
      [organizationId, registerId],
    );
    if (register === undefined) return false;
    if (register.state === 'revoked') return true;
    const now = deps.clock.now();
    await inside.query(
      "update register set state = 'revoked', revoked_at = $3, revoked_by = $4 where organization_id = $1 and register_id = $2",
      [organizationId, registerId, now, userId],
    );
    await inside.query(
      "update register_key set state = 'revoked' where organization_id = $1 and register_id = $2 and state = 'active'",
      [organizationId, registerId],
    );
    await tx.query('delete from register_code where organization_id = $1 and register_id = $2', [
      organizationId,
      registerId,
    ]);
    await record(inside, actor, registerId, 'register.revoked', { code: register.code }, origin.requestId);
    const end = { action: 'session.ended', reason: 'register-revoked', userId, ...origin } as const;
    await endSessions(tx, { organizationId, registerId }, 'all', end, now);
    return true;
  });
}

/** Says for how many days the registers of the shop go on without the server, from their next lease on. */
export function setLeaseDays(deps: Deps, actor: UserActor, days: number, requestId: string): Promise<void> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const before = await readLeaseDays(tx);
    if (before === days) return;
    await tx.query('update organization set lease_days = $2 where organization_id = $1', [actor.organizationId, days]);
    await recordChange(tx, {
      kind: 'people',
      ids: [actor.organizationId],
      audit: [
        {
          action: 'registers.lease-days-changed',
          subjectKind: 'organization',
          subjectId: actor.organizationId,
          userId: actor.userId,
          detail: { before: { leaseDays: before }, after: { leaseDays: days } },
          requestId,
        },
      ],
    });
  });
}

function record(
  tx: Tx,
  { userId }: UserActor,
  registerId: string,
  action: AuditAction,
  detail: Readonly<Record<string, unknown>>,
  requestId: string,
): Promise<string> {
  const entry = { action, subjectKind: 'register', subjectId: registerId, userId, detail, requestId } as const;
  return recordChange(tx, { kind: 'identity', ids: [registerId], audit: [entry] });
}
