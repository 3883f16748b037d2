import type { SessionItem } from '@mosaajii/contract/identity';
import type { UserActor } from '../../platform/access/index.ts';
import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { endSessions, listSessions, type OpenSession, type SessionChoice, type SessionEnd } from './sessions.ts';

type WithClock = Pick<Deps, 'db' | 'clock'>;
type ToList = Pick<Deps, 'db' | 'clock' | 'personal'>;
type Origin = Pick<SessionEnd, 'requestId' | 'address'>;

/** Where the asker's account is signed in, in whichever shop. */
export async function listOwnSessions(deps: ToList, actor: UserActor): Promise<SessionItem[]> {
  const rows = await deps.db.globalTx((tx) => listSessions(deps, tx, { accountId: actor.accountId }));
  return rows.map((row) => itemOf(row, actor));
}

/** Ends sessions of the asker's own account. Returns how many: none when somebody else's id was named. */
export function endOwnSessions(
  deps: WithClock,
  actor: UserActor,
  choice: SessionChoice,
  end: Origin & { readonly reason: 'signed-out' | 'ended-by-owner' },
): Promise<number> {
  const owner = { accountId: actor.accountId };
  return deps.db.globalTx((tx) =>
    endSessions(tx, owner, choice, { action: 'session.ended', ...end }, deps.clock.now()),
  );
}

/** Where a member is signed in to the asker's organization; nothing when it has no such member. */
export function listMemberSessions(deps: ToList, actor: UserActor, userId: string): Promise<SessionItem[] | undefined> {
  return deps.db.globalTx(async (tx) => {
    if (!(await isMember(tx, actor.organizationId, userId))) return undefined;
    const rows = await listSessions(deps, tx, { organizationId: actor.organizationId, userId });
    return rows.map((row) => itemOf(row, actor));
  });
}

/**
 * Ends a member's sessions in the asker's organization; the ones in other shops are not its business. Returns how many, or
 * nothing when it has no such member.
 */
export function endMemberSessions(
  deps: WithClock,
  actor: UserActor,
  userId: string,
  choice: SessionChoice,
  origin: Origin,
): Promise<number | undefined> {
  return deps.db.globalTx(async (tx) => {
    const { organizationId } = actor;
    if (!(await isMember(tx, organizationId, userId))) return undefined;
    const end = { action: 'session.ended', reason: 'ended-by-administrator', userId: actor.userId, ...origin } as const;
    return endSessions(tx, { organizationId, userId }, choice, end, deps.clock.now());
  });
}

async function isMember(tx: GlobalTx, organizationId: string, userId: string): Promise<boolean> {
  const inside = await tx.enter(organizationId);
  const rows = await inside.query('select 1 from organization_user where organization_id = $1 and user_id = $2', [
    organizationId,
    userId,
  ]);
  return rows.length > 0;
}

function itemOf(row: OpenSession, actor: UserActor): SessionItem {
  return {
    sessionId: row.session_id,
    isCurrent: row.session_id === actor.sessionId,
    kind: row.kind,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
