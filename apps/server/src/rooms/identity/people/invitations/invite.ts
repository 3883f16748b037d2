import type { Invitation, InvitationRequest } from '@mosaajii/contract/invitations';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { storesFor, type UserActor } from '../../../../platform/access/index.ts';
import { type Tx, uniqueViolation } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { accountIdOf } from '../../account-emails.ts';
import { GIVEN_UNDER_ROLES, needsSecondPerson } from '../../roles/changes/rule.ts';
import { hasStores } from '../../store-places.ts';
import { mayGrant, type Origin } from '../change-person.ts';
import { refusalByReach } from '../person-rows.ts';
import { INVITATION_MS, invitationField, invitationOf, lockInvitation } from './invitation-rows.ts';
import { sendInvitation } from './send-invitation.ts';

export type InviteRefusal = Refusal<
  'beyond-own-rights' | 'second-person-needed' | 'conflict' | 'idempotency-key-reused' | 'not-found'
>;
export type Invited = Result<Invitation, InviteRefusal>;

/**
 * Invites somebody by their address. Idempotent by `input.invitationId`: a repeat answers the invitation and sends nothing.
 * Nobody invites to a role that has more permissions than their own; one address has one open invitation.
 */
export async function invite(deps: Deps, actor: UserActor, input: InvitationRequest, origin: Origin): Promise<Invited> {
  if (!mayGrant(actor, input.role, input.storeIds)) {
    const detail =
      storesFor(actor, 'users.write') === null || input.storeIds !== null
        ? `The role ${input.role} has permissions that you do not have there.`
        : 'You invite for your own stores: say for which of them.';
    return refuse({ code: 'beyond-own-rights', detail });
  }
  const attempt = () => deps.db.tx(actor.organizationId, (tx) => inviteIn(deps, tx, actor, input, origin));
  try {
    return await attempt();
  } catch (error) {
    if (uniqueViolation(error) === undefined) throw error;
  }
  try {
    // A twin of this request was faster: it is seen now.
    return await attempt();
  } catch (error) {
    if (uniqueViolation(error) !== 'invitation_pending') throw error;
    return refuse({ code: 'conflict', detail: ALREADY_INVITED });
  }
}

const ALREADY_INVITED = 'There is an open invitation for this address. Send that one again.';

async function inviteIn(
  deps: Deps,
  tx: Tx,
  actor: UserActor,
  input: InvitationRequest,
  origin: Origin,
): Promise<Invited> {
  const now = deps.clock.now();
  const known = await lockInvitation(tx, input.invitationId);
  if (known !== undefined) {
    const former = await invitationOf(deps.personal, tx, known, { now, actor });
    if (former.email === input.email && former.role === input.role) return ok(former);
    return refuse({ code: 'idempotency-key-reused', detail: 'This id belongs to another invitation.' });
  }
  if (await needsSecondPerson(tx, input.role))
    return refuse({ code: 'second-person-needed', detail: GIVEN_UNDER_ROLES });
  const refusal = await refusalOf(deps, tx, actor, input);
  if (refusal !== null) return refuse(refusal);
  await insertInvitation(deps, tx, actor, input, now);
  const row = await lockInvitation(tx, input.invitationId);
  if (row === undefined) throw new Error('the invitation was written and is not there');
  await recordChange(tx, {
    kind: 'identity',
    ids: [],
    audit: [
      {
        action: 'invitation.created',
        subjectKind: 'invitation',
        subjectId: input.invitationId,
        userId: actor.userId,
        detail: {
          role: input.role,
          storeIds: input.storeIds,
          delivery: input.delivery,
          forUserId: input.userId ?? null,
        },
        ...origin,
      },
    ],
  });
  if (input.delivery === 'email') await sendInvitation(deps, tx, row, actor.displayName);
  return ok(await invitationOf(deps.personal, tx, row, { now, actor }));
}

/** What stands against an invitation that is not the inviter's rights. */
async function refusalOf(
  deps: Deps,
  tx: Tx,
  actor: UserActor,
  input: InvitationRequest,
): Promise<InviteRefusal | null> {
  const accountId = await accountIdOf(deps.personal, tx, input.email);
  const members = await tx.query('select 1 from organization_user where organization_id = $1 and account_id = $2', [
    tx.organizationId,
    accountId ?? null,
  ]);
  if (members.length > 0) {
    return { code: 'conflict', detail: 'Somebody of this shop has this address. Activate them in the list instead.' };
  }
  if (input.userId !== undefined) {
    const beyond = await refusalByReach(tx, { userId: input.userId }, storesFor(actor, 'users.write'));
    if (beyond !== null) return beyond;
    const [person] = await tx.query<{ account_id: string | null; state: string }>(
      'select account_id, state from organization_user where organization_id = $1 and user_id = $2',
      [tx.organizationId, input.userId],
    );
    if (person === undefined) return { code: 'not-found', detail: 'There is nobody with this id in the shop.' };
    if (person.account_id !== null || person.state !== 'active') {
      return { code: 'conflict', detail: 'This person has an account already, or is not active.' };
    }
  }
  return (await hasStores(tx, input.storeIds)) ? null : { code: 'not-found', detail: 'There is no such store.' };
}

async function insertInvitation(
  { personal }: Deps,
  tx: Tx,
  actor: UserActor,
  input: InvitationRequest,
  now: Date,
): Promise<void> {
  const { invitationId, email } = input;
  await tx.query(
    'insert into invitation (organization_id, invitation_id, email_sealed, email_index, display_name_sealed, role, store_ids,' +
      ' user_id, locale, delivery, invited_by, created_at, sent_at, expires_at)' +
      " values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, (select locale from organization where organization_id = $1), 'en')," +
      ' $10, $11, $12, $12, $13)',
    [
      tx.organizationId,
      invitationId,
      await personal.seal(tx, invitationField(invitationId, 'email'), email),
      await personal.blindIndex(tx, 'invitation.email', 'email', email),
      await personal.seal(tx, invitationField(invitationId, 'display_name'), input.displayName),
      input.role,
      input.storeIds,
      input.userId ?? null,
      input.locale ?? null,
      input.delivery,
      actor.userId,
      now,
      new Date(now.getTime() + INVITATION_MS),
    ],
  );
}
