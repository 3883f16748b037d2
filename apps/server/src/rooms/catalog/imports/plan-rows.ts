import type { ImportPlan, RejectionCode } from '@mosaajii/contract';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readShopSettings } from '../../identity/index.ts';
import { listTaxClasses, readCategories } from '../queries.ts';
import { planUpserts, type UpsertPlan, type UpsertRow } from '../upsert-products.ts';
import { type CategoryDraft, CategoryPaths } from './category-paths.ts';
import type { FileRow } from './read-rows.ts';
import { candidateOf, type RowRules } from './row-candidate.ts';
import { type SeenDraft, SeenKeys } from './seen-keys.ts';

export type RowOutcome =
  | {
      readonly outcome: 'created' | 'updated' | 'skipped';
      readonly row: FileRow;
      readonly asked: UpsertRow;
      readonly isPriced: boolean;
    }
  | { readonly outcome: 'rejected'; readonly row: FileRow; readonly code: RejectionCode; readonly reason: string };

/** What becomes of some rows, and what has to be written for it. */
export interface RowsPlan {
  readonly outcomes: readonly RowOutcome[];
  readonly upserts: UpsertPlan;
  readonly categories: CategoryDraft;
  readonly seen: SeenDraft;
}

/** Everything about the shop and the plan that rows are read by; loaded once for a run. */
export interface RunContext {
  readonly rules: RowRules;
  readonly plan: ImportPlan;
  readonly seen: SeenKeys;
  readonly categories: CategoryPaths;
  readonly importId: string;
}

export async function loadRunContext(
  tx: Tx,
  deps: Deps,
  batch: { readonly importId: string; readonly columns: readonly string[] },
  plan: ImportPlan,
): Promise<RunContext> {
  const taxClasses = new Map(
    (await listTaxClasses(tx)).map((taxClass) => [taxClass.name.toLowerCase(), taxClass.taxClassId]),
  );
  const { organization } = await readShopSettings(tx);
  const width = plan.format.hasHeader ? batch.columns.length : null;
  return {
    rules: { mapping: plan.mapping, defaults: plan.defaults, currency: organization.currency, taxClasses, width },
    plan,
    seen: new SeenKeys(),
    categories: new CategoryPaths(await readCategories(tx), deps.ids),
    importId: batch.importId,
  };
}

/** Reads rows as products and compares them with what is there. Nothing is written; `lock` holds what may be changed. */
export async function planRows(
  tx: Tx,
  deps: Deps,
  context: RunContext,
  rows: readonly FileRow[],
  lock: boolean,
): Promise<RowsPlan> {
  const drafts = { categories: context.categories.draft(), seen: context.seen.draft() };
  const read = rows.map((row) => readRow(row, context.rules, drafts));
  const asked = read.flatMap((entry) => ('asked' in entry ? [entry.asked] : []));
  const { defaults } = context.plan;
  const upserts = await planUpserts(tx, asked, {
    defaults: {
      taxClassId: defaults.taxClassId,
      categoryId: defaults.categoryId,
      unit: defaults.unit,
      priceE4: defaults.price.kind === 'ask' ? null : defaults.price.priceE4,
      importId: context.importId,
    },
    ids: deps.ids,
    now: deps.clock.now().toISOString(),
    lock,
  });
  const decided = upserts.outcomes.values();
  const outcomes = read.map((entry): RowOutcome => {
    if (!('asked' in entry)) return entry;
    const outcome = decided.next().value;
    if (outcome === undefined) throw new Error('a row was not decided on');
    if (outcome.outcome === 'rejected') return { ...outcome, row: entry.row };
    return { ...entry, outcome: outcome.outcome, isPriced: outcome.variant.priceE4 !== null };
  });
  return { outcomes, upserts, ...drafts };
}

type ReadRow = { readonly row: FileRow; readonly asked: UpsertRow } | Extract<RowOutcome, { outcome: 'rejected' }>;

function readRow(row: FileRow, rules: RowRules, drafts: { categories: CategoryDraft; seen: SeenDraft }): ReadRow {
  const candidate = candidateOf(row, rules);
  if (!candidate.ok) return { outcome: 'rejected', row, ...candidate.error };
  const earlier = drafts.seen.note(candidate.value.row, row.rowNumber);
  if (earlier !== null) {
    return { outcome: 'rejected', row, code: 'duplicate-in-file', reason: `Row ${earlier} has the same SKU or code.` };
  }
  const path = candidate.value.categoryPath;
  const category = path.length === 0 ? {} : { categoryId: drafts.categories.resolve(path) };
  return { row, asked: { ...candidate.value.row, ...category } };
}

/** What was planned has been written, or will not be: later rows see its keys and categories. */
export function acceptPlan(context: RunContext, plan: Pick<RowsPlan, 'categories' | 'seen'>): void {
  context.categories.accept(plan.categories);
  context.seen.accept(plan.seen);
}

/** Rows that an earlier run has dealt with: their keys count as seen, whatever became of them. */
export function rememberRows(context: RunContext, rows: readonly FileRow[]): void {
  const seen = context.seen.draft();
  for (const row of rows) {
    const candidate = candidateOf(row, context.rules);
    if (candidate.ok) seen.note(candidate.value.row, row.rowNumber);
  }
  context.seen.accept(seen);
}
