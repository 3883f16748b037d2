import type { PromotionLine, Target } from './model.ts';

/** Whether a line is among the goods that a target names. */
export function matches(line: PromotionLine, target: Target): boolean {
  const { variantIds = [], productIds = [], categoryIds = [], minPriceE4, maxPriceE4, isUndiscountedOnly } = target;
  if (isUndiscountedOnly === true && line.isDiscounted) return false;
  if (minPriceE4 !== undefined && line.unitPriceE4 < minPriceE4) return false;
  if (maxPriceE4 !== undefined && line.unitPriceE4 > maxPriceE4) return false;
  if (variantIds.length + productIds.length + categoryIds.length === 0) return true;
  return (
    variantIds.includes(line.variantId) ||
    productIds.includes(line.productId) ||
    categoryIds.some((id) => line.categoryIds.includes(id))
  );
}
