import type { Invitation } from '@mosaajii/contract/invitations';
import type { Refusal } from '@mosaajii/domain';
import type { Role } from '@mosaajii/domain/permission';
import type { Stores, UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Personal } from '../../../../platform/personal/index.ts';
import { storesManaged } from '../person-rows.ts';

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

/** Those for some stores, `null`: all of them; the newest first. One for every store is for each of them. */
export function listInvitationRows(tx: Tx, stores: Stores): Promise<InvitationRow[]> {
  return tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation i where i.organization_id = $1` +
      ' and ($2::uuid[] is null or i.store_ids is null or i.store_ids && $2)' +
      ` order by i.created_at desc, i.invitation_id desc limit ${MOST_LISTED}`,
    [tx.organizationId, stores],
  );
}

/** Why somebody of some stores only may not touch an invitation; null when it is for these stores alone. */
export function beyondStores(
  invited: Pick<InvitationRow, 'store_ids'> | undefined,
  stores: Stores,
): Refusal<'not-found' | 'beyond-own-rights'> | null {
  if (stores === null) return null;
  const places = invited === undefined ? [] : invited.store_ids;
  if (places?.some((storeId) => stores.includes(storeId)) === false)
    return { code: 'not-found', detail: NO_INVITATION };
  if (places?.every((storeId) => stores.includes(storeId)) === true) return null;
  return { code: 'beyond-own-rights', detail: 'This invitation is also for stores that are not yours.' };
}

export const NO_INVITATION = 'There is no invitation with this id in the shop.';

/** Of a route whose path names an invitation. What it is for never changes. */
export const INVITATION_PLACE = {
  refusalOf: async (tx: Tx, { invitationId }: { readonly invitationId: string }, stores: readonly string[]) => {
    const [row] = await tx.query<Pick<InvitationRow, 'store_ids'>>(
      'select store_ids from invitation where organization_id = $1 and invitation_id = $2',
      [tx.organizationId, invitationId],
    );
    return beyondStores(row, stores);
  },
};

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

/** When, and for whom, an invitation is shown. */
export interface Shown {
  readonly now: Date;
  readonly actor: UserActor;
}

/** The invitation as the team's screen shows it to somebody. */
export async function invitationOf(
  personal: Personal,
  tx: Tx,
  row: InvitationRow,
  { now, actor }: Shown,
): Promise<Invitation> {
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
    canManage: beyondStores(row, storesManaged(actor)) === null,
  };
}

/** Where an invitation is accepted. The ids open nothing. */
export function joinPath(organizationId: string, invitationId: string): string {
  return `/join?shop=${organizationId}&invitation=${invitationId}`;
}
