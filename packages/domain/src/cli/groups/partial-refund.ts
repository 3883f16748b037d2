import { compare, dividedBy, type Fraction, plus, roundToStep, times, total, ZERO } from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import { type Reader, roundingMode } from '../reader.ts';
import { readPrecision } from './tax-lines.ts';

/**
 * Group `partial_refund`: the line's total and each of its taxes in the proportion of what comes back, each rounded by
 * itself. More than was sold counts as all of it, less than nothing as nothing.
 */
export function partialRefund(input: Reader): Figures {
  const sold = input.decimal('sold_quantity');
  const asked = input.decimal('refund_quantity');
  const returned = compare(asked, sold) > 0 ? sold : compare(asked, ZERO) < 0 ? ZERO : asked;
  const ratio = sold.numerator === 0n ? ZERO : dividedBy(returned, sold);
  const [precision, mode] = [readPrecision(input), roundingMode(input, 'rounding_mode')];
  const share = (amount: Fraction) => roundToStep(times(amount, ratio), precision, mode);
  const refund = share(input.decimal('line_total'));
  const taxes = input.has('line_taxes') ? input.decimals('line_taxes').map(share) : [];
  return { refund_total: refund, refund_taxes: taxes, refund_total_with_tax: plus(refund, total(taxes)) };
}
