import type { JoinOffer, JoinRequest } from '@mosaajii/contract/invitations';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx, Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { recordChange } from '../../../../platform/feed/index.ts';
import { enqueueMessage } from '../../../../platform/messages/index.ts';
import { accountIdOf } from '../../account-emails.ts';
import {
  type CheckedCode,
  type CodeRefusal,
  checkCode,
  codeWrong,
  consumeCode,
  issueCode,
  pretendToIssueCode,
} from '../../one-time-codes/index.ts';
import { weaknessOf } from '../../passwords/password-strength.ts';
import { hashPassword } from '../../passwords/passwords.ts';
import type { Origin } from '../change-person.ts';
import { createAccount } from '../member-accounts.ts';
import { type InvitationRow, isOpen, lockInvitation, openInvitation } from './invitation-rows.ts';
import { mayStillInvite } from './inviter.ts';
import { JOIN_CODE_MINUTES, JOIN_PURPOSE } from './keep-invitations.ts';
import { readShopName } from './send-invitation.ts';
import { writeMember } from './write-member.ts';

interface Invited {
  readonly organizationId: string;
  readonly invitationId: string;
}

/**
 * Sends a code to the address of an invitation. Nothing is answered: whether there is such an invitation, whether it is
 * still open, and whether too many codes were asked for, is nobody's business who does not read that address.
 */
export async function sendJoinCode(deps: Deps, invited: Invited): Promise<void> {
  const isSent = await deps.db.globalTx(async (globalTx) => {
    const found = await openInvitationOf(deps, globalTx, invited);
    if (found === undefined || found.row.delivery !== 'email') return false;
    const { tx, row } = found;
    const { email } = await openInvitation(deps.personal, tx, row);
    const issued = await issueCode(deps, globalTx, {
      purpose: JOIN_PURPOSE,
      subjectId: row.invitation_id,
      accountId: null,
      recipient: email,
      channel: 'email',
      ttlMinutes: JOIN_CODE_MINUTES,
    });
    if (!issued.ok) return false;
    await enqueueMessage(deps, tx, {
      messageId: issued.value.codeId,
      organizationId: tx.organizationId,
      channel: 'email',
      template: 'people/join-code',
      to: email,
      locale: row.locale,
      params: { shopName: await readShopName(tx), code: issued.value.code },
      isSecret: true,
      expiresAt: issued.value.expiresAt,
    });
    return true;
  });
  if (!isSent) await pretendToIssueCode();
}

/** What an invitation is about, for whoever has its code. The code is not used up by looking. */
export async function readJoinOffer(
  deps: Deps,
  invited: Invited & { readonly code: string },
): Promise<Result<JoinOffer, CodeRefusal>> {
  const checked = await checkJoinCode(deps, invited);
  if (!checked.ok) return checked;
  return deps.db.globalTx(async (globalTx) => {
    const found = await openInvitationOf(deps, globalTx, invited);
    if (found === undefined) return codeWrong();
    const { email, displayName } = await openInvitation(deps.personal, found.tx, found.row);
    const hasAccount = (await accountIdOf(deps.personal, globalTx, email)) !== undefined;
    return ok({ shopName: await readShopName(found.tx), email, displayName, role: found.row.role, hasAccount });
  });
}

export type JoinRefusal = CodeRefusal | Refusal<'password-too-weak' | 'conflict'>;

/**
 * Accepts an invitation with its code: makes the account where the address has none, and the person in the shop. Of any
 * number of requests with the right code one joins. Signing in follows as always.
 */
export async function join(deps: Deps, input: JoinRequest, origin: Origin): Promise<Result<null, JoinRefusal>> {
  const checked = await checkJoinCode(deps, input);
  if (!checked.ok) return checked;
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return deps.db.globalTx((tx) => joinIn(deps, tx, { input, passwordHash, checked: checked.value, origin }));
}

interface Joining {
  readonly input: JoinRequest;
  readonly passwordHash: string | null;
  readonly checked: CheckedCode;
  readonly origin: Origin;
}

async function joinIn(
  deps: Deps,
  globalTx: GlobalTx,
  { input, passwordHash, checked, origin }: Joining,
): Promise<Result<null, JoinRefusal>> {
  const now = deps.clock.now();
  const found = await openInvitationOf(deps, globalTx, input);
  if (found === undefined) return codeWrong();
  const { tx, row } = found;
  const { email } = await openInvitation(deps.personal, tx, row);
  const known = await accountIdOf(deps.personal, globalTx, email);
  if (known === undefined && passwordHash === null) {
    return refuse({ code: 'conflict', detail: 'This address has no account yet: choose a password for it.' });
  }
  if (known !== undefined && passwordHash !== null) {
    return refuse({ code: 'conflict', detail: 'This address has an account already. Its password stays as it is.' });
  }
  const words = [email, input.displayName, await readShopName(tx)];
  const weakness = input.password === undefined ? undefined : weaknessOf(input.password, words);
  if (weakness !== undefined) return refuse({ code: 'password-too-weak', detail: weakness });
  if (!(await consumeCode(globalTx, checked, now))) return codeWrong();
  const accountId =
    known ??
    (await createAccount(deps, globalTx, { email, displayName: input.displayName, passwordHash: passwordHash ?? '' }));
  const written = await writeMember(deps, tx, { row, accountId, displayName: input.displayName, now });
  if (!written.ok) return written;
  await recordChange(tx, {
    kind: 'people',
    ids: [written.value],
    audit: [
      {
        action: 'invitation.accepted',
        subjectKind: 'user',
        subjectId: written.value,
        userId: written.value,
        detail: {
          invitationId: row.invitation_id,
          invitedBy: row.invited_by,
          role: row.role,
          isNewAccount: known === undefined,
        },
        ...origin,
      },
    ],
  });
  return ok(null);
}

function checkJoinCode(
  deps: Deps,
  { invitationId, code }: { readonly invitationId: string; readonly code: string },
): Promise<Result<CheckedCode, CodeRefusal>> {
  return checkCode(deps, { purpose: JOIN_PURPOSE, subjectId: invitationId, code });
}

/** An invitation that can be accepted now, locked, behind the wall of its shop. */
async function openInvitationOf(
  deps: Deps,
  globalTx: GlobalTx,
  { organizationId, invitationId }: Invited,
): Promise<{ readonly tx: Tx; readonly row: InvitationRow } | undefined> {
  const tx = await globalTx.enter(organizationId);
  const row = await lockInvitation(tx, invitationId);
  const now = deps.clock.now();
  if (row === undefined || !isOpen(row, now) || !(await mayStillInvite(tx, row, now))) return undefined;
  return { tx, row };
}
