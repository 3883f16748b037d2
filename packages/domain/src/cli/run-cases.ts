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
  /** Whether the case is none of those that every till has to reproduce. */
  readonly isConvention?: boolean;
  /** With this it does as the case says; that was run as well. */
  readonly withSetting?: string;
}

/** Cases whose result the product does not want unasked, each with the reason, and with the setting by which it comes to pass. */
export type Otherwise = Readonly<Record<string, Deviation>>;
export interface Deviation {
  readonly reason: string;
  /** In words; absent: there is none. */
  readonly setting?: string;
  /** The setting itself: the promotions of the case by their priority. */
  readonly order?: readonly string[];
}

/** Computes one case and compares each figure that it expects. Never throws: what cannot be read is a problem. */
export function runCase(value: Json, index: number, otherwise: Otherwise = {}): CaseOutcome {
  const id = isObject(value) && typeof value['id'] === 'string' ? value['id'] : `case ${index + 1}`;
  const deviation = Object.hasOwn(otherwise, id) ? otherwise[id] : undefined;
  try {
    const problems = problemsOf(value, id);
    if (deviation !== undefined) return otherwiseOutcome(value, id, problems, deviation);
    const isPromotion = isObject(value) && value['basket'] !== undefined;
    if (!isPromotion) return { id, problems };
    return { id, problems, settings: promotionSettings(reader(value, id)), isConvention: value['core'] === false };
  } catch (error) {
    return { id, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/**
 * A case that is listed must differ: one that has come to pass is taken off the list by a person. A setting that is said to
 * reproduce it must do so.
 */
function otherwiseOutcome(
  value: Json,
  id: string,
  problems: readonly string[],
  { reason, setting, order }: Deviation,
): CaseOutcome {
  if (problems.length === 0) return { id, problems: ['is listed as one where the product does otherwise, and passes'] };
  if (setting === undefined) return { id, problems: [], reason };
  const stillDiffers = problemsOf(inOrder(value, order ?? []), id).map((text) => `in spite of "${setting}": ${text}`);
  return { id, problems: stillDiffers, reason, withSetting: setting };
}

/** A case whose promotions have other priorities. */
function inOrder(value: Json, order: readonly string[]): Json {
  if (!isObject(value) || !Array.isArray(value['promotions'])) return value;
  const place = (promotion: Json) => order.indexOf(isObject(promotion) ? String(promotion['id']) : '');
  return { ...value, promotions: [...value['promotions']].sort((a, b) => place(a) - place(b)) };
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
