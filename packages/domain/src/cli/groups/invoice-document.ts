import { at } from '../../at.ts';
import {
  compare,
  dividedBy,
  type Fraction,
  fraction,
  minus,
  ONE,
  plus,
  roundToStep,
  times,
  total,
  ZERO,
} from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import { CaseError, type Reader } from '../reader.ts';
import { percent, readPrecision } from './tax-lines.ts';

/**
 * Group `document_totals` with a single rate for each line or for the document, the way invoices are totalled in ERPNext:
 * an included rate leaves an exact net on each line, net and tax are rounded once for the document, an included total that
 * is off by no more than five units of precision is pulled back to the sum of the prices, and a document discount is shared
 * over the lines by net amount with the rounding error carried from line to line.
 */
interface InvoiceLine {
  /** Price times quantity, as entered. */
  readonly amount: Fraction;
  readonly net: Fraction;
  readonly rate: Fraction;
  readonly isIncluded: boolean;
}

interface InvoiceTotals {
  readonly net: Fraction;
  readonly tax: Fraction;
  readonly grand: Fraction;
}

export function invoiceDocument(input: Reader): Figures {
  const precision = readPrecision(input);
  const round = (value: Fraction) => roundToStep(value, precision, 'half-up');
  const lines = input.list('lines').map((line) => readLine(line, input, round));
  const before = totalInvoice(lines, round, precision, ZERO);
  const discount = readDiscount(input, before);
  const discounted = applyDiscount(lines, discount, before, round);
  const after =
    discount.amount.numerator === 0n ? before : afterDiscount(discounted, discount, before, round, precision);
  const figures: Record<string, Figures> = {
    net_total: after.net,
    tax_total: after.tax,
    grand_total: after.grand,
    line_net: discounted.map((line) => round(line.net)),
    line_discounts: lines.map((line, index) => round(minus(line.net, at(discounted, index).net))),
    ...paymentFigures(input, after.grand),
  };
  return figures;
}

function readLine(line: Reader, input: Reader, round: (value: Fraction) => Fraction): InvoiceLine {
  const price = times(line.decimal('unit_price'), minus(ONE, percent(line.decimal('discount_percent', ZERO))));
  const rate = percent(line.decimal('tax_percent', input.decimal('tax_percent', ZERO)));
  const isIncluded = line.flag('price_included', input.flag('price_included', false));
  const amount = round(times(price, line.decimal('quantity', ONE)));
  const net = isIncluded ? dividedBy(amount, plus(ONE, rate)) : amount;
  return { amount, net: minus(net, line.decimal('discount_amount', ZERO)), rate, isIncluded };
}

function totalInvoice(
  lines: readonly InvoiceLine[],
  round: (value: Fraction) => Fraction,
  precision: Fraction,
  discount: Fraction,
): InvoiceTotals {
  const net = round(total(lines.map((line) => line.net)));
  const tax = round(total(lines.map((line) => times(line.net, line.rate))));
  const grand = plus(net, tax);
  if (!lines.some((line) => line.isIncluded)) return { net, tax, grand };
  const added = total(lines.filter((line) => !line.isIncluded).map((line) => times(line.net, line.rate)));
  const entered = plus(total(lines.map((line) => line.amount)), round(added));
  const gap = minus(minus(entered, discount), grand);
  const most = times(precision, fraction(5));
  const isRounding = compare(gap, most) <= 0 && compare(gap, minus(ZERO, most)) >= 0;
  return { net, tax, grand: isRounding ? plus(grand, gap) : grand };
}

interface InvoiceDiscount {
  readonly amount: Fraction;
  readonly isOnNet: boolean;
}

function readDiscount(input: Reader, before: InvoiceTotals): InvoiceDiscount {
  const on = input.text('discount_on', 'grand_total');
  if (on !== 'net_total' && on !== 'grand_total') throw new CaseError(`unknown discount_on: ${on}`);
  const isOnNet = on === 'net_total';
  const rate = percent(input.decimal('discount_percent', ZERO));
  const share = times(isOnNet ? before.net : before.grand, rate);
  return { amount: input.decimal('discount_amount', roundToStep(share, fraction(1, 100), 'half-up')), isOnNet };
}

function applyDiscount(
  lines: readonly InvoiceLine[],
  discount: InvoiceDiscount,
  before: InvoiceTotals,
  round: (value: Fraction) => Fraction,
): InvoiceLine[] {
  const weight = discount.isOnNet ? before.net : before.grand;
  if (discount.amount.numerator === 0n || weight.numerator === 0n) return [...lines];
  let carried = ZERO;
  return lines.map((line) => {
    const exact = plus(minus(line.net, dividedBy(times(discount.amount, line.net), weight)), carried);
    const net = round(exact);
    carried = minus(exact, net);
    return { ...line, net };
  });
}

/** A discount on the grand total is granted in full: what rounding leaves over is an adjustment of the grand total. */
function afterDiscount(
  lines: readonly InvoiceLine[],
  discount: InvoiceDiscount,
  before: InvoiceTotals,
  round: (value: Fraction) => Fraction,
  precision: Fraction,
): InvoiceTotals {
  const after = totalInvoice(lines, round, precision, discount.amount);
  return discount.isOnNet ? after : { ...after, grand: minus(before.grand, discount.amount) };
}

function paymentFigures(input: Reader, due: Fraction): Record<string, Figures> {
  if (!input.has('payments')) return {};
  const paid = total(input.list('payments').map((payment) => payment.decimal('amount')));
  const over = minus(paid, due);
  const isOver = over.numerator > 0n;
  return { paid, change: isOver ? over : ZERO, outstanding: isOver ? ZERO : minus(due, paid) };
}
