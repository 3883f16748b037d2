import type { CashierReport } from '@mosaajii/contract/security';
import { type CashierFigures, scoreCashiers } from '@mosaajii/domain/exceptions';
import type { Tx } from '../../../platform/database/index.ts';
import { readBooksFrame } from '../../identity/index.ts';
import { type Period, readCashierSales } from '../../sales/index.ts';
import { readCashierCash } from '../../till/index.ts';

/** Each cashier of a period beside the others of the store, the most unusual first. */
export async function reportCashiers(tx: Tx, period: Period): Promise<CashierReport> {
  const [sales, cash, { currencyCode }] = await Promise.all([
    readCashierSales(tx, period),
    readCashierCash(tx, period.from, period.to),
    readBooksFrame(tx),
  ]);
  const drawers = new Map(cash.map((row) => [`${row.store_id} ${row.user_id}`, row]));
  const figures = sales.map((row): CashierFigures => {
    const drawer = drawers.get(`${row.store_id} ${row.user_id}`);
    return {
      userId: row.user_id,
      storeId: row.store_id,
      sales: row.sales,
      soldMinor: row.sold_minor,
      voids: row.voids,
      returns: row.returns,
      returnedMinor: row.returned_minor,
      returnsWithoutReceipt: row.returns_without_receipt,
      overrides: row.overrides,
      discounted: row.discounted,
      discountMinor: row.discount_minor,
      salesAfterVoid: row.sales_after_void,
      shifts: drawer?.shifts ?? 0,
      shortMinor: drawer?.short_minor ?? 0,
      overMinor: drawer?.over_minor ?? 0,
    };
  });
  return { currencyCode, cashiers: scoreCashiers(figures).map((one) => ({ ...one, signals: [...one.signals] })) };
}
