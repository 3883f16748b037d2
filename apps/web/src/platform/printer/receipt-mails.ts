import { api } from '../api/index.ts';
import { newId } from '../ids/index.ts';
import { webLock } from '../journal/lock.ts';
import { deviceValues } from './device-values.ts';
import { createMailQueue, type Mailed, type MailJob, type MailOutcome } from './queue/mail-queue.ts';

const TRY_AGAIN_MS = 60_000;
const values = deviceValues<MailJob>('mail-job:');

/** Receipts and quotes that are to go by mail from this device. */
const mailQueue = createMailQueue({
  shelf: { list: values.list, put: (job) => values.put(job.mailId, job), remove: values.remove },
  lock: webLock('mosaajii-receipt-mails'),
  send: ({ mailId, to, channel, ...mailed }) =>
    'quoteId' in mailed
      ? api.post(`/quotes/${mailed.quoteId}/mails`, { body: { mailId, to } })
      : api.post(`/orders/${mailed.saleId}/receipt-mails`, { body: { mailId, to, channel } }),
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

/** Sends the receipt of a sale to an address, or its link by SMS; what cannot go now goes by itself later. */
export function mailReceipt(saleId: string, to: string, channel?: MailJob['channel']): Promise<MailOutcome> {
  return mail({ saleId }, to, channel);
}

/** Sends a quote to an address; what cannot go now goes by itself later. */
export function mailQuote(quoteId: string, to: string): Promise<MailOutcome> {
  return mail({ quoteId }, to);
}

async function mail(mailed: Mailed, to: string, channel?: MailJob['channel']): Promise<MailOutcome> {
  const outcome = await mailQueue.submit(mailed, to, channel);
  if (outcome.kind === 'waiting') {
    keepSending();
    timer ??= setTimeout(() => void sendWaiting(), TRY_AGAIN_MS);
  }
  return outcome;
}

let isListening = false;

/** Sends what waits, from now on whenever the network comes back. Called again it changes nothing. */
export function keepSending(): void {
  if (isListening) return;
  isListening = true;
  window.addEventListener('online', () => void sendWaiting());
  void sendWaiting();
}
