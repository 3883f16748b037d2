import { setImmediate as nextTurn } from 'node:timers/promises';
import { IMPORT_LIMITS, type ImportPlan } from '@mosaajii/contract';
import { type Tx, uniqueViolation } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import type { JobPayload, RunningJob } from '../../../platform/jobs/index.ts';
import { insertCategories } from '../create-category.ts';
import { applyPlan } from '../upsert-products.ts';
import { fileBytes, inChunks } from './file-bytes.ts';
import {
  addCounts,
  finishImport,
  type ImportBatch,
  insertRejections,
  readImport,
  setTotalRows,
} from './import-batches.ts';
import {
  acceptPlan,
  loadRunContext,
  planRows,
  type RowOutcome,
  type RowsPlan,
  type RunContext,
  rememberRows,
} from './plan-rows.ts';
import { type FileRow, readRows, UnreadableFile } from './read-rows.ts';

export const IMPORT_TASK = 'catalog.import';
/** Rows in one transaction: short enough that nobody waits for it, long enough that the file gets through. */
export const IMPORT_CHUNK = 500;
const LAST_ATTEMPT = 5;
/** A run that has died is taken up after this long by the watch that it kept pushing ahead of itself. */
const WATCH_AFTER_MS = 60_000;
const WATCH_EVERY_MS = 15_000;

/**
 * Imports a file chunk by chunk, each in one short transaction that also counts the rows as processed. So it may be
 * killed anywhere and run again: it goes on after the last chunk that was committed. Cancelling takes effect between chunks.
 */
export async function runImport(deps: Deps, payload: JobPayload, job: RunningJob): Promise<void> {
  const { organizationId } = payload;
  const importId = String(payload['importId']);
  try {
    await run(deps, organizationId, importId, job);
  } catch (error) {
    if (error instanceof UnreadableFile) return fail(deps, organizationId, importId, error.message);
    if (job.attempt >= LAST_ATTEMPT && !job.signal.aborted) {
      deps.log.error({ err: error, importId }, 'an import was given up');
      return fail(
        deps,
        organizationId,
        importId,
        'The import stopped because of an error on our side. What was imported before it stays.',
      );
    }
    throw error;
  }
}

async function run(deps: Deps, organizationId: string, importId: string, job: RunningJob): Promise<void> {
  const batch = await deps.db.read(organizationId, (tx) => readImport(tx, importId));
  if (batch === null || batch.plan === null || !isRunning(batch)) return;
  const watch = watchOf(deps, organizationId, importId);
  await watch.push();
  if (batch.summary.totalRows === null) await countRows(deps, organizationId, batch, batch.plan);
  const context = await contextOf(deps, organizationId, batch, batch.plan);
  let position = 0;
  const done = batch.summary.processedRows;
  for await (const rows of inChunks(
    readRows(fileBytes(deps, organizationId, importId), batch.plan.format),
    IMPORT_CHUNK,
  )) {
    if (job.signal.aborted) throw new Error('the server is stopping; the import goes on at the next start');
    position += rows.length;
    if (position <= done) {
      rememberRows(context.current, rows);
      continue;
    }
    const goesOn = await importChunk(deps, organizationId, batch, context, rows, position - rows.length);
    if (!goesOn) return;
    await watch.pushNowAndThen();
    await nextTurn();
  }
  await complete(deps, organizationId, batch);
}

function isRunning(batch: ImportBatch): boolean {
  return batch.summary.state === 'running' || batch.summary.state === 'cancelling';
}

/** A later job with the same work, pushed ahead while this one lives; at most one waits. */
function watchOf(deps: Deps, organizationId: string, importId: string) {
  let pushedAt = 0;
  const push = async () => {
    pushedAt = performance.now();
    const runAt = new Date(deps.clock.now().getTime() + WATCH_AFTER_MS);
    await deps.db.tx(organizationId, (tx) =>
      deps.jobs.enqueue(
        tx,
        IMPORT_TASK,
        { organizationId, importId },
        { key: `import:${importId}:watch`, runAt, maxAttempts: LAST_ATTEMPT },
      ),
    );
  };
  return { push, pushNowAndThen: () => (performance.now() - pushedAt < WATCH_EVERY_MS ? Promise.resolve() : push()) };
}

/** Reads the file to its end before anything is imported: a file that cannot be read imports nothing at all. */
async function countRows(deps: Deps, organizationId: string, batch: ImportBatch, plan: ImportPlan): Promise<void> {
  const { importId } = batch.summary;
  let total = 0;
  for await (const rows of inChunks(readRows(fileBytes(deps, organizationId, importId), plan.format), 2000)) {
    total += rows.length;
    if (total > IMPORT_LIMITS.rows)
      throw new UnreadableFile(`The file has more than ${IMPORT_LIMITS.rows} rows. Split it.`);
    await nextTurn();
  }
  await deps.db.tx(organizationId, (tx) => setTotalRows(tx, importId, total));
}

/** The context may go stale when somebody edits categories beside the import, and is then read again. */
interface Context {
  current: RunContext;
  reload(): Promise<void>;
}

async function contextOf(deps: Deps, organizationId: string, batch: ImportBatch, plan: ImportPlan): Promise<Context> {
  const load = () =>
    deps.db.read(organizationId, (tx) =>
      loadRunContext(tx, deps, { importId: batch.summary.importId, columns: batch.columns }, plan),
    );
  const context: Context = {
    current: await load(),
    reload: async () => {
      const { seen } = context.current;
      context.current = { ...(await load()), seen };
    },
  };
  return context;
}

/** Imports one chunk. False: the import was cancelled, or another run has taken over. */
async function importChunk(
  deps: Deps,
  organizationId: string,
  batch: ImportBatch,
  context: Context,
  rows: readonly FileRow[],
  position: number,
): Promise<boolean> {
  const work = () => deps.db.tx(organizationId, (tx) => writeChunk(tx, deps, batch, context.current, rows, position));
  let written: RowsPlan | null;
  try {
    written = await work();
  } catch (error) {
    // Somebody made a product or a category with the same key meanwhile; on a second look it is simply there.
    if (uniqueViolation(error) === undefined) throw error;
    await context.reload();
    written = await work();
  }
  if (written === null) return false;
  acceptPlan(context.current, written);
  return true;
}

async function writeChunk(
  tx: Tx,
  deps: Deps,
  batch: ImportBatch,
  context: RunContext,
  rows: readonly FileRow[],
  position: number,
): Promise<RowsPlan | null> {
  const { importId } = batch.summary;
  const present = await readImport(tx, importId, { lock: true });
  if (present === null || !isRunning(present) || present.summary.processedRows !== position) return null;
  if (present.summary.state === 'cancelling') {
    await finishImport(tx, importId, 'cancelled', deps.clock.now().toISOString());
    return null;
  }
  const planned = await planRows(tx, deps, context, rows, true);
  await insertCategories(tx, planned.categories.added);
  await applyPlan(tx, { userId: batch.createdBy }, planned.upserts);
  await insertRejections(tx, importId, planned.outcomes.flatMap(rejectionOf));
  const counts = countsOf(planned.outcomes);
  await addCounts(tx, importId, counts);
  const author = { userId: batch.createdBy, subjectKind: 'import', subjectId: importId } as const;
  if (planned.categories.added.length > 0) {
    const ids = planned.categories.added.map((category) => category.categoryId);
    await recordChange(tx, { kind: 'catalog.categories', ids, audit: [] });
  }
  const ids = planned.upserts.changes.map((change) => change.after.productId);
  if (ids.length > 0) {
    const audit = [{ ...author, action: 'import.rows-applied' as const, detail: { fromRow: position + 1, ...counts } }];
    await recordChange(tx, { kind: 'catalog.variants', ids, audit });
  }
  return planned;
}

function rejectionOf(outcome: RowOutcome) {
  if (outcome.outcome !== 'rejected') return [];
  const { rowNumber, cells } = outcome.row;
  return [{ rowNumber, cells, code: outcome.code, reason: outcome.reason }];
}

function countsOf(outcomes: readonly RowOutcome[]) {
  const counts = { processed: outcomes.length, created: 0, updated: 0, skipped: 0, rejected: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}

async function complete(deps: Deps, organizationId: string, batch: ImportBatch): Promise<void> {
  const { importId } = batch.summary;
  await deps.db.tx(organizationId, async (tx) => {
    const present = await readImport(tx, importId, { lock: true });
    if (present === null || !isRunning(present)) return;
    const { createdCount, updatedCount, skippedCount, rejectedCount } = present.summary;
    await finishImport(tx, importId, 'completed', deps.clock.now().toISOString());
    const detail = { createdCount, updatedCount, skippedCount, rejectedCount };
    const audit = [
      {
        userId: batch.createdBy,
        action: 'import.completed',
        subjectKind: 'import',
        subjectId: importId,
        detail,
      } as const,
    ];
    await recordChange(tx, { kind: 'import', ids: [importId], audit });
  });
}

async function fail(deps: Deps, organizationId: string, importId: string, reason: string): Promise<void> {
  await deps.db.tx(organizationId, async (tx) => {
    const present = await readImport(tx, importId, { lock: true });
    if (present === null || !isRunning(present)) return;
    await finishImport(tx, importId, 'failed', deps.clock.now().toISOString(), reason);
    const audit = [
      {
        userId: present.createdBy,
        action: 'import.failed',
        subjectKind: 'import',
        subjectId: importId,
        detail: { reason },
      } as const,
    ];
    await recordChange(tx, { kind: 'import', ids: [importId], audit });
  });
}
