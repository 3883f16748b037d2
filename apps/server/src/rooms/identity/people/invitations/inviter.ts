import type { Tx } from '../../../../platform/database/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow } from '../../roles/authority-row.ts';
import { needsSecondPerson } from '../../roles/changes/rule.ts';
import { mayGrant } from '../change-person.ts';
import type { InvitationRow } from './invitation-rows.ts';

/** Whether the inviter could invite to this role today: who was suspended or demoted since leaves no open doors behind. */
export async function mayStillInvite(tx: Tx, row: InvitationRow, now: Date): Promise<boolean> {
  const [inviter] = await tx.query<AuthorityRow>(
    `select ${AUTHORITY_COLUMNS} from organization_user u` +
      " where u.organization_id = $1 and u.user_id = $2 and u.state = 'active'",
    [tx.organizationId, row.invited_by],
  );
  if (inviter === undefined) return false;
  const authority = authorityOfRow(inviter, { instant: now.getTime(), storeId: null });
  if (!mayGrant(authority, row.role, row.store_ids)) return false;
  return !(await needsSecondPerson(tx, row.role));
}
