import { correctedTenders, type TenderCorrection, type TenderInput, type TenderKind } from '@mosaajii/domain/sale';
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
  readonly isUncertain: boolean;
}

/** Somebody said that tenders of a sale were others. */
export interface CorrectionOfSale extends TenderCorrection {
  readonly correctionId: string;
  readonly userId: string;
  readonly occurredAt: string;
  readonly reason: string;
  readonly note: string;
}

interface Row {
  readonly tender_id: string;
  readonly kind: TenderKind;
  readonly tendered_minor: number;
  readonly applied_minor: number;
  readonly reference: string;
  readonly points: number | null;
  readonly is_uncertain: boolean;
}

/** The tenders of one sale in their order, as they stand after all corrections, and those. */
export async function readTenders(
  tx: Tx,
  saleId: string,
): Promise<{ readonly tenders: readonly TenderOfSale[]; readonly corrections: readonly CorrectionOfSale[] }> {
  const values = [tx.organizationId, saleId];
  const rows = await tx.query<Row>(
    'select tender_id, kind, tendered_minor, applied_minor, reference, points, is_uncertain from sale_tender' +
      ' where organization_id = $1 and sale_id = $2 order by tender_number',
    values,
  );
  const refunded = await tx.query<{ tender_id: string; refunded_minor: number }>(
    'select tender_id, refunded_minor from sale_tender_refunded where organization_id = $1 and sale_id = $2',
    values,
  );
  const corrections = await readCorrections(tx, saleId);
  const back = new Map(refunded.map((row) => [row.tender_id, row.refunded_minor]));
  const tenders = correctedTenders(rows.map(tenderOf), corrections, handedOver);
  return {
    tenders: tenders.map((tender) => ({ ...tender, refundedMinor: back.get(tender.tenderId) ?? 0 })),
    corrections,
  };
}

/** The sales with a card that nobody was sure of and no correction has settled since, for a condition; `$1` is the organization. */
export const UNCERTAIN_SALES =
  'select u.sale_id from sale_tender u where u.organization_id = $1 and u.is_uncertain and not exists (select from' +
  ' tender_correction c where c.organization_id = $1 and c.sale_id = u.sale_id' +
  " and c.before @> jsonb_build_array(jsonb_build_object('tenderId', u.tender_id::text)))";

async function readCorrections(tx: Tx, saleId: string): Promise<CorrectionOfSale[]> {
  const rows = await tx.query<{
    correction_id: string;
    user_id: string;
    occurred_at: Date;
    before: TenderCorrection['before'];
    after: TenderCorrection['after'];
    reason: string;
    note: string;
  }>(
    'select correction_id, user_id, occurred_at, before, after, reason, note from tender_correction' +
      ' where organization_id = $1 and sale_id = $2 order by occurred_at, correction_id',
    [tx.organizationId, saleId],
  );
  return rows.map(({ correction_id: correctionId, user_id: userId, occurred_at, ...rest }) => ({
    ...rest,
    correctionId,
    userId,
    occurredAt: occurred_at.toISOString(),
  }));
}

function tenderOf(row: Row): TenderOfSale {
  return {
    tenderId: row.tender_id,
    kind: row.kind,
    tenderedMinor: row.tendered_minor,
    appliedMinor: row.applied_minor,
    refundedMinor: 0,
    reference: row.reference,
    points: row.points,
    isUncertain: row.is_uncertain,
  };
}

/** What was handed over by a correction: exactly that, without change. */
function handedOver({ tenderId, kind, amountMinor, reference = '', isUncertain }: TenderInput): TenderOfSale {
  const amounts = { tenderedMinor: amountMinor, appliedMinor: amountMinor, refundedMinor: 0 };
  return { tenderId, kind, ...amounts, reference, points: null, isUncertain: isUncertain === true };
}

/** What has been paid back of each tender, as it is counted. */
export async function readRefundedCounters(tx: Tx): Promise<{ readonly key: string; readonly counted: number }[]> {
  return tx.query(
    "select sale_id || '|' || tender_id as key, refunded_minor as counted from sale_tender_refunded where organization_id = $1",
    [tx.organizationId],
  );
}
