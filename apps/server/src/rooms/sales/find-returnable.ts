import type { ReturnableSaleList } from '@mosaajii/contract/orders';
import type { Tx } from '../../platform/database/index.ts';
import { type OrderFilter, orderSummaryOf, pageOfOrders } from './list-orders.ts';

export type ReturnableFilter = Omit<OrderFilter, 'query' | 'kind' | 'registerId' | 'salespersonId'>;

/** For whoever looks at its plan: by the keys of both tables. Gift cards do not come back. */
export const LINES_LEFT = `
  select l.sale_id, count(*)::int as goods, count(*) filter (where coalesce(r.returned_milli, 0) < l.quantity_milli)::int as left_over
    from sale_line l
    left join sale_line_returned r on r.organization_id = l.organization_id and r.sale_id = l.sale_id and r.line_id = l.line_id
   where l.organization_id = $1 and l.sale_id = any($2::uuid[]) and not (l.inputs ? 'giftCard') group by l.sale_id`;

/**
 * Sales by what somebody without a receipt knows of theirs, the latest first, with what is left of each to come back.
 * `null`: the cursor is not one of this list.
 */
export async function findReturnable(tx: Tx, filter: ReturnableFilter): Promise<ReturnableSaleList | null> {
  const found = await pageOfOrders(tx, { ...filter, kind: 'sale' });
  if (found === null) return null;
  const { page, nextCursor } = found;
  const rows = await tx.query<{ sale_id: string; goods: number; left_over: number }>(LINES_LEFT, [
    tx.organizationId,
    page.map((row) => row.sale_id),
  ]);
  const lines = new Map(rows.map((row) => [row.sale_id, row]));
  const items = page.map((row) => ({
    ...orderSummaryOf(row),
    customerId: row.customer_id,
    goodsLines: lines.get(row.sale_id)?.goods ?? 0,
    linesLeft: lines.get(row.sale_id)?.left_over ?? 0,
  }));
  return { items, nextCursor };
}
