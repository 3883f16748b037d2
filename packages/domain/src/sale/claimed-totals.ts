import { add } from '../money/amount.ts';
import type { ClaimedTotals } from '../operation/model.ts';
import { sumReturn } from './compute-return.ts';
import type { OrderTotals, ReturnLineTotals, Settlement } from './model.ts';

/** The figures that a register states for a sale and the server must be able to reproduce. */
export function claimedTotals(totals: OrderTotals, settlement: Settlement): ClaimedTotals {
  return {
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    discountMinor: add(totals.lineDiscountMinor, totals.saleDiscountMinor),
    totalMinor: totals.totalMinor,
    cashRoundingMinor: settlement.cashRoundingMinor,
    changeMinor: settlement.changeMinor,
    lineTotalsMinor: totals.lines.map((line) => line.totalMinor),
  };
}

/** The figures that a register states for a return; all positive, the rounding as in `RefundPlan`. */
export function claimedReturnTotals(
  lines: readonly ReturnLineTotals[],
  plan: { readonly cashRoundingMinor: ClaimedTotals['cashRoundingMinor'] },
): Omit<ClaimedTotals, 'changeMinor'> {
  const lineTotalsMinor = lines.map((line) => line.totalMinor);
  return { ...sumReturn(lines), cashRoundingMinor: plan.cashRoundingMinor, lineTotalsMinor };
}
