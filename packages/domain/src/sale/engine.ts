import { allocateRefund, refundInCash } from './allocate-refund.ts';
import { claimedReturnTotals, claimedTotals } from './claimed-totals.ts';
import { computeOrder } from './compute-order.ts';
import { computeReturn, computeReturnWithoutReceipt } from './compute-return.ts';
import { settle } from './settle.ts';
import { validateOrder } from './validate-order.ts';

/** The version that a register stamps on what it computes today. */
export const ENGINE_VERSION = 1;

/** Everything that decides a figure of a sale or a return. A change of any result is a new version, never an edit. */
export interface OrderEngine {
  readonly validateOrder: typeof validateOrder;
  readonly computeOrder: typeof computeOrder;
  readonly settle: typeof settle;
  readonly computeReturn: typeof computeReturn;
  readonly computeReturnWithoutReceipt: typeof computeReturnWithoutReceipt;
  readonly allocateRefund: typeof allocateRefund;
  readonly refundInCash: typeof refundInCash;
  readonly claimedTotals: typeof claimedTotals;
  readonly claimedReturnTotals: typeof claimedReturnTotals;
}

const ENGINES: ReadonlyMap<number, OrderEngine> = new Map([
  [
    1,
    {
      validateOrder,
      computeOrder,
      settle,
      computeReturn,
      computeReturnWithoutReceipt,
      allocateRefund,
      refundInCash,
      claimedTotals,
      claimedReturnTotals,
    },
  ],
]);

/**
 * The engine of a version, or `null` for one that this program does not know (a newer register). An old version stays
 * here while a register can still hold its sales.
 */
export function engineOf(version: number): OrderEngine | null {
  return ENGINES.get(version) ?? null;
}
