import type { BatchProduct, BatchResponse, FieldError } from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { onceMoreIfTaken, type ProductRefusal } from './create-product.ts';
import type { Author } from './model.ts';
import { codeRecord } from './product-decisions.ts';
import { defaultTaxClassId, unknownReferences } from './queries.ts';
import { applyPlan, planUpserts, type UpsertOutcome, type UpsertRow } from './upsert-products.ts';

/**
 * Makes or changes up to 500 products by their SKU, all of them or none. A repeat changes nothing. For programs; people
 * import files.
 */
export async function batchUpsert(
  deps: Deps,
  organizationId: string,
  author: Author,
  products: readonly BatchProduct[],
): Promise<Result<BatchResponse, ProductRefusal>> {
  const repeated = repeatedKeys(products);
  if (repeated.length > 0) return refuse({ code: 'invalid-request', errors: repeated });
  return onceMoreIfTaken(() =>
    deps.db.tx(organizationId, async (tx) => {
      const unknown = await unknownReferences(tx, products);
      const taxClassId = await defaultTaxClassId(tx);
      if (taxClassId === null) unknown.push({ path: 'products', message: 'The shop has no tax class yet.' });
      if (unknown.length > 0 || taxClassId === null) return refuse({ code: 'invalid-request', errors: unknown });
      const plan = await planUpserts(tx, products.map(rowOf), {
        defaults: { taxClassId, categoryId: null, unit: 'pcs', priceE4: null, importId: null },
        ids: deps.ids,
        now: deps.clock.now().toISOString(),
        lock: true,
      });
      const conflicts = plan.outcomes.flatMap(conflictOf);
      if (conflicts.length > 0) return refuse({ code: 'conflict', errors: conflicts });
      await applyPlan(tx, author, plan);
      const ids = plan.changes.map((change) => change.after.productId);
      if (ids.length > 0) {
        const detail = { created: countOf(plan.outcomes, 'created'), updated: countOf(plan.outcomes, 'updated') };
        const audit = [
          {
            ...author,
            action: 'products.upserted',
            subjectKind: 'catalog',
            subjectId: organizationId,
            detail,
          } as const,
        ];
        await recordChange(tx, { kind: 'catalog.variants', ids, audit });
      }
      return { ok: true, value: { products: plan.outcomes.flatMap(answerOf) } };
    }),
  );
}

function rowOf({ codes, ...product }: BatchProduct): UpsertRow {
  // Absent and undefined mean the same here; the core's type only knows absent.
  const given = Object.fromEntries(Object.entries(product).filter(([, value]) => value !== undefined));
  return { ...(given as Omit<UpsertRow, 'codes'>), codes: (codes ?? []).map(codeRecord) };
}

function repeatedKeys(products: readonly BatchProduct[]): FieldError[] {
  const seen = new Map<string, number>();
  const errors: FieldError[] = [];
  const note = (key: string, index: number, path: string, what: string) => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else errors.push({ path, message: `Product ${first + 1} of this request has the same ${what}.` });
  };
  for (const [index, product] of products.entries()) {
    note(`sku:${product.sku}`, index, `products.${index}.sku`, 'SKU');
    for (const [within, code] of (product.codes ?? []).entries()) {
      note(`code:${codeRecord(code).code}`, index, `products.${index}.codes.${within}.code`, 'code');
    }
  }
  return errors;
}

function conflictOf(outcome: UpsertOutcome, index: number): FieldError[] {
  if (outcome.outcome !== 'rejected') return [];
  const field = outcome.code === 'bad-rules' ? 'selling' : 'codes';
  return [{ path: `products.${index}.${field}`, message: outcome.reason }];
}

function countOf(outcomes: readonly UpsertOutcome[], outcome: UpsertOutcome['outcome']): number {
  return outcomes.filter((entry) => entry.outcome === outcome).length;
}

function answerOf(entry: UpsertOutcome): BatchResponse['products'] {
  if (entry.outcome === 'rejected') return [];
  const { product, variant, outcome } = entry;
  return [
    {
      sku: variant.sku,
      productId: product.productId,
      variantId: variant.variantId,
      name: product.name,
      unit: product.unit,
      outcome: outcome === 'skipped' ? 'unchanged' : outcome,
    },
  ];
}
