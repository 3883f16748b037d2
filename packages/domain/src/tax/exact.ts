import { at } from '../at.ts';
import { dividedBy, type Fraction, minus, negated, ONE, plus, times, total, ZERO } from '../money/fraction.ts';

/**
 * A tax with exact numbers. Order in the list is the order of computation. The semantics are those of Odoo's tax engine
 * (`account.tax._get_tax_details`): neighbours of the same kind that do not build on each other form a batch whose rates
 * add up, an included batch is taken out of the price, and compound taxes raise the base of the ones after them.
 */
export interface ExactTax {
  readonly kind: 'percent' | 'division' | 'fixed-per-unit';
  /** 16 % is 16/100. Unused for `fixed-per-unit`. */
  readonly rate: Fraction;
  /** For `fixed-per-unit`, in the unit of the base. */
  readonly amountPerUnit: Fraction;
  readonly isIncluded: boolean;
  readonly affectsNextBase: boolean;
  readonly isBaseAffectedByPrevious: boolean;
}

export interface ExactTaxAmount {
  readonly base: Fraction;
  readonly amount: Fraction;
}

/** For each tax the number of its batch; batches are runs of neighbours. */
export function batchNumbers(taxes: readonly ExactTax[]): number[] {
  let batch = 0;
  return taxes.map((tax, index) => {
    if (index > 0 && !isSameBatch(at(taxes, index - 1), tax)) batch += 1;
    return batch;
  });
}

function isSameBatch(previous: ExactTax, tax: ExactTax): boolean {
  return (
    previous.kind === tax.kind &&
    previous.isIncluded === tax.isIncluded &&
    previous.affectsNextBase === tax.affectsNextBase &&
    (!previous.affectsNextBase || !tax.isBaseAffectedByPrevious)
  );
}

/** What one unit of tax `from` adds to the base of tax `to`, which is in another batch: -1, 0 or 1. */
function influence(from: ExactTax, to: ExactTax, isToAfter: boolean): -1 | 0 | 1 {
  const builds = from.affectsNextBase && to.isBaseAffectedByPrevious;
  if (from.isIncluded) return isToAfter && builds ? 0 : -1;
  return isToAfter && builds ? 1 : 0;
}

/** The base plus what the taxes with a known amount add to it. */
function baseUnder(
  taxes: readonly ExactTax[],
  batches: readonly number[],
  amounts: readonly (Fraction | undefined)[],
  index: number,
  base: Fraction,
): Fraction {
  let result = base;
  taxes.forEach((other, position) => {
    const amount = amounts[position];
    if (amount === undefined || batches[position] === batches[index]) return;
    const sign = influence(other, at(taxes, index), position < index);
    if (sign !== 0) result = plus(result, sign > 0 ? amount : negated(amount));
  });
  return result;
}

function rateAmount(tax: ExactTax, batchRate: Fraction, base: Fraction): Fraction {
  const share = times(base, tax.rate);
  if (tax.kind === 'percent') {
    if (!tax.isIncluded) return share;
    const factor = plus(ONE, batchRate);
    return factor.numerator === 0n ? ZERO : dividedBy(share, factor);
  }
  if (tax.isIncluded) return share;
  const rest = minus(ONE, batchRate);
  return rest.numerator === 0n ? share : dividedBy(share, rest);
}

/**
 * The amount of each tax on `base` (the line in its price basis). `round` is applied to each amount before it influences
 * another one: identity for exact values, to the minor unit for rounding per line. Fixed amounts come first, then
 * included taxes from the last to the first, then excluded ones from the first to the last.
 */
export function taxAmounts(
  taxes: readonly ExactTax[],
  base: Fraction,
  quantity: Fraction,
  round: (amount: Fraction) => Fraction,
): Fraction[] {
  const batches = batchNumbers(taxes);
  const amounts: (Fraction | undefined)[] = taxes.map((tax) =>
    tax.kind === 'fixed-per-unit' ? round(times(tax.amountPerUnit, quantity)) : undefined,
  );
  for (const index of evaluationOrder(taxes)) {
    const tax = at(taxes, index);
    const batchRate = total(taxes.filter((_, other) => batches[other] === batches[index]).map((other) => other.rate));
    amounts[index] = round(rateAmount(tax, batchRate, baseUnder(taxes, batches, amounts, index, base)));
  }
  return amounts.map((amount) => amount ?? ZERO);
}

function evaluationOrder(taxes: readonly ExactTax[]): number[] {
  const rated = taxes.flatMap((tax, index) => (tax.kind === 'fixed-per-unit' ? [] : [index]));
  const included = rated.filter((index) => at(taxes, index).isIncluded).reverse();
  return [...included, ...rated.filter((index) => !at(taxes, index).isIncluded)];
}

/** The base that each amount was charged on. Linear in the amounts, so integers in give integers out. */
export function taxBases(taxes: readonly ExactTax[], base: Fraction, amounts: readonly Fraction[]): Fraction[] {
  const batches = batchNumbers(taxes);
  return taxes.map((tax, index) => {
    const extended = baseUnder(taxes, batches, amounts, index, base);
    if (!tax.isIncluded) return extended;
    return minus(extended, total(amounts.filter((_, other) => batches[other] === batches[index])));
  });
}

/** The part of `base` that is left when the included taxes are taken out. */
export function netOf(taxes: readonly ExactTax[], base: Fraction, amounts: readonly Fraction[]): Fraction {
  return minus(base, total(amounts.filter((_, index) => at(taxes, index).isIncluded)));
}
