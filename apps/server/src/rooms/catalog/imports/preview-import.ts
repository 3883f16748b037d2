import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  IMPORT_LIMITS,
  type ImportPlan,
  type ImportPreview,
  type PreviewRow,
  type RejectionCode,
} from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../../platform/deps.ts';
import { fileBytes, inChunks } from './file-bytes.ts';
import { readImport } from './import-batches.ts';
import { acceptPlan, loadRunContext, planRows, type RowOutcome } from './plan-rows.ts';
import { readRows, UnreadableFile } from './read-rows.ts';

export type PreviewRefusal =
  | { readonly code: 'not-found' | 'already-started' | 'too-many-rows' }
  | { readonly code: 'unreadable'; readonly detail: string };

const CHUNK = 500;

interface Tally {
  total: number;
  created: number;
  updated: number;
  skipped: number;
  rejected: number;
  newCategories: number;
  withoutPrice: number;
  readonly reasons: Map<RejectionCode, { reason: string; count: number }>;
  readonly rows: PreviewRow[];
}

/** What the plan would do to the whole file: every row is read and compared, nothing is written. */
export async function previewImport(
  deps: Deps,
  organizationId: string,
  importId: string,
  plan: ImportPlan,
): Promise<Result<ImportPreview, PreviewRefusal>> {
  const context = await deps.db.read(organizationId, async (tx) => {
    const batch = await readImport(tx, importId);
    if (batch === null) return 'not-found' as const;
    if (batch.summary.state !== 'uploaded') return 'already-started' as const;
    return loadRunContext(tx, deps, { importId, columns: batch.columns }, plan);
  });
  if (typeof context === 'string') return refuse({ code: context });
  const tally: Tally = {
    total: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    rejected: 0,
    newCategories: 0,
    withoutPrice: 0,
    reasons: new Map(),
    rows: [],
  };
  try {
    for await (const rows of inChunks(readRows(fileBytes(deps, organizationId, importId), plan.format), CHUNK)) {
      const planned = await deps.db.read(organizationId, (tx) => planRows(tx, deps, context, rows, false));
      acceptPlan(context, planned);
      tally.newCategories += planned.categories.added.length;
      for (const outcome of planned.outcomes) count(tally, outcome);
      if (tally.total > IMPORT_LIMITS.rows) return refuse({ code: 'too-many-rows' });
      await nextTurn();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return refuse({ code: 'unreadable', detail: error.message });
  }
  return { ok: true, value: previewOf(tally) };
}

function count(tally: Tally, outcome: RowOutcome): void {
  tally.total += 1;
  tally[outcome.outcome] += 1;
  if (outcome.outcome === 'rejected') {
    const known = tally.reasons.get(outcome.code);
    if (known === undefined) tally.reasons.set(outcome.code, { reason: outcome.reason, count: 1 });
    else known.count += 1;
  } else if (!outcome.isPriced) tally.withoutPrice += 1;
  if (tally.rows.length < IMPORT_LIMITS.previewRows) tally.rows.push(previewRowOf(outcome));
}

function previewRowOf(outcome: RowOutcome): PreviewRow {
  const { row } = outcome;
  const base = { rowNumber: row.rowNumber, outcome: outcome.outcome };
  if (outcome.outcome === 'rejected') {
    const filled = row.cells.filter((cell) => cell.trim() !== '').join(' · ');
    const name = filled.replace(/\0/g, '␀').slice(0, 200);
    return { ...base, name, sku: '', code: '', priceE4: null, reason: outcome.reason };
  }
  const { asked } = outcome;
  return {
    ...base,
    name: asked.name,
    sku: asked.sku ?? asked.codes[0]?.displayCode ?? '',
    code: asked.codes[0]?.displayCode ?? '',
    priceE4: asked.priceE4 ?? null,
    reason: null,
  };
}

function previewOf(tally: Tally): ImportPreview {
  return {
    totalRows: tally.total,
    createdCount: tally.created,
    updatedCount: tally.updated,
    skippedCount: tally.skipped,
    rejectedCount: tally.rejected,
    newCategories: tally.newCategories,
    withoutPrice: tally.withoutPrice,
    reasons: [...tally.reasons].map(([code, { reason, count: times }]) => ({ code, reason, count: times })),
    rows: tally.rows,
  };
}
