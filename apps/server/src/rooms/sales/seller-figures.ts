import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Period } from './cashier-figures.ts';

/** What somebody sold within a period, and what of theirs came back in it. Amounts in minor units. */
export interface SellerFigures {
  readonly user_id: string;
  /** Sales with at least one line of theirs. */
  readonly sales: number;
  /** Returns and voids with at least one line of theirs. */
  readonly returns: number;
  readonly sold_minor: number;
  /** Positive. */
  readonly returned_minor: number;
  /** Sold less returned, without tax. */
  readonly net_minor: number;
  /** Taken off what they sold, by hand and by promotions. */
  readonly discount_minor: number;
}

/**
 * Totals by whoever sold, from the facts: the line's salesperson, else the sale's, else the cashier. What comes back counts
 * against whoever had sold it, whenever that was, on the day it came back; without a receipt, against whoever took it. What
 * was paid for gift cards is owed and not sold: it is left out. Reads the lines of the period once.
 */
export function readSellerFigures(
  tx: Tx,
  { from, to, stores, storeId }: Period & { readonly stores: Stores; readonly storeId?: string | undefined },
): Promise<SellerFigures[]> {
  return tx.query<SellerFigures>(SELLERS, [tx.organizationId, from, to, stores, storeId ?? null]);
}

const SELLERS = `
with document as materialized (
  select s.sale_id, s.kind, s.user_id, s.returned_sale_id from sale s
   where s.organization_id = $1 and s.business_date between $2::date and $3::date
     and ($4::uuid[] is null or s.store_id = any($4)) and ($5::uuid is null or s.store_id = $5)
), part as (
  select d.sale_id, d.kind, l.total_minor, l.net_minor, l.line_discount_minor + l.sale_discount_minor as discount_minor,
         coalesce((b.inputs ->> 'salespersonId')::uuid, (l.inputs ->> 'salespersonId')::uuid, o.salesperson_id,
                  r.user_id, d.user_id) as seller_id
    from document d
    join sale_line l on l.organization_id = $1 and l.sale_id = d.sale_id
    left join sale r on r.organization_id = $1 and r.sale_id = d.returned_sale_id
    left join sale_line b on b.organization_id = $1 and b.sale_id = d.returned_sale_id and b.line_id = l.returned_line_id
    left join sale_origin o on o.organization_id = $1 and o.sale_id = coalesce(d.returned_sale_id, d.sale_id)
   where not l.inputs ? 'giftCard'
)
select seller_id as user_id,
       count(distinct sale_id) filter (where kind = 'sale')::int as sales,
       count(distinct sale_id) filter (where kind = 'return')::int as returns,
       coalesce(sum(total_minor) filter (where kind = 'sale'), 0)::bigint as sold_minor,
       coalesce(-sum(total_minor) filter (where kind = 'return'), 0)::bigint as returned_minor,
       sum(net_minor)::bigint as net_minor,
       coalesce(sum(discount_minor) filter (where kind = 'sale'), 0)::bigint as discount_minor
  from part group by seller_id order by sum(total_minor) desc, seller_id`;
