import type { Invitation } from '@mosaajii/contract/invitations';
import type { Role } from '@mosaajii/domain/permission';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Personal } from '../../../../platform/personal/index.ts';

/** An invitation as it is stored. */
export interface InvitationRow {
  readonly invitation_id: string;
  readonly email_sealed: string;
  readonly display_name_sealed: string;
  readonly role: Role;
  readonly store_ids: string[] | null;
  readonly user_id: string | null;
  readonly locale: string;
  readonly delivery: Invitation['delivery'];
  readonly state: 'pending' | 'accepted' | 'withdrawn';
  readonly invited_by: string;
  readonly created_at: Date;
  readonly sent_at: Date;
  readonly expires_at: Date;
}

const COLUMNS = `i.invitation_id, i.email_sealed, i.display_name_sealed, i.role, i.store_ids, i.user_id, i.locale, i.delivery,
  i.state, i.invited_by, i.created_at, i.sent_at, i.expires_at`;
const MOST_LISTED = 500;

/** How long an invitation holds; each sending begins it anew. */
export const INVITATION_MS = 7 * 24 * 3_600_000;

/** The invitation of an id, locked until the end of the transaction; undefined where the shop has none. */
export async function lockInvitation(tx: Tx, invitationId: string): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation i where i.organization_id = $1 and i.invitation_id = $2 for update`,
    [tx.organizationId, invitationId],
  );
  return row;
}

/** The invitations of many ids, locked in their order; those that the shop does not have are missing. */
export function lockInvitations(tx: Tx, invitationIds: readonly string[]): Promise<InvitationRow[]> {
  return tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation i where i.organization_id = $1 and i.invitation_id = any($2::uuid[])` +
      ' order by i.invitation_id for update',
    [tx.organizationId, invitationIds],
  );
}

/** The newest first. */
export function listInvitationRows(tx: Tx): Promise<InvitationRow[]> {
  return tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation i where i.organization_id = $1` +
      ` order by i.created_at desc, i.invitation_id desc limit ${MOST_LISTED}`,
    [tx.organizationId],
  );
}

/** Whether somebody can still follow it. */
export function isOpen(row: InvitationRow, now: Date): boolean {
  return row.state === 'pending' && row.expires_at > now;
}

export type InvitationField = 'email' | 'display_name';

/** The place of a sealed text of an invitation. */
export function invitationField(invitationId: string, column: InvitationField) {
  return { table: 'invitation', column, rowId: invitationId };
}

/** Who is invited: the address and the name, opened. */
export async function openInvitation(
  personal: Personal,
  tx: Tx,
  row: InvitationRow,
): Promise<{ readonly email: string; readonly displayName: string }> {
  const { invitation_id: id } = row;
  return {
    email: await personal.open(tx, invitationField(id, 'email'), row.email_sealed),
    displayName: await personal.open(tx, invitationField(id, 'display_name'), row.display_name_sealed),
  };
}

/** The invitation as the team's screen shows it. */
export async function invitationOf(personal: Personal, tx: Tx, row: InvitationRow, now: Date): Promise<Invitation> {
  return {
    invitationId: row.invitation_id,
    ...(await openInvitation(personal, tx, row)),
    role: row.role,
    storeIds: row.store_ids,
    userId: row.user_id,
    delivery: row.delivery,
    state: row.state === 'pending' && row.expires_at <= now ? 'expired' : row.state,
    invitedBy: row.invited_by,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    path: joinPath(tx.organizationId, row.invitation_id),
  };
}

/** Where an invitation is accepted. The ids open nothing. */
export function joinPath(organizationId: string, invitationId: string): string {
  return `/join?shop=${organizationId}&invitation=${invitationId}`;
}
