import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { enqueueMessage } from '../../../../platform/messages/index.ts';
import { type InvitationRow, openInvitation } from './invitation-rows.ts';

/** Writes the message that asks somebody to join; it leaves when the transaction is committed. */
export async function sendInvitation(deps: Deps, tx: Tx, row: InvitationRow, inviterName: string): Promise<void> {
  const { email, displayName } = await openInvitation(deps.personal, tx, row);
  await enqueueMessage(deps, tx, {
    messageId: deps.ids.next(),
    organizationId: tx.organizationId,
    channel: 'email',
    template: 'people/invitation',
    to: email,
    locale: row.locale,
    params: {
      shopName: await readShopName(tx),
      displayName,
      inviterName,
      organizationId: tx.organizationId,
      invitationId: row.invitation_id,
    },
    expiresAt: row.expires_at,
  });
}

/** What the shop calls itself. */
export async function readShopName(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from organization where organization_id = $1', [
    tx.organizationId,
  ]);
  return row?.name ?? '';
}
