import { correctedTenders, type TenderCorrection, type TenderInput, type TenderKind } from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';
import type { CardAnswerRow } from './card-answer-rows.ts';
import { readCardAnswers } from './card-answers.ts';

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

/** The tenders of one sale in their order, as they stand after all corrections, those, and the office's answers. */
export async function readTenders(
  tx: Tx,
  saleId: string,
): Promise<{
  readonly tenders: readonly TenderOfSale[];
  readonly corrections: readonly CorrectionOfSale[];
  readonly answers: readonly CardAnswerRow[];
}> {
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
  const answers = await readCardAnswers(tx, [saleId]);
  const back = new Map(refunded.map((row) => [row.tender_id, row.refunded_minor]));
  const answered = new Set(answers.map((answer) => answer.tenderId));
  const tenders = correctedTenders(rows.map(tenderOf), corrections, handedOver);
  return {
    tenders: tenders.map((tender) => ({
      ...tender,
      refundedMinor: back.get(tender.tenderId) ?? 0,
      isUncertain: tender.isUncertain && !answered.has(tender.tenderId),
    })),
    corrections,
    answers,
  };
}

/** Nobody settled an uncertain tender `u` since: neither by a correction at its till nor by an answer of the office. */
const STILL_UNCERTAIN =
  'u.organization_id = $1 and u.is_uncertain and not exists (select from' +
  ' tender_correction c where c.organization_id = $1 and c.sale_id = u.sale_id' +
  " and c.before @> jsonb_build_array(jsonb_build_object('tenderId', u.tender_id::text)))" +
  ' and not exists (select from card_answer a where a.organization_id = $1 and a.sale_id = u.sale_id' +
  ' and a.tender_id = u.tender_id)';

/** The sales with a card that nobody is sure of still, for a condition; `$1` is the organization. */
export const UNCERTAIN_SALES = `select u.sale_id from sale_tender u where ${STILL_UNCERTAIN}`;

/** The cards of some sales that nobody is sure of still, in their order. */
export async function readUncertain(
  tx: Tx,
  saleIds: readonly string[],
): Promise<
  readonly {
    readonly saleId: string;
    readonly tenderId: string;
    readonly amountMinor: number;
    readonly refundedMinor: number;
  }[]
> {
  if (saleIds.length === 0) return [];
  return tx.query(
    'select u.sale_id as "saleId", u.tender_id as "tenderId", u.applied_minor as "amountMinor",' +
      ' coalesce((select r.refunded_minor from sale_tender_refunded r where r.organization_id = $1 and r.sale_id = u.sale_id' +
      ' and r.tender_id = u.tender_id), 0) as "refundedMinor"' +
      ` from sale_tender u where ${STILL_UNCERTAIN} and u.sale_id = any($2::uuid[]) order by u.sale_id, u.tender_number`,
    [tx.organizationId, saleIds],
  );
}

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
