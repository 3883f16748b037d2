import { at } from '../at.ts';
import { subtract, sum } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { lineGross } from '../quantity/quantity.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { promotionShares } from './compute-order.ts';
import { discountOn, discountsInSequence } from './discount.ts';
import type { Discount, OrderInput, SaleLineInput, TaxRule } from './model.ts';

export type OrderRefusalCode =
  | 'line-count-out-of-range'
  | 'duplicate-line'
  | 'quantity-out-of-range'
  | 'price-out-of-range'
  | 'discount-out-of-range'
  | 'discount-above-remaining'
  | 'promotion-out-of-range'
  | 'promotion-above-remaining'
  | 'too-many-discounts'
  | 'too-many-taxes'
  | 'duplicate-tax'
  | 'tax-out-of-range'
  | 'cash-rounding-out-of-range'
  | 'amount-too-large';
export type OrderRefusal = Refusal<OrderRefusalCode>;

/** The bounds of an order. Wide enough for any shop, small enough that every sum stays exact. */
export const ORDER_LIMITS = {
  lines: 1000,
  quantityMilli: 1_000_000_000,
  priceE4: 1_000_000_000_000_000,
  lineGrossMinor: 100_000_000_000,
  /** A line with its taxes is at most so many times the line without. */
  taxGrowth: 50,
  discountsEach: 20,
  promotions: 100,
  taxesPerLine: 20,
  ratePpm: 10_000_000,
  taxAmountE4: 1_000_000_000_000,
} as const;

/** Accepts the order unchanged, or says what is wrong with the first bad thing in it. */
export function validateOrder(input: OrderInput): Result<OrderInput, OrderRefusal> {
  const refusal = orderRefusal(input);
  return refusal ? refuse(refusal) : ok(input);
}

/** Version 1: there were no promotions. */
export function validateOrderV1(input: OrderInput): Result<OrderInput, OrderRefusal> {
  if ((input.promotions ?? []).length === 0) return validateOrder(input);
  return refuse({ code: 'promotion-out-of-range', detail: 'Version 1 of the order engine knows no promotions.' });
}

function orderRefusal(input: OrderInput): OrderRefusal | null {
  const { lines, rules } = input;
  if (lines.length < 1 || lines.length > ORDER_LIMITS.lines) {
    return {
      code: 'line-count-out-of-range',
      detail: `A sale has 1 to ${ORDER_LIMITS.lines} lines, not ${lines.length}.`,
    };
  }
  if (rules.cashRounding && !isWithin(rules.cashRounding.unitMinor, 1, ORDER_LIMITS.lineGrossMinor)) {
    return { code: 'cash-rounding-out-of-range', detail: 'The smallest coin must be a positive amount.' };
  }
  const seen = new Set<string>();
  for (const line of lines) {
    if (seen.has(line.lineId)) return onLine(line, 'duplicate-line', 'Two lines have the same id.');
    seen.add(line.lineId);
    const refusal = lineRefusal(line, input);
    if (refusal) return refusal;
  }
  return promotionRefusal(input) ?? saleDiscountRefusal(input);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function onLine(line: SaleLineInput, code: OrderRefusalCode, detail: string): OrderRefusal {
  return { code, detail, lineId: line.lineId };
}

function lineRefusal(line: SaleLineInput, input: OrderInput): OrderRefusal | null {
  if (!isWithin(line.quantityMilli, 1, ORDER_LIMITS.quantityMilli)) {
    return onLine(line, 'quantity-out-of-range', `The quantity must be from 0.001 to 1,000,000.`);
  }
  const { grossMilli, tareMilli } = line.weighing ?? { grossMilli: 1, tareMilli: 0 };
  const mostMilli = ORDER_LIMITS.quantityMilli;
  if (!isWithin(grossMilli, 1, mostMilli) || !isWithin(tareMilli, 0, mostMilli)) {
    return onLine(line, 'quantity-out-of-range', 'A weight and its tare must be at most 1,000,000.');
  }
  if (![line.unitPriceE4, line.listPriceE4].every((price) => isWithin(price, 0, ORDER_LIMITS.priceE4))) {
    return onLine(line, 'price-out-of-range', 'A price must be zero or positive, and within bounds.');
  }
  if (BigInt(line.quantityMilli) * BigInt(line.unitPriceE4) > BigInt(ORDER_LIMITS.lineGrossMinor) * 10_000_000n) {
    return onLine(line, 'amount-too-large', 'Quantity times price is too large.');
  }
  const gross = lineGross(line.quantityMilli, line.unitPriceE4, input.rules.roundingMode);
  const discount = discountRefusal(line.discounts, gross, input);
  return discount ? { ...discount, lineId: line.lineId } : taxRefusal(line);
}

function discountRefusal(discounts: readonly Discount[], gross: Minor, input: OrderInput): OrderRefusal | null {
  if (discounts.length > ORDER_LIMITS.discountsEach) {
    return {
      code: 'too-many-discounts',
      detail: `At most ${ORDER_LIMITS.discountsEach} discounts follow one another.`,
    };
  }
  let remaining = gross;
  for (const discount of discounts) {
    if (discount.kind === 'percent' && !isWithin(discount.ratePpm, 0, 1_000_000)) {
      return { code: 'discount-out-of-range', detail: 'A discount is from 0 % to 100 %.' };
    }
    if (
      discount.kind === 'amount' &&
      !isWithin(discount.amountMinor, 0, ORDER_LIMITS.lineGrossMinor * ORDER_LIMITS.lines)
    ) {
      return { code: 'discount-out-of-range', detail: 'A discount is zero or positive.' };
    }
    if (discount.kind === 'amount' && discount.amountMinor > remaining) {
      return { code: 'discount-above-remaining', detail: 'A discount is more than what is left to pay.' };
    }
    remaining = subtract(remaining, discountOn(discount, remaining, input.rules.roundingMode));
  }
  return null;
}

/** A promotion names lines of the order, each once, and takes off each a part of what is left of it. */
function promotionRefusal(input: OrderInput): OrderRefusal | null {
  const { promotions = [] } = input;
  if (promotions.length === 0) return null;
  if (promotions.length > ORDER_LIMITS.promotions) {
    return { code: 'promotion-out-of-range', detail: `At most ${ORDER_LIMITS.promotions} promotions apply to a sale.` };
  }
  const left = new Map(leftAfterLineDiscounts(input).map((amount, index) => [at(input.lines, index).lineId, amount]));
  for (const { shares } of promotions) {
    const seen = new Set<string>();
    for (const { lineId, amountMinor } of shares) {
      const remaining = left.get(lineId);
      if (remaining === undefined || seen.has(lineId) || !isWithin(amountMinor, 1, ORDER_LIMITS.lineGrossMinor)) {
        return { code: 'promotion-out-of-range', detail: 'A promotion is for lines of the sale, each once.', lineId };
      }
      if (amountMinor > remaining) {
        return { code: 'promotion-above-remaining', detail: 'A promotion is more than what is left to pay.', lineId };
      }
      seen.add(lineId);
      left.set(lineId, subtract(remaining, amountMinor));
    }
  }
  return null;
}

function leftAfterLineDiscounts({ lines, rules }: OrderInput): Minor[] {
  return lines.map((line) => {
    const gross = lineGross(line.quantityMilli, line.unitPriceE4, rules.roundingMode);
    return subtract(gross, sum(discountsInSequence(line.discounts, gross, rules.roundingMode)));
  });
}

function saleDiscountRefusal(input: OrderInput): OrderRefusal | null {
  const promoted = sum(promotionShares(input).map(sum));
  return discountRefusal(input.saleDiscounts, subtract(sum(leftAfterLineDiscounts(input)), promoted), input);
}

function taxRefusal(line: SaleLineInput): OrderRefusal | null {
  if (line.taxes.length > ORDER_LIMITS.taxesPerLine) {
    return onLine(line, 'too-many-taxes', `A line has at most ${ORDER_LIMITS.taxesPerLine} taxes.`);
  }
  if (new Set(line.taxes.map((tax) => tax.taxId)).size < line.taxes.length) {
    return onLine(line, 'duplicate-tax', 'A tax occurs twice on a line.');
  }
  const exempt = line.taxes.filter((tax) => tax.exemptBy !== undefined).length;
  if (exempt > 0 && exempt < line.taxes.length) {
    return onLine(line, 'tax-out-of-range', 'A line is exempt from all of its taxes or from none.');
  }
  const isBad = line.taxes.some((tax) => !isTaxWithin(tax)) || !isGrowthWithin(line);
  return isBad ? onLine(line, 'tax-out-of-range', 'A tax rate is out of bounds.') : null;
}

function isTaxWithin(tax: TaxRule): boolean {
  const most: number = tax.kind === 'division' ? 999_999 : ORDER_LIMITS.ratePpm;
  const isRateGood = isWithin(tax.ratePpm, -999_999, most);
  return isRateGood && isWithin(tax.amountE4, -ORDER_LIMITS.taxAmountE4, ORDER_LIMITS.taxAmountE4);
}

/**
 * Whether the taxes of a line leave its total exact: with every compound effect at its worst it stays within the bounds.
 * Rates of a batch add up, so together divisions must leave something, and negative percents may not reach -100 %.
 */
function isGrowthWithin({ taxes, quantityMilli }: SaleLineInput): boolean {
  const rates = (isCounted: (tax: TaxRule) => boolean) =>
    taxes.filter(isCounted).map((tax) => Math.abs(tax.ratePpm) / 1_000_000);
  const raised = rates((tax) => tax.kind === 'percent' && tax.ratePpm > 0).reduce(
    (growth, rate) => growth * (1 + rate),
    1,
  );
  const divided = 1 - rates((tax) => tax.kind === 'division').reduce((total, rate) => total + rate, 0);
  const lowered =
    1 - rates((tax) => tax.kind === 'percent' && tax.ratePpm < 0).reduce((total, rate) => total + rate, 0);
  const fixedE4 = taxes.reduce((total, tax) => total + (tax.kind === 'fixed-per-unit' ? Math.abs(tax.amountE4) : 0), 0);
  const isFixedWithin = (quantityMilli / 10_000_000) * fixedE4 <= ORDER_LIMITS.lineGrossMinor;
  return divided > 0 && lowered > 0 && raised / divided / lowered <= ORDER_LIMITS.taxGrowth && isFixedWithin;
}
