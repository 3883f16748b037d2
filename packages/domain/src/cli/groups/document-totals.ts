import type { Comparison, Figures } from '../compare.ts';
import type { Reader } from '../reader.ts';
import { invoiceDocument } from './invoice-document.ts';
import { itemDocument } from './item-document.ts';
import { taxDocument } from './tax-document.ts';
import { readTaxSettings } from './tax-lines.ts';

type Shape = 'taxes' | 'invoice' | 'items';

/**
 * Which of the three ways to total a document a case asks for, by its fields: a list of taxes; a rate or a discount of the
 * document, or payments; otherwise rates on the lines alone.
 */
function shapeOf(input: Reader): Shape {
  const lines = input.list('lines');
  if (input.has('taxes') || lines.some((line) => line.has('taxes'))) return 'taxes';
  const isInvoice = ['tax_percent', 'discount_amount', 'discount_percent', 'discount_on', 'payments'].some(input.has);
  return isInvoice || !lines.some((line) => line.has('tax_percent')) ? 'invoice' : 'items';
}

const TOTALS: Readonly<Record<Shape, (input: Reader) => Figures>> = {
  taxes: taxDocument,
  invoice: invoiceDocument,
  items: itemDocument,
};

/** Group `document_totals`. */
export function documentTotals(input: Reader): Figures {
  return TOTALS[shapeOf(input)](input);
}

export function documentComparison(input: Reader): Comparison {
  const shape = shapeOf(input);
  if (shape === 'items') return 'stated';
  return shape === 'taxes' && readTaxSettings(input).rounding === 'global_unrounded' ? 6 : 'exact';
}
