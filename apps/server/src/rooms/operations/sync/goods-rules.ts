import type { KnownOperation } from '@mosaajii/contract/sync';
import { isWithinRange, type SellingRules } from '@mosaajii/domain/catalog';
import { ageToCheck, type SaleLineInput } from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import { hadPrice, isPermitted, worksThere } from './checks.ts';
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

/** A price that was asked for is none that its goods may have, or was none to ask for, and nobody who may let it pass. */
export function openPriceFlags(books: Books, operation: KnownOperation, lines: readonly SaleLineInput[]): Flag[] {
  if (!isOutsideRange(books, operation, lines) || isPermitted(books, operation, ['sales.price-override'])) return [];
  return [
    ...(lines.some((line) => isBeyondBounds(books, operation, line)) ? (['open-price-range'] as const) : []),
    ...(lines.some((line) => isUnasked(books, operation, line)) ? (['open-price-unasked'] as const) : []),
  ];
}

/** Whether a price that was asked for is none that its goods may have: then it is as good as another price. */
export function isOutsideRange(books: Books, operation: KnownOperation, lines: readonly SaleLineInput[]): boolean {
  if (books.context.key.purpose === 'import') return false;
  return lines.some((line) => isBeyondBounds(books, operation, line) || isUnasked(books, operation, line));
}

function isBeyondBounds(books: Books, operation: KnownOperation, line: SaleLineInput): boolean {
  const { priceSource, variantId, unitPriceE4 } = line;
  return priceSource === 'open' && !isWithinRange(unitPriceE4, rulesOf(books, operation, variantId)?.openPrice);
}

/** Goods that have a price of their own are sold at another one by a label, or where they say that it is asked for. */
function isUnasked(books: Books, operation: KnownOperation, line: SaleLineInput): boolean {
  const { priceSource, variantId, giftCard, isLabelPrice } = line;
  if (priceSource !== 'open' || giftCard !== undefined || isLabelPrice === true) return false;
  return rulesOf(books, operation, variantId)?.openPrice === undefined && hadPrice(books, operation, variantId);
}

/** What the goods asked for when they were sold: a rule that was made afterwards could not be known. */
function rulesOf(books: Books, operation: KnownOperation, variantId: string): SellingRules | null {
  const variant = books.variants.get(variantId);
  if (variant?.selling == null) return null;
  const since = variant.selling_since == null ? Number.NEGATIVE_INFINITY : Date.parse(variant.selling_since);
  return momentOf(operation) < since ? null : variant.selling;
}
