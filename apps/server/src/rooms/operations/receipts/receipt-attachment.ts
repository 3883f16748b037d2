import type { Deps } from '../../../platform/deps.ts';
import type { Attachment } from '../../../platform/messages/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { readOrder } from '../../sales/index.ts';
import { readMailedQuote } from '../quotes/quote-paper.ts';
import { paperOfOrder } from './paper-of-order.ts';
import { pdfOf } from './pdf.ts';
import { readReceiptParts } from './read-parts.ts';
import { readReceiptSellers } from './read-sellers.ts';

/** What goes with a message: the PDF where it is about a receipt or a quote, nothing else. Made anew at each attempt, and never kept. */
export async function attachmentsOf(
  deps: Pick<Deps, 'db' | 'personal' | 'clock'>,
  { organizationId, messageId }: { readonly organizationId: string; readonly messageId: string },
): Promise<readonly Attachment[]> {
  const paper = await deps.db.read(organizationId, async (tx) => {
    const [mail] = await tx.query<{ sale_id: string }>(
      'select sale_id from receipt_mail where organization_id = $1 and mail_id = $2',
      [organizationId, messageId],
    );
    if (mail === undefined) return readMailedQuote(tx, deps, messageId);
    const order = await readOrder(tx, mail.sale_id);
    if (order === null) return null;
    const settings = await readShopSettings(tx, order.storeId);
    const sellers = await readReceiptSellers(tx, order, settings);
    const parts = { ...(await readReceiptParts(tx, order.saleId)), sellers };
    return { number: order.receiptNumber, paper: paperOfOrder(order, settings, { cashier: '', parts }) };
  });
  if (paper === null) return [];
  return [{ filename: `${paper.number}.pdf`, contentType: 'application/pdf', content: await pdfOf(paper.paper) }];
}
