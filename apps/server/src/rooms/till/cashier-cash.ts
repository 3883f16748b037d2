import type { Tx } from '../../platform/database/index.ts';

/** What was missing and too much in the drawers that somebody counted. Amounts in minor units. */
export interface CashierCash {
  readonly user_id: string;
  readonly store_id: string;
  readonly shifts: number;
  readonly short_minor: number;
  readonly over_minor: number;
}

/** The closed shifts of a period (business dates, both included) by whoever closed and counted them. */
export function readCashierCash(tx: Tx, from: string, to: string): Promise<CashierCash[]> {
  return tx.query<CashierCash>(
    `select closed_by as user_id, store_id, count(*)::int as shifts,
            coalesce(sum(greatest(cash_minor - counted_minor, 0)), 0)::bigint as short_minor,
            coalesce(sum(greatest(counted_minor - cash_minor, 0)), 0)::bigint as over_minor
       from shift
      where organization_id = $1 and state = 'closed' and counted_minor is not null and closed_by is not null
        and business_date between $2::date and $3::date
      group by closed_by, store_id`,
    [tx.organizationId, from, to],
  );
}
