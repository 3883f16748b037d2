import type { ApprovalItem, ApprovalList } from '@mosaajii/contract/approvals';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { stepsBeyond } from '@mosaajii/domain/approval';
import type { Authority } from '@mosaajii/domain/permission';
import type { Stores, UserActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { readAuthority } from '../identity/index.ts';
import { deciderOf, lockRequest, type RequestRow, readRequests, stateOf } from './request-rows.ts';

export type DecideRefusal = Refusal<'not-found' | 'conflict' | 'second-person-needed' | 'beyond-own-rights'>;
type Decided = Result<ApprovalItem, DecideRefusal>;
type Origin = { readonly requestId: string; readonly address: string };

/** What is said about a request that is not there. */
export const NO_REQUEST = 'There is no such request.';

/** What waits for somebody, and what was decided in the last day, with what the asker can do about it. */
export async function listRequests(tx: Tx, actor: UserActor, stores: Stores, now: Date): Promise<ApprovalList> {
  const rows = await readRequests(tx, stores, now);
  const known = new Map<string, Authority>();
  const items: ApprovalItem[] = [];
  for (const row of rows) {
    const authority =
      known.get(row.store_id) ??
      (await readAuthority(tx, actor.userId, { instant: now.getTime(), storeId: row.store_id }));
    known.set(row.store_id, authority);
    items.push(itemOf(row, actor, authority, now));
  }
  return { items };
}

/**
 * Says yes for somebody at a till: only what the approver could do there themselves. One answer counts: whoever comes second
 * hears who was first. A repeat by the same person answers the same.
 */
export function approve(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: UserActor,
  requestId: string,
  origin: Origin,
): Promise<Decided> {
  return decide(deps, actor, { requestId, state: 'approved', note: null }, origin);
}

/** Says no, with a reason that is read at the till. */
export function refuseRequest(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: UserActor,
  requestId: string,
  note: string,
  origin: Origin,
): Promise<Decided> {
  return decide(deps, actor, { requestId, state: 'refused', note }, origin);
}

interface Decision {
  readonly requestId: string;
  readonly state: 'approved' | 'refused';
  readonly note: string | null;
}

function decide(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: UserActor,
  { requestId, state, note }: Decision,
  origin: Origin,
): Promise<Decided> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const now = deps.clock.now();
    const row = await lockRequest(tx, requestId);
    if (row === undefined) return refuse({ code: 'not-found', detail: NO_REQUEST });
    const authority = await readAuthority(tx, actor.userId, { instant: now.getTime(), storeId: row.store_id });
    if (row.state === state && row.decided_by === actor.userId) return ok(itemOf(row, actor, authority, now));
    const refusal = refusalOf(row, actor, authority, state, now);
    if (refusal !== null) return refuse(refusal);
    await tx.query(
      'update approval_request set state = $3, decided_by = $4, decided_at = $5, note = $6' +
        ' where organization_id = $1 and request_id = $2',
      [tx.organizationId, requestId, state, actor.userId, now, note],
    );
    await recordChange(tx, {
      kind: 'approval',
      ids: [requestId],
      registerId: row.register_id,
      audit: [
        {
          action: `approval.${state}`,
          subjectKind: 'approval-request',
          subjectId: requestId,
          userId: actor.userId,
          detail: {
            requestedBy: row.requested_by,
            actions: row.actions,
            digest: row.digest,
            ...(note === null ? {} : { note }),
          },
          ...origin,
        },
      ],
    });
    const decided = { ...row, state, decided_by: actor.userId, decider: actor.displayName, decided_at: now, note };
    return ok(itemOf(decided, actor, authority, now));
  });
}

function refusalOf(
  row: RequestRow,
  actor: UserActor,
  authority: Authority,
  wanted: Decision['state'],
  now: Date,
): DecideRefusal | null {
  const state = stateOf(row, now);
  if (state !== 'open') return { code: 'conflict', detail: SETTLED[state](row.decider ?? '') };
  if (row.requested_by === actor.userId) {
    return { code: 'second-person-needed', detail: 'Nobody answers what they asked for themselves.' };
  }
  if (wanted === 'refused' || stepsBeyond(authority, row.actions).length === 0) return null;
  return { code: 'beyond-own-rights', detail: 'This goes beyond what you may do at that register yourself.' };
}

const SETTLED: Readonly<Record<Exclude<ApprovalItem['state'], 'open'>, (name: string) => string>> = {
  approved: (name) => `${name} approved this already.`,
  refused: (name) => `${name} refused this already.`,
  withdrawn: () => 'The till has withdrawn this, or the cart was changed.',
  expired: () => 'This waited too long. The till has to ask again.',
};

function itemOf(row: RequestRow, actor: UserActor, authority: Authority, now: Date): ApprovalItem {
  const state = stateOf(row, now);
  return {
    requestId: row.request_id,
    state,
    register: { code: row.register_code, name: row.register_name },
    storeName: row.store_name,
    requestedBy: { userId: row.requested_by, displayName: row.requester },
    actions: row.actions.map((step) => ({ ...step })),
    content: row.summary,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    decidedBy: deciderOf(row),
    decidedAt: row.decided_at?.toISOString() ?? null,
    note: row.note,
    hindrance: state === 'open' ? hindranceOf(row, actor, authority) : null,
  };
}

function hindranceOf(row: RequestRow, actor: UserActor, authority: Authority): ApprovalItem['hindrance'] {
  if (row.requested_by === actor.userId) return 'own-request';
  return stepsBeyond(authority, row.actions).length === 0 ? null : 'beyond-you';
}
