import { gatewayEvent } from '@mosaajii/contract/access';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { type SignedDelivery, verifyDelivery } from '../../../../platform/webhooks/index.ts';
import { type GatewayDeps, paymentName, processEvent } from './process-event.ts';

export type EventRefusal = Refusal<'not-found' | 'webhook-refused' | 'malformed-request'>;

/**
 * Takes a delivery of a gateway: checks who sent it, writes it down, and only then does something about it. The answer does
 * not wait for the gateway to be asked back successfully: what fails now is done again by the job.
 */
export async function receiveEvent(
  deps: GatewayDeps,
  name: string,
  delivery: SignedDelivery,
): Promise<Result<null, EventRefusal>> {
  const gateway = (deps.gateways ?? []).find((each) => each.name === name);
  if (gateway === undefined) return refuse({ code: 'not-found', detail: 'No gateway of this name is connected.' });
  const now = deps.clock.now();
  const verified = verifyDelivery(gateway.secrets, delivery, now);
  if (!verified.ok) {
    deps.log.warn({ gateway: name, reason: verified.error.detail }, 'a delivery was refused');
    return verified;
  }
  const event = readEvent(delivery.body);
  if (event === undefined) return refuse({ code: 'malformed-request', detail: 'The event has no type or payment.' });
  const eventId = verified.value;
  await deps.db.globalTx((tx) =>
    tx.query(
      'insert into access_gateway_event (gateway, event_id, gateway_payment_id, received_at) values ($1, $2, $3, $4)' +
        ' on conflict do nothing',
      [name, eventId, paymentName(name, event.data.paymentId), now],
    ),
  );
  try {
    await processEvent(deps, gateway, eventId);
  } catch (error) {
    deps.log.warn({ err: error, gateway: name, eventId }, 'an event of a gateway waits for another try');
  }
  return ok(null);
}

function readEvent(body: Buffer) {
  try {
    const parsed = gatewayEvent.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
