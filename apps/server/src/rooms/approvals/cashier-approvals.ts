import type { Tx } from '../../platform/database/index.ts';

/** How often somebody else let a cashier do what they may not. */
export interface CashierApprovals {
  readonly user_id: string;
  readonly store_id: string;
  readonly approvals: number;
}

/** The approvals that were given in a period, by whoever asked for them. The days are those of Greenwich. */
export function readCashierApprovals(tx: Tx, from: string, to: string): Promise<CashierApprovals[]> {
  return tx.query<CashierApprovals>(
    `select requested_by as user_id, store_id, count(*)::int as approvals from approval
      where organization_id = $1 and given_at >= ($2::date)::timestamp at time zone 'UTC'
        and given_at < ($3::date + 1)::timestamp at time zone 'UTC'
      group by requested_by, store_id`,
    [tx.organizationId, from, to],
  );
}
