import type { TenderCorrection, TenderKind } from '@mosaajii/domain/sale';
import { type FactTable, insertInto, type Step, type Table, updateFrom } from '../../platform/statement/index.ts';

/** A tender of a sale (positive) or a refund of a return (negative). */
export interface TenderRow {
  readonly saleId: string;
  readonly tenderNumber: number;
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly tenderedMinor: number;
  readonly appliedMinor: number;
  readonly reference: string;
  /** The purse that it was taken from or goes back to. */
  readonly purseId: string | null;
  readonly forfeitedMinor: number;
  /** With points: how many pay the amount, or go back with it (negative). */
  readonly points: number | null;
  /** A card of which nobody knows whether it went through. */
  readonly isUncertain: boolean;
}

/** Some tenders of a sale were others. `isOwnShift`: in the shift that made the sale. */
export interface TenderCorrectionRow {
  readonly correctionId: string;
  readonly saleId: string;
  readonly isOwnShift: boolean;
  readonly storeId: string;
  readonly registerId: string;
  readonly shiftId: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly before: TenderCorrection['before'];
  readonly after: TenderCorrection['after'];
  readonly reason: string;
  readonly note: string;
  readonly occurredAt: string;
}

/** What has been paid back of a tender. New: the first refund makes the row; otherwise the row is there and locked. */
export interface RefundedRow {
  readonly saleId: string;
  readonly tenderId: string;
  readonly appliedMinor: number;
  readonly refundedMinor: number;
  readonly isNew: boolean;
}

const SALE_TENDER: Table<TenderRow> = {
  name: 'sale_tender',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'tender_number', type: 'integer', value: (row) => row.tenderNumber },
    { name: 'tender_id', type: 'uuid', value: (row) => row.tenderId },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'tendered_minor', type: 'bigint', value: (row) => row.tenderedMinor },
    { name: 'applied_minor', type: 'bigint', value: (row) => row.appliedMinor },
    { name: 'reference', type: 'text', value: (row) => row.reference },
    { name: 'purse_id', type: 'uuid', value: (row) => row.purseId },
    { name: 'forfeited_minor', type: 'bigint', value: (row) => row.forfeitedMinor },
    { name: 'points', type: 'bigint', value: (row) => row.points },
    { name: 'is_uncertain', type: 'boolean', value: (row) => row.isUncertain },
  ],
};

const CORRECTION: Table<TenderCorrectionRow> = {
  name: 'tender_correction',
  columns: [
    { name: 'correction_id', type: 'uuid', value: (row) => row.correctionId },
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'is_own_shift', type: 'boolean', value: (row) => row.isOwnShift },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'before', type: 'jsonb', value: (row) => JSON.stringify(row.before) },
    { name: 'after', type: 'jsonb', value: (row) => JSON.stringify(row.after) },
    { name: 'reason', type: 'text', value: (row) => row.reason },
    { name: 'note', type: 'text', value: (row) => row.note },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
  ],
};

const REFUNDED: Table<RefundedRow> = {
  name: 'sale_tender_refunded',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'tender_id', type: 'uuid', value: (row) => row.tenderId },
    { name: 'applied_minor', type: 'bigint', value: (row) => row.appliedMinor },
    { name: 'refunded_minor', type: 'bigint', value: (row) => row.refundedMinor },
  ],
};

/** Writes tenders and what has been refunded of the tenders of earlier sales. */
export function tenderSteps({
  tenders,
  refunded,
  corrections,
}: {
  readonly tenders: readonly TenderRow[];
  readonly refunded: readonly RefundedRow[];
  readonly corrections: readonly TenderCorrectionRow[];
}): (Step | null)[] {
  const known = refunded.filter((row) => !row.isNew);
  return [
    insertInto(SALE_TENDER, tenders),
    insertInto(CORRECTION, corrections),
    insertInto(
      REFUNDED,
      refunded.filter((row) => row.isNew),
    ),
    updateFrom(
      {
        name: REFUNDED.name,
        columns: REFUNDED.columns,
        set: 'refunded_minor = v.refunded_minor',
        where: 't.sale_id = v.sale_id and t.tender_id = v.tender_id',
      },
      known,
    ),
  ];
}

/** The tenders of some sales with what has been paid back of each, those counters locked in the order of their key. */
export function tendersToLoad(parameter: { readonly saleIds: string }): {
  readonly locked: string;
  readonly tenders: string;
  readonly corrections: string;
} {
  return {
    locked:
      'select sale_id, tender_id, refunded_minor from sale_tender_refunded where organization_id = $1' +
      ` and sale_id = any(${parameter.saleIds}::uuid[]) order by sale_id, tender_id for update`,
    tenders:
      'select sale_id, tender_number, tender_id, kind, applied_minor, purse_id, points, is_uncertain from sale_tender where organization_id = $1' +
      ` and sale_id = any(${parameter.saleIds}::uuid[])`,
    corrections:
      'select sale_id, before, after from tender_correction where organization_id = $1' +
      ` and sale_id = any(${parameter.saleIds}::uuid[]) order by occurred_at, correction_id`,
  };
}

/** Tenders, for recomputing them. */
export const TENDER_FACTS: FactTable<TenderRow> = {
  table: SALE_TENDER,
  document: 'sale_id',
  key: ['sale_id', 'tender_number'],
};
export const CORRECTION_FACTS: FactTable<TenderCorrectionRow> = {
  table: CORRECTION,
  document: 'correction_id',
  key: ['correction_id'],
};
