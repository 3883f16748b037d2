import type { UpdateProduct } from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../platform/deps.ts';
import { differing, recordChange } from '../../platform/feed/index.ts';
import { onceMoreIfTaken, type ProductRefusal, refusalOf } from './create-product.ts';
import { loadProducts } from './load-products.ts';
import type { Author, ProductRecord, VariantRecord } from './model.ts';
import { isSameProduct, variantFrom } from './product-decisions.ts';
import { writeProducts } from './write-products.ts';

/**
 * Changes a product to what the input says, whole. Refuses a version that is no longer the present one and answers the
 * present product with it. Variants that the input no longer lists are deactivated and lose their codes; they stay, because
 * sales name them.
 */
export async function updateProduct(
  deps: Deps,
  organizationId: string,
  author: Author,
  productId: string,
  input: UpdateProduct,
): Promise<Result<ProductRecord, ProductRefusal>> {
  return onceMoreIfTaken(() =>
    deps.db.tx(organizationId, async (tx) => {
      const [before] = await loadProducts(tx, [productId], { lock: true });
      if (before === undefined) return refuse({ code: 'not-found' });
      if (before.version !== input.version) return refuse({ code: 'stale-version', current: before });
      const foreign = foreignVariants(before, input);
      if (foreign.length > 0) return refuse({ code: 'invalid-request', errors: foreign });
      const after = productAfter(before, input, deps);
      if (isSameProduct(before, after)) return { ok: true, value: before };
      const refusal = await refusalOf(tx, after);
      if (refusal !== null) return refuse(refusal);
      await writeProducts(tx, author, [{ before, after }]);
      await recordChange(tx, {
        kind: 'catalog.variants',
        ids: [productId],
        audit: [
          {
            ...author,
            action: 'product.updated',
            subjectKind: 'product',
            subjectId: productId,
            detail: changesBetween(before, after),
          },
        ],
      });
      return { ok: true, value: after };
    }),
  );
}

function foreignVariants(before: ProductRecord, input: UpdateProduct) {
  const known = new Set(before.variants.map((variant) => variant.variantId));
  const seen = new Set<string>();
  return input.variants.flatMap(({ variantId }, index) => {
    if (variantId === undefined) return [];
    const isRepeated = seen.has(variantId);
    seen.add(variantId);
    if (known.has(variantId) && !isRepeated) return [];
    const message = isRepeated ? 'This variant is listed twice.' : 'This variant does not belong to this product.';
    return [{ path: `variants.${index}.variantId`, message }];
  });
}

function productAfter(before: ProductRecord, input: UpdateProduct, deps: Deps): ProductRecord {
  const known = new Map(before.variants.map((variant) => [variant.variantId, variant]));
  const listed = input.variants.map((variant) =>
    variantFrom(variant, known.get(variant.variantId ?? ''), () => deps.ids.next()),
  );
  const kept = new Set(listed.map((variant) => variant.variantId));
  const dropped = before.variants
    .filter((variant) => !kept.has(variant.variantId))
    .map((variant) => retired(variant, input.optionNames.length));
  return {
    ...before,
    name: input.name,
    description: input.description,
    categoryId: input.categoryId,
    taxClassId: input.taxClassId,
    unit: input.unit,
    optionNames: input.optionNames,
    imageId: input.imageId === undefined ? before.imageId : input.imageId,
    isActive: input.isActive,
    favouritePosition: input.favouritePosition,
    version: before.version + 1,
    updatedAt: deps.clock.now().toISOString(),
    variants: [...listed, ...dropped],
  };
}

/** The number of values follows the axes of the product, so that the product stays consistent when an axis is removed. */
function retired(variant: VariantRecord, axes: number): VariantRecord {
  const optionValues = Array.from({ length: axes }, (_, axis) => variant.optionValues[axis] ?? '–');
  const isAlready = !variant.isActive && variant.codes.length === 0 && variant.optionValues.length === axes;
  if (isAlready) return variant;
  return { ...variant, optionValues, isActive: false, codes: [], version: variant.version + 1 };
}

/** What the audit trail says: the fields that differ before and after, variants by their SKU. */
function changesBetween(before: ProductRecord, after: ProductRecord): Record<string, unknown> {
  const fields = [
    'name',
    'description',
    'categoryId',
    'taxClassId',
    'unit',
    'imageId',
    'isActive',
    'favouritePosition',
  ] as const;
  const { before: was, after: is } = differing(before, after, fields);
  const known = new Map(before.variants.map((variant) => [variant.variantId, variant]));
  const changed = after.variants.filter((variant) => known.get(variant.variantId)?.version !== variant.version);
  if (changed.length === 0) return { before: was, after: is };
  return {
    before: { ...was, variants: changed.map((variant) => summary(known.get(variant.variantId))) },
    after: { ...is, variants: changed.map(summary) },
  };
}

function summary(variant: VariantRecord | undefined): Record<string, unknown> | null {
  if (variant === undefined) return null;
  const { sku, priceE4, costE4, isActive, codes } = variant;
  return { sku, priceE4, costE4, isActive, codes: codes.map((code) => code.displayCode) };
}
