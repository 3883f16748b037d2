import type { PendingRoleChange } from '@mosaajii/contract/role-changes';
import type { Grant } from '@mosaajii/domain/permission';
import { authorityOf } from '@mosaajii/domain/permission';
import type { Tx } from '../../../../platform/database/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, grantsOfRow } from '../authority-row.ts';

type Change = PendingRoleChange['change'];

export interface ChangeRow {
  readonly change_id: string;
  readonly kind: Change['kind'];
  readonly subject_id: string;
  readonly subject: string | null;
  readonly base_version: number;
  readonly before: unknown;
  readonly wanted: unknown;
  readonly state: PendingRoleChange['state'];
  readonly requested_by: string;
  readonly requester: string | null;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly decided_by: string | null;
  readonly decider: string | null;
  readonly decided_at: Date | null;
  readonly method: PendingRoleChange['method'];
  readonly note: string;
}

const READ = `select c.change_id, c.kind, c.subject_id, coalesce(r.name, p.display_name) as subject, c.base_version, c.before,
    c.wanted, c.state, c.requested_by, q.display_name as requester, c.requested_at, c.expires_at, c.decided_by,
    d.display_name as decider, c.decided_at, c.method, c.note
  from role_change c
  left join role r on c.kind = 'role' and r.organization_id = c.organization_id and r.role_id = c.subject_id
  left join organization_user p on c.kind = 'grants' and p.organization_id = c.organization_id and p.user_id = c.subject_id
  left join organization_user q on q.organization_id = c.organization_id and q.user_id = c.requested_by
  left join organization_user d on d.organization_id = c.organization_id and d.user_id = c.decided_by
  where c.organization_id = $1`;

/** What waits, then what was decided, each the newest first; at most a hundred. */
export function readChangeRows(tx: Tx): Promise<ChangeRow[]> {
  return tx.query<ChangeRow>(`${READ} order by c.state <> 'pending', c.requested_at desc, c.change_id desc limit 100`, [
    tx.organizationId,
  ]);
}

/** A change, locked until the transaction ends. */
export async function lockChange(tx: Tx, changeId: string): Promise<ChangeRow | undefined> {
  const [row] = await tx.query<ChangeRow>(`${READ} and c.change_id = $2 for update of c`, [
    tx.organizationId,
    changeId,
  ]);
  return row;
}

/** What became of it: one that nobody decided about in time has expired, also before that is written down. */
export function stateOf({ state, expires_at: expiresAt }: ChangeRow, now: Date): ChangeRow['state'] {
  return state === 'pending' && expiresAt <= now ? 'expired' : state;
}

/** Everybody who could approve a change: active, with an account, and allowed to change roles for good; the subject never. */
export async function readApprovers(tx: Tx, subjectId: string | null): Promise<ReadonlySet<string>> {
  const rows = await tx.query<AuthorityRow & { user_id: string }>(
    `select u.user_id, ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1 and u.state = 'active'
       and u.account_id is not null and (u.role = 'administrator' or exists (select 1 from role_grant h
         where h.organization_id = $1 and h.user_id = u.user_id))`,
    [tx.organizationId],
  );
  const lasting = (grant: Grant) => grant.windows.length === 0 && grant.validUntil === null;
  const may = (row: AuthorityRow) =>
    authorityOf(grantsOfRow(row).filter(lasting), { instant: 0, storeId: null }).permissions.has('roles.write');
  return new Set(rows.filter((row) => row.user_id !== subjectId && may(row)).map((row) => row.user_id));
}

/** As whom somebody may approve a change; null when they may not. By oneself only where nobody else could. */
export function methodFor(
  row: Pick<ChangeRow, 'requested_by'>,
  userId: string,
  approvers: ReadonlySet<string>,
): PendingRoleChange['method'] {
  if (!approvers.has(userId)) return null;
  if (row.requested_by !== userId) return 'second-person';
  return approvers.size === 1 ? 'self-approved' : null;
}

/** A change as its readers see it. */
export function changeOf(
  row: ChangeRow,
  now: Date,
  mayApproveAs: PendingRoleChange['mayApproveAs'],
): PendingRoleChange {
  const state = stateOf(row, now);
  return {
    changeId: row.change_id,
    subject: row.subject ?? '',
    subjectId: row.subject_id,
    // Written by this program in this very form.
    change: { kind: row.kind, before: row.before, wanted: row.wanted } as Change,
    state,
    requestedBy: { userId: row.requested_by, displayName: row.requester ?? '' },
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    decidedBy: row.decided_by === null ? null : { userId: row.decided_by, displayName: row.decider ?? '' },
    decidedAt: row.decided_at?.toISOString() ?? null,
    method: row.method,
    note: row.note,
    mayApproveAs: state === 'pending' ? mayApproveAs : null,
  };
}
