import {
  type Posting,
  postGoodsReceipt,
  postOpeningStock,
  postStockAdjustment,
  postWriteOff,
} from '@mosaajii/domain/ledger';
import { type Minor, milli, minor, priceE4 } from '@mosaajii/domain/money';
import { lineGross } from '@mosaajii/domain/quantity';
import type { AdjustmentRow } from './movement-rows.ts';

/** How each kind of adjustment is posted, given its cost. */
export const ADJUSTMENT_POSTINGS: Readonly<Record<AdjustmentRow['kind'], (costMinor: Minor | null) => Posting>> = {
  opening: postOpeningStock,
  receipt: postGoodsReceipt,
  'write-off': postWriteOff,
  adjustment: postStockAdjustment,
};

/** What the goods of an adjustment cost: signed for a correction, positive otherwise; `null` when no cost is known. */
export function costOfMovements(
  kind: AdjustmentRow['kind'],
  movements: readonly { readonly quantityMilli: number; readonly costE4: number | null }[],
): Minor | null {
  const known = movements.flatMap(({ quantityMilli, costE4 }) => {
    if (costE4 === null) return [];
    const quantity = kind === 'adjustment' ? quantityMilli : Math.abs(quantityMilli);
    return [lineGross(milli(quantity), priceE4(costE4), 'half-up')];
  });
  return known.length === 0 ? null : minor(known.reduce((total, cost) => total + cost, 0));
}
