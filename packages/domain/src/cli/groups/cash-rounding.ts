import { compare, minus, negated, plus, roundToStep, total, ZERO } from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import { CaseError, type Reader, roundingMode } from '../reader.ts';
import { percentTax, readTax, readTaxSettings, sumLines, taxLine } from './tax-lines.ts';

/**
 * Group `cash_rounding`: what remains after the other tenders is rounded to the smallest coin. A refund mirrors its sale.
 * `round_cash_only` false rounds the same remainder, whoever pays it.
 */
export function cashRounding(input: Reader): Figures {
  const { tax, orderTotal } = totalOrder(input);
  const unit = input.decimal('cash_rounding_unit');
  if (unit.numerator <= 0n) throw new CaseError('cash_rounding_unit must be positive');
  const nonCash = input.decimal('non_cash_paid', ZERO);
  const due = minus(orderTotal, nonCash);
  const isCoveredByCards = input.flag('round_cash_only', true) && compare(due, ZERO) === 0;
  const cash = isCoveredByCards ? ZERO : roundToStep(due, unit, roundingMode(input, 'method'));
  const paid = plus(nonCash, cash);
  return {
    tax,
    order_total: orderTotal,
    cash_paid: cash,
    amount_paid: paid,
    rounding_difference: minus(paid, orderTotal),
    refund_amount_paid: negated(paid),
    refund_order_total: negated(orderTotal),
    refund_tax: negated(tax),
  };
}

function totalOrder(input: Reader) {
  const settings = readTaxSettings(input);
  const documents = input.list('lines').map((line) => {
    const rate = line.optionalDecimal('tax_percent') ?? input.decimal('tax_percent', ZERO);
    const isIncluded = line.flag('price_included', input.flag('price_included', false));
    const taxes = line.has('taxes') ? line.list('taxes').map(readTax) : [percentTax(rate, isIncluded)];
    return sumLines([taxLine(line, taxes, { ...settings, rounding: 'per_line' })], settings);
  });
  const tax = total(documents.flatMap((document) => [...document.amounts]));
  return { tax, orderTotal: plus(total(documents.map((document) => document.net)), tax) };
}
