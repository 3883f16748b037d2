import type { UserActor } from '../../../../platform/access/index.ts';
import type { GlobalTx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { refusalByReach } from '../../people/person-rows.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow } from '../../roles/authority-row.ts';
import { endSessions } from '../../sessions.ts';
import { closeReset, dueResets, type ResetRow, waitingReset } from './reset-rows.ts';
import type { Origin } from './start-reset.ts';
import { tellEnd } from './tell-reset.ts';

/** Stops what waits for one's own account. A repeat, and one that comes too late, changes nothing. */
export function stopOwnReset(deps: Deps, actor: UserActor, origin: Origin): Promise<void> {
  return deps.db.globalTx(async (tx) => {
    const reset = await waitingReset(tx, actor.accountId);
    if (reset !== undefined) await stop(deps, tx, reset, { accountId: actor.accountId, userId: reset.user_id }, origin);
  });
}

/** Stops what was started for a member, in the shop where it was. False: the shop has no such member. */
export function stopMemberReset(deps: Deps, actor: UserActor, userId: string, origin: Origin): Promise<boolean> {
  return deps.db.globalTx(async (tx) => {
    const inside = await tx.enter(actor.organizationId);
    const [member] = await inside.query<{ account_id: string | null }>(
      'select account_id from organization_user where organization_id = $1 and user_id = $2',
      [actor.organizationId, userId],
    );
    if (member === undefined) return false;
    const reset = member.account_id === null ? undefined : await waitingReset(tx, member.account_id);
    if (reset !== undefined) await stop(deps, tx, reset, actor, origin);
    return true;
  });
}

/** Stops what waits for an account whose person said that it was not them. */
export async function stopDisowned(deps: Deps, tx: GlobalTx, accountId: string, origin: Origin): Promise<void> {
  const reset = await waitingReset(tx, accountId);
  if (reset !== undefined) await stop(deps, tx, reset, { accountId, userId: reset.user_id }, origin);
}

async function stop(
  deps: Deps,
  tx: GlobalTx,
  reset: ResetRow,
  by: Pick<UserActor, 'accountId' | 'userId'>,
  origin: Origin,
): Promise<void> {
  const close = { state: 'stopped', by: by.accountId, at: deps.clock.now() } as const;
  if (!(await closeReset(tx, reset.reset_id, close))) return;
  await tellEnd(deps, tx, reset.account_id, 'stopped');
  const entry = { action: 'factor.reset-stopped', subjectKind: 'user', subjectId: reset.user_id } as const;
  const inside = await tx.enter(reset.organization_id);
  const audit = [{ ...entry, userId: by.userId, ...origin }];
  await recordChange(inside, { kind: 'people', ids: [reset.user_id], audit });
}

/**
 * Takes away the second factors whose day of waiting is over, each in its own transaction, and ends every session of the account. One
 * that was asked for by somebody who may not do so any more is stopped. Returns how many were done; a repeat does none again.
 */
export async function applyDueResets(deps: Deps): Promise<number> {
  const due = await deps.db.globalTx((tx) => dueResets(tx, deps.clock.now()));
  let done = 0;
  for (const reset of due) if (await deps.db.globalTx((tx) => apply(deps, tx, reset))) done += 1;
  return done;
}

const BY_ITSELF: Origin = { address: '', requestId: '' };

async function apply(deps: Deps, tx: GlobalTx, reset: ResetRow): Promise<boolean> {
  const now = deps.clock.now();
  const { account_id: accountId, user_id: userId } = reset;
  await tx.query('select from account where account_id = $1 for update', [accountId]);
  const mayStill = await mayStarterStill(tx, reset, now);
  const state = mayStill ? 'done' : 'stopped';
  if (!(await closeReset(tx, reset.reset_id, { state, by: null, at: now }))) return false;
  if (mayStill) {
    for (const table of ['totp_factor', 'passkey', 'recovery_code', 'factor_challenge'] as const) {
      await tx.query(`delete from ${table} where account_id = $1`, [accountId]);
    }
    const end = { action: 'session.ended', reason: 'factor-changed', ...BY_ITSELF } as const;
    await endSessions(tx, { accountId }, 'all', end, now);
  }
  await tellEnd(deps, tx, accountId, state);
  const inside = await tx.enter(reset.organization_id);
  const detail = mayStill ? {} : { reason: 'starter-may-not-any-more' };
  const audit = [{ action: `factor.reset-${state}`, subjectKind: 'user', subjectId: userId, detail } as const];
  await recordChange(inside, { kind: 'people', ids: [userId], audit });
  return mayStill;
}

/** Whoever asked a day ago and was shown the door since does not reach into the shop any more. */
async function mayStarterStill(tx: GlobalTx, reset: ResetRow, now: Date): Promise<boolean> {
  if (reset.is_by_operator) {
    const rows = await tx.query('select 1 from operator where account_id = $1', [reset.started_by]);
    return rows.length > 0;
  }
  const inside = await tx.enter(reset.organization_id);
  const [starter] = await inside.query<AuthorityRow & { state: string }>(
    `select u.state, ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1 and u.account_id = $2`,
    [reset.organization_id, reset.started_by],
  );
  if (starter?.state !== 'active') return false;
  const held = authorityOfRow(starter, { instant: now.getTime(), storeId: null });
  if (!held.permissions.has('users.write')) return false;
  return (await refusalByReach(inside, { userId: reset.user_id }, held.storesOf.get('users.write') ?? null)) === null;
}
