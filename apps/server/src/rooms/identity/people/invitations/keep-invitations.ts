import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { HandedCode, Invitation, InvitationList } from '@mosaajii/contract/invitations';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Stores, UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { type IssueRefusal, issueCode } from '../../one-time-codes/index.ts';
import { mayGrant, type Origin } from '../change-person.ts';
import {
  INVITATION_MS,
  type InvitationRow,
  invitationOf,
  listInvitationRows,
  lockInvitation,
  NO_INVITATION,
} from './invitation-rows.ts';
import { sendInvitation } from './send-invitation.ts';

/** What the codes of invitations are good for. */
export const JOIN_PURPOSE = 'people.join';
export const JOIN_CODE_MINUTES = 15;
/** Nobody's letter box is filled by a finger that stays on the button. */
export const AGAIN_AFTER_MS = 60_000;

export type KeepRefusal = Refusal<'not-found' | 'conflict' | 'beyond-own-rights' | 'too-many-requests'> & {
  readonly retryAt?: Date;
};

/** The invitations for some stores of the shop, `null`: for any, the newest first. */
export function listInvitations(deps: Deps, actor: UserActor, stores: Stores): Promise<InvitationList> {
  return deps.db.read(actor.organizationId, async (tx) => {
    const items: Invitation[] = [];
    for (const row of await listInvitationRows(tx, stores)) {
      items.push(await invitationOf(deps.personal, tx, row, { now: deps.clock.now(), actor }));
    }
    return { items };
  });
}

/** Gives an open or expired invitation seven more days, and sends it again when it goes by e-mail; once a minute at most. */
export function inviteAgain(
  deps: Deps,
  actor: UserActor,
  invitationId: string,
  origin: Origin,
): Promise<Result<Invitation, KeepRefusal>> {
  return withPending(deps, actor, invitationId, async (tx, row) => {
    const now = deps.clock.now();
    const retryAt = new Date(row.sent_at.getTime() + AGAIN_AFTER_MS);
    if (row.delivery === 'email' && retryAt > now) {
      return refuse({ code: 'too-many-requests', detail: 'It was sent less than a minute ago.', retryAt });
    }
    const fresh = { ...row, sent_at: now, expires_at: new Date(now.getTime() + INVITATION_MS) };
    await tx.query(
      'update invitation set sent_at = $3, expires_at = $4, invited_by = $5 where organization_id = $1 and invitation_id = $2',
      [tx.organizationId, invitationId, now, fresh.expires_at, actor.userId],
    );
    if (row.delivery === 'email') await sendInvitation(deps, tx, fresh, actor.displayName);
    await record(tx, actor, 'invitation.sent-again', invitationId, origin);
    return ok(await invitationOf(deps.personal, tx, { ...fresh, invited_by: actor.userId }, { now, actor }));
  });
}

/** Takes an invitation back: its link and its codes open nothing any more. A repeat is harmless. */
export function withdrawInvitation(
  deps: Deps,
  actor: UserActor,
  invitationId: string,
  origin: Origin,
): Promise<Result<Invitation, KeepRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const now = deps.clock.now();
    const row = await lockInvitation(tx, invitationId);
    if (row === undefined) return refuse({ code: 'not-found', detail: NO_INVITATION });
    if (row.state === 'accepted') return refuse({ code: 'conflict', detail: 'This invitation has been accepted.' });
    if (row.state === 'pending') {
      await tx.query(
        "update invitation set state = 'withdrawn', closed_at = $3 where organization_id = $1 and invitation_id = $2",
        [tx.organizationId, invitationId, now],
      );
      await record(tx, actor, 'invitation.withdrawn', invitationId, origin);
    }
    return ok(await invitationOf(deps.personal, tx, { ...row, state: 'withdrawn' }, { now, actor }));
  });
}

/** Makes a code to hand over in person, for an invitation that does not go by e-mail. */
export function handOverCode(
  deps: Deps,
  actor: UserActor,
  invitationId: string,
  origin: Origin,
): Promise<Result<HandedCode, KeepRefusal | IssueRefusal>> {
  return deps.db.globalTx(async (globalTx) => {
    const tx = await globalTx.enter(actor.organizationId);
    const row = await lockInvitation(tx, invitationId);
    const refusal = refusalOf(actor, row);
    if (refusal !== null) return refuse(refusal);
    // A code of an address is for the address alone.
    if (row?.delivery !== 'in-person') return refuse({ code: 'conflict', detail: 'This invitation goes by e-mail.' });
    const issued = await issueCode(deps, globalTx, {
      purpose: JOIN_PURPOSE,
      subjectId: invitationId,
      accountId: null,
      recipient: '',
      channel: 'in-person',
      ttlMinutes: JOIN_CODE_MINUTES,
    });
    if (!issued.ok) return issued;
    await record(tx, actor, 'invitation.code-shown', invitationId, origin);
    return ok({ code: issued.value.code, expiresAt: issued.value.expiresAt.toISOString() });
  });
}

/** Why somebody may not go on with an invitation; null when they may. */
function refusalOf(actor: UserActor, row: InvitationRow | undefined): KeepRefusal | null {
  if (row === undefined) return { code: 'not-found', detail: NO_INVITATION };
  if (row.state !== 'pending') return { code: 'conflict', detail: 'This invitation is not open any more.' };
  if (mayGrant(actor, row.role, row.store_ids)) return null;
  return { code: 'beyond-own-rights', detail: `The role ${row.role} has permissions that you do not have.` };
}

function withPending<T>(
  deps: Deps,
  actor: UserActor,
  invitationId: string,
  work: (tx: Tx, row: InvitationRow) => Promise<Result<T, KeepRefusal>>,
): Promise<Result<T, KeepRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const row = await lockInvitation(tx, invitationId);
    const refusal = refusalOf(actor, row);
    if (refusal !== null || row === undefined) return refuse(refusal ?? { code: 'not-found', detail: NO_INVITATION });
    return work(tx, row);
  });
}

async function record(tx: Tx, actor: UserActor, action: AuditAction, subjectId: string, origin: Origin): Promise<void> {
  const audit = [{ action, subjectKind: 'invitation', subjectId, userId: actor.userId, ...origin } as const];
  await recordChange(tx, { kind: 'identity', ids: [], audit });
}
