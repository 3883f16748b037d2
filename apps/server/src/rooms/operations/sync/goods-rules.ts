import type { KnownOperation } from '@mosaajii/contract/sync';
import { isWithinRange, type SellingRules } from '@mosaajii/domain/catalog';
import { ageToCheck } from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import { isPermitted, worksThere } from './checks.ts';
import type { Flag } from './model.ts';
import { momentOf } from './moment.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;

/**
 * What a sale says nothing about although its goods ask for it. It is posted all the same: the goods have left. An import
 * brings what happened elsewhere and is not asked.
 */
export function goodsFlags(books: Books, operation: SaleOperation): Flag[] {
  if (books.context.key.purpose === 'import') return [];
  const { lines, ageCheck } = operation.payload;
  const flags: Flag[] = [];
  const ages = lines.map(({ variantId }) => rulesOf(books, operation, variantId)?.minimumAge);
  // Somebody who was not there looked at nobody.
  const looked = ageCheck !== undefined && worksThere(books, operation, ageCheck.confirmedBy) ? ageCheck : undefined;
  if (ageToCheck(ages, looked) > 0) flags.push('age-unchecked');
  if (isOutsideRange(books, operation) && !isPermitted(books, operation, ['sales.price-override'])) {
    flags.push('open-price-range');
  }
  const isOff = lines.some(({ weighing, quantityMilli }) => {
    return weighing !== undefined && weighing.grossMilli - weighing.tareMilli !== quantityMilli;
  });
  if (isOff) flags.push('weight-differs');
  return flags;
}

/** Whether a price that was asked for is none that its goods may have: then it is as good as another price. */
export function isOutsideRange(books: Books, operation: SaleOperation): boolean {
  if (books.context.key.purpose === 'import') return false;
  return operation.payload.lines.some(
    ({ priceSource, variantId, unitPriceE4 }) =>
      priceSource === 'open' && !isWithinRange(unitPriceE4, rulesOf(books, operation, variantId)?.openPrice),
  );
}

/** What the goods asked for when they were sold: a rule that was made afterwards could not be known. */
function rulesOf(books: Books, operation: SaleOperation, variantId: string): SellingRules | null {
  const variant = books.variants.get(variantId);
  if (variant?.selling == null) return null;
  const since = variant.selling_since == null ? Number.NEGATIVE_INFINITY : Date.parse(variant.selling_since);
  return momentOf(operation) < since ? null : variant.selling;
}
