import type { Receipt } from '@mosaajii/domain/paper';
import { isPractice } from '../practice/mode.ts';
import { printReceipt } from './printing.ts';
import { type ReceiptLinks, receiptLink } from './receipt-link.ts';
import { mailReceipt } from './receipt-mails.ts';

/** The receipt with its link, where the store has links; a sale of practice is nowhere to be read. */
export async function withLink<R extends Receipt>(
  receipt: R,
  saleId: string,
  links: ReceiptLinks | undefined,
): Promise<R> {
  return links === undefined || isPractice() ? receipt : { ...receipt, link: await receiptLink(links, saleId) };
}

/**
 * Opens what can be done with a receipt: another paper, a gift receipt, its QR code, mail, SMS. `copy` writes a copy down
 * before it prints it; `phone` is the customer's, where one is at hand.
 */
export async function openReceiptOptions(
  receipt: Receipt,
  saleId: string,
  links: ReceiptLinks | undefined,
  copy: (receipt: Receipt) => Promise<void>,
  phone?: string,
): Promise<void> {
  const { showOptions } = await import('./options/show-options.tsx');
  showOptions({
    receipt: await withLink(receipt, saleId, links),
    // What is mailed is the receipt itself: from a gift receipt that stayed in the printer it would say the prices.
    print: (paper) => printReceipt(paper, paper.kind === 'sale' && paper.isGift === true ? undefined : saleId),
    copy,
    mail: isPractice() ? null : (to, channel) => mailReceipt(saleId, to, channel),
    phone,
  });
}
