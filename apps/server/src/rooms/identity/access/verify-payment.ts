import type { AccessPayment } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { accountByEmail } from './accounts.ts';
import { moveRequest } from './move-request.ts';
import { auditOperator, type Origin } from './operator-audit.ts';
import { readPayment } from './payment-rows.ts';
import { readRequest } from './request-rows.ts';

type Method = NonNullable<AccessPayment['mayVerifyAs']>;
export type VerifyRefusal = Refusal<'not-found' | 'conflict' | 'second-person-needed'>;

/**
 * Says that the money of a payment really came. Whoever recorded the payment, or asked for what it buys, cannot, unless
 * nobody else runs the installation: then it is marked as approved by oneself. A repeat answers the same.
 */
export function verifyPayment(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
  paymentId: string,
  origin: Origin,
): Promise<Result<Method, VerifyRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const [payment] = await tx.query<{ request_id: string | null; kind: string }>(
      'select request_id, kind from access_payment where payment_id = $1',
      [paymentId],
    );
    if (payment === undefined || payment.kind === 'refund') {
      return refuse({ code: 'not-found', detail: 'There is no payment with this id.' });
    }
    const requestId = payment.request_id;
    // Two who verify at once take turns; the second finds it done.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`access-payment:${paymentId}`]);
    const seen = await readPayment(tx, paymentId, actor.accountId);
    if (seen?.verification != null) return ok(seen.verification.method);
    const method = seen?.mayVerifyAs ?? null;
    if (method === null) return refuse(await whyNot(tx, seen));
    if (requestId !== null && method === 'second-person' && (await isApplicant(deps, tx, actor, requestId))) {
      return refuse(SECOND_PERSON);
    }
    await writeVerification(tx, paymentId, method, actor.accountId, deps.clock.now());
    if (requestId !== null) await markVerified(tx, requestId, paymentId, actor.accountId, deps.clock.now());
    const detail = { method, requestId };
    await auditOperator(tx, actor, origin, {
      action: 'access-payment.verified',
      subjectKind: 'access-payment',
      subjectId: paymentId,
      detail,
    });
    return ok(method);
  });
}

const SECOND_PERSON: VerifyRefusal = {
  code: 'second-person-needed',
  detail: 'Somebody else has to verify this payment: not whoever recorded it, nor whoever asked for what it buys.',
};

async function whyNot(tx: GlobalTx, payment: AccessPayment | undefined): Promise<VerifyRefusal> {
  const [row] = await tx.query<{ price_minor: number }>(
    'select plan.price_minor from access_payment p join access_plan plan on plan.plan_id = p.plan_id where p.payment_id = $1',
    [payment?.paymentId],
  );
  const isShort = payment !== undefined && row !== undefined && payment.amountMinor < row.price_minor;
  return isShort ? { code: 'conflict', detail: 'The payment is less than the price of the plan.' } : SECOND_PERSON;
}

/** An operator who asked for a shop of their own under the address of their account. */
async function isApplicant(
  deps: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  actor: UserActor,
  requestId: string,
): Promise<boolean> {
  const request = await readRequest(deps, tx, requestId);
  if (request === undefined) return false;
  return (await accountByEmail(deps.personal, tx, request.email))?.accountId === actor.accountId;
}

/** Writes the fact. The database refuses whoever may not. */
export async function writeVerification(
  tx: GlobalTx,
  paymentId: string,
  method: Method,
  verifiedBy: string | null,
  at: Date,
): Promise<void> {
  await tx.query(
    'insert into access_verification (payment_id, method, verified_by, verified_at) values ($1, $2, $3, $4)',
    [paymentId, method, verifiedBy, at],
  );
}

/** Takes the request of a payment that was just verified on, where it still waits for one. */
export async function markVerified(
  tx: GlobalTx,
  requestId: string,
  paymentId: string,
  by: string | null,
  at: Date,
): Promise<void> {
  const moved = await moveRequest(tx, requestId, { to: 'payment-verified', by, at, detail: { paymentId } });
  // A request that was rejected meanwhile stays so; the payment is there to be given back.
  if (!moved.ok && moved.error.code !== 'conflict') throw new Error(`a verified payment left ${moved.error.code}`);
}
