import type { MessageItem, TestMessageRequest } from '@mosaajii/contract/notifications';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { enqueueMessage, normalisedRecipient } from '../../platform/messages/index.ts';
import { readShopSettings } from '../identity/index.ts';
import { readMessage } from './list-messages.ts';
import type { Origin } from './retry-message.ts';

const TEMPLATE = 'notifications/test';
/** Enough to find out what is wrong with a mail server, too little to write to strangers with. */
const MOST_IN_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/** Queues a message that says that it is a test. The same `messageId` again sends nothing more. */
export function sendTest(
  deps: Deps,
  actor: UserActor,
  request: TestMessageRequest & Origin,
): Promise<Result<MessageItem, 'no-address' | 'too-many'>> {
  const { messageId, channel, to, language, requestId, address } = request;
  if (normalisedRecipient(channel, to) === null) return Promise.resolve(refuse('no-address'));
  return deps.db.tx(actor.organizationId, async (tx) => {
    const known = await readMessage(deps, tx, messageId);
    if (known !== null) return ok(known);
    // Counted one after the other, whoever asks at the same time.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 61))', [tx.organizationId]);
    const [count] = await tx.query<{ sent: number }>(
      'select count(*)::int as sent from message where organization_id = $1 and template = $2 and created_at > $3',
      [tx.organizationId, TEMPLATE, new Date(deps.clock.now().getTime() - HOUR_MS)],
    );
    if ((count?.sent ?? 0) >= MOST_IN_AN_HOUR) return refuse('too-many');
    const { organization } = await readShopSettings(tx);
    await enqueueMessage(deps, tx, {
      messageId,
      organizationId: tx.organizationId,
      channel,
      template: TEMPLATE,
      to,
      locale: language,
      params: { shopName: organization.name, senderName: actor.displayName },
    });
    await recordChange(tx, {
      kind: 'identity',
      ids: [],
      audit: [
        {
          action: 'message.tested',
          subjectKind: 'message',
          subjectId: messageId,
          userId: actor.userId,
          detail: { channel },
          requestId,
          address,
        },
      ],
    });
    const item = await readMessage(deps, tx, messageId);
    if (item === null) throw new Error('a queued message is not there');
    return ok(item);
  });
}
