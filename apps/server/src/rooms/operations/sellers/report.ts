import type { SellersReport } from '@mosaajii/contract/sellers';
import { type Currency, minor, toDecimalString } from '@mosaajii/domain/money';
import type { Stores } from '../../../platform/access/index.ts';
import { csvLine } from '../../../platform/csv/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { listUserNames, readBooksFrame } from '../../identity/index.ts';
import { type Period, readSellerFigures } from '../../sales/index.ts';

export type SellersAsked = Period & { readonly stores: Stores; readonly storeId?: string | undefined };

/** What each person sold in a period, net of what came back in it, the most first. */
export async function reportSellers(tx: Tx, asked: SellersAsked): Promise<SellersReport> {
  const { currencyCode } = await readBooksFrame(tx);
  const rows = await readSellerFigures(tx, asked);
  return {
    currencyCode,
    sellers: rows.map((row) => ({
      userId: row.user_id,
      sales: row.sales,
      returns: row.returns,
      soldMinor: row.sold_minor,
      returnedMinor: row.returned_minor,
      netMinor: row.net_minor,
      discountMinor: row.discount_minor,
    })),
  };
}

const HEAD = [
  'salesperson',
  'sales',
  'returns',
  'sold',
  'returned',
  'total',
  'net',
  'discounts',
  'currency',
  'user_id',
];

/** The report as CSV (RFC 4180), one line for each person. */
export async function sellersCsv(tx: Tx, asked: SellersAsked, currency: Currency): Promise<string> {
  const { currencyCode, sellers } = await reportSellers(tx, asked);
  const { users } = await listUserNames(tx, null);
  const names = new Map(users.map(({ userId, displayName }) => [userId, displayName]));
  const money = (amountMinor: number) => toDecimalString(minor(amountMinor), currency);
  const lines = sellers.map((one) =>
    csvLine([
      names.get(one.userId) ?? '',
      String(one.sales),
      String(one.returns),
      money(one.soldMinor),
      money(one.returnedMinor),
      money(one.soldMinor - one.returnedMinor),
      money(one.netMinor),
      money(one.discountMinor),
      currencyCode,
      one.userId,
    ]),
  );
  return [csvLine(HEAD), ...lines].join('');
}
