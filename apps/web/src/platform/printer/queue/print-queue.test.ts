import 'fake-indexeddb/auto';
import { ok } from '@mosaajii/domain';
import { type Paper, paperTexts } from '@mosaajii/domain/paper';
import { describe, expect, it } from 'vitest';
import { localLock } from '../../journal/lock.ts';
import { openCacheDatabase } from '../../local-db/cache-db.ts';
import type { PrinterFailure } from '../transports/model.ts';
import { idbShelf } from './idb-shelf.ts';
import type { JobShelf } from './job.ts';
import { createPrintQueue } from './print-queue.ts';

const paper: Paper = { language: 'en', direction: 'ltr', title: 'Receipt 7', blocks: [{ kind: 'text', text: 'Tea' }] };
const AGAIN = 'Printed again: the first print may be cut short';
let files = 0;

/** A device with a printer that does what it is told, on a real IndexedDB. */
async function device() {
  files += 1;
  const database = await openCacheDatabase(`print-${files}`);
  const shelf = idbShelf(() => Promise.resolve(database));
  const printed: string[][] = [];
  const state: { failure: PrinterFailure | null; dies: boolean } = { failure: null, dies: false };
  let ids = 0;
  const queueOf = (on: JobShelf) =>
    createPrintQueue({
      shelf: on,
      lock: localLock(),
      send: (job) => {
        if (state.dies) return new Promise(() => undefined);
        if (state.failure !== null) return Promise.resolve({ ok: false, error: state.failure });
        printed.push(paperTexts(job));
        return Promise.resolve(ok(null));
      },
      now: () => new Date(1_700_000_000_000 + ids),
      newId: () => {
        ids += 1;
        return `job-${String(ids).padStart(4, '0')}`;
      },
    });
  return { shelf, printed, state, queue: queueOf(shelf), again: () => queueOf(shelf) };
}

const away: PrinterFailure = { code: 'not-connected', detail: 'unplugged', isCutShort: false };

describe('the print queue', () => {
  it('keeps nothing of what was printed', async () => {
    const { queue, printed, shelf } = await device();
    expect(await queue.submit(paper, 80)).toEqual({ isPrinted: true });
    expect([printed, await shelf.list(), queue.jobs.get()]).toEqual([[['Tea']], [], []]);
  });

  it('keeps what failed with its reason, also over a restart, and prints it when asked', async () => {
    const { queue, printed, state, again } = await device();
    state.failure = away;
    expect(await queue.submit(paper, 58)).toMatchObject({ isPrinted: false, job: { failure: 'unplugged' } });
    const later = again();
    await later.load();
    const [job] = later.jobs.get();
    expect(job).toMatchObject({
      state: 'failed',
      attempts: 1,
      failure: 'unplugged',
      paperWidthMm: 58,
      isCutShort: false,
    });
    state.failure = null;
    expect(await later.retry(job?.jobId ?? '')).toEqual({ isPrinted: true });
    expect(printed).toEqual([['Tea']]);
    expect(later.jobs.get()).toEqual([]);
  });

  it('prints a paper that was cut short again whole, and says so at both ends', async () => {
    const { queue, printed, state } = await device();
    state.failure = { ...away, code: 'gone', isCutShort: true };
    const outcome = await queue.submit(paper, 80);
    state.failure = null;
    if (!outcome.isPrinted) await queue.retry(outcome.job.jobId);
    expect(printed).toEqual([[AGAIN, 'Tea', AGAIN]]);
  });

  it('takes a page that went away while it printed for a paper that was cut short', async () => {
    const { queue, printed, state, again, shelf } = await device();
    state.dies = true;
    void queue.submit(paper, 80);
    await expect.poll(async () => (await shelf.list()).map((job) => job.state)).toEqual(['printing']);
    state.dies = false;
    const later = again();
    await later.load();
    expect(later.jobs.get()).toMatchObject([{ state: 'failed', isCutShort: true }]);
    await later.retry(later.jobs.get()[0]?.jobId ?? '');
    expect(printed).toEqual([[AGAIN, 'Tea', AGAIN]]);
  });

  it('lets one failure stand in the way of nothing else', async () => {
    const { queue, printed, state } = await device();
    state.failure = away;
    await queue.submit(paper, 80);
    state.failure = null;
    expect(await queue.submit({ ...paper, blocks: [{ kind: 'text', text: 'Milk' }] }, 80)).toEqual({ isPrinted: true });
    expect(printed).toEqual([['Milk']]);
    expect(queue.jobs.get()).toHaveLength(1);
  });

  it('prints a job once when two windows ask for it at once', async () => {
    const { queue, printed, state } = await device();
    state.failure = away;
    const outcome = await queue.submit(paper, 80);
    state.failure = null;
    const jobId = outcome.isPrinted ? '' : outcome.job.jobId;
    await Promise.all([queue.retry(jobId), queue.retry(jobId), queue.retry(jobId)]);
    expect(printed).toHaveLength(1);
  });

  it('forgets what nobody wants to print, and the oldest beyond two hundred', async () => {
    const { queue, state } = await device();
    state.failure = away;
    const first = await queue.submit(paper, 80);
    await queue.remove(first.isPrinted ? '' : first.job.jobId);
    expect(queue.jobs.get()).toEqual([]);
    for (let count = 0; count < 202; count += 1) await queue.submit(paper, 80);
    await queue.load();
    expect(queue.jobs.get().length).toBeLessThanOrEqual(201);
  }, 30_000);
});
