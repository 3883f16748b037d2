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

/** What can be known about a list of taxes before an amount is: computed once, used for many lines. */
export interface TaxPlan {
  readonly taxes: readonly ExactTax[];
  /** For each tax the number of its batch; batches are runs of neighbours. */
  readonly batches: readonly number[];
  /** For each tax the share of its base that it takes; zero for fixed amounts. */
  readonly factors: readonly Fraction[];
  /** The taxes with a rate, in the order in which they are computed. */
  readonly order: readonly number[];
}

export function planTaxes(taxes: readonly ExactTax[]): TaxPlan {
  const batches = batchNumbers(taxes);
  const factors = taxes.map((tax, index) => {
    const batchRate = total(taxes.filter((_, other) => batches[other] === batches[index]).map((other) => other.rate));
    return factorOf(tax, batchRate);
  });
  return { taxes, batches, factors, order: evaluationOrder(taxes) };
}

function batchNumbers(taxes: readonly ExactTax[]): number[] {
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

/** Included percentages of a batch are taken out of the price together; excluded divisions are put on it together. */
function factorOf(tax: ExactTax, batchRate: Fraction): Fraction {
  if (tax.kind === 'fixed-per-unit') return ZERO;
  if (tax.kind === 'percent') {
    if (!tax.isIncluded) return tax.rate;
    const whole = plus(ONE, batchRate);
    return whole.numerator === 0n ? ZERO : dividedBy(tax.rate, whole);
  }
  if (tax.isIncluded) return tax.rate;
  const rest = minus(ONE, batchRate);
  return rest.numerator === 0n ? tax.rate : dividedBy(tax.rate, rest);
}

function evaluationOrder(taxes: readonly ExactTax[]): number[] {
  const rated = taxes.flatMap((tax, index) => (tax.kind === 'fixed-per-unit' ? [] : [index]));
  const included = rated.filter((index) => at(taxes, index).isIncluded).reverse();
  return [...included, ...rated.filter((index) => !at(taxes, index).isIncluded)];
}

/** What one unit of tax `from` adds to the base of tax `to`, which is in another batch: -1, 0 or 1. */
function influence(from: ExactTax, to: ExactTax, isToAfter: boolean): -1 | 0 | 1 {
  const builds = from.affectsNextBase && to.isBaseAffectedByPrevious;
  if (from.isIncluded) return isToAfter && builds ? 0 : -1;
  return isToAfter && builds ? 1 : 0;
}

/** The base plus what the taxes with a known amount add to it. */
function baseUnder(plan: TaxPlan, amounts: readonly (Fraction | undefined)[], index: number, base: Fraction): Fraction {
  let result = base;
  plan.taxes.forEach((other, position) => {
    const amount = amounts[position];
    if (amount === undefined || plan.batches[position] === plan.batches[index]) return;
    const sign = influence(other, at(plan.taxes, index), position < index);
    if (sign !== 0) result = plus(result, sign > 0 ? amount : negated(amount));
  });
  return result;
}

/**
 * The amount of each tax on `base` (the line in its price basis). `round` is applied to each amount before it influences
 * another one: identity for exact values, to the minor unit for rounding per line. Fixed amounts come first, then
 * included taxes from the last to the first, then excluded ones from the first to the last.
 */
export function taxAmounts(
  plan: TaxPlan,
  base: Fraction,
  quantity: Fraction,
  round: (amount: Fraction) => Fraction,
): Fraction[] {
  const amounts: (Fraction | undefined)[] = plan.taxes.map((tax) =>
    tax.kind === 'fixed-per-unit' ? round(times(tax.amountPerUnit, quantity)) : undefined,
  );
  for (const index of plan.order) {
    amounts[index] = round(times(baseUnder(plan, amounts, index, base), at(plan.factors, index)));
  }
  return amounts.map((amount) => amount ?? ZERO);
}

/** The base that each amount was charged on. Linear in the amounts, so integers in give integers out. */
export function taxBases(plan: TaxPlan, base: Fraction, amounts: readonly Fraction[]): Fraction[] {
  return plan.taxes.map((tax, index) => {
    const extended = baseUnder(plan, amounts, index, base);
    if (!tax.isIncluded) return extended;
    return minus(extended, total(amounts.filter((_, other) => plan.batches[other] === plan.batches[index])));
  });
}

/** The part of `base` that is left when the included taxes are taken out. */
export function netOf(plan: TaxPlan, base: Fraction, amounts: readonly Fraction[]): Fraction {
  return minus(base, total(amounts.filter((_, index) => at(plan.taxes, index).isIncluded)));
}
