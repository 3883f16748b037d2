import type { Result } from '@mosaajii/domain';
import { type Paper, printedAgain } from '@mosaajii/domain/paper';
import { type Observable, source } from '../../device/observable.ts';
import type { WriteLock } from '../../journal/ports.ts';
import type { PrinterFailure } from '../transports/model.ts';
import type { JobShelf, PrintJob } from './job.ts';

export interface PrintQueuePorts {
  readonly shelf: JobShelf;
  /** One window of the device prints at a time. */
  readonly lock: WriteLock;
  /** Puts a paper on the device's printer. */
  readonly send: (paper: Paper, paperWidthMm: 58 | 80) => Promise<Result<null, PrinterFailure>>;
  readonly now: () => Date;
  readonly newId: () => string;
}

export type PrintOutcome = { readonly isPrinted: true } | { readonly isPrinted: false; readonly job: PrintJob };

/** What waits for the printer. A failure keeps the job; it never stands in the way of anything else. */
export interface PrintQueue {
  readonly jobs: Observable<readonly PrintJob[]>;
  /** `saleId`: the sale whose receipt it is. */
  submit(paper: Paper, paperWidthMm: 58 | 80, saleId?: string): Promise<PrintOutcome>;
  retry(jobId: string): Promise<PrintOutcome>;
  remove(jobId: string): Promise<void>;
  /** Reads what was kept; a job that was under way when the page went away is one that failed. */
  load(): Promise<void>;
}

/** Older ones give way: each receipt can be printed again from the orders. */
const MOST_JOBS = 200;
const PRINTED: PrintOutcome = { isPrinted: true };

export function createPrintQueue({ shelf, lock, send, now, newId }: PrintQueuePorts): PrintQueue {
  const jobs = source<readonly PrintJob[]>([]);
  const refresh = async () => {
    const kept = await shelf.list();
    jobs.set([...kept].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)));
  };
  const write = async (job: PrintJob) => {
    await shelf.put(job);
    await refresh();
  };

  /** Sends one job under the lock. It is gone from the shelf only when the printer's side has taken all of it. */
  const print = (jobId: string): Promise<PrintOutcome> =>
    lock.hold(async () => {
      const job = (await shelf.list()).find((one) => one.jobId === jobId);
      // Another window has printed it meanwhile.
      if (job === undefined) return PRINTED;
      const wasCutShort = job.isCutShort || job.state === 'printing';
      await write({ ...job, state: 'printing', attempts: job.attempts + 1 });
      const sent = await send(wasCutShort ? printedAgain(job.paper) : job.paper, job.paperWidthMm);
      if (sent.ok) {
        await shelf.remove(jobId);
        await refresh();
        return PRINTED;
      }
      const isCutShort = wasCutShort || sent.error.isCutShort;
      const failed: PrintJob = {
        ...job,
        state: 'failed',
        attempts: job.attempts + 1,
        failure: sent.error.detail,
        isCutShort,
      };
      await write(failed);
      return { isPrinted: false, job: failed };
    });

  return {
    jobs,
    async submit(paper, paperWidthMm, saleId) {
      const jobId = newId();
      const createdAt = now().toISOString();
      await write({
        jobId,
        createdAt,
        paper,
        paperWidthMm,
        ...(saleId === undefined ? {} : { saleId }),
        state: 'waiting',
        attempts: 0,
        failure: '',
        isCutShort: false,
      });
      for (const old of jobs.get().slice(0, -MOST_JOBS)) await shelf.remove(old.jobId);
      return print(jobId);
    },
    retry: print,
    async remove(jobId) {
      await shelf.remove(jobId);
      await refresh();
    },
    load: () =>
      lock.hold(async () => {
        for (const job of await shelf.list()) {
          if (job.state === 'printing') await shelf.put({ ...job, state: 'failed', isCutShort: true });
          else if (job.state === 'waiting') await shelf.put({ ...job, state: 'failed' });
        }
        await refresh();
      }),
  };
}
