import {
  codesOfLabel,
  type Decimal,
  rescale,
  type ScanReading,
  upcEToUpcA,
  weightAsQuantity,
} from '@mosaajii/domain/barcode';
import type { CatalogHit, CodeHit } from '@mosaajii/domain/catalog';
import { type Milli, milli, type PriceE4, priceE4, roundDiv } from '@mosaajii/domain/money';
import { GROSS_SCALE, lineGross } from '@mosaajii/domain/quantity';
import type { GoodsMarks, OrderRules } from '@mosaajii/domain/sale';

/** Goods as a code names them: what, how much, at which price if the code says one, and what it says about this piece. */
export interface ScannedGoods {
  readonly hit: CatalogHit;
  readonly quantityMilli: Milli;
  /** The price of one unit that makes the line come to what the label says; absent: the catalogue's. */
  readonly labelPriceE4?: PriceE4;
  readonly marks?: GoodsMarks;
  /** Whether nobody said how much: then weighed goods are asked for their weight. Absent: a label said it. */
  readonly isUnmeasured?: boolean | undefined;
  /** What the line says of these goods; it is a line of its own then. */
  readonly note?: string;
}

type FindCode = (code: string) => CodeHit | null;
type LabelReading = Extract<ScanReading, { kind: 'label' }>;

/** Beyond this a line is refused anyway; a label cannot make one up. */
const MOST_MILLI = 1_000_000_000;

/** Goods by a code as it is printed, then with its letters in the other case, then as the UPC-A that a UPC-E stands for. */
export function findGoods(byCode: FindCode, code: string, otherCase?: string): CodeHit | null {
  const hit = byCode(code) ?? (otherCase === undefined ? null : byCode(otherCase));
  if (hit !== null) return hit;
  const upcA = code.length === 8 ? upcEToUpcA(code) : null;
  return upcA === null ? null : byCode(upcA);
}

/** The goods of an in-store label, taken so many times; `null` when no product has its item number. */
export function goodsOfLabel(
  byCode: FindCode,
  reading: LabelReading,
  rules: OrderRules,
  times: Milli,
): ScannedGoods | null {
  const { rule, value } = reading;
  const hit = codesOfLabel(reading)
    .map(byCode)
    .find((found) => found !== null);
  if (hit === undefined) return null;
  if (rule.measure === 'price') return atPrice(hit, value, rules, times, rule.priceAs === 'quantity');
  const quantity = rule.measure === 'weight' ? weightAsQuantity(value, 'kg', hit.unit) : rescale(value, 3);
  return { hit, quantityMilli: many(quantity, times) };
}

/** So much of it for a price that is printed: as much as the price buys, or one piece at that price. */
function atPrice(hit: CatalogHit, price: Decimal, rules: OrderRules, times: Milli, isDivided: boolean): ScannedGoods {
  const amount = rescale(price, rules.currency.exponent);
  if (!isDivided || hit.priceE4 === null || hit.priceE4 === 0) return forAmount(hit, 1000, amount, rules, times);
  const quantity = Number(roundDiv(BigInt(amount) * GROSS_SCALE, BigInt(hit.priceE4), 'half-up'));
  return forAmount(hit, quantity, amount, rules, times);
}

/**
 * A quantity that has to come to an amount. Thousandths are coarse for dear goods: when the catalogue's price does not give
 * the amount on the label, the line has the price that does. The customer pays what the label says.
 */
export function forAmount(
  hit: CatalogHit,
  quantity: number,
  amount: number,
  rules: OrderRules,
  times: Milli,
): ScannedGoods {
  const most = Math.min(MOST_MILLI, Math.max(1, quantity));
  const isListed = hit.priceE4 !== null && most === quantity;
  if (isListed && hit.priceE4 !== null && lineGross(milli(quantity), hit.priceE4, rules.roundingMode) === amount) {
    return { hit, quantityMilli: many(quantity, times) };
  }
  const unit = Number(roundDiv(BigInt(amount) * GROSS_SCALE, BigInt(most), 'half-up'));
  const isExact = Number.isSafeInteger(unit) && lineGross(milli(most), priceE4(unit), rules.roundingMode) === amount;
  if (isExact) return { hit, quantityMilli: many(most, times), labelPriceE4: priceE4(unit) };
  return { hit, quantityMilli: many(1000, times), labelPriceE4: priceE4(amount * 10_000) };
}

/** The quantity of one label, so many times. */
export function many(quantity: number, times: Milli): Milli {
  return milli(Math.min(MOST_MILLI, Math.max(1, Math.round((quantity * times) / 1000))));
}
