import { at } from '../../at.ts';
import { minor, sum } from '../../money/amount.ts';
import {
  dividedBy,
  type Fraction,
  fraction,
  minus,
  plus,
  roundToStep,
  times,
  total,
  ZERO,
} from '../../money/fraction.ts';
import { evaluatePromotions } from '../../promotion/evaluate.ts';
import type { PromotionOutcome } from '../../promotion/model.ts';
import { shareOut, shareWithin } from '../../promotion/share.ts';
import { differences, type Figures, show } from '../compare.ts';
import { isObject, type Json, type Reader } from '../reader.ts';
import { allocationRule, type PromotionCase, readPromotionCase } from './promotion-input.ts';

/** The differences between what a promotion case expects and what the engine of the product gives. */
export function promotionProblems(input: Reader, value: Json): string[] {
  const expected = isObject(value) ? value['expect'] : undefined;
  if (!isObject(expected) || Object.keys(expected).length === 0) return ['nothing is expected'];
  const read = readPromotionCase(input);
  const outcome = evaluatePromotions(read.promotions, read.lines, read.context, read.rules);
  const { rejected, by_promotion: byPromotion, ...figures } = expected;
  const unit = input.text('amounts', 'major') === 'minor' ? 1n : 100n;
  return [
    ...differences(figures, computed(input, read, outcome, unit), 'stated', 'expect'),
    ...(rejected === undefined ? [] : rejectionProblems(rejected, outcome)),
    ...(byPromotion === undefined ? [] : byPromotionProblems(byPromotion, read, outcome)),
    ...splitProblems(input, read, outcome),
  ];
}

function amountOf(minorUnits: number, { scale }: PromotionCase): Fraction {
  return fraction(BigInt(minorUnits), scale);
}

function lineDiscounts(outcome: PromotionOutcome): Map<string, number> {
  const found = new Map<string, number>();
  for (const { shares } of outcome.applied) {
    for (const { lineId, amountMinor } of shares) found.set(lineId, (found.get(lineId) ?? 0) + amountMinor);
  }
  return found;
}

function computed(input: Reader, read: PromotionCase, outcome: PromotionOutcome, unit: bigint): Figures {
  const discounts = lineDiscounts(outcome);
  const figure = (amount: number) => amountOf(amount, read);
  const lines = read.lines.map(({ lineId, amountMinor, includedTaxPpm, addedTaxPpm }) => ({
    amount: figure(amountMinor - (discounts.get(lineId) ?? 0)),
    included: fraction(includedTaxPpm, 1_000_000n),
    added: fraction(addedTaxPpm, 1_000_000n),
  }));
  const document = taxed(input, lines, unit);
  return {
    ...document,
    list_total: figure(sum(read.lines.map(({ amountMinor }) => amountMinor))),
    discount_total: figure(outcome.discountMinor),
    line_discounts: Object.fromEntries(read.lines.map(({ lineId }) => [lineId, figure(discounts.get(lineId) ?? 0)])),
  };
}

interface TaxedLine {
  readonly amount: Fraction;
  readonly included: Fraction;
  readonly added: Fraction;
}

/** Net, tax and total: exact, or rounded on each line or for the order as the case says. */
function taxed(input: Reader, lines: readonly TaxedLine[], unit: bigint) {
  const rounding = input.has('rounding') ? input.object('rounding') : null;
  const tax = rounding?.has('tax') ? rounding.object('tax') : null;
  const at = tax?.text('at') ?? 'exact';
  const step = tax ? tax.decimal('unit') : fraction(1n, unit);
  const round = (amount: Fraction) => roundToStep(amount, step, 'half-up');
  const one = fraction(1n);
  const exact = lines.map(({ amount, included, added }) => {
    const own = at === 'line' ? round(amount) : amount;
    const net = dividedBy(own, plus(one, included));
    const rounded = at === 'line' ? round(net) : net;
    const isIncluded = included.numerator !== 0n;
    const onTop = isIncluded ? minus(own, rounded) : times(at === 'line' ? own : amount, added);
    return { net: rounded, tax: at === 'line' ? round(onTop) : onTop };
  });
  const sumOf = (amounts: readonly Fraction[]) => (at === 'order' ? round(total(amounts)) : total(amounts));
  const net = sumOf(exact.map((line) => line.net));
  const taxes = sumOf(exact.map((line) => line.tax));
  return { net_total: net, tax_total: taxes, total: plus(net, taxes) };
}

function rejectionProblems(expected: Json, outcome: PromotionOutcome): string[] {
  const names: Readonly<Record<string, string>> = { 'min-quantity': 'min_qty', 'max-quantity': 'max_qty' };
  const found = Object.fromEntries(
    outcome.rejected.map(({ promotionId, reason }) => [promotionId, names[reason] ?? reason.replaceAll('-', '_')]),
  );
  const isSame = JSON.stringify(sorted(expected)) === JSON.stringify(sorted(found));
  return isSame ? [] : [`expect.rejected: expected ${JSON.stringify(expected)}, computed ${JSON.stringify(found)}`];
}

function sorted(value: Json): Json {
  return isObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;
}

function byPromotionProblems(expected: Json, read: PromotionCase, outcome: PromotionOutcome): string[] {
  if (!isObject(expected)) return ['expect.by_promotion is not an object'];
  const given = new Map(outcome.applied.map((applied) => [applied.promotionId, applied.shares]));
  const unexpected = [...given.keys()].filter((id) => !Object.hasOwn(expected, id));
  const wrong = Object.entries(expected).flatMap(([id, value]) => {
    const shares = given.get(id) ?? [];
    if (!isObject(value)) {
      const all = amountOf(sum(shares.map(({ amountMinor }) => amountMinor)), read);
      return differences(value, all, 'stated', `expect.by_promotion.${id}`);
    }
    const figures = Object.fromEntries(shares.map(({ lineId, amountMinor }) => [lineId, amountOf(amountMinor, read)]));
    const more = shares.filter(({ lineId }) => !Object.hasOwn(value, lineId)).map(({ lineId }) => lineId);
    return [
      ...differences(value, figures, 'stated', `expect.by_promotion.${id}`),
      ...more.map((lineId) => `expect.by_promotion.${id}: ${lineId} is discounted too`),
    ];
  });
  return [...wrong, ...unexpected.map((id) => `expect.by_promotion: ${id} applies too`)];
}

/** How the discount of a line is spread over its units, where a case says so. */
function splitProblems(input: Reader, read: PromotionCase, outcome: PromotionOutcome): string[] {
  if (!input.has('unit_split')) return [];
  const split = input.object('unit_split');
  const discounts = lineDiscounts(outcome);
  return split.keys().flatMap((lineId) => {
    const expected = split.decimals(lineId);
    const cents = roundToStep(amountOf(discounts.get(lineId) ?? 0, read), fraction(1n, 100n), 'half-up');
    const units = shareOut(
      Number(times(cents, fraction(100n)).numerator),
      expected.map(() => 1),
      'first',
    );
    return expected.flatMap((want, index) => {
      const got = fraction(at(units, index), 100n);
      return minus(want, got).numerator === 0n ? [] : [`unit_split.${lineId}: ${show(want)} is ${show(got)}`];
    });
  });
}

/** A case of sharing an amount out, with caps where it names some. */
export function allocationProblems(input: Reader, value: Json): string[] {
  const expected = isObject(value) ? value['expected'] : undefined;
  if (!Array.isArray(expected)) return ['nothing is expected'];
  const unit = input.decimal('unit');
  const inUnits = (amount: Fraction) => {
    const units = dividedBy(amount, unit);
    if (units.denominator !== 1n) throw new Error('an amount is finer than its unit');
    return minor(Number(units.numerator));
  };
  const weights = input.decimals('weights').map(inUnits);
  const amount = inUnits(input.decimal('total'));
  const rule = allocationRule(input, 'rule');
  const shares = input.has('caps')
    ? shareWithin(amount, weights, input.decimals('caps').map(inUnits), rule)
    : shareOut(amount, weights, rule);
  const computedShares = shares.map((share) => times(fraction(share), unit));
  return differences(expected, computedShares.length === 0 ? [ZERO] : computedShares, 'exact', 'expected');
}
