import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../../platform/paging/index.ts';
import type { PricingReviewRow } from './use-rows.ts';

/** What promotions of a sale's moment would have given; null where the sale was charged as they say. */
export async function readPricingReview(tx: Tx, saleId: string): Promise<PricingReviewRow | null> {
  const [row] = await tx.query<{
    expected: PricingReviewRow['expected'];
    expected_minor: number;
    charged_minor: number;
    pricing_version: number | null;
  }>(
    'select expected, expected_minor, charged_minor, pricing_version from sale_pricing_review' +
      ' where organization_id = $1 and sale_id = $2',
    [tx.organizationId, saleId],
  );
  if (row === undefined) return null;
  return {
    saleId,
    expected: row.expected,
    expectedMinor: row.expected_minor,
    chargedMinor: row.charged_minor,
    pricingVersion: row.pricing_version,
  };
}

export interface ReviewFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly userId?: string | undefined;
  readonly stores: Stores;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface ReviewedSaleRow {
  readonly sale_id: string;
  readonly receipt_number: string;
  readonly store_id: string;
  readonly register_id: string;
  readonly user_id: string;
  readonly occurred_at: Date;
  readonly occurred_key: string;
  readonly currency_code: string;
  readonly total_minor: number;
  readonly expected_minor: number;
  readonly charged_minor: number;
  readonly labels: readonly string[];
}

/** One page of the sales that were charged otherwise, the latest first. `null`: the cursor is not one of this list. */
export async function pageOfReviews(
  tx: Tx,
  { from, to, userId, stores, cursor, limit }: ReviewFilter,
): Promise<{ readonly page: readonly ReviewedSaleRow[]; readonly nextCursor: string | null } | null> {
  const after = cursor === undefined ? null : decodeCursor(cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
  if (cursor !== undefined && after === null) return null;
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['r.organization_id = $1'];
  if (from !== undefined) conditions.push(`s.business_date >= ${add(from)}::date`);
  if (to !== undefined) conditions.push(`s.business_date <= ${add(to)}::date`);
  if (userId !== undefined) conditions.push(`s.user_id = ${add(userId)}::uuid`);
  if (stores !== null) conditions.push(`s.store_id = any(${add(stores)}::uuid[])`);
  if (after !== null) {
    const [moment, saleId] = after.map(add);
    conditions.push(`(s.occurred_at, s.sale_id) < (${moment}::timestamptz, ${saleId}::uuid)`);
  }
  const rows = await tx.query<ReviewedSaleRow>(
    `select s.sale_id, s.receipt_number, s.store_id, s.register_id, s.user_id, s.occurred_at,
            ${momentText('s.occurred_at')} as occurred_key, s.currency_code, s.total_minor, r.expected_minor, r.charged_minor,
            coalesce((select array_agg(e->>'label') from jsonb_array_elements(r.expected) e), '{}') as labels
       from sale_pricing_review r
       join sale s on s.organization_id = r.organization_id and s.sale_id = r.sale_id
      where ${conditions.join(' and ')}
      order by s.occurred_at desc, s.sale_id desc limit ${add(limit + 1)}`,
    values,
  );
  return pageOf(rows, limit, (row) => [row.occurred_key, row.sale_id]);
}
