import type { TenderKind } from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';

/** A tender of a sale with what returns have paid back of it. */
export interface TenderOfSale {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly tenderedMinor: number;
  readonly appliedMinor: number;
  readonly refundedMinor: number;
  readonly reference: string;
  readonly points: number | null;
}

interface Row {
  readonly tender_id: string;
  readonly kind: TenderKind;
  readonly tendered_minor: number;
  readonly applied_minor: number;
  readonly refunded_minor: number;
  readonly reference: string;
  readonly points: number | null;
}

/** The tenders of one sale in their order. */
export async function readTenders(tx: Tx, saleId: string): Promise<TenderOfSale[]> {
  const rows = await tx.query<Row>(
    'select t.tender_id, t.kind, t.tendered_minor, t.applied_minor, coalesce(r.refunded_minor, 0) as refunded_minor, t.reference, t.points' +
      ' from sale_tender t left join sale_tender_refunded r on r.organization_id = t.organization_id' +
      ' and r.sale_id = t.sale_id and r.tender_id = t.tender_id' +
      ' where t.organization_id = $1 and t.sale_id = $2 order by t.tender_number',
    [tx.organizationId, saleId],
  );
  return rows.map((row) => ({
    tenderId: row.tender_id,
    kind: row.kind,
    tenderedMinor: row.tendered_minor,
    appliedMinor: row.applied_minor,
    refundedMinor: row.refunded_minor,
    reference: row.reference,
    points: row.points,
  }));
}

/** What has been paid back of each tender, as it is counted. */
export async function readRefundedCounters(tx: Tx): Promise<{ readonly key: string; readonly counted: number }[]> {
  return tx.query(
    "select sale_id || '|' || tender_id as key, refunded_minor as counted from sale_tender_refunded where organization_id = $1",
    [tx.organizationId],
  );
}
