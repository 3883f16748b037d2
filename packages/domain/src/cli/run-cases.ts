import { type Comparison, differences, type Figures } from './compare.ts';
import { allocation } from './groups/allocation.ts';
import { cashRounding } from './groups/cash-rounding.ts';
import { coupon } from './groups/coupon.ts';
import { documentComparison, documentTotals } from './groups/document-totals.ts';
import { lineTax, lineTaxComparison } from './groups/line-tax.ts';
import { lineTaxWc } from './groups/line-tax-wc.ts';
import { minorUnitsOrder } from './groups/minor-units-order.ts';
import { partialRefund } from './groups/partial-refund.ts';
import { runGs1Cases } from './gs1-cases.ts';
import { isObject, type Json, type Reader, reader } from './reader.ts';

interface Group {
  readonly compute: (input: Reader) => Figures;
  readonly comparison: (input: Reader) => Comparison;
}

function group(compute: Group['compute'], comparison: Comparison | Group['comparison'] = 'exact'): Group {
  return { compute, comparison: typeof comparison === 'function' ? comparison : () => comparison };
}

const GROUPS: ReadonlyMap<string, Group> = new Map([
  ['line_tax', group(lineTax, lineTaxComparison)],
  ['line_tax_wc', group(lineTaxWc, 'stated')],
  ['document_totals', group(documentTotals, documentComparison)],
  ['cash_rounding', group(cashRounding)],
  ['minor_units_order', group(minorUnitsOrder)],
  ['allocation', group(allocation)],
  ['coupon', group(coupon)],
  ['partial_refund', group(partialRefund)],
]);

/** The outcome of one case; no problems means that it passed. */
export interface CaseOutcome {
  readonly id: string;
  readonly problems: readonly string[];
  /** Why the product does otherwise than the case, when it does and that is meant. */
  readonly reason?: string;
}

/** Computes one case and compares each figure that it expects. Never throws: what cannot be read is a problem. */
export function runCase(value: Json, index: number): CaseOutcome {
  const id = isObject(value) && typeof value['id'] === 'string' ? value['id'] : `case ${index + 1}`;
  try {
    return { id, problems: problemsOf(value, id) };
  } catch (error) {
    return { id, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function problemsOf(value: Json, id: string): string[] {
  const from = reader(value, id);
  const name = from.text('group');
  const found = GROUPS.get(name);
  if (!found) return [`unknown group "${name}"`];
  const input = from.object('input');
  const expected = isObject(value) ? value['expected'] : undefined;
  if (!isObject(expected) || Object.keys(expected).length === 0) return ['nothing is expected'];
  return differences(expected, found.compute(input), found.comparison(input), 'expected');
}

/**
 * All cases of a file of the format `{"cases": [...]}` (or of a bare list), or of codes `{"vectors": [...]}`. Throws an Error
 * on any other content.
 */
export function runCases(content: Json): CaseOutcome[] {
  if (isObject(content) && Array.isArray(content['vectors'])) return runGs1Cases(content['vectors']);
  const cases = isObject(content) ? content['cases'] : content;
  if (!Array.isArray(cases)) throw new Error('the file has no list of cases');
  return cases.map((item: Json, index) => runCase(item, index));
}
