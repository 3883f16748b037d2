import type { ReceiptMail } from '@mosaajii/contract/receipts';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { formatMinor, minor } from '@mosaajii/domain/money';
import { paperLanguageOf, paperLocale } from '@mosaajii/domain/paper';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage, normalisedRecipient, readSentTo } from '../../../platform/messages/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { readOrder } from '../../sales/index.ts';
import { receiptToken } from './link-token.ts';
import { phoneOf } from './phone-of.ts';

export type MailRefusal = Refusal<'not-found' | 'invalid-request' | 'too-many-requests'>;

const HOUR_MS = 3_600_000;
/** Short messages cost money, and a telephone that is not the customer's must not be rung for ever. */
export const SMS_EACH_HOUR = { toOneNumber: 5, inAll: 300 } as const;

/**
 * Sends a receipt to an address or a telephone that the customer named, through the outbox: by mail with its PDF, and with its
 * link where the store has links; by SMS its link alone. The same `mailId` again sends nothing more. The address is nowhere but
 * sealed in the outbox, and the trail says that a receipt was sent, not where to. Whoever wants nothing by SMS gets nothing.
 */
export async function mailReceipt(
  deps: Deps,
  actor: UserActor,
  saleId: string,
  { mailId, to, channel }: ReceiptMail,
  requestId: string,
): Promise<Result<null, MailRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const order = await readOrder(tx, saleId);
    const { organization, store } = await readShopSettings(tx, order?.storeId);
    const named = channel === 'sms' ? phoneOf(to, organization.countryCode) : to;
    const recipient = normalisedRecipient(channel, named);
    if (recipient === null) return refuse({ code: 'invalid-request', detail: NO_ADDRESS[channel] });
    if (order === null) return refuse({ code: 'not-found', detail: 'There is no sale with this id here yet.' });
    const language = store.receipt?.template.language ?? paperLanguageOf(organization.locale);
    const link =
      store.receipt === undefined
        ? null
        : receiptToken({ organizationId: tx.organizationId, saleId }, store.receipt.linkKey);
    const known = await tx.query('select 1 from receipt_mail where organization_id = $1 and mail_id = $2', [
      tx.organizationId,
      mailId,
    ]);
    if (known.length > 0) return ok(null);
    const refused = channel === 'sms' ? await reasonNotToText(deps, tx, recipient, link) : null;
    if (refused !== null) return refuse(refused);
    // What the letter is about: its PDF is made from it when it leaves. Twice the same id is once.
    const isNew = await tx.query(
      'insert into receipt_mail (organization_id, mail_id, sale_id) values ($1, $2, $3) on conflict do nothing returning mail_id',
      [tx.organizationId, mailId, saleId],
    );
    if (isNew.length === 0) return ok(null);
    const total = minor(Math.abs(order.totalMinor));
    await enqueueMessage(deps, tx, {
      messageId: mailId,
      organizationId: tx.organizationId,
      channel,
      template: channel === 'sms' ? 'sales/receipt-sms' : link === null ? 'sales/receipt' : 'sales/receipt-link',
      to: recipient,
      locale: language,
      params: {
        shopName: organization.name,
        receiptNumber: order.receiptNumber,
        total: formatMinor(total, order.rules.currency, paperLocale(organization.locale, language)),
        ...(link !== null && { token: link }),
      },
    });
    const entry = { action: 'receipt.mailed', subjectKind: 'sale', subjectId: saleId, userId: actor.userId } as const;
    const detail = channel === 'sms' ? { mailId, channel } : { mailId };
    await recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...entry, detail, requestId }] });
    return ok(null);
  });
}

const NO_ADDRESS = {
  email: 'This is no e-mail address.',
  sms: 'This is no telephone number. Give it with its country, such as +254 712 345 678.',
} as const;

/** Why no short message goes out; null: it may. */
async function reasonNotToText(
  deps: Deps,
  tx: Tx,
  recipient: string,
  link: string | null,
): Promise<MailRefusal | null> {
  if (deps.senders?.sms === undefined)
    return { code: 'invalid-request', detail: 'This installation has no way to send SMS. Send the receipt by e-mail.' };
  if (link === null || deps.config.publicOrigin === undefined)
    return { code: 'invalid-request', detail: 'Receipts of this store have no links that an SMS could bring.' };
  // One after the other within a shop: many at once would all find that few were sent.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('receipt-sms:' || $1, 0))", [tx.organizationId]);
  const since = new Date(deps.clock.now().getTime() - HOUR_MS);
  const sent = await readSentTo(deps, tx, 'sms', recipient, since);
  if (sent.isSuppressed)
    return {
      code: 'invalid-request',
      detail: 'This number gets no messages: its owner wants none, or it does not exist.',
    };
  if (sent.toRecipient >= SMS_EACH_HOUR.toOneNumber || sent.inAll >= SMS_EACH_HOUR.inAll)
    return { code: 'too-many-requests', detail: 'So many SMS went out within this hour. It is sent later by itself.' };
  return null;
}
