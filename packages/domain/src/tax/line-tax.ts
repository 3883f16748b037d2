import { at } from '../at.ts';
import { distribute } from '../money/allocate.ts';
import { minorFromBigInt } from '../money/amount.ts';
import { type Fraction, fraction, roundFraction, total } from '../money/fraction.ts';
import type { Milli, Minor, RoundingMode } from '../money/types.ts';
import type { LineTax, OrderRules, TaxRule } from '../sale/model.ts';
import { type ExactTax, planTaxes, type TaxPlan, taxAmounts, taxBases } from './exact.ts';

/** What a line is taxed on: its amount after discounts in its price basis, and how many units it has. */
export interface TaxableLine {
  readonly amountMinor: Minor;
  readonly quantityMilli: Milli;
  readonly taxes: readonly TaxRule[];
}

function toExactTax(rule: TaxRule): ExactTax {
  return {
    kind: rule.kind,
    rate: fraction(rule.kind === 'fixed-per-unit' ? 0 : rule.ratePpm, 1_000_000),
    amountPerUnit: fraction(rule.kind === 'fixed-per-unit' ? rule.amountE4 : 0, 10_000),
    isIncluded: rule.isIncluded,
    affectsNextBase: rule.affectsNextBase,
    isBaseAffectedByPrevious: rule.isBaseAffectedByPrevious,
  };
}

/** Names a tax in a document: a new version of the same tax is a group of its own. */
export function taxKey(rule: TaxRule): string {
  return `${rule.taxId}@${rule.version}`;
}

/**
 * The taxes of each line in whole minor units. An included tax is rounded and the net is the remainder.
 *
 * `per-line` rounds each amount on its line. `per-document` keeps the lines exact, rounds each tax once for the document
 * and hands the units to the lines with the largest remainders, so that the lines still sum to the document.
 */
export function taxLines(lines: readonly TaxableLine[], rules: OrderRules): LineTax[][] {
  const planned = withPlans(lines);
  if (rules.taxRounding === 'per-document') return taxDocument(planned, rules.roundingMode);
  const round = (amount: Fraction) => fraction(roundFraction(amount, rules.roundingMode));
  return planned.map((line) => withBases(line, exactAmounts(line, round)));
}

interface PlannedLine extends TaxableLine {
  readonly plan: TaxPlan;
}

/** Lines of a cart share a few lists of taxes; each list is planned once. */
function withPlans(lines: readonly TaxableLine[]): PlannedLine[] {
  const plans = new Map<string, TaxPlan>();
  return lines.map((line) => {
    const key = line.taxes.map(arithmeticOf).join('|');
    const plan = plans.get(key) ?? planTaxes(line.taxes.map(toExactTax));
    plans.set(key, plan);
    return { ...line, plan };
  });
}

/** Everything of a rule that decides an amount. */
function arithmeticOf(rule: TaxRule): string {
  const { kind, ratePpm, amountE4, isIncluded, affectsNextBase, isBaseAffectedByPrevious } = rule;
  return `${kind},${ratePpm},${amountE4},${isIncluded},${affectsNextBase},${isBaseAffectedByPrevious}`;
}

function exactAmounts(line: PlannedLine, round: (amount: Fraction) => Fraction): Fraction[] {
  return taxAmounts(line.plan, fraction(line.amountMinor), fraction(line.quantityMilli, 1000), round);
}

function withBases(line: PlannedLine, amounts: readonly Fraction[]): LineTax[] {
  const bases = taxBases(line.plan, fraction(line.amountMinor), amounts);
  return line.taxes.map((rule, index) => ({
    taxId: rule.taxId,
    baseMinor: wholeMinor(at(bases, index)),
    amountMinor: wholeMinor(at(amounts, index)),
  }));
}

function wholeMinor(value: Fraction): Minor {
  if (value.denominator !== 1n) throw new RangeError('a rounded tax must be whole');
  return minorFromBigInt(value.numerator);
}

interface TaxPlace {
  readonly line: number;
  readonly tax: number;
}

function taxDocument(lines: readonly PlannedLine[], mode: RoundingMode): LineTax[][] {
  const amounts = lines.map((line) => exactAmounts(line, (amount) => amount));
  for (const places of placesByTax(lines).values()) {
    const shares = places.map((place) => at(at(amounts, place.line), place.tax));
    const rounded = distribute(roundFraction(total(shares), mode), shares);
    places.forEach((place, index) => {
      at(amounts, place.line)[place.tax] = fraction(at(rounded, index));
    });
  }
  return lines.map((line, index) => withBases(line, at(amounts, index)));
}

function placesByTax(lines: readonly TaxableLine[]): Map<string, TaxPlace[]> {
  const groups = new Map<string, TaxPlace[]>();
  lines.forEach((line, lineIndex) => {
    line.taxes.forEach((rule, taxIndex) => {
      const key = taxKey(rule);
      const places = groups.get(key) ?? [];
      places.push({ line: lineIndex, tax: taxIndex });
      groups.set(key, places);
    });
  });
  return groups;
}
