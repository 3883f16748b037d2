import type { ShopSession } from '@mosaajii/contract/security';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { peopleWithin, storesManaged } from '../people/person-rows.ts';
import { listSessions } from '../sessions.ts';

/** Everybody who is signed in to the shop now, the last used first. */
export async function listShopSessions(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
): Promise<ShopSession[]> {
  const { organizationId } = actor;
  const { rows, theirs } = await deps.db.globalTx(async (tx) => {
    const open = await listSessions(deps, tx, { organizationId });
    const people = open.map((row) => row.user_id);
    return { rows: open, theirs: await peopleWithin(await tx.enter(organizationId), people, storesManaged(actor)) };
  });
  return rows.map((row) => ({
    sessionId: row.session_id,
    userId: row.user_id,
    isCurrent: row.session_id === actor.sessionId,
    kind: row.kind,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    canEnd: row.session_id !== actor.sessionId && theirs.has(row.user_id),
  }));
}
