import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import type { Author } from './model.ts';

/** Takes products out of sale, or puts them back. Returns how many changed; ids that are unknown or already so are skipped. */
export async function setProductsActive(
  deps: Deps,
  organizationId: string,
  author: Author,
  productIds: readonly string[],
  isActive: boolean,
): Promise<number> {
  return deps.db.tx(organizationId, async (tx) => {
    const locked = await tx.query<{ product_id: string }>(
      `select product_id from product where organization_id = $1 and product_id = any($2::uuid[]) and is_active <> $3
        order by product_id for no key update`,
      [organizationId, productIds, isActive],
    );
    const ids = locked.map((row) => row.product_id);
    if (ids.length === 0) return 0;
    await tx.query(
      `update product set is_active = $3, version = version + 1, updated_at = $4
        where organization_id = $1 and product_id = any($2::uuid[])`,
      [organizationId, ids, isActive, deps.clock.now().toISOString()],
    );
    const action = isActive ? 'product.activated' : 'product.deactivated';
    await recordChange(tx, {
      kind: 'catalog.variants',
      ids,
      audit: ids.map((id) => ({ ...author, action, subjectKind: 'product' as const, subjectId: id })),
    });
    return ids.length;
  });
}
