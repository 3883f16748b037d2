import type { ShopSession } from '@mosaajii/contract/security';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { listSessions } from '../sessions.ts';

/** Everybody who is signed in to the shop now, the last used first. */
export async function listShopSessions(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
): Promise<ShopSession[]> {
  const { organizationId } = actor;
  const rows = await deps.db.globalTx((tx) => listSessions(deps, tx, { organizationId }));
  return rows.map((row) => ({
    sessionId: row.session_id,
    userId: row.user_id,
    isCurrent: row.session_id === actor.sessionId,
    kind: row.kind,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }));
}
