import { milli, minor, ppm, priceE4 } from '../src/money/amount.ts';
import type { OrderInput, OrderRules, SaleLineInput, TaxRule, TenderInput } from '../src/sale/model.ts';

/** British pounds, rounded per line, half up, no coins smaller than a penny missing. */
export const GBP_RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: null,
};

export function percentTax(rate: number, changes: Partial<TaxRule> = {}): TaxRule {
  return {
    taxId: `vat-${rate}`,
    version: 1,
    name: `VAT ${rate} %`,
    kind: 'percent',
    ratePpm: ppm(rate * 10_000),
    amountE4: priceE4(0),
    isIncluded: true,
    affectsNextBase: false,
    isBaseAffectedByPrevious: true,
    ...changes,
  };
}

/** A line of whole pieces at a price in minor units. */
export function sampleLine(priceMinor: number, pieces = 1, changes: Partial<SaleLineInput> = {}): SaleLineInput {
  const price = priceE4(priceMinor * 10_000);
  return {
    lineId: 'line-1',
    variantId: 'variant-1',
    name: 'Tea',
    sku: 'TEA-1',
    unit: 'pcs',
    quantityMilli: milli(pieces * 1000),
    listPriceE4: price,
    unitPriceE4: price,
    priceSource: 'list',
    discounts: [],
    taxes: [],
    ...changes,
  };
}

export function sampleOrder(lines: readonly SaleLineInput[], changes: Partial<OrderInput> = {}): OrderInput {
  const numbered = lines.map((line, index) => ({ ...line, lineId: `line-${index + 1}` }));
  return { rules: GBP_RULES, lines: numbered, saleDiscounts: [], ...changes };
}

export function cash(amountMinor: number, tenderId = 'cash'): TenderInput {
  return { tenderId, kind: 'cash', amountMinor: minor(amountMinor) };
}

export function card(amountMinor: number, tenderId = 'card'): TenderInput {
  return { tenderId, kind: 'card-manual', amountMinor: minor(amountMinor) };
}
