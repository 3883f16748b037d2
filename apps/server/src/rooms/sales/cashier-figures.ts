import type { Tx } from '../../platform/database/index.ts';

/** What somebody sold and took back in a store within a period. Amounts in minor units. */
export interface CashierSales {
  readonly user_id: string;
  readonly store_id: string;
  readonly sales: number;
  readonly sold_minor: number;
  readonly voids: number;
  readonly returns: number;
  readonly returned_minor: number;
  readonly returns_without_receipt: number;
  readonly overrides: number;
  readonly discounted: number;
  readonly discount_minor: number;
  readonly sales_after_void: number;
}

/** From the first to the last business date, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * The sales and returns of a period by cashier and store, from the facts. A void is a complete return within the shift of its
 * sale. Reads the period once by its index, and the lines of the sales in it for prices that were typed over.
 */
export function readCashierSales(tx: Tx, { from, to }: Period): Promise<CashierSales[]> {
  return tx.query<CashierSales>(CASHIER_SALES, [tx.organizationId, from, to]);
}

/** Whose sale or return each of these is, and where, as far as it belongs to the period. */
export function readSellers(
  tx: Tx,
  { from, to }: Period,
  saleIds: readonly string[],
): Promise<{ sale_id: string; user_id: string; store_id: string }[]> {
  return tx.query(
    'select sale_id, user_id, store_id from sale where organization_id = $1 and sale_id = any($4::uuid[])' +
      ' and business_date between $2::date and $3::date',
    [tx.organizationId, from, to, saleIds],
  );
}

/** For whoever looks at its plan. */
export const CASHIER_SALES = `
with period as materialized (
  select sale_id, kind, user_id, store_id, register_id, shift_id, returned_sale_id, occurred_at, total_minor, discount_minor
    from sale where organization_id = $1 and business_date between $2::date and $3::date
), voids as materialized (
  select r.sale_id, r.user_id, r.store_id, r.register_id, r.occurred_at
    from period r join sale s on s.organization_id = $1 and s.sale_id = r.returned_sale_id
   where r.kind = 'return' and s.shift_id = r.shift_id and s.total_minor = -r.total_minor
), overridden as (
  select distinct l.sale_id from sale_line l
   where l.organization_id = $1 and l.price_source = 'override'
     and l.sale_id in (select sale_id from period where kind = 'sale')
), after_void as (
  select distinct p.sale_id from voids v
    join period p on p.register_id = v.register_id and p.user_id = v.user_id and p.kind = 'sale'
     and p.occurred_at > v.occurred_at and p.occurred_at <= v.occurred_at + interval '2 minutes'
)
select p.user_id, p.store_id,
       count(*) filter (where p.kind = 'sale')::int as sales,
       coalesce(sum(p.total_minor) filter (where p.kind = 'sale'), 0)::bigint as sold_minor,
       count(v.sale_id)::int as voids,
       count(*) filter (where p.kind = 'return' and v.sale_id is null and p.returned_sale_id is not null)::int as returns,
       coalesce(-sum(p.total_minor) filter (where p.kind = 'return'), 0)::bigint as returned_minor,
       count(*) filter (where p.kind = 'return' and p.returned_sale_id is null)::int as returns_without_receipt,
       count(o.sale_id)::int as overrides,
       count(*) filter (where p.kind = 'sale' and p.discount_minor <> 0)::int as discounted,
       coalesce(sum(p.discount_minor) filter (where p.kind = 'sale'), 0)::bigint as discount_minor,
       count(a.sale_id)::int as sales_after_void
  from period p
  left join voids v on v.sale_id = p.sale_id
  left join overridden o on o.sale_id = p.sale_id
  left join after_void a on a.sale_id = p.sale_id
 group by p.user_id, p.store_id
 order by p.store_id, p.user_id`;
