import type { CacheDatabase } from '../../local-db/cache-db.ts';
import type { JobShelf, PrintJob } from './job.ts';

const PREFIX = 'print-job:';
const ALL = () => IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);

/** Jobs among the small values of the device's cache: losing them loses paper, never a sale. */
export function idbShelf(database: () => Promise<CacheDatabase>): JobShelf {
  return {
    list: async () => (await (await database()).getAll('values', ALL())) as PrintJob[],
    put: async (job) => {
      await (await database()).put('values', job, PREFIX + job.jobId);
    },
    remove: async (jobId) => (await database()).delete('values', PREFIX + jobId),
  };
}
