import { allocateRefund, refundInCash } from './allocate-refund.ts';
import { claimedReturnTotals, claimedTotals } from './claimed-totals.ts';
import { computeOrder, computeOrderV1 } from './compute-order.ts';
import { computeReturn, computeReturnWithoutReceipt } from './compute-return.ts';
import type { OrderInput } from './model.ts';
import { settle } from './settle.ts';
import { validateOrder, validateOrderV1 } from './validate-order.ts';

/** The version that a register stamps on what it computes today. */
export const ENGINE_VERSION = 2;

/** Everything that decides a figure of a sale or a return. A change of any result is a new version, never an edit. */
export interface OrderEngine {
  readonly validateOrder: typeof validateOrder;
  readonly computeOrder: typeof computeOrder;
  readonly settle: typeof settle;
  readonly computeReturn: typeof computeReturn;
  readonly computeReturnWithoutReceipt: (input: OrderInput) => ReturnType<typeof computeReturnWithoutReceipt>;
  readonly allocateRefund: typeof allocateRefund;
  readonly refundInCash: typeof refundInCash;
  readonly claimedTotals: typeof claimedTotals;
  readonly claimedReturnTotals: typeof claimedReturnTotals;
}

/** What promotions did not change. */
const COMMON = {
  settle,
  computeReturn,
  allocateRefund,
  refundInCash,
  claimedTotals,
  claimedReturnTotals,
};

/** 2: promotions and price lists; without them its results are those of 1. Exempt taxes change no sale that has none. */
const ENGINES: ReadonlyMap<number, OrderEngine> = new Map([
  [
    1,
    {
      ...COMMON,
      validateOrder: validateOrderV1,
      computeOrder: computeOrderV1,
      computeReturnWithoutReceipt: (input: OrderInput) => computeReturnWithoutReceipt(input, computeOrderV1),
    },
  ],
  [2, { ...COMMON, validateOrder, computeOrder, computeReturnWithoutReceipt }],
]);

/**
 * The engine of a version, or `null` for one that this program does not know (a newer register). An old version stays
 * here while a register can still hold its sales.
 */
export function engineOf(version: number): OrderEngine | null {
  return ENGINES.get(version) ?? null;
}
