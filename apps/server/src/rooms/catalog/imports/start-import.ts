import type { FieldError, ImportPlan, ImportSummary } from '@mosaajii/contract';
import type { AuditAction } from '@mosaajii/contract/audit-actions';
import { type Result, refuse } from '@mosaajii/domain';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import type { Author } from '../model.ts';
import { listTaxClasses, readCategories } from '../queries.ts';
import { beginImport, finishImport, readImport, setState } from './import-batches.ts';
import { IMPORT_TASK } from './run-import.ts';

export type StartRefusal =
  | { readonly code: 'not-found' | 'already-started' | 'already-ended' }
  | { readonly code: 'invalid-request'; readonly errors: readonly FieldError[] };

/** Starts an import in the background by what the person decided. A second start is refused. */
export async function startImport(
  deps: Deps,
  organizationId: string,
  author: Author,
  importId: string,
  plan: ImportPlan,
): Promise<Result<ImportSummary, StartRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const batch = await readImport(tx, importId, { lock: true });
    if (batch === null) return refuse({ code: 'not-found' });
    if (batch.summary.state !== 'uploaded') return refuse({ code: 'already-started' });
    const errors = await planErrors(tx, plan, batch.columns.length);
    if (errors.length > 0) return refuse({ code: 'invalid-request', errors });
    await beginImport(tx, importId, plan, deps.clock.now().toISOString());
    await deps.jobs.enqueue(
      tx,
      IMPORT_TASK,
      { organizationId, importId },
      { key: `import:${importId}`, maxAttempts: 5 },
    );
    await announce(tx, author, importId, 'import.started', { fileName: batch.summary.fileName, plan });
    return { ok: true, value: (await readImport(tx, importId))?.summary ?? batch.summary };
  });
}

/** Stops an import between two chunks: what has been imported stays, the rest is left. Before the start it is dropped. */
export async function cancelImport(
  deps: Deps,
  organizationId: string,
  author: Author,
  importId: string,
): Promise<Result<ImportSummary, StartRefusal>> {
  return deps.db.tx(organizationId, async (tx) => {
    const batch = await readImport(tx, importId, { lock: true });
    if (batch === null) return refuse({ code: 'not-found' });
    const { state } = batch.summary;
    if (state !== 'uploaded' && state !== 'running' && state !== 'cancelling') return refuse({ code: 'already-ended' });
    if (state === 'uploaded') await finishImport(tx, importId, 'cancelled', deps.clock.now().toISOString());
    if (state === 'running') await setState(tx, importId, 'cancelling');
    await announce(tx, author, importId, 'import.cancelled', { processedRows: batch.summary.processedRows });
    return { ok: true, value: (await readImport(tx, importId))?.summary ?? batch.summary };
  });
}

/** What is wrong with a plan before any row is looked at. */
export async function planErrors(tx: Tx, plan: ImportPlan, width: number): Promise<FieldError[]> {
  const { mapping, defaults } = plan;
  const errors: FieldError[] = [];
  if (mapping.name === null) errors.push({ path: 'mapping.name', message: 'Choose the column with the name.' });
  if (mapping.sku === null && mapping.code === null) {
    errors.push({
      path: 'mapping.sku',
      message: 'Choose a column with a SKU or a code, so that products are found again.',
    });
  }
  const columns = Object.entries(mapping).flatMap(([field, column]) => (column == null ? [] : [{ field, column }]));
  for (const { field, column } of columns) {
    if (column >= Math.max(1, width))
      errors.push({ path: `mapping.${field}`, message: 'The file has no such column.' });
  }
  const taxClasses = await listTaxClasses(tx);
  if (!taxClasses.some((taxClass) => taxClass.taxClassId === defaults.taxClassId)) {
    errors.push({ path: 'defaults.taxClassId', message: 'This tax class does not exist.' });
  }
  const categories = defaults.categoryId === null ? [] : await readCategories(tx);
  if (defaults.categoryId !== null && !categories.some((category) => category.categoryId === defaults.categoryId)) {
    errors.push({ path: 'defaults.categoryId', message: 'This category does not exist.' });
  }
  return errors;
}

async function announce(
  tx: Tx,
  author: Author,
  importId: string,
  action: AuditAction,
  detail: Record<string, unknown>,
): Promise<void> {
  await recordChange(tx, {
    kind: 'import',
    ids: [importId],
    audit: [{ ...author, action, subjectKind: 'import', subjectId: importId, detail }],
  });
}
