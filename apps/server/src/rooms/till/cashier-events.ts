import type { Tx } from '../../platform/database/index.ts';

/** What a till noted of somebody that moves neither money nor goods. */
export interface CashierEvents {
  readonly user_id: string;
  readonly store_id: string;
  readonly no_sales: number;
  readonly removed_lines: number;
  readonly reprints: number;
}

/** What tills noted in a period (business dates, both included), by whoever did it. A cart that was left counts as lines taken. */
export function readCashierEvents(tx: Tx, from: string, to: string): Promise<CashierEvents[]> {
  return tx.query<CashierEvents>(
    `select user_id, store_id,
            (count(*) filter (where kind = 'no-sale'))::int as no_sales,
            (count(*) filter (where kind in ('line-removed', 'sale-abandoned')))::int as removed_lines,
            (count(*) filter (where kind = 'receipt-reprinted'))::int as reprints
       from shift_event
      where organization_id = $1 and business_date between $2::date and $3::date
      group by user_id, store_id`,
    [tx.organizationId, from, to],
  );
}
