import type { ApprovalAnswer, ApprovalContent } from '@mosaajii/contract/approvals';
import type { ApprovalStep } from '@mosaajii/domain/approval';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';

/** What a register asked from another screen, with the names of everybody and everything in it. */
export interface RequestRow {
  readonly request_id: string;
  readonly register_id: string;
  readonly register_code: string;
  readonly register_name: string;
  readonly store_id: string;
  readonly store_name: string;
  readonly requested_by: string;
  readonly requester: string;
  readonly actions: readonly ApprovalStep[];
  readonly digest: string;
  readonly summary: ApprovalContent;
  readonly state: 'open' | 'approved' | 'refused' | 'withdrawn';
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly decided_by: string | null;
  readonly decider: string | null;
  readonly decided_at: Date | null;
  readonly note: string | null;
}

const READ = `select a.request_id, a.register_id, r.code as register_code, r.name as register_name, a.store_id, s.name as store_name,
    a.requested_by, q.display_name as requester, a.actions, a.digest, a.summary, a.state, a.created_at, a.expires_at,
    a.decided_by, d.display_name as decider, a.decided_at, a.note
  from approval_request a
  join register r on r.organization_id = a.organization_id and r.register_id = a.register_id
  join store s on s.organization_id = a.organization_id and s.store_id = a.store_id
  join organization_user q on q.organization_id = a.organization_id and q.user_id = a.requested_by
  left join organization_user d on d.organization_id = a.organization_id and d.user_id = a.decided_by
  where a.organization_id = $1`;

const DAY_MS = 24 * 60 * 60_000;
const MOST = 100;

/** What waits, the oldest first, then what was asked in the last day and is settled, the latest first. */
export function readRequests(tx: Tx, stores: Stores, now: Date): Promise<RequestRow[]> {
  return tx.query<RequestRow>(
    `${READ} and a.created_at > $2 and ($3::uuid[] is null or a.store_id = any($3))
      order by (a.state = 'open' and a.expires_at > $4) desc,
        case when a.state = 'open' and a.expires_at > $4 then a.created_at end, a.created_at desc, a.request_id limit $5`,
    [tx.organizationId, new Date(now.getTime() - DAY_MS), stores, now, MOST],
  );
}

export async function readRequest(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  const [row] = await tx.query<RequestRow>(`${READ} and a.request_id = $2`, [tx.organizationId, requestId]);
  return row;
}

/** A request, locked until the transaction ends: two who answer at once do it one after the other. */
export async function lockRequest(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  const [row] = await tx.query<RequestRow>(`${READ} and a.request_id = $2 for update of a`, [
    tx.organizationId,
    requestId,
  ]);
  return row;
}

/** The store that a request was made in. */
export async function readRequestStore(tx: Tx, requestId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ store_id: string }>(
    'select store_id from approval_request where organization_id = $1 and request_id = $2',
    [tx.organizationId, requestId],
  );
  return row?.store_id;
}

/** What became of it: nobody has to write down that its time is over. */
export function stateOf({ state, expires_at: expiresAt }: RequestRow, now: Date): ApprovalAnswer['state'] {
  return state === 'open' && expiresAt <= now ? 'expired' : state;
}

export function deciderOf({ decided_by: userId, decider }: RequestRow): ApprovalAnswer['decidedBy'] {
  return userId === null ? null : { userId, displayName: decider ?? '' };
}

/** What the register hears of it. */
export function answerOf(row: RequestRow, now: Date): ApprovalAnswer {
  return {
    requestId: row.request_id,
    state: stateOf(row, now),
    expiresAt: row.expires_at.toISOString(),
    decidedBy: deciderOf(row),
    note: row.note,
  };
}
