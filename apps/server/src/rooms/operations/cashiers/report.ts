import { type CashierReport, PERSONAL_FLAGS, type PersonalFlag } from '@mosaajii/contract/security';
import { type CashierFigures, scoreCashiers } from '@mosaajii/domain/exceptions';
import type { Tx } from '../../../platform/database/index.ts';
import { readCashierApprovals } from '../../approvals/index.ts';
import { readBooksFrame } from '../../identity/index.ts';
import { type Period, readCashierSales, readSellers } from '../../sales/index.ts';
import { readCashierCash, readCashierEvents } from '../../till/index.ts';
import { readFlagged } from '../sync/index.ts';

/** Each cashier of a period beside the others of the store, the most unusual first. */
export async function reportCashiers(tx: Tx, period: Period): Promise<CashierReport> {
  const [sales, flagged, cash, events, approvals, { currencyCode }] = await Promise.all([
    readCashierSales(tx, period),
    countFlags(tx, period),
    readCashierCash(tx, period.from, period.to),
    readCashierEvents(tx, period.from, period.to),
    readCashierApprovals(tx, period.from, period.to),
    readBooksFrame(tx),
  ]);
  const drawers = new Map(cash.map((row) => [placeOf(row), row]));
  const noted = new Map(events.map((row) => [placeOf(row), row]));
  const allowed = new Map(approvals.map((row) => [placeOf(row), row]));
  const figures = sales.map((row): CashierFigures => {
    const drawer = drawers.get(placeOf(row));
    const done = noted.get(placeOf(row));
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
      noSales: done?.no_sales ?? 0,
      removedLines: done?.removed_lines ?? 0,
      reprints: done?.reprints ?? 0,
      approvals: allowed.get(placeOf(row))?.approvals ?? 0,
      shifts: drawer?.shifts ?? 0,
      shortMinor: drawer?.short_minor ?? 0,
      overMinor: drawer?.over_minor ?? 0,
    };
  });
  const cashiers = scoreCashiers(figures).map((one) => ({
    ...one,
    signals: [...one.signals],
    flagged: flagsOf(flagged.get(`${one.storeId} ${one.userId}`)),
  }));
  return { currencyCode, cashiers };
}

/** Somebody in a store: each store has its own usual. */
function placeOf(row: { readonly store_id: string; readonly user_id: string }): string {
  return `${row.store_id} ${row.user_id}`;
}

type Counts = Map<PersonalFlag, number>;

/** How often the server marked what somebody sold or took back, by store and person. */
async function countFlags(tx: Tx, period: Period): Promise<ReadonlyMap<string, Counts>> {
  const operations = await readFlagged(tx, period, PERSONAL_FLAGS);
  const sellers = await readSellers(
    tx,
    period,
    operations.map((one) => one.operation_id),
  );
  const sellerOf = new Map(sellers.map((row) => [row.sale_id, `${row.store_id} ${row.user_id}`]));
  const counts = new Map<string, Counts>();
  for (const { operation_id: id, notes } of operations) {
    const seller = sellerOf.get(id);
    if (seller === undefined) continue;
    const own = counts.get(seller) ?? new Map<PersonalFlag, number>();
    for (const flag of PERSONAL_FLAGS) if (notes.includes(flag)) own.set(flag, (own.get(flag) ?? 0) + 1);
    counts.set(seller, own);
  }
  return counts;
}

function flagsOf(counts: Counts | undefined): CashierReport['cashiers'][number]['flagged'] {
  return PERSONAL_FLAGS.flatMap((flag) => {
    const count = counts?.get(flag) ?? 0;
    return count === 0 ? [] : [{ flag, count }];
  });
}
