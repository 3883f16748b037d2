import type { ReceiptMail } from '@mosaajii/contract/receipts';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { formatMinor, minor } from '@mosaajii/domain/money';
import { paperLanguageOf, paperLocale } from '@mosaajii/domain/paper';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage, normalisedRecipient } from '../../../platform/messages/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { readOrder } from '../../sales/index.ts';
import { receiptToken } from './link-token.ts';

export type MailRefusal = Refusal<'not-found' | 'invalid-request'>;

/**
 * Sends a receipt to an address that the customer named, through the outbox: with its PDF, and with its link where the store
 * has links. The same `mailId` again sends nothing more. The address is nowhere but sealed in the outbox, and the trail says
 * that a receipt was sent, not where to.
 */
export async function mailReceipt(
  deps: Deps,
  actor: UserActor,
  saleId: string,
  { mailId, to }: ReceiptMail,
  requestId: string,
): Promise<Result<null, MailRefusal>> {
  if (normalisedRecipient('email', to) === null)
    return refuse({ code: 'invalid-request', detail: 'This is no e-mail address.' });
  return deps.db.tx(actor.organizationId, async (tx) => {
    const order = await readOrder(tx, saleId);
    if (order === null) return refuse({ code: 'not-found', detail: 'There is no sale with this id here yet.' });
    const { organization, store } = await readShopSettings(tx, order.storeId);
    const language = store.receipt?.template.language ?? paperLanguageOf(organization.locale);
    const link =
      store.receipt === undefined
        ? null
        : receiptToken({ organizationId: tx.organizationId, saleId }, store.receipt.linkKey);
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
      channel: 'email',
      template: link === null ? 'sales/receipt' : 'sales/receipt-link',
      to,
      locale: language,
      params: {
        shopName: organization.name,
        receiptNumber: order.receiptNumber,
        total: formatMinor(total, order.rules.currency, paperLocale(organization.locale, language)),
        ...(link !== null && { token: link }),
      },
    });
    const entry = { action: 'receipt.mailed', subjectKind: 'sale', subjectId: saleId, userId: actor.userId };
    await recordChange(tx, { kind: 'settings', ids: [], audit: [{ ...entry, detail: { mailId }, requestId }] });
    return ok(null);
  });
}
