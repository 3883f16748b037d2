import { type DeltaProduct, type SnapshotVariant, variantName } from '@mosaajii/domain/catalog';
import type { Tx } from '../../platform/database/index.ts';
import { loadProducts } from './load-products.ts';
import type { ProductRecord } from './model.ts';

/**
 * The products with these ids as registers know them. One that can no longer be sold comes without variants, and so does
 * an id that is not a product of this shop.
 */
export async function readCatalogDelta(tx: Tx, productIds: readonly string[]): Promise<DeltaProduct[]> {
  const products = new Map((await loadProducts(tx, productIds)).map((product) => [product.productId, product]));
  return productIds.map((productId) => {
    const product = products.get(productId);
    return { productId, variants: product === undefined ? [] : sellableVariants(product) };
  });
}

/** The variants of a product that registers may sell. */
export function sellableVariants(product: ProductRecord): SnapshotVariant[] {
  if (!product.isActive) return [];
  return product.variants
    .filter((variant) => variant.isActive)
    .map((variant) => ({
      variantId: variant.variantId,
      productId: product.productId,
      name: variantName(product.name, variant.optionValues),
      sku: variant.sku,
      unit: product.unit,
      priceE4: variant.priceE4,
      taxClassId: product.taxClassId,
      categoryId: product.categoryId,
      imageId: product.imageId,
      stockPolicy: variant.stockPolicy,
      favouritePosition: product.favouritePosition,
      ...(variant.selling === null ? {} : { selling: variant.selling }),
      codes: variant.codes.map((code) => ({ ...code })),
    }));
}
