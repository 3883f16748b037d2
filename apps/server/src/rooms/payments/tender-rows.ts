import type { TenderKind } from '@mosaajii/domain/sale';
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
export function tenderSteps(tenders: readonly TenderRow[], refunded: readonly RefundedRow[]): (Step | null)[] {
  const known = refunded.filter((row) => !row.isNew);
  return [
    insertInto(SALE_TENDER, tenders),
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
} {
  return {
    locked:
      'select sale_id, tender_id, refunded_minor from sale_tender_refunded where organization_id = $1' +
      ` and sale_id = any(${parameter.saleIds}::uuid[]) order by sale_id, tender_id for update`,
    tenders:
      'select sale_id, tender_number, tender_id, kind, applied_minor, purse_id, points from sale_tender where organization_id = $1' +
      ` and sale_id = any(${parameter.saleIds}::uuid[])`,
  };
}

/** Tenders, for recomputing them. */
export const TENDER_FACTS: FactTable<TenderRow> = {
  table: SALE_TENDER,
  document: 'sale_id',
  key: ['sale_id', 'tender_number'],
};
