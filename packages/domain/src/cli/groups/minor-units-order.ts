import { at } from '../../at.ts';
import { dividedBy, type Fraction, floorOf, fraction, minus, ONE, plus, times } from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import { CaseError, type Reader } from '../reader.ts';
import { prorate } from './allocation.ts';
import { percent } from './tax-lines.ts';

/** A line in minor units; adjustments are negative amounts of the whole line in its price basis. */
interface UnitLine {
  readonly listPrice: bigint;
  readonly quantity: bigint;
  readonly rate: Fraction;
  readonly adjustment: bigint;
}

/** Ties go up towards positive infinity, as in the language the source is written in. */
function roundTiesUp(value: Fraction): bigint {
  return floorOf(plus(value, fraction(1, 2)));
}

/**
 * Group `minor_units_order`: prices, discounts and taxes are rounded for one unit and multiplied by the quantity, as
 * Vendure's order lines do. Item discounts come first, worked out for a unit; an order discount is shared over the lines by
 * their totals with tax, and each share over the units of its line.
 */
export function minorUnitsOrder(input: Reader): Figures {
  const isIncluded = input.flag('prices_include_tax', false);
  const lines = input.list('lines').map((line) => readLine(line, input));
  const discounts = readDiscounts(input);
  const final = discounts.reduce((current, discount) => discountLines(current, discount, isIncluded), lines);
  const net = final.map((line) => lineTotal(line, isIncluded, false));
  const gross = final.map((line) => lineTotal(line, isIncluded, true));
  const [subtotal, withTax] = [sumOf(net), sumOf(gross)];
  return {
    subtotal: fraction(subtotal),
    total: fraction(subtotal),
    subtotal_with_tax: fraction(withTax),
    total_with_tax: fraction(withTax),
    tax_total: fraction(withTax - subtotal),
    prorated_lines: net.map((value) => fraction(value)),
    prorated_lines_with_tax: gross.map((value) => fraction(value)),
  };
}

/** `discount`, one or several, or `discounts`; those on items before those on the order. */
function readDiscounts(input: Reader): Reader[] {
  const key = input.has('discounts') ? 'discounts' : 'discount';
  if (!input.has(key)) return [];
  const discounts = input.isList(key) ? input.list(key) : [input.object(key)];
  const isOnItems = (discount: Reader) => discount.text('scope', 'order') === 'item';
  return [...discounts.filter(isOnItems), ...discounts.filter((discount) => !isOnItems(discount))];
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

function readLine(line: Reader, input: Reader): UnitLine {
  const rate = line.has('rate_percent') ? line.decimal('rate_percent') : namedRate(line.text('rate', ''), input);
  const quantity = BigInt(line.integer('quantity', 1));
  return { listPrice: BigInt(line.integer('list_price_minor')), quantity, rate: percent(rate), adjustment: 0n };
}

function namedRate(name: string, input: Reader): Fraction {
  if (name === '') return fraction(0);
  if (!input.has('rates')) throw new CaseError('rates are missing');
  return input.object('rates').decimal(name);
}

/** The list price of a unit less its part of the adjustments, rounded to the unit. */
function unitPrice(line: UnitLine): bigint {
  if (line.quantity === 0n) return line.listPrice;
  return line.listPrice + roundTiesUp(fraction(line.adjustment, line.quantity));
}

function lineTotal(line: UnitLine, isIncluded: boolean, isWithTax: boolean): bigint {
  const price = fraction(unitPrice(line));
  if (isIncluded === isWithTax) return unitPrice(line) * line.quantity;
  const factor = plus(ONE, line.rate);
  return roundTiesUp(isWithTax ? times(price, factor) : dividedBy(price, factor)) * line.quantity;
}

function discountLines(lines: readonly UnitLine[], discount: Reader, isIncluded: boolean): UnitLine[] {
  const scope = discount.text('scope', 'order');
  if (scope === 'item') return lines.map((line) => discountItem(line, discount));
  if (scope !== 'order') throw new CaseError(`unknown scope: ${scope}`);
  const whole = sumOf(lines.map((line) => lineTotal(line, isIncluded, isIncluded)));
  const amount = -atMost(reduction(discount, fraction(whole)), whole);
  const weights = lines.map((line) => fraction(lineTotal(line, isIncluded, true)));
  const shares = prorate(weights, amount);
  return lines.map((line, index) => ({ ...line, adjustment: line.adjustment + at(shares, index) }));
}

function discountItem(line: UnitLine, discount: Reader): UnitLine {
  const price = unitPrice(line);
  const each = atMost(reduction(discount, fraction(price)), price);
  return { ...line, adjustment: line.adjustment - each * line.quantity };
}

/** What a discount takes off an amount: a percentage, an amount, or all that is above a fixed price. */
function reduction(discount: Reader, from: Fraction): bigint {
  if (discount.has('amount_minor')) return BigInt(discount.integer('amount_minor'));
  const fixed = discount.optionalDecimal('fixed_price_minor');
  if (fixed !== null) return -roundTiesUp(minus(fixed, from));
  return -roundTiesUp(minus(fraction(0), times(from, percent(discount.decimal('percent')))));
}

/** No price goes below zero. */
function atMost(value: bigint, most: bigint): bigint {
  return value > most ? most : value;
}
