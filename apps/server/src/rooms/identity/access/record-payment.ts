import type { newAccessPayment, newRefund, newRenewal } from '@mosaajii/contract/access';
import type { AuditAction } from '@mosaajii/contract/audit-actions';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { z } from 'zod';
import type { UserActor } from '../../../platform/access/index.ts';
import { type GlobalTx, sqlState } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type MoveRefusal, moveRequest } from './move-request.ts';
import { auditOperator, type Origin } from './operator-audit.ts';

type PaymentInput = z.output<typeof newAccessPayment>;
export type PaymentRefusal =
  | MoveRefusal
  | Refusal<'not-found' | 'conflict' | 'idempotency-key-reused' | 'invalid-request'>;
type Recording = Pick<Deps, 'db' | 'clock'>;

interface PaymentTarget {
  readonly kind: 'payment' | 'renewal';
  readonly requestId: string | null;
  readonly organizationId: string | null;
  readonly planId: string;
}

/** Writes down that money came for a request. That it did is for somebody else to say. A repeat changes nothing. */
export function recordPayment(
  deps: Recording,
  actor: UserActor,
  requestId: string,
  input: PaymentInput,
  origin: Origin,
): Promise<Result<string, PaymentRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const [request] = await tx.query<{ plan_id: string; state: string }>(
      'select plan_id, state from access_request where request_id = $1',
      [requestId],
    );
    if (request === undefined) return refuse({ code: 'not-found', detail: 'There is no request with this id.' });
    const target: PaymentTarget = { kind: 'payment', requestId, organizationId: null, planId: request.plan_id };
    const known = await knownPayment(tx, input, target);
    if (known !== undefined) return known;
    if (request.state !== 'pending' && request.state !== 'payment-recorded') {
      return refuse({ code: 'conflict', detail: 'This request does not wait for a payment.' });
    }
    await insertPayment(deps, tx, actor, input, target);
    if (request.state === 'pending') {
      const detail = { paymentId: input.paymentId };
      const moved = await moveRequest(tx, requestId, {
        to: 'payment-recorded',
        by: actor.accountId,
        at: deps.clock.now(),
        detail,
      });
      if (!moved.ok) throw new Error(`a request with a payment cannot be ${moved.error.code}`);
    }
    await auditPayment(tx, actor, origin, 'access-payment.recorded', input, { requestId });
    return ok(input.paymentId);
  });
}

/** Writes down that an organization paid for another period. It counts once somebody else has verified it. */
export function recordRenewal(
  deps: Recording,
  actor: UserActor,
  organizationId: string,
  input: z.output<typeof newRenewal>,
  origin: Origin,
): Promise<Result<string, PaymentRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const [found] = await tx.query<{ tenants: number; plans: number }>(
      'select (select count(*)::int from tenant where organization_id = $1) as tenants,' +
        ' (select count(*)::int from access_plan where plan_id = $2) as plans',
      [organizationId, input.planId],
    );
    if (found?.tenants !== 1) return refuse({ code: 'not-found', detail: 'There is no shop with this id.' });
    if (found.plans !== 1) return refuse({ code: 'invalid-request', detail: 'There is no plan with this id.' });
    const target: PaymentTarget = { kind: 'renewal', requestId: null, organizationId, planId: input.planId };
    const known = await knownPayment(tx, input, target);
    if (known !== undefined) return known;
    await insertPayment(deps, tx, actor, input, target);
    await auditPayment(tx, actor, origin, 'access-payment.recorded', input, { organizationId });
    return ok(input.paymentId);
  });
}

/** What came with an id that is there already: the same is a repeat. */
async function knownPayment(
  tx: GlobalTx,
  input: PaymentInput,
  target: PaymentTarget,
): Promise<Result<string, PaymentRefusal> | undefined> {
  const [row] = await tx.query<{
    amount_minor: number;
    request_id: string | null;
    organization_id: string | null;
    reference: string;
  }>('select amount_minor, request_id, organization_id, reference from access_payment where payment_id = $1', [
    input.paymentId,
  ]);
  if (row !== undefined) {
    const isSame =
      row.amount_minor === input.amountMinor &&
      row.reference === input.reference &&
      row.request_id === target.requestId &&
      row.organization_id === target.organizationId;
    return isSame
      ? ok(input.paymentId)
      : refuse({ code: 'idempotency-key-reused', detail: 'Another payment has this id.' });
  }
  if (input.evidenceId === null) return undefined;
  const evidence = await tx.query('select 1 from access_evidence where evidence_id = $1', [input.evidenceId]);
  return evidence.length > 0
    ? undefined
    : refuse({ code: 'invalid-request', detail: 'The evidence has not been uploaded.' });
}

async function insertPayment(
  { clock }: Pick<Deps, 'clock'>,
  tx: GlobalTx,
  actor: UserActor,
  input: PaymentInput,
  target: PaymentTarget,
): Promise<void> {
  await tx.query(
    'insert into access_payment (payment_id, kind, request_id, organization_id, plan_id, amount_minor, currency_code,' +
      ' reference, evidence_id, source, recorded_by, recorded_at)' +
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'hand', $10, $11)",
    [
      input.paymentId,
      target.kind,
      target.requestId,
      target.organizationId,
      target.planId,
      input.amountMinor,
      input.currency,
      input.reference,
      input.evidenceId,
      actor.accountId,
      clock.now(),
    ],
  );
}

const CHECK_VIOLATION = '23514';

/**
 * Writes down that money was given back. What was paid for with it ends at once when all of it was: a request is withdrawn,
 * an organization's time is shortened by what the payment had bought.
 */
export async function recordRefund(
  deps: Recording,
  actor: UserActor,
  paymentId: string,
  input: z.output<typeof newRefund>,
  origin: Origin,
): Promise<Result<string, PaymentRefusal>> {
  try {
    return await deps.db.globalTx(async (tx) => {
      const written = await tx.query(
        'insert into access_payment (payment_id, kind, request_id, organization_id, plan_id, amount_minor, currency_code,' +
          ' reference, source, recorded_by, recorded_at, refunds_payment_id)' +
          " select $1, 'refund', request_id, organization_id, plan_id, $2, currency_code, $3, 'hand', $4, $5, payment_id" +
          ' from access_payment where payment_id = $6 on conflict (payment_id) do nothing returning payment_id',
        [input.paymentId, input.amountMinor, input.reference, actor.accountId, deps.clock.now(), paymentId],
      );
      if (written.length === 0) return repeatedRefund(tx, paymentId, input);
      await auditPayment(tx, actor, origin, 'access-payment.refunded', input, { refunds: paymentId });
      return ok(input.paymentId);
    });
  } catch (error) {
    if (sqlState(error) !== CHECK_VIOLATION) throw error;
    return refuse({
      code: 'conflict',
      detail: 'Only a verified payment can be given back, and no more than came.',
    });
  }
}

async function repeatedRefund(
  tx: GlobalTx,
  paymentId: string,
  input: z.output<typeof newRefund>,
): Promise<Result<string, PaymentRefusal>> {
  const [row] = await tx.query<{ amount_minor: number; refunds_payment_id: string | null }>(
    'select amount_minor, refunds_payment_id from access_payment where payment_id = $1',
    [input.paymentId],
  );
  if (row === undefined) return refuse({ code: 'not-found', detail: 'There is no payment with this id.' });
  return row.amount_minor === input.amountMinor && row.refunds_payment_id === paymentId
    ? ok(input.paymentId)
    : refuse({ code: 'idempotency-key-reused', detail: 'Another payment has this id.' });
}

function auditPayment(
  tx: GlobalTx,
  actor: UserActor,
  origin: Origin,
  action: AuditAction,
  input: { readonly paymentId: string; readonly amountMinor: number; readonly reference: string },
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const detail = { amountMinor: input.amountMinor, reference: input.reference, ...more };
  return auditOperator(tx, actor, origin, {
    action,
    subjectKind: 'access-payment',
    subjectId: input.paymentId,
    detail,
  });
}
