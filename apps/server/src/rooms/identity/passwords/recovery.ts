import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';
import { readContact } from '../account-contact.ts';
import { normaliseEmail } from '../account-emails.ts';
import {
  type CodeRefusal,
  checkCode,
  codeWrong,
  consumeCode,
  issueCode,
  pretendToIssueCode,
} from '../one-time-codes/index.ts';
import { endSessions } from '../sessions.ts';
import { findAccountId } from '../sign-in.ts';
import { judgeNewPassword, tellChanged, type WeakPassword, writePassword } from './change-password.ts';
import { hashPassword } from './passwords.ts';

/** What the code is for; it does nothing but set a password, and never takes the place of a second factor. */
const PURPOSE = 'password.recover';
/** It ends in a sign-in, so ten minutes (ASVS 6.5.5). */
const TTL_MINUTES = 10;

export interface RecoveryOrigin {
  readonly address: string;
  readonly requestId: string;
}

/**
 * Sends a code to an address, when an account has it. The answer is the same for every address and takes the same work;
 * more than three codes in a quarter of an hour are not sent.
 */
export async function beginRecovery(deps: Deps, email: string): Promise<void> {
  const recipient = normaliseEmail(email);
  const accountId = await deps.db.globalTx((tx) => findAccountId(deps, tx, recipient));
  if (accountId === undefined) return pretendToIssueCode();
  await deps.db.globalTx(async (tx) => {
    const subjectId = subjectOf(recipient);
    const code = {
      purpose: PURPOSE,
      subjectId,
      accountId,
      recipient,
      channel: 'email',
      ttlMinutes: TTL_MINUTES,
    } as const;
    const issued = await issueCode(deps, tx, code);
    // Too many: whoever asks so often is told nothing else than anybody.
    if (!issued.ok) return;
    const { displayName, locale } = await readContact(deps, tx, accountId);
    await enqueueMessage(deps, tx, {
      messageId: issued.value.codeId,
      organizationId: null,
      channel: 'email',
      template: 'account/recovery-code',
      to: recipient,
      accountId,
      locale: locale ?? 'en',
      params: { name: displayName, code: issued.value.code, minutes: TTL_MINUTES },
      isSecret: true,
      expiresAt: issued.value.expiresAt,
    });
  });
}

export interface Recovery {
  readonly email: string;
  readonly code: string;
  readonly password: string;
}

/**
 * Sets the password of whoever has the code, once, and ends all sessions of the account. Opens none: who comes in next signs
 * in, with the second factor when the account has one. An unknown address is answered like a wrong code, after the same work.
 */
export async function completeRecovery(
  deps: Deps,
  input: Recovery,
  origin: RecoveryOrigin,
): Promise<Result<null, CodeRefusal | WeakPassword>> {
  const subjectId = subjectOf(normaliseEmail(input.email));
  const checked = await checkCode(deps, { purpose: PURPOSE, subjectId, code: input.code });
  if (!checked.ok) return checked;
  const { accountId } = checked.value;
  if (accountId === null) return codeWrong();
  const weakness = await deps.db.globalTx((tx) => judgeNewPassword(deps, tx, accountId, input.password));
  if (weakness !== null) return refuse(weakness);
  const passwordHash = await hashPassword(input.password);
  return deps.db.globalTx(async (tx) => {
    const now = deps.clock.now();
    if (!(await consumeCode(tx, checked.value, now))) return codeWrong();
    await writePassword(tx, accountId, passwordHash, now);
    await tellChanged(deps, tx, accountId);
    await noteRecovery(tx, accountId, origin);
    const end = { action: 'session.ended', reason: 'password-changed', ...origin } as const;
    await endSessions(tx, { accountId }, 'all', end, now);
    return ok(null);
  });
}

async function noteRecovery(tx: GlobalTx, accountId: string, origin: RecoveryOrigin): Promise<void> {
  const memberships = await tx.query<{ organization_id: string; user_id: string }>(
    'select organization_id, user_id from membership where account_id = $1 order by organization_id limit 200',
    [accountId],
  );
  for (const { organization_id: organizationId, user_id: userId } of memberships) {
    const inside = await tx.enter(organizationId);
    const detail = { by: 'e-mail' };
    const audit = [
      { action: 'password.recovered', subjectKind: 'user', subjectId: userId, userId, detail, ...origin } as const,
    ];
    await recordChange(inside, { kind: 'identity', ids: [], audit });
  }
}

/** The same id for the same address, also for one that nobody has: guesses are counted for it all the same. */
function subjectOf(email: string): string {
  const bytes = createHash('sha256').update(`recovery:${email}`, 'utf8').digest('hex').slice(0, 32);
  return [bytes.slice(0, 8), bytes.slice(8, 12), bytes.slice(12, 16), bytes.slice(16, 20), bytes.slice(20)].join('-');
}
