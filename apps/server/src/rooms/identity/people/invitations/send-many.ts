import type { InvitationsSent } from '@mosaajii/contract/invitations';
import { storesFor, type UserActor } from '../../../../platform/access/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { needsSecondPerson } from '../../roles/changes/rule.ts';
import { mayGrant, type Origin } from '../change-person.ts';
import { beyondStores, INVITATION_MS, type InvitationRow, lockInvitations, NO_INVITATION } from './invitation-rows.ts';
import { AGAIN_AFTER_MS } from './keep-invitations.ts';
import { sendInvitation } from './send-invitation.ts';

type Sent = InvitationsSent['items'][number];

/**
 * Gives many invitations seven more days and sends those that go by e-mail again. Each is answered on its own, in the order of
 * the request; one that was sent within the last minute is left as it is, so that a repeat sends nothing twice.
 */
export function inviteManyAgain(
  deps: Deps,
  actor: UserActor,
  invitationIds: readonly string[],
  origin: Origin,
): Promise<InvitationsSent> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const now = deps.clock.now();
    const ids = [...new Set(invitationIds)];
    const rows = new Map((await lockInvitations(tx, ids)).map((row) => [row.invitation_id, row]));
    const isGuarded = await needsSecondPerson(tx, 'administrator');
    const items = ids.map((id) => judge(actor, id, rows.get(id), { now, isGuarded }));
    const sent = items.flatMap(({ invitationId, outcome }) => {
      const row = outcome === 'sent' ? rows.get(invitationId) : undefined;
      return row === undefined ? [] : [row];
    });
    if (sent.length === 0) return { items };
    const expiresAt = new Date(now.getTime() + INVITATION_MS);
    await tx.query(
      'update invitation set sent_at = $3, expires_at = $4, invited_by = $5 where organization_id = $1 and invitation_id = any($2::uuid[])',
      [tx.organizationId, sent.map((row) => row.invitation_id), now, expiresAt, actor.userId],
    );
    for (const row of sent) {
      if (row.delivery === 'email')
        await sendInvitation(deps, tx, { ...row, expires_at: expiresAt }, actor.displayName);
    }
    await recordChange(tx, {
      kind: 'identity',
      ids: [],
      audit: sent.map((row) => ({
        action: 'invitation.sent-again' as const,
        subjectKind: 'invitation' as const,
        subjectId: row.invitation_id,
        userId: actor.userId,
        ...origin,
      })),
    });
    return { items };
  });
}

function judge(
  actor: UserActor,
  invitationId: string,
  row: InvitationRow | undefined,
  { now, isGuarded }: { readonly now: Date; readonly isGuarded: boolean },
): Sent {
  const answer = (outcome: Sent['outcome'], code: Sent['code'], detail: string | null): Sent => ({
    invitationId,
    outcome,
    code,
    detail,
  });
  const beyond = beyondStores(row, storesFor(actor, 'users.write'));
  if (beyond !== null) return answer('refused', beyond.code, beyond.detail);
  if (row === undefined) return answer('refused', 'not-found', NO_INVITATION);
  if (row.state !== 'pending') return answer('refused', 'conflict', 'This invitation is not open any more.');
  if (!mayGrant(actor, row.role, row.store_ids) || (row.role === 'administrator' && isGuarded)) {
    return answer('refused', 'beyond-own-rights', `The role ${row.role} is not yours to give here.`);
  }
  if (now.getTime() - row.sent_at.getTime() < AGAIN_AFTER_MS) return answer('unchanged', null, null);
  return answer('sent', null, null);
}
