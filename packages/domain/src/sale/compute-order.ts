import { at } from '../at.ts';
import { add, minor, negate, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { lineGross } from '../quantity/quantity.ts';
import { taxKey, taxLines } from '../tax/line-tax.ts';
import { discountsInSequence, shareDiscounts } from './discount.ts';
import type { DerivationStep, LineTax, LineTotals, OrderInput, OrderTotals, SaleLineInput, TaxRule } from './model.ts';

/** A line on its way to its totals: everything in the price basis of the line. */
interface DiscountedLine {
  readonly input: SaleLineInput;
  readonly grossMinor: Minor;
  readonly lineDiscounts: readonly Minor[];
  /** What each promotion of the order takes off this line; mostly zero. */
  readonly promotionShares: readonly Minor[];
  readonly saleShares: readonly Minor[];
  /** What is left after all discounts: the amount that is taxed. */
  readonly amountMinor: Minor;
}

/**
 * What a cart comes to, version 2. Order of computation: quantity times price, rounded; line discounts in sequence; the shares
 * of promotions; sale discounts in sequence, shared over the lines; taxes. A line that is exempt costs what it would without
 * its taxes, and is in no tax. Every document figure is the sum of the same figure over the lines.
 *
 * Total for any input that `validateOrder` accepts; a discount that is larger than its line takes the whole line. Throws a
 * RangeError only when an amount leaves the safe integers.
 */
export function computeOrder(input: OrderInput): OrderTotals {
  const discounted = discountLines(input);
  const taxes = taxLines(
    discounted.map((line) => ({
      amountMinor: line.amountMinor,
      quantityMilli: line.input.quantityMilli,
      taxes: line.input.taxes,
    })),
    input.rules,
  );
  const lines = discounted.map((line, index) => totalLine(line, at(taxes, index), input));
  return totalOrder(input, lines);
}

/** Version 1: there were no promotions and no price lists. */
export function computeOrderV1({ promotions: _, ...input }: OrderInput): OrderTotals {
  const isListed = input.lines.some((line) => line.priceSource === 'price-list');
  return computeOrder(isListed ? { ...input, lines: input.lines.map(withoutPriceList) } : input);
}

function withoutPriceList(line: SaleLineInput): SaleLineInput {
  return line.priceSource === 'price-list' ? { ...line, priceSource: 'list' } : line;
}

function discountLines(input: OrderInput): DiscountedLine[] {
  const mode = input.rules.roundingMode;
  const grosses = input.lines.map((line) => lineGross(line.quantityMilli, line.unitPriceE4, mode));
  const own = input.lines.map((line, index) => discountsInSequence(line.discounts, at(grosses, index), mode));
  const promoted = promotionShares(input);
  const left = grosses.map((gross, index) => {
    const after = subtract(gross, sum(at(own, index)));
    return subtract(after, sum(promoted.map((shares) => at(shares, index))));
  });
  const shared = shareDiscounts(input.saleDiscounts, left, mode);
  return input.lines.map((line, index) => {
    const saleShares = shared.map((shares) => at(shares, index));
    const amountMinor = subtract(at(left, index), sum(saleShares));
    return {
      input: line,
      grossMinor: at(grosses, index),
      lineDiscounts: at(own, index),
      promotionShares: promoted.map((shares) => at(shares, index)),
      saleShares,
      amountMinor,
    };
  });
}

/** For each promotion the share of each line, in the order of the lines. */
export function promotionShares({ promotions = [], lines }: OrderInput): Minor[][] {
  return promotions.map(({ shares }) => {
    const byLine = new Map(shares.map(({ lineId, amountMinor }) => [lineId, amountMinor]));
    return lines.map(({ lineId }) => byLine.get(lineId) ?? ZERO_MINOR);
  });
}

function totalLine(line: DiscountedLine, computed: readonly LineTax[], input: OrderInput): LineTotals {
  const isExempt = line.input.taxes.some((tax) => tax.exemptBy !== undefined);
  const included = includedTaxes(line, computed, isExempt);
  const taxes = isExempt ? [] : computed;
  const netMinor = subtract(line.amountMinor, sum(included));
  const taxMinor = sum(taxes.map((tax) => tax.amountMinor));
  const promotionDiscountMinor = sum(line.promotionShares);
  return {
    lineId: line.input.lineId,
    grossMinor: line.grossMinor,
    lineDiscountMinor: add(sum(line.lineDiscounts), promotionDiscountMinor),
    ...(promotionDiscountMinor === 0 ? {} : { promotionDiscountMinor }),
    saleDiscountMinor: sum(line.saleShares),
    netMinor,
    taxes,
    taxMinor,
    totalMinor: add(netMinor, taxMinor),
    derivation: deriveLine(line, isExempt ? exemptions(line, included) : chargedTaxes(line, taxes), input),
  };
}

/**
 * For each tax what of it is in the price. Whoever is exempt pays nothing less than nothing: a fixed amount may be more than
 * what discounts left of the price.
 */
function includedTaxes(line: DiscountedLine, taxes: readonly LineTax[], isExempt: boolean): Minor[] {
  const included = taxes.map(({ amountMinor }, index) => {
    if (!at(line.input.taxes, index).isIncluded) return ZERO_MINOR;
    // Rounding of the whole document can leave one line a tax below nothing: no price rises by an exemption.
    return isExempt ? minor(Math.max(0, amountMinor)) : amountMinor;
  });
  let beyond = isExempt ? Math.max(0, sum(included) - line.amountMinor) : 0;
  if (beyond === 0) return included;
  return included.map((part) => {
    const kept = minor(Math.max(0, part - beyond));
    beyond -= part - kept;
    return kept;
  });
}

function chargedTaxes({ input }: DiscountedLine, taxes: readonly LineTax[]): DerivationStep[] {
  return taxes.map(({ amountMinor }, index) => ({ step: 'tax', label: at(input.taxes, index).name, amountMinor }));
}

function exemptions({ input }: DiscountedLine, included: readonly Minor[]): DerivationStep[] {
  return input.taxes.map(({ name, exemptBy = '' }, index) => ({
    step: 'exemption',
    label: name,
    amountMinor: negate(at(included, index)),
    certificate: exemptBy,
  }));
}

function deriveLine(line: DiscountedLine, taxes: readonly DerivationStep[], input: OrderInput): DerivationStep[] {
  const price: DerivationStep = {
    step: priceStep(line.input),
    label: line.input.name,
    amountMinor: line.grossMinor,
  };
  const reductions = (step: 'line-discount' | 'sale-discount', amounts: readonly Minor[], labels: readonly string[]) =>
    amounts.map((amount, index): DerivationStep => ({ step, label: at(labels, index), amountMinor: negate(amount) }));
  return [
    price,
    ...reductions('line-discount', line.lineDiscounts, line.input.discounts.map(discountLabel)),
    ...(input.promotions ?? []).flatMap(({ label }, index): DerivationStep[] => {
      const share = at(line.promotionShares, index);
      return share === 0 ? [] : [{ step: 'promotion', label, amountMinor: negate(share) }];
    }),
    ...reductions('sale-discount', line.saleShares, input.saleDiscounts.map(discountLabel)),
    ...taxes,
  ];
}

function priceStep({ priceSource }: SaleLineInput): DerivationStep['step'] {
  return priceSource === 'override' || priceSource === 'price-list' ? priceSource : 'price';
}

function discountLabel(discount: { readonly label?: string }): string {
  return discount.label ?? '';
}

function totalOrder(input: OrderInput, lines: readonly LineTotals[]): OrderTotals {
  const promotionDiscountMinor = sum(lines.map((line) => line.promotionDiscountMinor ?? ZERO_MINOR));
  return {
    lines,
    ...(promotionDiscountMinor === 0 ? {} : { promotionDiscountMinor }),
    grossMinor: sum(lines.map((line) => line.grossMinor)),
    lineDiscountMinor: sum(lines.map((line) => line.lineDiscountMinor)),
    saleDiscountMinor: sum(lines.map((line) => line.saleDiscountMinor)),
    netMinor: sum(lines.map((line) => line.netMinor)),
    taxes: totalTaxes(input, lines),
    taxMinor: sum(lines.map((line) => line.taxMinor)),
    totalMinor: sum(lines.map((line) => line.totalMinor)),
  };
}

function totalTaxes(input: OrderInput, lines: readonly LineTotals[]): OrderTotals['taxes'] {
  const groups = new Map<string, OrderTotals['taxes'][number]>();
  lines.forEach((line, lineIndex) => {
    line.taxes.forEach((tax, taxIndex) => {
      const rule = at(at(input.lines, lineIndex).taxes, taxIndex);
      const known = groups.get(taxKey(rule));
      groups.set(taxKey(rule), known ? { ...known, ...addTax(known, tax) } : { ...tax, ...ruleFacts(rule) });
    });
  });
  return [...groups.values()];
}

function addTax(a: LineTax, b: LineTax): Pick<LineTax, 'baseMinor' | 'amountMinor'> {
  return { baseMinor: add(a.baseMinor, b.baseMinor), amountMinor: add(a.amountMinor, b.amountMinor) };
}

function ruleFacts(rule: TaxRule): Pick<OrderTotals['taxes'][number], 'name' | 'ratePpm' | 'isIncluded'> {
  return { name: rule.name, ratePpm: rule.ratePpm, isIncluded: rule.isIncluded };
}
