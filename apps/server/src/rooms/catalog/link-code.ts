import { type Result, refuse } from '@mosaajii/domain';
import type { Milli } from '@mosaajii/domain/money';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { onceMoreIfTaken, type ProductRefusal } from './create-product.ts';
import { ownersOf } from './find-conflicts.ts';
import { loadProducts } from './load-products.ts';
import type { Author, ProductRecord } from './model.ts';
import { codeRecord } from './product-decisions.ts';
import { writeProducts } from './write-products.ts';

/**
 * Gives a variant one more code, as when the till met a code that nobody knew. The same code on the same variant changes
 * nothing; a code that another variant has is refused with the name of its product.
 */
export async function linkCode(
  deps: Deps,
  organizationId: string,
  author: Author,
  variantId: string,
  input: { readonly code: string; readonly quantityMilli: Milli },
): Promise<Result<ProductRecord, ProductRefusal>> {
  const code = codeRecord(input);
  return onceMoreIfTaken(() =>
    deps.db.tx(organizationId, async (tx) => {
      const [row] = await tx.query<{ product_id: string }>(
        'select product_id from variant where organization_id = $1 and variant_id = $2',
        [organizationId, variantId],
      );
      const [before] = row === undefined ? [] : await loadProducts(tx, [row.product_id], { lock: true });
      if (before === undefined) return refuse({ code: 'not-found' });
      const owner = (await ownersOf(tx, { skus: [], codes: [code.code] })).codes.get(code.code);
      if (owner?.variantId === variantId) return { ok: true, value: before };
      if (owner !== undefined) {
        return refuse({
          code: 'conflict',
          errors: [{ path: 'code', message: `“${owner.productName}” has this code.` }],
        });
      }
      const after: ProductRecord = {
        ...before,
        version: before.version + 1,
        updatedAt: deps.clock.now().toISOString(),
        variants: before.variants.map((variant) =>
          variant.variantId === variantId
            ? { ...variant, version: variant.version + 1, codes: [...variant.codes, code] }
            : variant,
        ),
      };
      await writeProducts(tx, author, [{ before, after }]);
      await recordChange(tx, {
        kind: 'catalog.variants',
        ids: [before.productId],
        audit: [
          {
            ...author,
            action: 'variant.code-linked',
            subjectKind: 'variant',
            subjectId: variantId,
            detail: { code: code.displayCode },
          },
        ],
      });
      return { ok: true, value: after };
    }),
  );
}
