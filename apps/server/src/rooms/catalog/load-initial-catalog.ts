import type { PriceE4 } from '@mosaajii/domain/money';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { insertCategories } from './create-category.ts';
import type { Author } from './model.ts';
import { defaultTaxClassId } from './queries.ts';
import { applyPlan, planUpserts } from './upsert-products.ts';

export interface InitialProduct {
  readonly sku: string;
  readonly name: string;
  readonly priceE4: PriceE4 | null;
  /** Made if there is none of this name. */
  readonly category: string;
  readonly favouritePosition: number | null;
}

const CHUNK = 500;

/**
 * Fills a catalogue that has nothing yet, in the caller's transaction. `null`: there are products or categories already,
 * and nothing was changed.
 */
export async function loadInitialCatalog(
  tx: Tx,
  deps: Deps,
  author: Author,
  products: readonly InitialProduct[],
): Promise<{ readonly products: number; readonly categories: number } | null> {
  const [found] = await tx.query<{ exists: boolean }>(
    `select exists (select from product where organization_id = $1)
         or exists (select from category where organization_id = $1) as exists`,
    [tx.organizationId],
  );
  const taxClassId = await defaultTaxClassId(tx);
  if (found?.exists !== false || taxClassId === null) return null;
  const names = [...new Set(products.map((product) => product.category))].sort((a, b) => a.localeCompare(b, 'en'));
  const categories = names.map((name, position) => ({ categoryId: deps.ids.next(), parentId: null, name, position }));
  await insertCategories(tx, categories);
  const categoryIds = new Map(categories.map((category) => [category.name, category.categoryId]));
  await recordChange(tx, { kind: 'catalog.categories', ids: [...categoryIds.values()], audit: [] });
  const context = {
    defaults: { taxClassId, categoryId: null, unit: 'pcs', priceE4: null, importId: null },
    ids: deps.ids,
    now: deps.clock.now().toISOString(),
    lock: false,
  };
  for (let start = 0; start < products.length; start += CHUNK) {
    const rows = products.slice(start, start + CHUNK).map(({ category, ...product }) => ({
      ...product,
      categoryId: categoryIds.get(category) ?? null,
      codes: [],
    }));
    const plan = await planUpserts(tx, rows, context);
    await applyPlan(tx, author, plan);
    const ids = plan.changes.map((change) => change.after.productId);
    const detail = { products: ids.length };
    const audit = [
      {
        ...author,
        action: 'catalog.demo-loaded',
        subjectKind: 'catalog',
        subjectId: tx.organizationId,
        detail,
      } as const,
    ];
    await recordChange(tx, { kind: 'catalog.variants', ids, audit });
  }
  return { products: products.length, categories: categories.length };
}
