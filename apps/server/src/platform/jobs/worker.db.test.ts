import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDatabase, type Database } from '../database/index.ts';
import { createLog } from '../log/index.ts';
import { type JobHandlers, type JobPayload, jobQueue, prepareJobs, startJobs } from './index.ts';

const organizationId = '01900000-0000-7000-8000-00000000000a';
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl });
  await prepareJobs(database.ownerUrl, new URL(database.appUrl).username);
  await db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1)', [organizationId]));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Seen {
  readonly name: string;
  readonly payload: JobPayload;
  readonly attempt: number;
}

/** Runs these jobs until `count` have been seen. */
async function runUntil(count: number, fails: (seen: Seen) => boolean = () => false): Promise<Seen[]> {
  const seen: Seen[] = [];
  let enough: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const handler =
    (name: string): JobHandlers<null>[string] =>
    async (_deps, payload, { attempt }) => {
      const one = { name, payload, attempt };
      seen.push(one);
      if (seen.length === count) enough();
      if (fails(one)) throw new Error('not yet');
    };
  const jobs = await startJobs({
    url: database.appUrl,
    log: createLog('silent'),
    deps: null,
    handlers: { 'test.a': handler('test.a'), 'test.b': handler('test.b') },
    crons: [],
  });
  await all;
  await settled();
  await jobs.stop();
  return seen;
}

/**
 * Until no job is being worked on. A job is told of before its end is written down, and one whose end was not written is
 * run again at the next start: that is the queue's promise (at least once), and not what these tests look at.
 */
const settled = () =>
  vi.waitFor(
    async () => {
      const locked = await db.globalTx((tx) =>
        tx.query('select id from graphile_worker.jobs where locked_by is not null', []),
      );
      expect(locked).toEqual([]);
    },
    { timeout: 10_000, interval: 20 },
  );

it('runs a job when the transaction that wants it commits, and none when it does not', async () => {
  const failing = db.tx(organizationId, async (tx) => {
    await jobQueue.enqueue(tx, 'test.a', { organizationId, number: 1 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.b', { organizationId, number: 2 }));
  expect(await runUntil(1)).toEqual([{ name: 'test.b', payload: { organizationId, number: 2 }, attempt: 1 }]);
});

it('keeps one waiting job for one key, and one queue in order', async () => {
  for (const number of [1, 2, 3]) {
    await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.a', { organizationId, number }, { key: 'only' }));
    await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.b', { organizationId, number }, { queue: 'line' }));
  }
  const seen = await runUntil(4);
  expect(seen.filter((one) => one.name === 'test.a').map((one) => one.payload['number'])).toEqual([3]);
  expect(seen.filter((one) => one.name === 'test.b').map((one) => one.payload['number'])).toEqual([1, 2, 3]);
});

it('does not lose a job that fails: it is tried again', async () => {
  await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.a', { organizationId }, { maxAttempts: 3 }));
  const seen = await runUntil(2, (one) => one.attempt === 1);
  expect(seen.map((one) => one.attempt)).toEqual([1, 2]);
});

/** A server that runs these jobs. */
const serve = (handlers: JobHandlers<null>) =>
  startJobs({ url: database.appUrl, log: createLog('silent'), deps: null, handlers, crons: [] });

/** A promise that is kept from outside. */
function signal(): { readonly given: Promise<void>; give(): void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

it('takes up at once what a server was working on when it was killed', async () => {
  await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.a', { organizationId, number: 7 }, { queue: 'line' }));
  await db.globalTx(async (tx) => {
    // What a killed worker leaves behind.
    const lock = "set locked_at = now(), locked_by = 'worker-killed'";
    expect(await tx.query(`update graphile_worker._private_jobs ${lock} returning id`)).toHaveLength(1);
    expect(await tx.query(`update graphile_worker._private_job_queues ${lock} returning id`)).toHaveLength(1);
  });
  expect((await runUntil(1)).map((one) => one.payload['number'])).toEqual([7]);
});

it('leaves the work of another server alone that still lives', async () => {
  const [working, mayEnd, other] = [signal(), signal(), signal()];
  let runs = 0;
  const first = await serve({
    'test.a': async () => {
      runs += 1;
      working.give();
      await mayEnd.given;
    },
  });
  await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.a', { organizationId }));
  await working.given;
  const second = await serve({
    'test.a': () => {
      runs += 1;
      return Promise.resolve();
    },
    'test.b': () => Promise.resolve(other.give()),
  });
  await db.tx(organizationId, (tx) => jobQueue.enqueue(tx, 'test.b', { organizationId }));
  await other.given;
  expect(runs).toBe(1);
  mayEnd.give();
  await Promise.all([first.stop(), second.stop()]);
  expect(runs).toBe(1);
});

it('may be prepared again, as at every start', async () => {
  await prepareJobs(database.ownerUrl, new URL(database.appUrl).username);
});
