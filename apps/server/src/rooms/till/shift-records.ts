import type { ShiftDetail, ZReportList } from '@mosaajii/contract/till';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';
import { zSuffix } from './queries.ts';

/** What is recorded of a shift besides its sales. */
export type ShiftRecordsOf = Pick<ShiftDetail, 'movements' | 'events' | 'count' | 'z'>;

interface MovementRow {
  readonly movement_id: string;
  readonly kind: 'paid-in' | 'paid-out' | 'drop';
  readonly amount_minor: number;
  readonly reason: string;
  readonly note: string;
  readonly user_id: string;
  readonly occurred_at: Date;
}
interface EventRow {
  readonly event_id: string;
  readonly kind: string;
  readonly user_id: string;
  readonly occurred_at: Date;
  readonly detail: Record<string, unknown>;
}

/** Movements, events and the report of a shift. */
export async function readShiftRecords(tx: Tx, shiftId: string): Promise<ShiftRecordsOf> {
  const values = [tx.organizationId, shiftId];
  const movements = await tx.query<MovementRow>(
    'select movement_id, kind, amount_minor, reason, note, user_id, occurred_at from cash_movement' +
      ' where organization_id = $1 and shift_id = $2 order by occurred_at, movement_id limit 5000',
    values,
  );
  const events = await tx.query<EventRow>(
    'select event_id, kind, user_id, occurred_at, detail from shift_event' +
      ' where organization_id = $1 and shift_id = $2 order by occurred_at, event_id limit 5000',
    values,
  );
  const [report] = await tx.query<{ count_detail: ShiftDetail['count']; z: ShiftDetail['z'] }>(
    'select count_detail, z from shift_report where organization_id = $1 and shift_id = $2',
    values,
  );
  return {
    movements: movements.map((row) => ({
      movementId: row.movement_id,
      kind: row.kind,
      amountMinor: row.amount_minor,
      reason: row.reason,
      note: row.note,
      userId: row.user_id,
      occurredAt: row.occurred_at.toISOString(),
    })),
    events: events.map((row) => ({
      eventId: row.event_id,
      kind: row.kind,
      userId: row.user_id,
      occurredAt: row.occurred_at.toISOString(),
      detail: row.detail,
    })),
    count: report?.count_detail ?? null,
    z: report?.z ?? null,
  };
}

export interface ZFilter {
  readonly storeId?: string | undefined;
  readonly registerId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly stores: Stores;
}

interface ReportRow {
  readonly operation_id: string;
  readonly shift_id: string;
  readonly register_id: string;
  readonly store_id: string;
  readonly series: string;
  readonly z_number: number;
  readonly business_date: string;
  readonly closed_at: Date;
  readonly closed_key: string;
  readonly user_id: string;
  readonly counted_minor: number;
  readonly expected_minor: number;
  readonly net_minor: number;
  readonly tax_minor: number;
}

const ARCHIVE = `
  select operation_id, shift_id, register_id, store_id, series, z_number, business_date, closed_at,
         ${momentText('closed_at')} as closed_key, user_id, counted_minor, expected_minor,
         (z -> 'totals' ->> 'netMinor')::bigint as net_minor, (z -> 'totals' ->> 'taxMinor')::bigint as tax_minor
    from shift_report
   where organization_id = $1 and z_number is not null and ($2::uuid[] is null or store_id = any($2))
     and ($3::uuid is null or store_id = $3) and ($4::uuid is null or register_id = $4)
     and ($5::date is null or business_date >= $5) and ($6::date is null or business_date <= $6)
     and ($7::timestamptz is null or (closed_at, operation_id) < ($7, $8::uuid))
   order by closed_at desc, operation_id desc limit $9`;

/** One page of Z reports, the latest first; names without the register's code. `null`: the cursor is not one of this list. */
export async function listZReports(
  tx: Tx,
  filter: ZFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Omit<ZReportList, 'gaps'> | null> {
  const after =
    filter.cursor === undefined ? null : decodeCursor(filter.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
  if (filter.cursor !== undefined && after === null) return null;
  const { stores, storeId = null, registerId = null, from = null, to = null, limit } = filter;
  const narrowed = [stores, storeId, registerId, from, to, after?.[0] ?? null, after?.[1] ?? null];
  const rows = await tx.query<ReportRow>(ARCHIVE, [tx.organizationId, ...narrowed, limit + 1]);
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.closed_key, row.operation_id]);
  const items = page.map((row) => ({
    shiftId: row.shift_id,
    name: zSuffix(row.series, row.z_number),
    registerId: row.register_id,
    storeId: row.store_id,
    businessDate: row.business_date,
    closedAt: row.closed_at.toISOString(),
    userId: row.user_id,
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    expectedMinor: row.expected_minor,
    countedMinor: row.counted_minor,
  }));
  return { items, nextCursor };
}

/** Numbers of Z reports that were given (a later one is there) and never arrived. */
export async function findZGaps(tx: Tx, { stores, storeId, registerId }: ZFilter): Promise<ZReportList['gaps']> {
  const rows = await tx.query<{ register_id: string; series: string; before: number; z_number: number }>(
    `select register_id, series, before, z_number from (
       select register_id, series, z_number,
              coalesce(lag(z_number) over (partition by key_id order by z_number), 0) as before
         from shift_report where organization_id = $1 and z_number is not null
          and ($2::uuid[] is null or store_id = any($2)) and ($3::uuid is null or store_id = $3)
          and ($4::uuid is null or register_id = $4)) z
      where z_number > before + 1 order by 1, 2, 3 limit 500`,
    [tx.organizationId, stores, storeId ?? null, registerId ?? null],
  );
  return rows.map((row) => ({
    registerId: row.register_id,
    series: row.series,
    from: row.before + 1,
    to: row.z_number - 1,
  }));
}

interface CountRow {
  readonly user_id: string;
  readonly store_id: string;
  readonly difference: number;
}

const COUNTS = `
  with handovers as (
    select shift_id, store_id, (detail ->> 'fromUserId')::uuid as user_id,
           (detail ->> 'countedMinor')::bigint - (detail ->> 'serverExpectedMinor')::bigint as standing,
           occurred_at
      from shift_event
     where organization_id = $1 and kind = 'handed-over' and shift_id is not null and detail ? 'countedMinor'
       and detail ? 'serverExpectedMinor' and business_date between $2::date and $3::date),
  counts as (
    select shift_id, store_id, user_id, standing, occurred_at from handovers
    union all
    select shift_id, store_id, closed_by, counted_minor - cash_minor, closed_at from shift
     where organization_id = $1 and state = 'closed' and counted_minor is not null and closed_by is not null
       and business_date between $2::date and $3::date)
  select user_id, store_id,
         (standing - coalesce(lag(standing) over (partition by shift_id order by occurred_at), 0))::bigint as difference
    from counts where ($4::uuid[] is null or store_id = any($4)) and ($5::uuid is null or store_id = $5)`;

/**
 * What was over and short by whoever had the drawer: who closed a shift, and who gave it away counted. What was missing at a
 * handover already is not counted again for the next.
 */
export async function readOverShort(
  tx: Tx,
  { from, to, stores, storeId }: Pick<ZFilter, 'stores' | 'storeId'> & { readonly from: string; readonly to: string },
): Promise<
  { userId: string; storeId: string; counts: number; exact: number; overMinor: number; shortMinor: number }[]
> {
  const rows = await tx.query<CountRow>(COUNTS, [tx.organizationId, from, to, stores, storeId ?? null]);
  const cashiers = new Map<string, Awaited<ReturnType<typeof readOverShort>>[number]>();
  for (const { user_id: userId, store_id, difference } of rows) {
    const key = `${store_id}|${userId}`;
    const none = { userId, storeId: store_id, counts: 0, exact: 0, overMinor: 0, shortMinor: 0 };
    const before = cashiers.get(key) ?? none;
    cashiers.set(key, {
      ...before,
      counts: before.counts + 1,
      exact: before.exact + (difference === 0 ? 1 : 0),
      overMinor: before.overMinor + Math.max(0, difference),
      shortMinor: before.shortMinor + Math.max(0, -difference),
    });
  }
  return [...cashiers.values()].sort((a, b) => b.shortMinor - a.shortMinor || (a.userId < b.userId ? -1 : 1));
}
