import { at } from '../../at.ts';
import { type Fraction, fraction, ONE, plus, total } from '../../money/fraction.ts';
import { type ExactTax, netOf, planTaxes, taxAmounts } from '../../tax/exact.ts';
import type { Figures } from '../compare.ts';
import type { Reader } from '../reader.ts';
import { percent } from './tax-lines.ts';

interface PrioritisedRate {
  /** The rate as it is written in the case: the key of the expectation. */
  readonly name: string;
  readonly rate: Fraction;
  readonly isCompound: boolean;
  readonly priority: number;
}

/**
 * Group `line_tax_wc`: plain rates share one base, compound rates build on everything before them in order of priority.
 * Exact values; an expectation is met at the decimals that it states.
 */
export function lineTaxWc(input: Reader): Figures {
  const isIncluded = input.flag('price_included', false);
  const rates = input
    .list('rates')
    .map(readRate)
    .sort((a, b) => a.priority - b.priority);
  const ordered = [...rates.filter((rate) => !rate.isCompound), ...rates.filter((rate) => rate.isCompound)];
  const plan = planTaxes(ordered.map((rate) => toTax(rate, isIncluded)));
  const amount = input.decimal('amount');
  const amounts = taxAmounts(plan, amount, ONE, (value) => value);
  const byRate: Record<string, Fraction> = {};
  ordered.forEach(({ name }, index) => {
    byRate[name] = plus(byRate[name] ?? fraction(0), at(amounts, index));
  });
  const net = netOf(plan, amount, amounts);
  return { taxes_by_rate: byRate, total: total(amounts), net, gross: plus(net, total(amounts)) };
}

function readRate(from: Reader): PrioritisedRate {
  const rate = from.decimal('rate');
  return {
    name: from.text('rate', ''),
    rate: percent(rate),
    isCompound: from.flag('compound', false),
    priority: from.integer('priority', 1),
  };
}

function toTax({ rate, isCompound }: PrioritisedRate, isIncluded: boolean): ExactTax {
  return {
    kind: 'percent',
    rate,
    amountPerUnit: fraction(0),
    isIncluded,
    affectsNextBase: true,
    isBaseAffectedByPrevious: isCompound,
  };
}
