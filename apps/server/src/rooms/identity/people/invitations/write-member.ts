import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import type { InvitationRow } from './invitation-rows.ts';

export interface NewMember {
  readonly row: InvitationRow;
  readonly accountId: string;
  readonly displayName: string;
  readonly now: Date;
}

/** Writes the person of an accepted invitation, and closes it. Returns who they are in the shop. */
export async function writeMember(
  deps: Pick<Deps, 'ids'>,
  tx: Tx,
  member: NewMember,
): Promise<Result<string, Refusal<'conflict'>>> {
  const { row, accountId, displayName, now } = member;
  const userId = row.user_id ?? deps.ids.next();
  // With stores the role comes as a grant for these, and the base role is a label.
  const hasBaseRole = row.store_ids === null;
  const written = await tx.query(
    'insert into organization_user (organization_id, user_id, account_id, display_name, role, has_base_role)' +
      ' values ($1, $2, $3, $4, $5, $6) on conflict (organization_id, user_id) do update' +
      ' set account_id = excluded.account_id, role = excluded.role, has_base_role = excluded.has_base_role,' +
      ' version = organization_user.version + 1' +
      " where organization_user.account_id is null and organization_user.state = 'active' returning user_id",
    [tx.organizationId, userId, accountId, displayName, row.role, hasBaseRole],
  );
  if (written.length === 0) {
    return refuse({ code: 'conflict', detail: 'The person got an account meanwhile, or is not active.' });
  }
  if (row.store_ids !== null) {
    await tx.query(
      'insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by) values ($1, $2, $3, $4, $5, $6)',
      [tx.organizationId, deps.ids.next(), userId, row.role, row.store_ids, row.invited_by],
    );
  }
  // Somebody of other shops who has just joined goes to this one when they sign in.
  await tx.query('insert into membership (account_id, organization_id, user_id, chosen_at) values ($1, $2, $3, $4)', [
    accountId,
    tx.organizationId,
    userId,
    now,
  ]);
  await tx.query(
    "update invitation set state = 'accepted', closed_at = $3, accepted_user_id = $4 where organization_id = $1 and invitation_id = $2",
    [tx.organizationId, row.invitation_id, now, userId],
  );
  return ok(userId);
}
