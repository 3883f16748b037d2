import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { enqueueNotices, INSTALLATION } from '../../platform/messages/index.ts';
import { usersWhoMay } from '../identity/index.ts';
import type { Claim } from './claim.ts';
import { render } from './render.ts';

const TEMPLATE = 'notifications/undeliverable';
/** A provider that is gone for a day says so in twenty notices, not in a thousand. */
const MOST_UNREAD = 20;

/**
 * Tells whoever may send messages again that one did not arrive. Its subject is that of the template: what a secret would fill
 * stays open. An installation's own messages are looked at by its operators.
 */
export async function tellFailed(deps: Deps, tx: Tx, claim: Pick<Claim, 'template' | 'channel'>): Promise<void> {
  if (tx.organizationId === INSTALLATION) return;
  const subject = render({ template: claim.template, locale: 'en', params: {} })?.subject ?? claim.template;
  const params = { subject, channel: claim.channel === 'email' ? 'e-mail' : 'SMS' };
  const full = await tx.query<{ user_id: string }>(
    'select user_id from notice where organization_id = $1 and template = $2 and read_at is null' +
      ' group by user_id having count(*) >= $3',
    [tx.organizationId, TEMPLATE, MOST_UNREAD],
  );
  const isFull = new Set(full.map((row) => row.user_id));
  const people = await usersWhoMay(tx, 'messages.write', deps.clock.now());
  const notices = people
    .filter((userId) => !isFull.has(userId))
    .map((userId) => ({
      messageId: deps.ids.next(),
      organizationId: tx.organizationId,
      template: TEMPLATE,
      userId,
      params,
    }));
  await enqueueNotices(deps, tx, notices);
}
