import type { ShiftList } from '@mosaajii/contract/till';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';

interface ShiftFilter {
  readonly registerId?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  /** Only of these stores, whatever else is asked. */
  readonly stores: Stores;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface ShiftRow {
  readonly shift_id: string;
  readonly store_id: string;
  readonly register_id: string;
  readonly business_date: string;
  readonly currency_code: string;
  readonly state: 'open' | 'closed';
  readonly opened_by: string;
  readonly opened_at: Date;
  readonly opened_key: string;
  readonly opening_float_minor: number;
  readonly cash_minor: number;
  readonly sale_count: number;
  readonly return_count: number;
  readonly closed_by: string | null;
  readonly closed_at: Date | null;
  readonly counted_minor: number | null;
  readonly claimed_expected_minor: number | null;
  readonly difference_reason: string | null;
}

const LIST = `
  select shift_id, store_id, register_id, business_date, currency_code, state, opened_by, opened_at,
         ${momentText('opened_at')} as opened_key, opening_float_minor, cash_minor, sale_count, return_count, closed_by,
         closed_at, counted_minor, claimed_expected_minor, difference_reason
  from shift
  where organization_id = $1 and ($2::uuid is null or register_id = $2) and ($3::text is null or state = $3)
    and ($4::timestamptz is null or (opened_at, shift_id) < ($4, $5::uuid)) and ($7::uuid[] is null or store_id = any($7))
  order by opened_at desc, shift_id desc limit $6`;

/** One page of shifts, the latest first. `null`: the cursor is not one of this list. */
export async function listShifts(tx: Tx, filter: ShiftFilter): Promise<ShiftList | null> {
  const after =
    filter.cursor === undefined ? null : decodeCursor(filter.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
  if (filter.cursor !== undefined && after === null) return null;
  const values = [filter.registerId ?? null, filter.state ?? null, after?.[0] ?? null, after?.[1] ?? null];
  const rows = await tx.query<ShiftRow>(LIST, [tx.organizationId, ...values, filter.limit + 1, filter.stores]);
  const { page, nextCursor } = pageOf(rows, filter.limit, (row) => [row.opened_key, row.shift_id]);
  return { items: page.map(summaryOf), nextCursor };
}

function summaryOf(row: ShiftRow): ShiftList['items'][number] {
  return {
    shiftId: row.shift_id,
    storeId: row.store_id,
    registerId: row.register_id,
    businessDate: row.business_date,
    currencyCode: row.currency_code,
    state: row.state,
    openedBy: row.opened_by,
    openedAt: row.opened_at.toISOString(),
    openingFloatMinor: row.opening_float_minor,
    cashMinor: row.cash_minor,
    saleCount: row.sale_count,
    returnCount: row.return_count,
    closedBy: row.closed_by,
    closedAt: row.closed_at?.toISOString() ?? null,
    countedMinor: row.counted_minor,
    claimedExpectedMinor: row.claimed_expected_minor,
    differenceReason: row.difference_reason,
  };
}

/** The figures of every shift, for recomputing them. */
export interface ShiftFigures {
  readonly shift_id: string;
  readonly state: 'open' | 'closed';
  readonly opening_float_minor: number;
  readonly cash_minor: number;
  readonly sale_count: number;
  readonly return_count: number;
  readonly counted_minor: number | null;
  readonly claimed_expected_minor: number | null;
}

export function readShiftFigures(tx: Tx): Promise<ShiftFigures[]> {
  return tx.query<ShiftFigures>(
    'select shift_id, state, opening_float_minor, cash_minor, sale_count, return_count, counted_minor, claimed_expected_minor' +
      ' from shift where organization_id = $1 order by shift_id',
    [tx.organizationId],
  );
}
