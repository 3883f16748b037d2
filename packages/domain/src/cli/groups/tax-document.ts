import { at } from '../../at.ts';
import { dividedBy, type Fraction, fraction, minus, plus, times, total } from '../../money/fraction.ts';
import type { ExactTax } from '../../tax/exact.ts';
import type { Figures } from '../compare.ts';
import { CaseError, type Reader } from '../reader.ts';
import {
  percent,
  readTax,
  readTaxSettings,
  rounder,
  sumLines,
  type TaxedDocument,
  type TaxSettings,
  taxLine,
} from './tax-lines.ts';

/** Lines that share a list of taxes, by the text of that list. */
function linesByTaxes(input: Reader): Map<string, { taxes: ExactTax[]; lines: Reader[] }> {
  const shared = input.has('taxes') ? input.list('taxes').map(readTax) : [];
  const groups = new Map<string, { taxes: ExactTax[]; lines: Reader[] }>();
  for (const line of input.list('lines')) {
    const taxes = line.has('taxes') ? line.list('taxes').map(readTax) : shared;
    const key = JSON.stringify(taxes, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    const group = groups.get(key) ?? { taxes, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return groups;
}

/**
 * Group `document_totals` with a `taxes` list: lines taxed and summed under `rounding`, then a global discount as a line of
 * its own: its total and each of its taxes are rounded shares of the document's, its net is the remainder.
 */
export function taxDocument(input: Reader): Figures {
  const settings = readTaxSettings(input);
  const groups = [...linesByTaxes(input).values()];
  const documents = groups.map((group) =>
    sumLines(
      group.lines.map((line) => taxLine(line, group.taxes, settings)),
      settings,
    ),
  );
  const whole: TaxedDocument = {
    net: total(documents.map((document) => document.net)),
    amounts: documents.flatMap((document) => [...document.amounts]),
    bases: documents.flatMap((document) => [...document.bases]),
  };
  const { net, amounts } = lessDiscount(whole, input, settings);
  const tax = total(amounts);
  return {
    base: net,
    net_total: net,
    tax_total: tax,
    total: plus(net, tax),
    grand_total: plus(net, tax),
    tax_group_amounts: amounts,
    tax_group_bases: whole.bases,
  };
}

function lessDiscount(
  document: TaxedDocument,
  input: Reader,
  settings: TaxSettings,
): Pick<TaxedDocument, 'net' | 'amounts'> {
  const before = plus(document.net, total(document.amounts));
  const share = discountShare(before, input);
  if (share.numerator === 0n) return document;
  const round = settings.rounding === 'global_unrounded' ? (value: Fraction) => value : rounder(settings);
  const taxes = document.amounts.map((amount) => round(times(amount, share)));
  const net = minus(round(times(before, share)), total(taxes));
  return {
    net: minus(document.net, net),
    amounts: document.amounts.map((amount, index) => minus(amount, at(taxes, index))),
  };
}

/** The part of the total that a global discount takes off, named as a percentage or as an amount with tax. */
function discountShare(before: Fraction, input: Reader): Fraction {
  const amount = input.optionalDecimal('global_discount_amount');
  if (amount === null) return percent(input.decimal('global_discount_percent', fraction(0)));
  if (before.numerator === 0n) throw new CaseError('a discount on a total of zero');
  return dividedBy(amount, before);
}
