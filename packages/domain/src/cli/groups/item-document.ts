import { dividedBy, type Fraction, minus, ONE, plus, times, total, ZERO } from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import type { Reader } from '../reader.ts';
import { percent } from './tax-lines.ts';

interface ItemTotals {
  readonly net: Fraction;
  readonly tax: Fraction;
  readonly discount: Fraction;
}

/**
 * Group `document_totals` whose lines carry their own rate and nothing of an invoice: exact sums of exact items, as Medusa
 * totals a cart. Adjustments come off the net of their line.
 */
export function itemDocument(input: Reader): Figures {
  const items = input.list('lines').map((line) => readItem(line, input));
  const net = total(items.map((item) => item.net));
  const tax = total(items.map((item) => item.tax));
  const discount = total(items.map((item) => item.discount));
  return {
    subtotal: plus(net, discount),
    discount_total: discount,
    net_total: net,
    tax_total: tax,
    grand_total: plus(net, tax),
    line_net: items.map((item) => item.net),
  };
}

function readItem(line: Reader, input: Reader): ItemTotals {
  const rate = percent(line.decimal('tax_percent', ZERO));
  const price = times(line.decimal('unit_price'), line.decimal('quantity', ONE));
  const isIncluded = line.flag('price_included', input.flag('price_included', false));
  const subtotal = isIncluded ? dividedBy(price, plus(ONE, rate)) : price;
  const adjustments = line.has('adjustments') ? line.list('adjustments').map((item) => item.decimal('amount')) : [];
  const discount = total([line.decimal('discount_amount', ZERO), ...adjustments]);
  const net = minus(subtotal, discount);
  return { net, tax: times(net, rate), discount };
}
