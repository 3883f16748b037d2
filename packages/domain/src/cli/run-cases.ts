import { type Comparison, differences, type Figures } from './compare.ts';
import { allocation } from './groups/allocation.ts';
import { cashRounding } from './groups/cash-rounding.ts';
import { coupon } from './groups/coupon.ts';
import { documentComparison, documentTotals } from './groups/document-totals.ts';
import { lineTax, lineTaxComparison } from './groups/line-tax.ts';
import { lineTaxWc } from './groups/line-tax-wc.ts';
import { loyaltyProblems } from './groups/loyalty.ts';
import { minorUnitsOrder } from './groups/minor-units-order.ts';
import { partialRefund } from './groups/partial-refund.ts';
import { allocationProblems, promotionProblems } from './groups/promotion.ts';
import { promotionSettings } from './groups/promotion-settings.ts';
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

/** The outcome of one case; no problems means that it passed, or that the product is known to do otherwise. */
export interface CaseOutcome {
  readonly id: string;
  readonly problems: readonly string[];
  /** What had to be set for the case: settings of a shop or a promotion that are not the usual ones. */
  readonly settings?: readonly string[];
  /** Why the product does otherwise than the case, when it does and that is meant; it was checked that it does. */
  readonly reason?: string;
}

/** Cases whose result the product does not want, each with the reason. */
export type Otherwise = Readonly<Record<string, string>>;

/** Computes one case and compares each figure that it expects. Never throws: what cannot be read is a problem. */
export function runCase(value: Json, index: number, otherwise: Otherwise = {}): CaseOutcome {
  const id = isObject(value) && typeof value['id'] === 'string' ? value['id'] : `case ${index + 1}`;
  const reason = Object.hasOwn(otherwise, id) ? otherwise[id] : undefined;
  try {
    const problems = problemsOf(value, id);
    if (reason !== undefined) return otherwiseOutcome(id, problems, reason);
    const isPromotion = isObject(value) && value['basket'] !== undefined;
    return { id, problems, ...(isPromotion ? { settings: promotionSettings(reader(value, id)) } : {}) };
  } catch (error) {
    return { id, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** A case that is listed must differ: one that has come to pass is taken off the list by a person. */
function otherwiseOutcome(id: string, problems: readonly string[], reason: string): CaseOutcome {
  if (problems.length > 0) return { id, problems: [], reason };
  return { id, problems: ['is listed as one where the product does otherwise, and passes'] };
}

function problemsOf(value: Json, id: string): string[] {
  const from = reader(value, id);
  if (from.has('basket')) return promotionProblems(from, value);
  if (from.has('events')) return loyaltyProblems(from, value);
  if (from.has('weights')) return allocationProblems(from, value);
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
export function runCases(content: Json, otherwise: Otherwise = {}): CaseOutcome[] {
  if (isObject(content) && Array.isArray(content['vectors'])) return runGs1Cases(content['vectors']);
  const cases = isObject(content) ? content['cases'] : content;
  if (!Array.isArray(cases)) throw new Error('the file has no list of cases');
  const allocations = isObject(content) ? (content['allocations'] ?? []) : [];
  if (!Array.isArray(allocations)) throw new Error('the allocations of the file are no list');
  return [...cases, ...allocations].map((item: Json, index) => runCase(item, index, otherwise));
}
