import type { KnownOperation } from '@mosaajii/contract/sync';
import { isWithinRange, type SellingRules } from '@mosaajii/domain/catalog';
import { ageToCheck, type SaleLineInput } from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import { isPermitted, worksThere } from './checks.ts';
import type { Flag } from './model.ts';
import { momentOf } from './moment.ts';
import { isOfLayaway } from './put-aside.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;

/**
 * What a sale says nothing about although its goods ask for it. It is posted all the same: the goods have left. An import
 * brings what happened elsewhere and is not asked.
 */
export function goodsFlags(books: Books, operation: SaleOperation): Flag[] {
  if (books.context.key.purpose === 'import') return [];
  const { payload } = operation;
  const { lines, ageCheck } = payload;
  const flags: Flag[] = [];
  const ages = lines.map(({ variantId }) => rulesOf(books, operation, variantId)?.minimumAge);
  // Somebody who was not there looked at nobody.
  const looked = ageCheck !== undefined && worksThere(books, operation, ageCheck.confirmedBy) ? ageCheck : undefined;
  if (ageToCheck(ages, looked) > 0) flags.push('age-unchecked');
  // What was put aside has the prices of then, and was judged then.
  if (!isOfLayaway(books, payload)) flags.push(...openPriceFlags(books, operation, lines));
  const isOff = lines.some(({ weighing, quantityMilli }) => {
    return weighing !== undefined && weighing.grossMilli - weighing.tareMilli !== quantityMilli;
  });
  if (isOff) flags.push('weight-differs');
  return flags;
}

/** A price that was asked for is none that its goods may have, and nobody who may let it pass. */
export function openPriceFlags(books: Books, operation: KnownOperation, lines: readonly SaleLineInput[]): Flag[] {
  return isOutsideRange(books, operation, lines) && !isPermitted(books, operation, ['sales.price-override'])
    ? ['open-price-range']
    : [];
}

/** Whether a price that was asked for is none that its goods may have: then it is as good as another price. */
export function isOutsideRange(books: Books, operation: KnownOperation, lines: readonly SaleLineInput[]): boolean {
  if (books.context.key.purpose === 'import') return false;
  return lines.some(
    ({ priceSource, variantId, unitPriceE4 }) =>
      priceSource === 'open' && !isWithinRange(unitPriceE4, rulesOf(books, operation, variantId)?.openPrice),
  );
}

/** What the goods asked for when they were sold: a rule that was made afterwards could not be known. */
function rulesOf(books: Books, operation: KnownOperation, variantId: string): SellingRules | null {
  const variant = books.variants.get(variantId);
  if (variant?.selling == null) return null;
  const since = variant.selling_since == null ? Number.NEGATIVE_INFINITY : Date.parse(variant.selling_since);
  return momentOf(operation) < since ? null : variant.selling;
}
