import type { Tx } from '../database/index.ts';
import type { Deps } from '../deps.ts';
import type { DeliveryChannel } from './model.ts';
import { recipientIndex } from './recipient.ts';

/** What was sent through a channel, to one recipient and in all, and whether the recipient gets nothing. */
export interface SentTo {
  readonly isSuppressed: boolean;
  readonly toRecipient: number;
  readonly inAll: number;
}

/** Looks into the outbox of the organization, for limits on what costs money. `recipient` is normalised. */
export async function readSentTo(
  deps: Pick<Deps, 'personal'>,
  tx: Tx,
  channel: DeliveryChannel,
  recipient: string,
  since: Date,
): Promise<SentTo> {
  const index = await recipientIndex(deps, tx, channel, recipient);
  const [row] = await tx.query<{ is_suppressed: boolean; to_recipient: number; in_all: number }>(
    `select exists (select 1 from message_suppression where organization_id = $1 and channel = $2 and recipient_index = $3)
              as is_suppressed,
            (select count(*)::int from message where organization_id = $1 and channel = $2 and recipient_index = $3
                and created_at >= $4) as to_recipient,
            (select count(*)::int from message where organization_id = $1 and channel = $2 and created_at >= $4) as in_all`,
    [tx.organizationId, channel, index, since],
  );
  return {
    isSuppressed: row?.is_suppressed ?? false,
    toRecipient: row?.to_recipient ?? 0,
    inAll: row?.in_all ?? 0,
  };
}
