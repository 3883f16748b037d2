import { createDatabase } from '../src/platform/database/index.ts';
import { redeemCode } from '../src/rooms/identity/one-time-codes/index.ts';

/** One of several server processes: told over its channel which codes to try, it tries them all at once. */
export interface Order {
  readonly purpose: string;
  readonly subjectId: string;
  readonly codes: readonly string[];
}

const url = process.argv[2];
if (url === undefined || process.send === undefined) throw new Error('started by prove-codes.ts only');
const db = createDatabase({ url, poolSize: 8 });
const deps = { db, clock: { now: () => new Date() } };

process.on('message', ({ purpose, subjectId, codes }: Order) => {
  for (const code of codes) {
    redeemCode(deps, { purpose, subjectId, code }).then(
      (result) => process.send?.(result.ok ? 'ok' : result.error.code),
      (error: unknown) => process.send?.(`broken: ${String(error)}`),
    );
  }
});
process.send('ready');
