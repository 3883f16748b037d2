import type { StrayPayment } from '@mosaajii/contract/access';
import type { GlobalTx } from '../../../../platform/database/index.ts';

const DAYS = 90;
const MOST_LISTED = 50;

interface Row {
  readonly gateway: string;
  readonly gateway_payment_id: string;
  readonly outcome: StrayPayment['outcome'];
  readonly received_at: Date;
}

/** Payments of the last 90 days that gateways told of and that fit nothing here, each once, the latest first; at most 50. */
export async function listStrayPayments(tx: GlobalTx, now: Date): Promise<StrayPayment[]> {
  const rows = await tx.query<Row>(
    'select * from (select distinct on (gateway_payment_id) gateway, gateway_payment_id, outcome, received_at' +
      '   from access_gateway_event where received_at > $1 order by gateway_payment_id, received_at desc) e' +
      " where outcome in ('unknown', 'purpose-unknown') order by received_at desc, gateway_payment_id limit $2",
    [new Date(now.getTime() - DAYS * 24 * 60 * 60_000), MOST_LISTED],
  );
  return rows.map((row) => ({
    gateway: row.gateway,
    paymentId: row.gateway_payment_id.slice(row.gateway.length + 1),
    outcome: row.outcome,
    receivedAt: row.received_at.toISOString(),
  }));
}
