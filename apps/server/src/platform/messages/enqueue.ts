import type { GlobalTx, Tx } from '../database/index.ts';
import {
  DELIVER_TASK,
  type DeliveryChannel,
  deliveryKey,
  INSTALLATION,
  type Message,
  type MessageDeps,
} from './model.ts';
import { normalisedRecipient, recipientIndex, type SealedPlace, sealForOutbox } from './recipient.ts';

/** After this nobody waits for it any more. */
const USUAL_LIFE_MS = 7 * 24 * 3_600_000;

/**
 * Writes a message in the caller's transaction; it is delivered after the commit, by a job, and not at all when there is no
 * commit. The same `messageId` again changes nothing. The transaction stays inside of the wall that it was in. A `Tx` may send
 * for its own organization and for the installation only. Throws a TypeError for an address that is none: check it where it
 * comes in (`normalisedRecipient`).
 */
export async function enqueueMessage(deps: MessageDeps, tx: Tx | GlobalTx, message: Message): Promise<void> {
  const organizationId = message.organizationId ?? INSTALLATION;
  if ('organizationId' in tx && ![tx.organizationId, INSTALLATION].includes(organizationId)) {
    throw new TypeError('a message for another organization than the transaction’s');
  }
  if (message.channel === 'in-app') return queueNotice(deps, tx, message);
  await queueDelivery(deps, tx, organizationId, { ...message, channel: message.channel });
}

async function queueDelivery(
  deps: MessageDeps,
  tx: Tx | GlobalTx,
  organizationId: string,
  message: Message & { readonly channel: DeliveryChannel },
): Promise<void> {
  const recipient = normalisedRecipient(message.channel, message.to);
  if (recipient === null) throw new TypeError(`a message (${message.template}) to what is no address`);
  const now = deps.clock.now();
  const isSecret = message.isSecret ?? false;
  const { messageId } = message;
  const seal = (column: SealedPlace['column'], text: string) =>
    sealForOutbox(deps, tx, { table: 'message', column, rowId: messageId }, text);
  const entry = {
    organization_id: organizationId,
    message_id: messageId,
    channel: message.channel,
    template: message.template,
    recipient_sealed: await seal('recipient_sealed', recipient),
    recipient_index: await recipientIndex(deps, tx, message.channel, recipient),
    account_id: message.accountId ?? null,
    user_id: message.userId ?? null,
    locale: message.locale,
    params: isSecret ? {} : message.params,
    params_sealed: isSecret ? await seal('params_sealed', JSON.stringify(message.params)) : null,
    is_secret: isSecret,
    created_at: now.toISOString(),
    expires_at: (message.expiresAt ?? new Date(now.getTime() + USUAL_LIFE_MS)).toISOString(),
  };
  const [row] = await tx.query<{ is_new: boolean }>('select queue_message($1::jsonb) as is_new', [
    JSON.stringify(entry),
  ]);
  if (row?.is_new !== true) return;
  await deps.jobs.enqueue(
    tx,
    DELIVER_TASK,
    { organizationId, messageId },
    { key: deliveryKey(organizationId, messageId) },
  );
}

async function queueNotice(deps: MessageDeps, tx: Tx | GlobalTx, message: Message): Promise<void> {
  await enqueueNotices(deps, tx, [message]);
}

/**
 * Writes notices inside of the program, all in one statement. Like {@link enqueueMessage}, the same `messageId` again changes
 * nothing. Throws a TypeError for one without the organization and the user that it is for, and for a secret one.
 */
export async function enqueueNotices(
  { clock }: Pick<MessageDeps, 'clock'>,
  tx: Tx | GlobalTx,
  notices: readonly Omit<Message, 'channel' | 'to' | 'locale'>[],
): Promise<void> {
  if (notices.length === 0) return;
  const entries = notices.map(({ organizationId, userId, messageId, template, params, isSecret }) => {
    if (organizationId === null || userId === undefined || userId === null) {
      throw new TypeError(`a notice (${template}) needs the organization and the user that it is for`);
    }
    if ('organizationId' in tx && tx.organizationId !== organizationId) {
      throw new TypeError('a notice for another organization than the transaction’s');
    }
    if (isSecret === true) throw new TypeError(`a notice (${template}) stays to be read: it carries no secret`);
    return {
      organization_id: organizationId,
      notice_id: messageId,
      user_id: userId,
      template,
      params,
      created_at: clock.now().toISOString(),
    };
  });
  const rows = await tx.query<{ is_new: boolean }>(
    'select queue_notice(entry) as is_new from jsonb_array_elements($1::jsonb) entry',
    [JSON.stringify(entries)],
  );
  // Outside of an organization nobody is woken: the sealer looks by itself twice a second.
  if (rows.some((row) => row.is_new) && 'markChanged' in tx) tx.markChanged();
}
