import type { CashMovementKind } from '@mosaajii/domain/operation';
import { type FactTable, insertInto, type Step, type Table } from '../../platform/statement/index.ts';

interface PlacedRow {
  readonly storeId: string;
  readonly registerId: string;
  readonly userId: string;
  readonly businessDate: string;
}

/** Cash that moved without a sale. The amount is positive; the kind says which way. */
export interface CashMovementRow extends PlacedRow {
  readonly movementId: string;
  readonly shiftId: string;
  readonly kind: CashMovementKind;
  readonly amountMinor: number;
  readonly currencyCode: string;
  readonly reason: string;
  readonly note: string;
  readonly occurredAt: string;
}

/** Something that moved nothing: `no-sale`, `handed-over`, or what the till noted. */
export interface ShiftEventRow extends PlacedRow {
  readonly eventId: string;
  readonly shiftId: string | null;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
}

/** How a shift was counted and what its Z report says. */
export interface ShiftReportRow extends PlacedRow {
  readonly operationId: string;
  readonly shiftId: string;
  readonly keyId: string;
  readonly series: string;
  readonly zNumber: number | null;
  readonly currencyCode: string;
  readonly closedAt: string;
  readonly countedMinor: number;
  readonly expectedMinor: number;
  readonly countDetail: Readonly<Record<string, unknown>>;
  readonly z: unknown;
}

const CASH_MOVEMENT: Table<CashMovementRow> = {
  name: 'cash_movement',
  columns: [
    { name: 'movement_id', type: 'uuid', value: (row) => row.movementId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'amount_minor', type: 'bigint', value: (row) => row.amountMinor },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'note', type: 'text', value: (row) => row.note },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
  ],
};

const SHIFT_EVENT: Table<ShiftEventRow> = {
  name: 'shift_event',
  columns: [
    { name: 'event_id', type: 'uuid', value: (row) => row.eventId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'detail', type: 'jsonb', value: (row) => JSON.stringify(row.detail) },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
  ],
};

const SHIFT_REPORT: Table<ShiftReportRow> = {
  name: 'shift_report',
  columns: [
    { name: 'operation_id', type: 'uuid', value: (row) => row.operationId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'key_id', type: 'uuid', value: (row) => row.keyId },
    { name: 'series', type: 'text', value: (row) => row.series },
    { name: 'z_number', type: 'bigint', value: (row) => row.zNumber },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'closed_at', type: 'timestamptz', value: (row) => row.closedAt },
    { name: 'counted_minor', type: 'bigint', value: (row) => row.countedMinor },
    { name: 'expected_minor', type: 'bigint', value: (row) => row.expectedMinor },
    { name: 'count_detail', type: 'jsonb', value: (row) => JSON.stringify(row.countDetail) },
    { name: 'z', type: 'jsonb', value: (row) => (row.z === null ? null : JSON.stringify(row.z)) },
  ],
};

export interface ShiftRecords {
  readonly cashMovements: readonly CashMovementRow[];
  readonly shiftEvents: readonly ShiftEventRow[];
  readonly shiftReports: readonly ShiftReportRow[];
}

/** Writes what happened in shifts besides sales; nothing when nothing did. */
export function shiftRecordSteps({ cashMovements, shiftEvents, shiftReports }: ShiftRecords): (Step | null)[] {
  return [
    insertInto(CASH_MOVEMENT, cashMovements),
    insertInto(SHIFT_EVENT, shiftEvents),
    insertInto(SHIFT_REPORT, shiftReports),
  ];
}

/** The same, for recomputing them. */
export const SHIFT_FACTS = {
  cashMovements: {
    table: CASH_MOVEMENT,
    document: 'movement_id',
    key: ['movement_id'],
  } satisfies FactTable<CashMovementRow>,
  shiftEvents: { table: SHIFT_EVENT, document: 'event_id', key: ['event_id'] } satisfies FactTable<ShiftEventRow>,
  shiftReports: {
    table: SHIFT_REPORT,
    document: 'operation_id',
    key: ['operation_id'],
  } satisfies FactTable<ShiftReportRow>,
} as const;
