import { subtract } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import type { CashMoved } from '../operation/shift-facts.ts';
import { ACCOUNT, type AccountCode } from './accounts.ts';
import { credit, debit, type Posting, posting } from './posting.ts';

/** The opening float goes from the safe into the drawer. */
export function postOpeningFloat(openingFloatMinor: Minor): Posting {
  return transfer(openingFloatMinor, ACCOUNT.cashDrawer, ACCOUNT.cashSafe);
}

/**
 * The counted cash goes back to the safe, the expected cash leaves the drawer, which then stands at zero, and what was
 * over or short is named as such.
 */
export function postShiftClosed(countedMinor: Minor, expectedMinor: Minor): Posting {
  return posting([
    debit(ACCOUNT.cashSafe, countedMinor),
    credit(ACCOUNT.cashDrawer, expectedMinor),
    credit(ACCOUNT.cashOverShort, subtract(countedMinor, expectedMinor)),
  ]);
}

/**
 * Cash that went into or out of a drawer without a sale. A drop, and change that was fetched, move between drawer and safe;
 * everything else waits in petty cash until somebody books what it was for.
 */
export function postCashMoved({
  kind,
  reason,
  amountMinor,
}: Pick<CashMoved, 'kind' | 'reason' | 'amountMinor'>): Posting {
  if (kind === 'drop') return transfer(amountMinor, ACCOUNT.cashSafe, ACCOUNT.cashDrawer);
  if (kind === 'paid-out') return transfer(amountMinor, ACCOUNT.pettyCash, ACCOUNT.cashDrawer);
  return transfer(amountMinor, ACCOUNT.cashDrawer, reason === 'change' ? ACCOUNT.cashSafe : ACCOUNT.pettyCash);
}

/** Goods that were there when the shop started. Unknown cost: nothing of value moves yet. */
export function postOpeningStock(costMinor: Minor | null): Posting {
  return costTransfer(costMinor, ACCOUNT.inventory, ACCOUNT.openingBalance);
}

/** Goods that arrived from a supplier whose bill has not. */
export function postGoodsReceipt(costMinor: Minor | null): Posting {
  return costTransfer(costMinor, ACCOUNT.inventory, ACCOUNT.goodsReceived);
}

/** Goods that left without being sold. */
export function postWriteOff(costMinor: Minor | null): Posting {
  return costTransfer(costMinor, ACCOUNT.writeOffs, ACCOUNT.inventory);
}

/** A counted correction; the cost is signed like the quantity, positive when goods were found. */
export function postStockAdjustment(costMinor: Minor | null): Posting {
  return costTransfer(costMinor, ACCOUNT.inventory, ACCOUNT.stockAdjustments);
}

function costTransfer(costMinor: Minor | null, to: AccountCode, from: AccountCode): Posting {
  return costMinor === null ? [] : transfer(costMinor, to, from);
}

function transfer(amountMinor: Minor, to: AccountCode, from: AccountCode): Posting {
  return posting([debit(to, amountMinor), credit(from, amountMinor)]);
}
