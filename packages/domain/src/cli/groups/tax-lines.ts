import { at } from '../../at.ts';
import {
  dividedBy,
  type Fraction,
  fraction,
  minus,
  negated,
  ONE,
  roundToStep,
  times,
  total,
} from '../../money/fraction.ts';
import type { RoundingMode } from '../../money/types.ts';
import { type ExactTax, netOf, planTaxes, taxAmounts, taxBases } from '../../tax/exact.ts';
import { CaseError, type Reader, roundingMode } from '../reader.ts';

const HUNDRED = fraction(100);

/** A percentage as a factor: 21 is 0.21. */
export function percent(value: Fraction): Fraction {
  return dividedBy(value, HUNDRED);
}

const KINDS: Readonly<Record<string, ExactTax['kind']>> = {
  percent: 'percent',
  division: 'division',
  fixed: 'fixed-per-unit',
  fixed_per_unit: 'fixed-per-unit',
};

/** A tax of the `taxes` list. Absent flags: excluded from the price, not compound, affected by compound taxes before. */
export function readTax(from: Reader): ExactTax {
  const name = from.text('kind', 'percent');
  const kind = KINDS[name];
  if (!kind) throw new CaseError(`unknown kind of tax: ${name}`);
  const amount = from.decimal('amount');
  return {
    kind,
    rate: kind === 'fixed-per-unit' ? fraction(0) : percent(amount),
    amountPerUnit: kind === 'fixed-per-unit' ? amount : fraction(0),
    isIncluded: from.flag('price_included', false),
    affectsNextBase: from.flag('affects_next_base', false),
    isBaseAffectedByPrevious: from.flag('base_affected_by_previous', true),
  };
}

/** A plain percentage on the price or inside of it. */
export function percentTax(rate: Fraction, isIncluded: boolean): ExactTax {
  return {
    kind: 'percent',
    rate: percent(rate),
    amountPerUnit: fraction(0),
    isIncluded,
    affectsNextBase: false,
    isBaseAffectedByPrevious: true,
  };
}

/**
 * The rounding of a case. `per_line` rounds each amount where it arises, `global` keeps lines exact and rounds the sum of
 * each tax, `global_unrounded` keeps everything exact.
 */
export interface TaxSettings {
  readonly rounding: 'per_line' | 'global' | 'global_unrounded';
  /** The smallest amount of the currency: 0.01, 1, 0.05. */
  readonly precision: Fraction;
  readonly mode: RoundingMode;
}

const ROUNDINGS: Readonly<Record<string, TaxSettings['rounding']>> = {
  per_line: 'per_line',
  round_per_line: 'per_line',
  global: 'global',
  round_globally: 'global',
  global_unrounded: 'global_unrounded',
};

export function readTaxSettings(input: Reader): TaxSettings {
  const name = input.text('rounding', 'per_line');
  const rounding = ROUNDINGS[name];
  if (!rounding) throw new CaseError(`unknown rounding: ${name}`);
  return { rounding, precision: readPrecision(input), mode: roundingMode(input, 'rounding_mode') };
}

/** `currency_precision`, or the number of `decimals`; a hundredth when both are absent. */
export function readPrecision(input: Reader): Fraction {
  const decimals = input.has('dp') ? input.integer('dp') : input.integer('decimals', 2);
  if (decimals < 0 || decimals > 12) throw new CaseError('decimals are from 0 to 12');
  const precision = input.decimal('currency_precision', fraction(1n, 10n ** BigInt(decimals)));
  if (precision.numerator <= 0n) throw new CaseError('currency_precision must be positive');
  return precision;
}

export function rounder(settings: Pick<TaxSettings, 'precision' | 'mode'>): (value: Fraction) => Fraction {
  return (value) => roundToStep(value, settings.precision, settings.mode);
}

/** A line with the exact or rounded amount of each tax. */
export interface TaxedLine {
  readonly taxes: readonly ExactTax[];
  readonly net: Fraction;
  readonly amounts: readonly Fraction[];
  readonly bases: readonly Fraction[];
}

/** Price times quantity under a discount in percent, taxed. A negative unit price turns the sign of fixed taxes. */
export function taxLine(line: Reader, taxes: readonly ExactTax[], settings: TaxSettings): TaxedLine {
  const quantity = line.decimal('quantity', ONE);
  const discount = minus(ONE, percent(line.decimal('discount_percent', fraction(0))));
  const unitPrice = times(line.decimal('unit_price'), discount);
  const isPerLine = settings.rounding === 'per_line';
  const round = isPerLine ? rounder(settings) : (value: Fraction) => value;
  const base = round(times(unitPrice, quantity));
  const units = unitPrice.numerator < 0n ? negated(quantity) : quantity;
  const plan = planTaxes(taxes);
  const amounts = taxAmounts(plan, base, units, round);
  return { taxes, net: netOf(plan, base, amounts), amounts, bases: taxBases(plan, base, amounts) };
}

/** The net of a document, the amount of each tax and the sum of the bases of each tax, rounded as the settings say. */
export interface TaxedDocument {
  readonly net: Fraction;
  readonly amounts: readonly Fraction[];
  readonly bases: readonly Fraction[];
}

/**
 * Sums lines that have the same taxes. Rounded globally, each tax is rounded once; when all taxes are in the price the net
 * is what they leave of the rounded total, otherwise the net is rounded by itself.
 */
export function sumLines(lines: readonly TaxedLine[], settings: TaxSettings): TaxedDocument {
  const taxes = lines[0]?.taxes ?? [];
  const exact = {
    net: total(lines.map((line) => line.net)),
    amounts: taxes.map((_, index) => total(lines.map((line) => at(line.amounts, index)))),
    bases: taxes.map((_, index) => total(lines.map((line) => at(line.bases, index)))),
  };
  if (settings.rounding !== 'global') return exact;
  const round = rounder(settings);
  const amounts = exact.amounts.map(round);
  const isAllIncluded = taxes.length > 0 && taxes.every((tax) => tax.isIncluded);
  const whole = total([exact.net, ...exact.amounts]);
  const net = isAllIncluded ? minus(round(whole), total(amounts)) : round(exact.net);
  return { net, amounts, bases: exact.bases.map(round) };
}
