import type { CreateProduct, FieldError } from '@mosaajii/contract';
import { type Result, refuse } from '@mosaajii/domain';
import { type Tx, uniqueViolation } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { conflictsOf, danglingReferencesOf } from './find-conflicts.ts';
import { loadProducts } from './load-products.ts';
import type { Author, ProductRecord } from './model.ts';
import { contradictionsOf, variantFrom } from './product-decisions.ts';
import { writeProducts } from './write-products.ts';

export type ProductRefusal =
  | { readonly code: 'invalid-request' | 'conflict'; readonly errors: readonly FieldError[] }
  | { readonly code: 'not-found' }
  | { readonly code: 'stale-version'; readonly current: ProductRecord };

/**
 * Makes a product. Idempotent by `input.productId`: a repeat answers the product as it is now. SKUs and codes belong to
 * one product; a conflict names the field and the product that has it.
 */
export async function createProduct(
  deps: Deps,
  organizationId: string,
  author: Author,
  input: CreateProduct,
): Promise<Result<ProductRecord, ProductRefusal>> {
  const product = newProduct(input, deps);
  return onceMoreIfTaken(() =>
    deps.db.tx(organizationId, async (tx) => {
      const [known] = await loadProducts(tx, [product.productId]);
      if (known !== undefined) return { ok: true, value: known };
      const refusal = await refusalOf(tx, product);
      if (refusal !== null) return refuse(refusal);
      await writeProducts(tx, author, [{ before: null, after: product }]);
      await recordChange(tx, {
        kind: 'catalog.variants',
        ids: [product.productId],
        audit: [
          {
            ...author,
            action: 'product.created',
            subjectKind: 'product',
            subjectId: product.productId,
            detail: { name: product.name },
          },
        ],
      });
      return { ok: true, value: product };
    }),
  );
}

function newProduct(input: CreateProduct, deps: Deps): ProductRecord {
  const now = deps.clock.now().toISOString();
  const newId = () => deps.ids.next();
  return {
    productId: input.productId ?? newId(),
    name: input.name,
    description: input.description,
    categoryId: input.categoryId,
    taxClassId: input.taxClassId,
    unit: input.unit,
    optionNames: input.optionNames,
    imageId: null,
    isActive: input.isActive,
    favouritePosition: input.favouritePosition,
    version: 1,
    importId: null,
    createdAt: now,
    updatedAt: now,
    variants: input.variants.map((variant) => variantFrom(variant, undefined, newId)),
  };
}

/** Why a product may not be written as it stands; null when it may. */
export async function refusalOf(tx: Tx, product: ProductRecord): Promise<ProductRefusal | null> {
  const errors = [...contradictionsOf(product), ...(await danglingReferencesOf(tx, product))];
  if (errors.length > 0) return { code: 'invalid-request', errors };
  const conflicts = await conflictsOf(tx, product);
  return conflicts.length === 0 ? null : { code: 'conflict', errors: conflicts };
}

/**
 * Two people may give the same code to two products at once: the constraint lets one through, and for the other the
 * second attempt sees who was first and can say so.
 */
export async function onceMoreIfTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (uniqueViolation(error) === undefined) throw error;
    return work();
  }
}
