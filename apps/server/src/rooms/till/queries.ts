import type { ShiftList } from '@mosaajii/contract/till';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';

/** What a list of shifts is narrowed to. */
export interface ShiftFilter {
  readonly storeId?: string | undefined;
  readonly registerId?: string | undefined;
  /** Whoever opened or closed it. */
  readonly userId?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly difference?: 'any' | 'over' | 'short' | 'none' | undefined;
  /** Only of these stores, whatever else is asked. */
  readonly stores: Stores;
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
  readonly series: string | null;
  readonly z_number: number | null;
}

const COLUMNS = `
  s.shift_id, s.store_id, s.register_id, s.business_date, s.currency_code, s.state, s.opened_by, s.opened_at,
  ${momentText('s.opened_at')} as opened_key, s.opening_float_minor, s.cash_minor, s.sale_count, s.return_count,
  s.closed_by, s.closed_at, s.counted_minor, s.claimed_expected_minor, s.difference_reason, r.series, r.z_number
  from shift s left join shift_report r on r.organization_id = s.organization_id and r.shift_id = s.shift_id`;

const LIST = `
  select ${COLUMNS}
  where s.organization_id = $1 and ($2::uuid is null or s.register_id = $2) and ($3::text is null or s.state = $3)
    and ($4::timestamptz is null or (s.opened_at, s.shift_id) < ($4, $5::uuid)) and ($7::uuid[] is null or s.store_id = any($7))
    and ($8::uuid is null or s.store_id = $8) and ($9::uuid is null or $9 in (s.opened_by, s.closed_by))
    and ($10::date is null or s.business_date >= $10) and ($11::date is null or s.business_date <= $11)
    and case $12::text when 'any' then s.counted_minor <> s.cash_minor when 'over' then s.counted_minor > s.cash_minor
      when 'short' then s.counted_minor < s.cash_minor when 'none' then s.counted_minor = s.cash_minor else true end
  order by s.opened_at desc, s.shift_id desc limit $6`;

/** One page of shifts, the latest first. `null`: the cursor is not one of this list. */
export async function listShifts(
  tx: Tx,
  filter: ShiftFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ShiftList | null> {
  const after =
    filter.cursor === undefined ? null : decodeCursor(filter.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
  if (filter.cursor !== undefined && after === null) return null;
  const rows = await tx.query<ShiftRow>(LIST, [
    tx.organizationId,
    filter.registerId ?? null,
    filter.state ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    filter.limit + 1,
    filter.stores,
    filter.storeId ?? null,
    filter.userId ?? null,
    filter.from ?? null,
    filter.to ?? null,
    filter.difference ?? null,
  ]);
  const { page, nextCursor } = pageOf(rows, filter.limit, (row) => [row.opened_key, row.shift_id]);
  return { items: page.map(summaryOf), nextCursor };
}

/** One shift, with the key whose report closed it; `null` when there is none. */
export async function readShift(tx: Tx, shiftId: string): Promise<ShiftList['items'][number] | null> {
  const [row] = await tx.query<ShiftRow>(`select ${COLUMNS} where s.organization_id = $1 and s.shift_id = $2`, [
    tx.organizationId,
    shiftId,
  ]);
  return row ? summaryOf(row) : null;
}

/** The store of a shift; undefined when there is none. */
export async function readShiftStore(tx: Tx, shiftId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ store_id: string }>(
    'select store_id from shift where organization_id = $1 and shift_id = $2',
    [tx.organizationId, shiftId],
  );
  return row?.store_id;
}

/** The part of a Z report's name that follows the register's code: `A-Z0012`. */
export function zSuffix(series: string, number: number): string {
  return `${series}-Z${String(number).padStart(4, '0')}`;
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
    zName: row.series === null || row.z_number === null ? null : zSuffix(row.series, row.z_number),
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
