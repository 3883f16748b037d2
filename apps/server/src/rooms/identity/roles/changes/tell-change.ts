import type { UserActor } from '../../../../platform/access/index.ts';
import type { Tx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { enqueueMessage } from '../../../../platform/messages/index.ts';
import { emailsOf, type SealedEmail } from '../../account-emails.ts';
import { type ChangeRow, readApprovers } from './change-rows.ts';

export type Telling = Pick<Deps, 'clock' | 'ids' | 'jobs' | 'personal'>;

/** A large shop has as many administrators; the first fifty can decide as well as all. */
const MOST = 50;

/** Tells whoever may approve a change that it waits: inside of the program, and by letter unless they do without. */
export async function tellApprovers(
  deps: Telling,
  tx: Tx,
  actor: UserActor,
  change: Pick<ChangeRow, 'kind' | 'subject_id' | 'subject'>,
): Promise<void> {
  const approvers = await readApprovers(tx, change.kind === 'grants' ? change.subject_id : null);
  const others = [...approvers].filter((userId) => userId !== actor.userId).sort();
  const params = { name: actor.displayName, subject: change.subject ?? '' };
  await tell(deps, tx, others.slice(0, MOST), 'roles/approval-asked', params);
}

/** Tells whoever asked for a change what somebody else decided. */
export async function tellAsker(
  deps: Telling,
  tx: Tx,
  actor: UserActor,
  { row, state, note }: { readonly row: ChangeRow; readonly state: 'approved' | 'declined'; readonly note: string },
): Promise<void> {
  if (row.requested_by === actor.userId) return;
  const params = { name: actor.displayName, subject: row.subject ?? '' };
  if (state === 'approved') return tell(deps, tx, [row.requested_by], 'roles/change-approved', params);
  return tell(deps, tx, [row.requested_by], 'roles/change-declined', { ...params, note });
}

interface Person extends SealedEmail {
  readonly user_id: string;
  readonly locale: string;
}

async function tell(
  deps: Telling,
  tx: Tx,
  userIds: readonly string[],
  template: string,
  params: Readonly<Record<string, string>>,
): Promise<void> {
  const people = await tx.query<Person>(
    'select u.user_id, a.account_id, a.email, a.email_sealed, coalesce(a.locale, o.locale) as locale' +
      ' from organization_user u join account a on a.account_id = u.account_id' +
      ' join organization o on o.organization_id = u.organization_id' +
      " where u.organization_id = $1 and u.user_id = any($2::uuid[]) and u.state = 'active' order by u.user_id",
    [tx.organizationId, userIds],
  );
  const emails = await emailsOf(deps.personal, tx, people);
  for (const [index, { user_id: userId, account_id: accountId, locale }] of people.entries()) {
    const message = { organizationId: tx.organizationId, template, accountId, userId, locale, params };
    await enqueueMessage(deps, tx, { ...message, messageId: deps.ids.next(), channel: 'in-app', to: '' });
    const to = emails[index] ?? '';
    if (to !== '') await enqueueMessage(deps, tx, { ...message, messageId: deps.ids.next(), channel: 'email', to });
  }
}
