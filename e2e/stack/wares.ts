import { priceE4 } from '@mosaajii/domain/money';
import type { Ware } from './node-register.ts';
import type { ShopStack } from './shop-stack.ts';

/** Puts some products into the shop and on its shelves. */
export async function stockShelves({ shop }: ShopStack, count: number): Promise<Ware[]> {
  const products = Array.from({ length: count }, (_, index) => ({
    sku: `WARE-${index}`,
    name: `Ware ${index}`,
    priceE4: priceE4((199 + index * 7) * 10_000),
  }));
  const variants = await shop.ensureProducts(products);
  return products.map(({ sku, name, priceE4: price }) => {
    const variant = variants.get(sku);
    if (variant === undefined) throw new Error(`${sku} was not created`);
    return { variantId: variant.variantId, sku, name, priceE4: price };
  });
}
