import { createHash, randomInt } from 'node:crypto';
import type { BadgeVerifier, GivenBadge } from '@mosaajii/contract/registers';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { BADGE_DIGITS, BADGE_PREFIX } from '@mosaajii/domain/badge';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import type { EntryChange, EntryRefusal } from './entry-change.ts';
import { refusalToChange } from './entry-change.ts';

/**
 * Gives a person a badge, in place of the one before, which opens nothing from now on. The code is in this answer and
 * nowhere else. Registers hear of it with their next lease, within seconds while they are connected.
 */
export function giveBadge(deps: Deps, change: EntryChange): Promise<Result<GivenBadge, EntryRefusal>> {
  const { actor, userId } = change;
  const { organizationId } = actor;
  return deps.db.tx(organizationId, async (tx) => {
    const now = deps.clock.now();
    const refusal = await refusalToChange(tx, actor, userId, now);
    if (refusal !== null) return refuse(refusal);
    const badge = newBadge();
    const [person] = await tx.query<{ display_name: string }>(
      'with given as (insert into staff_badge (organization_id, user_id, badge_index, issued_at, issued_by)' +
        ' values ($1, $2, $3, $4, $5) on conflict (organization_id, user_id) do update' +
        ' set badge_index = excluded.badge_index, issued_at = excluded.issued_at, issued_by = excluded.issued_by)' +
        ' select display_name from organization_user where organization_id = $1 and user_id = $2',
      [organizationId, userId, indexOfBadge(organizationId, badge), now, actor.userId],
    );
    if (person === undefined) throw new Error(`${userId} was there a moment ago`);
    await recordBadge(tx, change, 'badge.given');
    return ok({ userId, displayName: person.display_name, badge });
  });
}

/** Takes a person's badge away: it opens nothing from now on. False when there was none. */
export function removeBadge(deps: Deps, change: EntryChange): Promise<Result<boolean, EntryRefusal>> {
  const { actor, userId } = change;
  return deps.db.tx(actor.organizationId, async (tx) => {
    const refusal = await refusalToChange(tx, actor, userId, deps.clock.now());
    if (refusal !== null) return refuse(refusal);
    const gone = await tx.query(
      'delete from staff_badge where organization_id = $1 and user_id = $2 returning user_id',
      [actor.organizationId, userId],
    );
    if (gone.length > 0) await recordBadge(tx, change, 'badge.removed');
    return ok(gone.length > 0);
  });
}

/** Whose badge this is, of those people alone who may work now; null when it is nobody's. */
export async function readBadgeHolder(tx: Tx, badge: string): Promise<string | null> {
  const [row] = await tx.query<{ user_id: string }>(
    'select b.user_id from staff_badge b join organization_user u on u.organization_id = b.organization_id' +
      " and u.user_id = b.user_id and u.state = 'active' where b.organization_id = $1 and b.badge_index = $2",
    [tx.organizationId, indexOfBadge(tx.organizationId, badge)],
  );
  return row?.user_id ?? null;
}

/** What the registers of the shop recognise badges by, of those people alone who may work now. */
export async function badgeVerifiers(tx: Tx): Promise<BadgeVerifier[]> {
  const rows = await tx.query<{ user_id: string; badge_index: string }>(
    'select b.user_id, b.badge_index from staff_badge b join organization_user u' +
      " on u.organization_id = b.organization_id and u.user_id = b.user_id and u.state = 'active'" +
      ' where b.organization_id = $1 order by b.user_id limit 1000',
    [tx.organizationId],
  );
  return rows.map((row) => ({ userId: row.user_id, index: row.badge_index }));
}

function newBadge(): string {
  return BADGE_PREFIX + Array.from({ length: BADGE_DIGITS }, () => randomInt(10)).join('');
}

/** The code has 86 random bits: nobody guesses it from a fast hash. The shop's id keeps equal codes apart. */
function indexOfBadge(organizationId: string, badge: string): string {
  return createHash('sha256').update(`${organizationId} ${badge}`).digest('hex');
}

async function recordBadge(tx: Tx, { actor, userId, requestId }: EntryChange, action: 'badge.given' | 'badge.removed') {
  await recordChange(tx, {
    // Registers take what changes about people with their next lease.
    kind: 'people',
    ids: [userId],
    audit: [{ action, subjectKind: 'user', subjectId: userId, userId: actor.userId, requestId }],
  });
}
