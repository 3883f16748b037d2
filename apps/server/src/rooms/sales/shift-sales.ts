import { minor } from '@mosaajii/domain/money';
import { EMPTY_TOTALS, type ShiftTotals } from '@mosaajii/domain/shift';
import type { Tx } from '../../platform/database/index.ts';
import { sumTenders } from '../payments/index.ts';

interface SumRow {
  readonly sale_ids: string[];
  readonly sale_count: number;
  readonly return_count: number;
  readonly sold: number;
  readonly refunded: number;
  readonly net: number;
  readonly tax: number;
  readonly discount: number;
  readonly rounding: number;
  readonly tip: number;
}
interface TaxRow {
  readonly tax_id: string;
  readonly name: string;
  readonly rate_ppm: number;
  readonly base: number;
  readonly amount: number;
}

const SUMS = `
  select coalesce(array_agg(sale_id), '{}') as sale_ids,
         count(*) filter (where kind = 'sale')::int as sale_count, count(*) filter (where kind = 'return')::int as return_count,
         coalesce(sum(total_minor + cash_rounding_minor) filter (where kind = 'sale'), 0)::bigint as sold,
         coalesce(-sum(total_minor + cash_rounding_minor) filter (where kind = 'return'), 0)::bigint as refunded,
         coalesce(sum(net_minor), 0)::bigint as net, coalesce(sum(tax_minor), 0)::bigint as tax,
         coalesce(sum(discount_minor), 0)::bigint as discount, coalesce(sum(cash_rounding_minor), 0)::bigint as rounding,
         coalesce(sum(tip_minor), 0)::bigint as tip
    from sale where organization_id = $1 and shift_id = $2`;

const TAXES = `
  select t.tax_id, t.name, t.rate_ppm, sum(t.base_minor)::bigint as base, sum(t.amount_minor)::bigint as amount
    from sale s join sale_tax t on t.organization_id = s.organization_id and t.sale_id = s.sale_id
   where s.organization_id = $1 and s.shift_id = $2 group by 1, 2, 3`;

/** What the sales and returns of a shift come to, added up from their rows; movements and events are left at nothing. */
export async function sumShiftSales(tx: Tx, shiftId: string): Promise<ShiftTotals> {
  const [row] = await tx.query<SumRow>(SUMS, [tx.organizationId, shiftId]);
  if (!row) return EMPTY_TOTALS;
  const taxes = await tx.query<TaxRow>(TAXES, [tx.organizationId, shiftId]);
  const key = (tax: TaxRow) => `${tax.tax_id}|${tax.name}|${tax.rate_ppm}`;
  return {
    ...EMPTY_TOTALS,
    saleCount: row.sale_count,
    returnCount: row.return_count,
    soldMinor: minor(row.sold),
    refundedMinor: minor(row.refunded),
    netMinor: minor(row.net),
    taxMinor: minor(row.tax),
    discountMinor: minor(row.discount),
    cashRoundingMinor: minor(row.rounding),
    taxes: taxes
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
      .map((tax) => ({
        taxId: tax.tax_id,
        name: tax.name,
        ratePpm: tax.rate_ppm,
        baseMinor: minor(tax.base),
        amountMinor: minor(tax.amount),
      })),
    tenders: await sumTenders(tx, row.sale_ids),
    ...(row.tip === 0 ? {} : { tipMinor: minor(row.tip) }),
  };
}

/** What became of the receipt numbers of a register and series. */
export interface ReceiptCounts {
  readonly register_id: string;
  readonly series: string;
  readonly sold: number;
  readonly returned: number;
  readonly voided: number;
  readonly last: number;
  readonly twice: number;
}

/** Counts the receipts of every register and series. A void is a complete return within the shift of its sale. */
export function readReceiptCounts(tx: Tx): Promise<ReceiptCounts[]> {
  return tx.query<ReceiptCounts>(
    `select r.register_id, r.receipt_series as series,
            count(*) filter (where r.kind = 'sale' and not r.receipt_conflict)::int as sold,
            count(*) filter (where r.kind = 'return' and not r.receipt_conflict and v.sale_id is null)::int as returned,
            count(*) filter (where not r.receipt_conflict and v.sale_id is not null)::int as voided,
            max(r.receipt_sequence)::bigint as last, count(*) filter (where r.receipt_conflict)::int as twice
       from sale r left join sale v on v.organization_id = r.organization_id and v.sale_id = r.returned_sale_id
        and v.shift_id = r.shift_id and v.total_minor = -r.total_minor
      where r.organization_id = $1 group by 1, 2`,
    [tx.organizationId],
  );
}
