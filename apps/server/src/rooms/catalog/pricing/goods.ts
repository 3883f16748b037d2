import type { Goods } from '@mosaajii/domain/promotion';
import type { PricingRows } from './context.ts';

/** What goods are, as promotions look at them: with every category above their own. */
export function goodsByVariant(rows: Pick<PricingRows, 'goods' | 'categories'>): Map<string, Goods> {
  const parents = new Map(rows.categories.map((row) => [row.category_id, row.parent_id]));
  const chain = (categoryId: string | null): string[] => {
    const ids: string[] = [];
    for (let id = categoryId; id !== null && !ids.includes(id); id = parents.get(id) ?? null) ids.push(id);
    return ids;
  };
  return new Map(
    rows.goods.map((row) => [row.variant_id, { productId: row.product_id, categoryIds: chain(row.category_id) }]),
  );
}
