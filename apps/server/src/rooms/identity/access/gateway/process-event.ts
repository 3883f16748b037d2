import type { GlobalTx } from '../../../../platform/database/index.ts';
import type { Deps } from '../../../../platform/deps.ts';
import type { GatewayPayment, PaymentGateway } from '../../../../platform/webhooks/index.ts';
import { markVerified, writeVerification } from '../verify-payment.ts';

export type GatewayDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'gateways'>;

/** What somebody has to look at: the operator's panel shows it. */
const UNEXPECTED: ReadonlySet<string> = new Set(['unknown', 'purpose-unknown', 'short']);

/** A payment's name over all gateways: two of them may count alike. */
export function paymentName(gateway: string, gatewayPaymentId: string): string {
  return `${gateway}:${gatewayPaymentId}`;
}

/**
 * Does what an event calls for, once. What happened is asked of the gateway, so that the order of events, a repeat and a
 * forged content make no difference: the state that counts is the gateway's present one.
 */
export async function processEvent(deps: GatewayDeps, gateway: PaymentGateway, eventId: string): Promise<void> {
  const waiting = await deps.db.globalTx(async (tx) => {
    const [row] = await tx.query<{ gateway_payment_id: string }>(
      'select gateway_payment_id from access_gateway_event where gateway = $1 and event_id = $2 and processed_at is null',
      [gateway.name, eventId],
    );
    return row?.gateway_payment_id;
  });
  if (waiting === undefined) return;
  const payment = await gateway.readPayment(waiting.slice(paymentName(gateway.name, '').length));
  await deps.db.globalTx(async (tx) => {
    // Events of one payment take turns.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`gateway:${waiting}`]);
    const outcome = payment === undefined ? 'unknown' : await apply(deps, tx, waiting, payment);
    if (UNEXPECTED.has(outcome))
      deps.log.warn({ gateway: gateway.name, eventId, outcome }, 'a payment fits nothing here');
    await tx.query(
      'update access_gateway_event set processed_at = $3, outcome = $4 where gateway = $1 and event_id = $2',
      [gateway.name, eventId, deps.clock.now(), outcome],
    );
  });
}

/** Takes up events that were written down and not done: the server or the gateway was away. Returns how many were done. */
export async function processWaiting(deps: GatewayDeps): Promise<number> {
  const waiting = await deps.db.globalTx((tx) =>
    tx.query<{ gateway: string; event_id: string }>(
      'select gateway, event_id from access_gateway_event where processed_at is null order by received_at limit 100',
    ),
  );
  let done = 0;
  for (const { gateway: name, event_id: eventId } of waiting) {
    const gateway = (deps.gateways ?? []).find((each) => each.name === name);
    if (gateway === undefined) continue;
    try {
      await processEvent(deps, gateway, eventId);
      done += 1;
    } catch (error) {
      deps.log.warn({ err: error, gateway: name, eventId }, 'an event of a gateway waits for another try');
    }
  }
  return done;
}

type Applying = Pick<Deps, 'clock' | 'ids'>;

async function apply(deps: Applying, tx: GlobalTx, name: string, payment: GatewayPayment): Promise<string> {
  if (payment.state === 'pending' || payment.state === 'failed') return payment.state;
  const target = await targetOf(tx, payment);
  if (target === undefined) return 'purpose-unknown';
  const { paymentId, isEnough } = await recordOnce(deps, tx, name, payment, target);
  if (payment.currency !== target.currency || payment.amountMinor < target.priceMinor || !isEnough) return 'short';
  await verifyOnce(deps, tx, paymentId, target);
  return payment.state === 'refunded' ? refundOnce(deps, tx, name, paymentId, payment) : 'paid';
}

interface Target {
  readonly requestId: string | null;
  readonly organizationId: string | null;
  readonly planId: string;
  readonly priceMinor: number;
  readonly currency: string;
}

async function targetOf(tx: GlobalTx, { purpose }: GatewayPayment): Promise<Target | undefined> {
  const [row] =
    purpose.kind === 'request'
      ? await tx.query<TargetRow>(
          'select r.request_id, null as organization_id, p.plan_id, p.price_minor, p.currency_code from access_request r' +
            ' join access_plan p on p.plan_id = r.plan_id where r.request_id::text = $1',
          [purpose.requestId],
        )
      : await tx.query<TargetRow>(
          // A shop that nobody pays for has no end that could be moved; a payment would give it one.
          'select null as request_id, t.organization_id, p.plan_id, p.price_minor, p.currency_code from access_term t' +
            ' join access_plan p on p.plan_id::text = $2 where t.organization_id::text = $1',
          [purpose.organizationId, purpose.planId],
        );
  if (row === undefined) return undefined;
  return {
    requestId: row.request_id,
    organizationId: row.organization_id,
    planId: row.plan_id,
    priceMinor: row.price_minor,
    currency: row.currency_code,
  };
}

interface TargetRow {
  readonly request_id: string | null;
  readonly organization_id: string | null;
  readonly plan_id: string;
  readonly price_minor: number;
  readonly currency_code: string;
}

async function recordOnce(
  { clock, ids }: Applying,
  tx: GlobalTx,
  name: string,
  payment: GatewayPayment,
  target: Target,
): Promise<{ readonly paymentId: string; readonly isEnough: boolean }> {
  await tx.query(
    'insert into access_payment (payment_id, kind, request_id, organization_id, plan_id, amount_minor, currency_code,' +
      ' reference, source, gateway_payment_id, recorded_at)' +
      " values ($1, $2, $3, $4, $5, $6, $7, $8, 'gateway', $8, $9) on conflict (gateway_payment_id) do nothing",
    [
      ids.next(),
      target.requestId === null ? 'renewal' : 'payment',
      target.requestId,
      target.organizationId,
      target.planId,
      payment.amountMinor,
      payment.currency,
      name,
      clock.now(),
    ],
  );
  const [row] = await tx.query<{ payment_id: string; amount_minor: number; currency_code: string }>(
    'select payment_id, amount_minor, currency_code from access_payment where gateway_payment_id = $1',
    [name],
  );
  if (row === undefined) throw new Error('a payment that was just recorded is gone');
  // What was recorded first is never edited: a payment that came short and grew afterwards is for the operator to look at.
  const isEnough = row.currency_code === target.currency && row.amount_minor >= target.priceMinor;
  return { paymentId: row.payment_id, isEnough };
}

async function verifyOnce({ clock }: Applying, tx: GlobalTx, paymentId: string, target: Target): Promise<void> {
  const known = await tx.query('select 1 from access_verification where payment_id = $1', [paymentId]);
  if (known.length > 0) return;
  await writeVerification(tx, paymentId, 'gateway', null, clock.now());
  if (target.requestId !== null) await markVerified(tx, target.requestId, paymentId, null, clock.now());
}

async function refundOnce(
  { clock, ids }: Applying,
  tx: GlobalTx,
  name: string,
  paymentId: string,
  payment: GatewayPayment,
): Promise<string> {
  await tx.query(
    'insert into access_payment (payment_id, kind, request_id, organization_id, plan_id, amount_minor, currency_code,' +
      ' reference, source, gateway_payment_id, recorded_at, refunds_payment_id)' +
      " select $1, 'refund', request_id, organization_id, plan_id, $2, currency_code, $3, 'gateway', $3, $4, payment_id" +
      ' from access_payment p where payment_id = $5' +
      '   and not exists (select from access_payment f where f.refunds_payment_id = p.payment_id)',
    [ids.next(), payment.amountMinor, `${name}:refund`, clock.now(), paymentId],
  );
  return 'refunded';
}
