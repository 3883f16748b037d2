import fc from 'fast-check';
import { milli, minor, ppm, priceE4 } from '../src/money/amount.ts';
import type { Currency, RoundingMode } from '../src/money/types.ts';
import type { Discount, OrderInput, OrderRules, SaleLineInput, TaxRule } from '../src/sale/model.ts';

export const ROUNDING_MODES: readonly RoundingMode[] = ['half-up', 'half-even', 'half-down', 'up', 'down'];

const CURRENCIES: readonly Currency[] = [
  { code: 'JPY', exponent: 0 },
  { code: 'GBP', exponent: 2 },
  { code: 'KWD', exponent: 3 },
];

/** Rules of a shop: currencies of 0, 2 and 3 decimals, both tax roundings, all modes, with and without coins. */
export function rulesArbitrary(): fc.Arbitrary<OrderRules> {
  return fc.record({
    currency: fc.constantFrom(...CURRENCIES),
    taxRounding: fc.constantFrom('per-line' as const, 'per-document' as const),
    roundingMode: fc.constantFrom(...ROUNDING_MODES),
    cashRounding: fc.option(
      fc.record({ unitMinor: fc.constantFrom(5, 10, 50, 100).map(minor), mode: fc.constantFrom(...ROUNDING_MODES) }),
    ),
  });
}

function taxArbitrary(taxId: string): fc.Arbitrary<TaxRule> {
  const kind = fc.constantFrom('percent' as const, 'percent' as const, 'division' as const, 'fixed-per-unit' as const);
  return fc
    .record({
      kind,
      rate: fc.integer({ min: 0, max: 250_000 }),
      amount: fc.integer({ min: 0, max: 2_000_000 }),
      isIncluded: fc.boolean(),
      affectsNextBase: fc.boolean(),
      isBaseAffectedByPrevious: fc.boolean(),
    })
    .map(({ kind: taxKind, rate, amount, ...flags }) => ({
      taxId,
      version: 1,
      name: taxId,
      kind: taxKind,
      ratePpm: ppm(taxKind === 'fixed-per-unit' ? 0 : rate),
      amountE4: priceE4(taxKind === 'fixed-per-unit' ? amount : 0),
      ...flags,
    }));
}

export function discountArbitrary(): fc.Arbitrary<Discount> {
  return fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }).map((rate) => ({ kind: 'percent' as const, ratePpm: ppm(rate) })),
    fc.integer({ min: 0, max: 5_000 }).map((amount) => ({ kind: 'amount' as const, amountMinor: minor(amount) })),
  );
}

interface LineSeed {
  readonly quantity: number;
  readonly price: number;
  readonly taxes: number;
  readonly discounts: readonly Discount[];
}

function lineSeedArbitrary(): fc.Arbitrary<LineSeed> {
  return fc.record({
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 50 }).map((pieces) => pieces * 1000),
      fc.integer({ min: 1, max: 20_000 }),
    ),
    price: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 5_000_0000 }),
      fc.integer({ min: 0, max: 2000 }).map((p) => p * 10_000),
    ),
    taxes: fc.integer({ min: 0, max: 7 }),
    discounts: fc.array(discountArbitrary(), { maxLength: 3 }),
  });
}

function toLine(seed: LineSeed, index: number, taxes: readonly TaxRule[]): SaleLineInput {
  return {
    lineId: `line-${index}`,
    variantId: `variant-${index}`,
    name: `Product ${index}`,
    sku: `SKU-${index}`,
    unit: 'pcs',
    quantityMilli: milli(seed.quantity),
    listPriceE4: priceE4(seed.price),
    unitPriceE4: priceE4(seed.price),
    priceSource: 'list',
    discounts: seed.discounts,
    // Each bit of the seed chooses one of the shop's taxes.
    taxes: taxes.filter((_, bit) => (seed.taxes & (1 << bit)) !== 0),
  };
}

/** Mostly small carts, now and then one of a thousand lines. Discounts may exceed what is left: they take what is there. */
export function orderArbitrary(): fc.Arbitrary<OrderInput> {
  const small = fc.array(lineSeedArbitrary(), { minLength: 1, maxLength: 8 });
  const large: fc.Arbitrary<LineSeed[]> = lineSeedArbitrary().map((seed) =>
    Array.from({ length: 1000 }, (_, index) => ({
      ...seed,
      price: seed.price + index * 37,
      taxes: (seed.taxes + index) % 8,
    })),
  );
  return fc
    .record({
      rules: rulesArbitrary(),
      taxes: fc.tuple(taxArbitrary('tax-a'), taxArbitrary('tax-b'), taxArbitrary('tax-c')),
      seeds: fc.oneof({ weight: 60, arbitrary: small }, { weight: 1, arbitrary: large }),
      saleDiscounts: fc.array(discountArbitrary(), { maxLength: 2 }),
    })
    .map(({ rules, taxes, seeds, saleDiscounts }) => ({
      rules,
      lines: seeds.map((seed, index) => toLine(seed, index, taxes)),
      saleDiscounts,
    }));
}
