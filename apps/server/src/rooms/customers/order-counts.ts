import type { Tx } from '../../platform/database/index.ts';

/** How many sales some customers made, by customer; those without any are left out. */
export async function readOrderCounts(tx: Tx, customerIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ customer_id: string; orders: number }>(
    `select customer_id, orders from customer_order_count
      where organization_id = $1 and customer_id = any($2::uuid[]) and orders > 0`,
    [tx.organizationId, customerIds],
  );
  return new Map(rows.map(({ customer_id, orders }) => [customer_id, orders]));
}

/** The counts that do not come to the customers' sales, those that were undone left out: one finding each. */
export async function verifyOrderCounts(tx: Tx): Promise<{ readonly subject: string; readonly detail: string }[]> {
  const rows = await tx.query<{ customer_id: string; counted: number; found: number }>(
    `with found as (
       select s.customer_id, count(*)::int as n from sale s
        where s.organization_id = $1 and s.kind = 'sale' and s.customer_id is not null
          and not exists (select 1 from sale v where v.organization_id = $1 and v.returned_sale_id = s.sale_id
                             and v.return_reason = 'void')
        group by s.customer_id),
     counted as (select customer_id, orders from customer_order_count where organization_id = $1)
     select coalesce(f.customer_id, c.customer_id) as customer_id, coalesce(c.orders, 0) as counted, coalesce(f.n, 0) as found
       from found f full join counted c on c.customer_id = f.customer_id
      where coalesce(f.n, 0) <> coalesce(c.orders, 0)`,
    [tx.organizationId],
  );
  return rows.map(({ customer_id, counted, found }) => ({
    subject: `customer ${customer_id}`,
    detail: `${counted} sales are counted, ${found} are there`,
  }));
}

/** How often some customers used limited promotions, by customer and promotion. */
export async function readCustomerUses(
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, Readonly<Record<string, number>>>> {
  const rows = await tx.query<{ customer_id: string; promotion_id: string; uses: number }>(
    `select customer_id, promotion_id, uses from promotion_customer_use
      where organization_id = $1 and customer_id = any($2::uuid[]) and uses > 0`,
    [tx.organizationId, customerIds],
  );
  const uses = new Map<string, Record<string, number>>();
  for (const { customer_id, promotion_id, uses: count } of rows) {
    uses.set(customer_id, { ...uses.get(customer_id), [promotion_id]: count });
  }
  return uses;
}

/** Who would buy: the groups, the sales so far, and the uses of limited promotions of a customer; undefined: there is none. */
export async function readBuyer(
  tx: Tx,
  customerId: string,
): Promise<
  | {
      readonly groupIds: readonly string[];
      readonly orders: number;
      readonly uses: Readonly<Record<string, number>>;
    }
  | undefined
> {
  const [row] = await tx.query<{ group_ids: readonly string[] }>(
    'select group_ids from customer where organization_id = $1 and customer_id = $2',
    [tx.organizationId, customerId],
  );
  if (row === undefined) return undefined;
  const orders = (await readOrderCounts(tx, [customerId])).get(customerId) ?? 0;
  return { groupIds: row.group_ids, orders, uses: (await readCustomerUses(tx, [customerId])).get(customerId) ?? {} };
}
