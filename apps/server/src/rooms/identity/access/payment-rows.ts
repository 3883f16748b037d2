import type { AccessEvent, AccessPayment } from '@mosaajii/contract/access';
import type { GlobalTx } from '../../../platform/database/index.ts';
import { accountNames } from './accounts.ts';
import { exponentOf } from './plans.ts';

interface PaymentRow {
  readonly payment_id: string;
  readonly kind: AccessPayment['kind'];
  readonly plan_name: string;
  readonly amount_minor: number;
  readonly price_minor: number;
  readonly currency_code: string;
  readonly reference: string;
  readonly source: AccessPayment['source'];
  readonly recorded_by: string | null;
  readonly recorded_at: Date;
  readonly refunds_payment_id: string | null;
  readonly refunded_minor: number;
  readonly evidence: {
    readonly evidenceId: string;
    readonly fileName: string;
    readonly contentType: 'image/png' | 'image/jpeg' | 'application/pdf';
    readonly bytes: number;
    readonly sha256: string;
  } | null;
  readonly method: 'second-person' | 'self-approved' | 'free' | 'gateway' | null;
  readonly verified_by: string | null;
  readonly verified_at: Date | null;
  readonly may_verify: boolean;
  readonly may_anybody: boolean;
}

/** Which payments: of a request, or of an organization with those of the request that it came from. */
export type PaymentsOf = { readonly requestId: string } | { readonly organizationId: string };

const SELECT =
  'select p.payment_id, p.kind, plan.name as plan_name, p.amount_minor, plan.price_minor, p.currency_code, p.reference, p.source,' +
  ' p.recorded_by, p.recorded_at, p.refunds_payment_id, v.method, v.verified_by, v.verified_at,' +
  ' (select coalesce(sum(f.amount_minor), 0)::bigint from access_payment f where f.refunds_payment_id = p.payment_id)' +
  '   as refunded_minor,' +
  " (select json_build_object('evidenceId', e.evidence_id, 'fileName', e.file_name, 'contentType', e.content_type," +
  " 'bytes', length(e.bytes), 'sha256', e.sha256) from access_evidence e where e.evidence_id = p.evidence_id) as evidence," +
  ' access_may_verify($1, p) as may_verify,' +
  ' exists (select from operator o where access_may_verify(o.account_id, p)) as may_anybody' +
  ' from access_payment p join access_plan plan on plan.plan_id = p.plan_id' +
  ' left join access_verification v on v.payment_id = p.payment_id';

/** The payments with what became of them, in the order in which they were recorded; at most 500. */
export async function listPayments(tx: GlobalTx, of: PaymentsOf, asker: string): Promise<AccessPayment[]> {
  const condition =
    'requestId' in of
      ? 'p.request_id = $2'
      : '(p.organization_id = $2 or p.request_id in (select request_id from access_request where organization_id = $2))';
  const rows = await tx.query<PaymentRow>(
    `${SELECT} where ${condition} order by p.recorded_at, p.payment_id limit 500`,
    [asker, 'requestId' in of ? of.requestId : of.organizationId],
  );
  return withNames(tx, rows);
}

/** One payment as the asker sees it. */
export async function readPayment(tx: GlobalTx, paymentId: string, asker: string): Promise<AccessPayment | undefined> {
  const rows = await tx.query<PaymentRow>(`${SELECT} where p.payment_id = $2`, [asker, paymentId]);
  return (await withNames(tx, rows))[0];
}

async function withNames(tx: GlobalTx, rows: readonly PaymentRow[]): Promise<AccessPayment[]> {
  const names = await accountNames(
    tx,
    rows.flatMap((row) => [row.recorded_by, row.verified_by]),
  );
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.displayName ?? null));
  return rows.map((row) => ({
    paymentId: row.payment_id,
    kind: row.kind,
    planName: row.plan_name,
    amountMinor: row.amount_minor,
    currency: row.currency_code,
    currencyExponent: exponentOf(row.currency_code),
    reference: row.reference,
    source: row.source,
    recordedBy: nameOf(row.recorded_by),
    recordedAt: row.recorded_at.toISOString(),
    evidence: row.evidence,
    refundsPaymentId: row.refunds_payment_id,
    refundedMinor: row.refunded_minor,
    verification:
      row.method === null || row.verified_at === null
        ? null
        : { method: row.method, verifiedBy: nameOf(row.verified_by), verifiedAt: row.verified_at.toISOString() },
    mayVerifyAs: methodFor(row),
  }));
}

/** How the asker, an operator, may verify it; the database checks the same. */
function methodFor(row: PaymentRow): AccessPayment['mayVerifyAs'] {
  if (row.method !== null || row.kind === 'refund' || row.amount_minor < row.price_minor) return null;
  if (row.may_verify) return 'second-person';
  if (row.price_minor === 0) return 'free';
  return row.may_anybody ? null : 'self-approved';
}

interface EventRow {
  readonly event_id: string;
  readonly action: string;
  readonly account_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly occurred_at: Date;
}

/** What happened to a request or an organization, the first first; at most 500. */
export async function listEvents(tx: GlobalTx, of: PaymentsOf): Promise<AccessEvent[]> {
  const condition =
    'requestId' in of
      ? 'request_id = $1'
      : '(organization_id = $1 or request_id in (select request_id from access_request where organization_id = $1))';
  const rows = await tx.query<EventRow>(
    `select event_id, action, account_id, detail, occurred_at from access_event where ${condition} order by position limit 500`,
    ['requestId' in of ? of.requestId : of.organizationId],
  );
  const names = await accountNames(
    tx,
    rows.map((row) => row.account_id),
  );
  return rows.map((row) => ({
    eventId: row.event_id,
    action: row.action,
    by: row.account_id === null ? null : (names.get(row.account_id)?.displayName ?? null),
    detail: row.detail,
    occurredAt: row.occurred_at.toISOString(),
  }));
}
