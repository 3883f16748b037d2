import type { Receipt } from '@mosaajii/domain/paper';
import { api } from '../api/index.ts';
import { newId } from '../ids/index.ts';
import { webLock } from '../journal/lock.ts';
import { isPractice } from '../practice/mode.ts';
import { deviceValues } from './device-values.ts';
import { printReceipt } from './printing.ts';
import { createMailQueue, type MailJob } from './queue/mail-queue.ts';
import { type ReceiptLinks, receiptLink } from './receipt-link.ts';

const TRY_AGAIN_MS = 60_000;
const values = deviceValues<MailJob>('mail-job:');

/** Receipts that are to go by mail from this device. */
const mailQueue = createMailQueue({
  shelf: { list: values.list, put: (job) => values.put(job.mailId, job), remove: values.remove },
  lock: webLock('mosaajii-receipt-mails'),
  send: ({ mailId, saleId, to, channel }) =>
    api.post(`/orders/${saleId}/receipt-mails`, { body: { mailId, to, channel } }),
  now: () => Date.now(),
  newId,
});

let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, now and again and again until nothing does: when the network is back, and every minute. */
async function sendWaiting(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const left = await mailQueue.run();
  if (left > 0) timer = setTimeout(() => void sendWaiting(), TRY_AGAIN_MS);
}

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
  const mail = async (to: string, channel?: MailJob['channel']) => {
    const outcome = await mailQueue.submit(saleId, to, channel);
    if (outcome.kind === 'waiting') {
      keepSending();
      timer ??= setTimeout(() => void sendWaiting(), TRY_AGAIN_MS);
    }
    return outcome;
  };
  showOptions({
    receipt: await withLink(receipt, saleId, links),
    print: printReceipt,
    copy,
    mail: isPractice() ? null : mail,
    phone,
  });
}

let isListening = false;

/** Sends what waits, from now on whenever the network comes back. Called again it changes nothing. */
export function keepSending(): void {
  if (isListening) return;
  isListening = true;
  window.addEventListener('online', () => void sendWaiting());
  void sendWaiting();
}
