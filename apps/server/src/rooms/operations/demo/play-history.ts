import type { Deps } from '../../../platform/deps.ts';
import type { JobHandler, JobPayload, RunningJob } from '../../../platform/jobs/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import {
  daysBetween,
  type InvoiceFile,
  type Lane,
  movedDate,
  newKeyPair,
  playFiles,
  type ReplayShop,
} from '../replay/index.ts';
import { spanOf } from './demo-month.ts';
import { insideShop } from './inside-shop.ts';
import { beginRun, endRun, type HistoryPlan, keepProgress } from './queries.ts';

/** Plays the month's invoices; enqueued with the products, so that it is there exactly when they are. */
export const DEMO_HISTORY_TASK = 'demo.history';
/** A server that is stopped in the middle counts as an attempt as well. */
export const DEMO_HISTORY_ATTEMPTS = 25;

/** Small enough that a till's sale, which may want the same stock levels, never waits long. */
const BATCH = { operations: 20, lines: 200 };

/**
 * The job that plays the demo shop's month. Everything is named by the invoice that it comes from, so a run after one that
 * was broken off, wherever that was, adds what is missing and nothing else.
 */
export function demoHistory(readMonth: () => Promise<InvoiceFile>): JobHandler<Deps> {
  return async (deps, payload, job) => {
    const { organizationId } = payload;
    const plan = await deps.db.tx(organizationId, beginRun);
    if (plan === null) return;
    try {
      await play(deps, payload, job, plan, await readMonth());
    } catch (error) {
      const state = job.attempt >= DEMO_HISTORY_ATTEMPTS ? 'failed' : 'waiting';
      await deps.db
        .tx(organizationId, (tx) => endRun(tx, state))
        .catch((late: unknown) => deps.log.warn({ err: late }, 'the state of the demo history could not be written'));
      throw error;
    }
    await deps.db.tx(organizationId, (tx) => endRun(tx, 'done'));
  };
}

async function play(
  deps: Deps,
  payload: JobPayload,
  job: RunningJob,
  plan: HistoryPlan,
  month: InvoiceFile,
): Promise<void> {
  const { organizationId } = payload;
  const { organization, store } = await deps.db.read(organizationId, (tx) => readShopSettings(tx, plan.storeId));
  const { first, last } = spanOf(month);
  const shiftDays = daysBetween(last, plan.lastBusinessDate);
  let done = 0;
  const inside = insideShop(deps, {
    organizationId,
    storeId: plan.storeId,
    userId: userOf(payload),
    currencyCode: organization.currency.code,
    firstBusinessDate: movedDate(first, shiftDays),
    requestId: `demo-history-${job.attempt}`,
    signal: job.signal,
  });
  const shop: ReplayShop = {
    ...inside,
    push: async (register, operations) => {
      const answers = await inside.push(register, operations);
      await deps.db.tx(organizationId, (tx) => keepProgress(tx, done));
      return answers;
    },
  };
  const { isComplete } = await playFiles(
    {
      shop,
      files: [month],
      shiftDays,
      timeZone: store.timeZone,
      currency: organization.currency,
      batch: BATCH,
      onProgress: ({ documents }) => {
        done = documents;
      },
      isStopping: () => job.signal.aborted,
    },
    [await openLane(shop)],
  );
  await deps.db.tx(organizationId, (tx) => keepProgress(tx, done));
  if (!isComplete) throw new Error('the server stops; the history of the demo shop goes on after its next start');
}

function userOf({ userId }: JobPayload): string {
  if (typeof userId === 'string') return userId;
  throw new TypeError('a history without the person who loaded the demo shop');
}

/**
 * The import register, with a key that lives as long as this run. Nothing is remembered between runs: what a broken run had
 * sent is in the books or is not, nothing is on its way any more.
 */
async function openLane(shop: ReplayShop): Promise<Lane> {
  const { privateKey, publicKey } = newKeyPair();
  const identity = await shop.enrol('Demo history', publicKey);
  return { identity: { ...identity, privateKey }, pending: [], remember: () => Promise.resolve() };
}
