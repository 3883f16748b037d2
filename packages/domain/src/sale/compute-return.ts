import { at } from '../at.ts';
import { add, milli, minor, minorFromBigInt, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import { roundDiv } from '../money/rounding.ts';
import type { Milli, Minor } from '../money/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { computeOrder } from './compute-order.ts';
import type { LineTax, OrderInput, OrderTotals, ReturnableLine, ReturnLineTotals } from './model.ts';

export type ReturnRefusal = Refusal<
  'nothing-returned' | 'unknown-line' | 'duplicate-line' | 'quantity-out-of-range' | 'more-than-sold'
>;

export interface ReturnRequest {
  readonly lineId: string;
  readonly quantityMilli: Milli;
}

/** The money of a return, summed over its lines. */
export interface ReturnTotals {
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
}

/**
 * The money of returned lines of a known sale, in the order of the request. Refuses a line that is unknown or named
 * twice, and more than is left of it.
 *
 * Cumulative: what a line has refunded is a function of how much of it came back, so any split of a return, in any order,
 * refunds the same in the end, and all of it when all came back. The total with tax is `round(total * returned / sold)`
 * (half away from zero), the price that the customer sees; net and taxes split that refunded total, each one monotone, never above
 * what was sold.
 */
export function computeReturn(
  lines: readonly ReturnableLine[],
  request: readonly ReturnRequest[],
): Result<ReturnLineTotals[], ReturnRefusal> {
  if (request.length === 0) return refuse({ code: 'nothing-returned', detail: 'A return needs at least one line.' });
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const seen = new Set<string>();
  const totals: ReturnLineTotals[] = [];
  for (const { lineId, quantityMilli } of request) {
    const line = byId.get(lineId);
    if (!line) return refuse({ code: 'unknown-line', detail: 'The sale has no such line.', lineId });
    if (seen.has(lineId)) return refuse({ code: 'duplicate-line', detail: 'A line is named twice.', lineId });
    seen.add(lineId);
    if (!Number.isSafeInteger(quantityMilli) || quantityMilli < 1) {
      return refuse({ code: 'quantity-out-of-range', detail: 'The returned quantity must be positive.', lineId });
    }
    if (line.returnedMilli + quantityMilli > line.soldMilli) {
      return refuse({ code: 'more-than-sold', detail: 'More comes back than is left of this line.', lineId });
    }
    totals.push(returnLine(line, quantityMilli));
  }
  return ok(totals);
}

export function sumReturn(lines: readonly ReturnLineTotals[]): ReturnTotals {
  return {
    netMinor: sum(lines.map((line) => line.netMinor)),
    taxMinor: sum(lines.map((line) => line.taxMinor)),
    discountMinor: sum(lines.map((line) => add(line.lineDiscountMinor, line.saleDiscountMinor))),
    totalMinor: sum(lines.map((line) => line.totalMinor)),
  };
}

/** Goods without a receipt: priced like a sale of the same lines, then paid back. All figures positive. */
export function computeReturnWithoutReceipt(
  input: OrderInput,
  compute: typeof computeOrder = computeOrder,
): {
  readonly totals: OrderTotals;
  readonly lines: ReturnLineTotals[];
} {
  const totals = compute(input);
  const lines = totals.lines.map(({ derivation: _, promotionDiscountMinor: _promotion, ...figures }, index) => ({
    ...figures,
    quantityMilli: at(input.lines, index).quantityMilli,
  }));
  return { totals, lines };
}

function returnLine(line: ReturnableLine, quantityMilli: Milli): ReturnLineTotals {
  const before = refundedAfter(line, line.returnedMilli);
  const after = refundedAfter(line, milli(line.returnedMilli + quantityMilli));
  const taxes = after.taxes.map((tax, index): LineTax => {
    const earlier = at(before.taxes, index);
    return {
      taxId: tax.taxId,
      baseMinor: subtract(tax.baseMinor, earlier.baseMinor),
      amountMinor: subtract(tax.amountMinor, earlier.amountMinor),
    };
  });
  const netMinor = subtract(after.netMinor, before.netMinor);
  const taxMinor = sum(taxes.map((tax) => tax.amountMinor));
  return {
    lineId: line.lineId,
    quantityMilli,
    grossMinor: subtract(after.grossMinor, before.grossMinor),
    lineDiscountMinor: subtract(after.lineDiscountMinor, before.lineDiscountMinor),
    saleDiscountMinor: subtract(after.saleDiscountMinor, before.saleDiscountMinor),
    netMinor,
    taxes,
    taxMinor,
    totalMinor: add(netMinor, taxMinor),
  };
}

/** What a line has refunded once `returned` of it is back. */
type Refunded = Omit<ReturnLineTotals, 'lineId' | 'quantityMilli' | 'taxMinor' | 'totalMinor'>;

function refundedAfter(line: ReturnableLine, returned: Milli): Refunded {
  const { totals, soldMilli } = line;
  const share = (figure: Minor) => proportion(figure, returned, soldMilli);
  const parts = splitRefund([totals.netMinor, ...totals.taxes.map((tax) => tax.amountMinor)], share);
  const taxes = totals.taxes.map((tax, index) => ({
    taxId: tax.taxId,
    baseMinor: tax.baseMinor === totals.netMinor ? at(parts, 0) : share(tax.baseMinor),
    amountMinor: at(parts, index + 1),
  }));
  const lineDiscountMinor = share(totals.lineDiscountMinor);
  const saleDiscountMinor = share(totals.saleDiscountMinor);
  const discounts = add(lineDiscountMinor, saleDiscountMinor);
  const grossMinor = add(subtract(sum(parts), addedTax(line, taxes, share)), discounts);
  return { grossMinor, lineDiscountMinor, saleDiscountMinor, netMinor: at(parts, 0), taxes };
}

/**
 * The refunded part of the tax that was added to the price, so that gross less discounts plus added tax is the total. Where
 * other taxes of the line were inside of the price it is a share of its own: the gross of one part, a figure to look at, may
 * then be a unit off, and the parts together are what was sold.
 */
function addedTax(line: ReturnableLine, taxes: readonly LineTax[], share: (figure: Minor) => Minor): Minor {
  const { totals } = line;
  const added = minor(totals.totalMinor + totals.lineDiscountMinor + totals.saleDiscountMinor - totals.grossMinor);
  if (added === 0) return ZERO_MINOR;
  return added === totals.taxMinor ? sum(taxes.map((tax) => tax.amountMinor)) : share(added);
}

function proportion(figure: Minor, part: number, whole: number): Minor {
  return minorFromBigInt(roundDiv(BigInt(figure) * BigInt(part), BigInt(whole), 'half-up'));
}

/** Refunds positive and negative parts (withholdings) as two totals, each one split without losing a unit. */
function splitRefund(parts: readonly Minor[], share: (figure: Minor) => Minor): Minor[] {
  const positive = parts.map((part) => minor(Math.max(part, 0)));
  const negative = parts.map((part) => minor(Math.max(-part, 0)));
  const gains = splitTotal(share(sum(positive)), positive);
  const losses = splitTotal(share(sum(negative)), negative);
  return gains.map((gain, index) => subtract(gain, at(losses, index)));
}

/**
 * Splits `refunded` (0 to the sum of the parts) one part after the other: the last part takes its rounded share of what
 * is there, the rest goes on. Raising `refunded` never lowers a part, which the largest remainder method cannot promise.
 */
function splitTotal(refunded: Minor, parts: readonly Minor[]): Minor[] {
  let left = refunded;
  let whole = sum(parts);
  const result: Minor[] = [];
  for (const part of [...parts].reverse()) {
    const share = whole === 0 ? ZERO_MINOR : proportion(left, part, whole);
    result.unshift(share);
    left = subtract(left, share);
    whole = subtract(whole, part);
  }
  return result;
}
