import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage, normalisedRecipient } from '../../../platform/messages/index.ts';
import { readContact } from '../account-contact.ts';
import { accountIdOf, sealEmail } from '../account-emails.ts';
import { openAlarm } from '../devices/alarms.ts';
import {
  type CodeRefusal,
  checkCode,
  codeWrong,
  consumeCode,
  type IssueRefusal,
  issueCode,
  pretendToIssueCode,
} from '../one-time-codes/index.ts';

const PURPOSE = 'account.email';
/** Whoever reads it takes over the account: ten minutes (ASVS 6.5.5). */
const TTL_MINUTES = 10;
/** How long the address of before can be put back. */
const UNDO_MS = 72 * 3_600_000;

type Origin = { readonly address: string; readonly requestId: string };
type BeginRefusal = IssueRefusal | Refusal<'invalid-request'>;

/**
 * Sends a code to the address that is to be the account's. Nothing changes before it comes back. An address that another account has
 * is answered like any other and gets nothing.
 */
export async function beginEmailChange(
  deps: Deps,
  actor: UserActor,
  email: string,
): Promise<Result<null, BeginRefusal>> {
  const recipient = normalisedRecipient('email', email);
  if (recipient === null) return refuse({ code: 'invalid-request', detail: 'This is not an e-mail address.' });
  const { accountId } = actor;
  const result = await deps.db.globalTx((tx) => beginInside(deps, tx, accountId, recipient));
  if (!result.ok) return result;
  if (!result.value) await pretendToIssueCode();
  return ok(null);
}

/** Answers whether a code was made. */
async function beginInside(
  deps: Deps,
  tx: GlobalTx,
  accountId: string,
  recipient: string,
): Promise<Result<boolean, IssueRefusal>> {
  if ((await accountIdOf(deps.personal, tx, recipient)) !== undefined) return ok(false);
  const code = { purpose: PURPOSE, subjectId: accountId, accountId, recipient, channel: 'email' } as const;
  const issued = await issueCode(deps, tx, { ...code, ttlMinutes: TTL_MINUTES });
  if (!issued.ok) return issued;
  const sealed = await deps.personal.seal(tx, changeField(accountId), recipient);
  await tx.query(
    'insert into account_email_change (account_id, email_sealed, requested_at) values ($1, $2, $3)' +
      ' on conflict (account_id) do update set email_sealed = excluded.email_sealed, requested_at = excluded.requested_at',
    [accountId, sealed, deps.clock.now()],
  );
  const { displayName, locale } = await readContact(deps, tx, accountId);
  await enqueueMessage(deps, tx, {
    messageId: issued.value.codeId,
    organizationId: null,
    channel: 'email',
    template: 'account/email-code',
    to: recipient,
    accountId,
    locale: locale ?? 'en',
    params: { name: displayName, code: issued.value.code, minutes: TTL_MINUTES },
    isSecret: true,
    expiresAt: issued.value.expiresAt,
  });
  return ok(true);
}

/**
 * Gives the account the address that the code was sent to, once. The address of before is told, with a link that for 72 hours puts
 * it back and shuts out whoever did this.
 */
export async function completeEmailChange(
  deps: Deps,
  actor: UserActor,
  code: string,
  origin: Origin,
): Promise<Result<null, CodeRefusal>> {
  const { accountId } = actor;
  const checked = await checkCode(deps, { purpose: PURPOSE, subjectId: accountId, accountId, code });
  if (!checked.ok) return checked;
  return deps.db.globalTx(async (tx) => {
    // The account first, always: two changes of one take turns.
    await tx.query('select from account where account_id = $1 for update', [accountId]);
    if (!(await consumeCode(tx, checked.value, deps.clock.now()))) return codeWrong();
    const [change] = await tx.query<{ email_sealed: string }>(
      'delete from account_email_change where account_id = $1 returning email_sealed',
      [accountId],
    );
    if (change === undefined) return codeWrong();
    const email = await deps.personal.open(tx, changeField(accountId), change.email_sealed);
    // Somebody else has it by now: it is theirs, whatever was sent.
    if ((await accountIdOf(deps.personal, tx, email)) !== undefined) return codeWrong();
    const before = await readContact(deps, tx, accountId);
    await writeEmail(deps, tx, accountId, email);
    await tellBefore(deps, tx, accountId, before);
    await note(tx, accountId, origin);
    return ok(null);
  });
}

/** Puts an address in the place of the one before; throws a unique violation when another account has it. */
export async function writeEmail(
  { personal }: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  accountId: string,
  email: string,
): Promise<void> {
  const sealed = await sealEmail(personal, tx, accountId, email);
  await tx.query('update account set email = null, email_sealed = $2, email_index = $3 where account_id = $1', [
    accountId,
    sealed.email_sealed,
    sealed.email_index,
  ]);
}

async function tellBefore(
  deps: Deps,
  tx: GlobalTx,
  accountId: string,
  before: Awaited<ReturnType<typeof readContact>>,
): Promise<void> {
  const token = await openAlarm(deps, tx, accountId, { lastsMs: UNDO_MS, email: before.email });
  await enqueueMessage(deps, tx, {
    messageId: deps.ids.next(),
    organizationId: null,
    channel: 'email',
    template: 'account/email-changed',
    to: before.email,
    accountId,
    locale: before.locale ?? 'en',
    params: { name: before.displayName, hours: UNDO_MS / 3_600_000, token },
    isSecret: true,
    expiresAt: new Date(deps.clock.now().getTime() + UNDO_MS),
  });
}

/** In every shop of the person; what the address was and is stands nowhere in the trail. */
async function note(tx: GlobalTx, accountId: string, origin: Origin): Promise<void> {
  const memberships = await tx.query<{ organization_id: string; user_id: string }>(
    'select organization_id, user_id from membership where account_id = $1 order by organization_id limit 200',
    [accountId],
  );
  for (const { organization_id: organizationId, user_id: userId } of memberships) {
    const entry = {
      action: 'account.email-changed',
      subjectKind: 'user',
      subjectId: userId,
      userId,
      ...origin,
    } as const;
    await recordChange(await tx.enter(organizationId), { kind: 'people', ids: [userId], audit: [entry] });
  }
}

function changeField(accountId: string) {
  return { table: 'account_email_change', column: 'email', rowId: accountId } as const;
}
