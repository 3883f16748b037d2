import { insertInto, type Step, type Table, updateFrom } from '../../platform/statement/index.ts';

/** A shift as the inbox knows it. */
export interface ShiftState {
  readonly shiftId: string;
  readonly registerId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly state: 'open' | 'closed';
  readonly openingFloatMinor: number;
  /** Opening float plus cash in less cash out: what the drawer should hold. */
  readonly cashMinor: number;
}

export interface ShiftClosing {
  readonly closedBy: string;
  readonly closedAt: string;
  readonly countedMinor: number;
  readonly claimedExpectedMinor: number;
  readonly reason: string | null;
}

/** A shift that begins in this batch, with what the batch has already sold in it. */
export interface NewShiftRow extends ShiftState {
  readonly storeId: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly saleCount: number;
  readonly returnCount: number;
  readonly closing: ShiftClosing | null;
}

/** What a batch changes in a shift that is already there. */
export interface ShiftChangeRow {
  readonly shiftId: string;
  readonly cashMinor: number;
  readonly saleCount: number;
  readonly returnCount: number;
  readonly closing: ShiftClosing | null;
}

const SHIFT: Table<NewShiftRow> = {
  name: 'shift',
  columns: [
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'state', type: 'text', value: (row) => row.state },
    { name: 'opened_by', type: 'uuid', value: (row) => row.openedBy },
    { name: 'opened_at', type: 'timestamptz', value: (row) => row.openedAt },
    { name: 'opening_float_minor', type: 'bigint', value: (row) => row.openingFloatMinor },
    { name: 'cash_minor', type: 'bigint', value: (row) => row.cashMinor },
    { name: 'sale_count', type: 'integer', value: (row) => row.saleCount },
    { name: 'return_count', type: 'integer', value: (row) => row.returnCount },
    { name: 'closed_by', type: 'uuid', value: (row) => row.closing?.closedBy ?? null },
    { name: 'closed_at', type: 'timestamptz', value: (row) => row.closing?.closedAt ?? null },
    { name: 'counted_minor', type: 'bigint', value: (row) => row.closing?.countedMinor ?? null },
    { name: 'claimed_expected_minor', type: 'bigint', value: (row) => row.closing?.claimedExpectedMinor ?? null },
    { name: 'difference_reason', type: 'text', value: (row) => row.closing?.reason ?? null },
  ],
};

const SHIFT_CHANGE = {
  name: 'shift',
  columns: [
    { name: 'shift_id', type: 'uuid', value: (row: ShiftChangeRow) => row.shiftId },
    { name: 'cash_minor', type: 'bigint', value: (row: ShiftChangeRow) => row.cashMinor },
    { name: 'sale_count', type: 'integer', value: (row: ShiftChangeRow) => row.saleCount },
    { name: 'return_count', type: 'integer', value: (row: ShiftChangeRow) => row.returnCount },
    { name: 'closed_by', type: 'uuid', value: (row: ShiftChangeRow) => row.closing?.closedBy ?? null },
    { name: 'closed_at', type: 'timestamptz', value: (row: ShiftChangeRow) => row.closing?.closedAt ?? null },
    { name: 'counted_minor', type: 'bigint', value: (row: ShiftChangeRow) => row.closing?.countedMinor ?? null },
    { name: 'claimed', type: 'bigint', value: (row: ShiftChangeRow) => row.closing?.claimedExpectedMinor ?? null },
    { name: 'reason', type: 'text', value: (row: ShiftChangeRow) => row.closing?.reason ?? null },
  ],
  set: [
    'cash_minor = t.cash_minor + v.cash_minor',
    'sale_count = t.sale_count + v.sale_count',
    'return_count = t.return_count + v.return_count',
    "state = case when v.closed_at is null then t.state else 'closed' end",
    'closed_by = coalesce(v.closed_by, t.closed_by)',
    'closed_at = coalesce(v.closed_at, t.closed_at)',
    'counted_minor = coalesce(v.counted_minor, t.counted_minor)',
    'claimed_expected_minor = coalesce(v.claimed, t.claimed_expected_minor)',
    'difference_reason = coalesce(v.reason, t.difference_reason)',
  ].join(', '),
  where: 't.shift_id = v.shift_id',
};

/** Writes shifts that begin and adds to those that are already there. */
export function shiftSteps(opened: readonly NewShiftRow[], changed: readonly ShiftChangeRow[]): (Step | null)[] {
  return [insertInto(SHIFT, opened), updateFrom(SHIFT_CHANGE, changed)];
}

/** Some shifts by id, and the shifts that a register has open. */
export function shiftsToLoad(parameter: { readonly shiftIds: string; readonly register: string }): {
  readonly named: string;
  readonly open: string;
} {
  const shifts =
    'select shift_id, register_id, business_date, currency_code, state, opening_float_minor, cash_minor from shift' +
    ' where organization_id = $1';
  return {
    named: `${shifts} and shift_id = any(${parameter.shiftIds}::uuid[])`,
    open: `${shifts} and register_id = ${parameter.register} and state = 'open'`,
  };
}
