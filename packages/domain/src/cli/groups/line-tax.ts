import { at } from '../../at.ts';
import { plus, total } from '../../money/fraction.ts';
import type { Comparison, Figures } from '../compare.ts';
import type { Reader } from '../reader.ts';
import { readTax, readTaxSettings, sumLines, taxLine } from './tax-lines.ts';

/** Group `line_tax`: one line under any taxes. Unrounded cases compare to six decimals. */
export function lineTax(input: Reader): Figures {
  const settings = readTaxSettings(input);
  const taxes = input.has('taxes') ? input.list('taxes').map(readTax) : [];
  const { net, amounts, bases } = sumLines([taxLine(input, taxes, settings)], settings);
  const tax = total(amounts);
  return {
    total_excluded: net,
    total_included: plus(net, tax),
    tax_total: tax,
    taxes: amounts.map((amount, index) => ({ base: at(bases, index), amount })),
  };
}

export function lineTaxComparison(input: Reader): Comparison {
  return readTaxSettings(input).rounding === 'global_unrounded' ? 6 : 'exact';
}
