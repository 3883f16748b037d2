import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop, type TestShop } from '../../../../app-fixture.ts';
import { createIds } from '../../../../platform/ids/index.ts';
import { createLog } from '../../../../platform/log/index.ts';
import type { GatewayPayment } from '../../../../platform/webhooks/index.ts';
import { addPlan, askFor, stateOf } from '../access-fixture.ts';
import { deliver, deliveryOf, simulateGateway } from './gateway-fixture.ts';
import { processWaiting } from './process-event.ts';

const ids = createIds();
const gateway = simulateGateway();
let fixture: AppFixture;
let shop: TestShop;
let planId: string;
beforeAll(async () => {
  fixture = await createAppFixture({}, { gateways: [gateway] });
  shop = await setUpShop(fixture);
  planId = await addPlan(fixture, shop.token);
});
afterAll(() => fixture.close());

const deps = () => ({ db: fixture.db, clock: fixture.clock, ids, log: createLog('silent'), gateways: [gateway] });

const PRICE = 150_000;
const paid = (requestId: string, more: Partial<GatewayPayment> = {}): GatewayPayment => ({
  state: 'paid',
  amountMinor: PRICE,
  currency: 'KES',
  purpose: { kind: 'request', requestId },
  ...more,
});

/** A request, and a payment for it at the gateway. */
async function asked(more: Partial<GatewayPayment> = {}) {
  const { requestId } = await askFor(fixture, planId);
  const paymentId = ids.next();
  gateway.payments.set(paymentId, paid(requestId, more));
  return { requestId, paymentId };
}

const countOf = async (requestId: string, kind = 'payment') =>
  (await fixture.owner.query('select 1 from access_payment where request_id = $1 and kind = $2', [requestId, kind]))
    .rows.length;

describe('a delivery of a gateway', () => {
  it('verifies the payment that the gateway then confirms', async () => {
    const { requestId, paymentId } = await asked();
    const reply = await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId));
    expect(reply.status).toBe(202);
    expect(await stateOf(fixture, requestId)).toBe('payment-verified');
  });

  it('has one effect, however often it comes', async () => {
    const { requestId, paymentId } = await asked();
    const delivery = deliveryOf(fixture, gateway, paymentId);
    const replies = await Promise.all(Array.from({ length: 100 }, () => deliver(fixture, gateway, delivery)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId));
    expect(await countOf(requestId)).toBe(1);
    const events = await fixture.owner.query('select 1 from access_event where request_id = $1 and action = $2', [
      requestId,
      'payment-verified',
    ]);
    expect(events.rows).toHaveLength(1);
  });

  it('is believed in nothing: the gateway is asked', async () => {
    const { requestId, paymentId } = await asked({ state: 'pending' });
    await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId, { type: 'payment.paid' }));
    expect(await stateOf(fixture, requestId)).toBe('pending');
    await deliver(fixture, gateway, deliveryOf(fixture, gateway, ids.next(), { type: 'payment.paid' }));
    expect(await countOf(requestId)).toBe(0);
  });

  it.each([
    ['less than the price', { amountMinor: PRICE - 1 }],
    ['another currency', { currency: 'USD' }],
  ])('of %s verifies nothing', async (_name, more) => {
    const { requestId, paymentId } = await asked(more);
    await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId));
    expect(await stateOf(fixture, requestId)).toBe('pending');
    expect(await countOf(requestId)).toBe(1);
  });

  it('comes to the same in every order of what it tells', async () => {
    const types = ['payment.created', 'payment.paid', 'payment.refunded', 'payment.settled'];
    for (const order of permutations(types)) {
      const { requestId, paymentId } = await asked();
      for (const type of order) {
        if (type === 'payment.refunded') gateway.payments.set(paymentId, paid(requestId, { state: 'refunded' }));
        await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId, { type }));
      }
      expect([await stateOf(fixture, requestId), await countOf(requestId), await countOf(requestId, 'refund')]).toEqual(
        ['withdrawn', 1, 1],
      );
    }
  });

  it('is done later when the gateway was away', async () => {
    const { requestId, paymentId } = await asked();
    gateway.isAway = true;
    expect((await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId))).status).toBe(202);
    expect(await stateOf(fixture, requestId)).toBe('pending');
    gateway.isAway = false;
    expect(await processWaiting(deps())).toBe(1);
    expect(await stateOf(fixture, requestId)).toBe('payment-verified');
    expect(await processWaiting(deps())).toBe(0);
  });

  it('signed with the former secret is taken while both are in use', async () => {
    const { requestId, paymentId } = await asked();
    const [former] = gateway.secrets;
    if (former === undefined) throw new Error('no secret');
    await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId, { secret: former }));
    expect(await stateOf(fixture, requestId)).toBe('payment-verified');
  });
});

describe('what is not the gateway’s', () => {
  const refused = async (change: (delivery: ReturnType<typeof deliveryOf>) => object, skewSeconds = 0) => {
    const { requestId, paymentId } = await asked();
    const delivery = deliveryOf(fixture, gateway, paymentId, { skewSeconds });
    const reply = await deliver(fixture, gateway, { ...delivery, ...change(delivery) });
    expect(await stateOf(fixture, requestId)).toBe('pending');
    return [reply.status, reply.body['code']];
  };
  const withHeaders = (more: object) => (delivery: ReturnType<typeof deliveryOf>) => ({
    headers: { ...delivery.headers, ...more },
  });

  it.each([
    ['no signature', withHeaders({ 'webhook-signature': '' })],
    ['a wrong signature', withHeaders({ 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` })],
    ['another version of signature', withHeaders({ 'webhook-signature': 'v2,AAAA' })],
    ['the id of another delivery', withHeaders({ 'webhook-id': 'evt_other' })],
    ['another time', withHeaders({ 'webhook-timestamp': '1' })],
    ['an unknown key', withHeaders({ 'webhook-key-id': 'k9' })],
    ['the id of the other key', withHeaders({ 'webhook-key-id': 'k1' })],
    [
      'the same content written otherwise',
      ({ body }: { body: string }) => ({ body: JSON.stringify(JSON.parse(body), null, 1) }),
    ],
  ])('with %s is refused', async (_name, change) => {
    expect(await refused(change)).toEqual([401, 'webhook-refused']);
  });

  it.each([301, -301])('%i seconds away is refused', async (skew) => {
    expect(await refused(() => ({}), skew)).toEqual([401, 'webhook-refused']);
  });

  it.each([300, -300])('%i seconds away is taken', async (skewSeconds) => {
    const { requestId, paymentId } = await asked();
    await deliver(fixture, gateway, deliveryOf(fixture, gateway, paymentId, { skewSeconds }));
    expect(await stateOf(fixture, requestId)).toBe('payment-verified');
  });

  it('of ten megabytes is refused unread', async () => {
    const { paymentId } = await asked();
    const delivery = deliveryOf(fixture, gateway, paymentId);
    const reply = await deliver(fixture, gateway, { ...delivery, body: `"${'x'.repeat(10 * 1024 * 1024)}"` });
    expect([reply.status, reply.body['code']]).toEqual([413, 'body-too-large']);
  });

  it('of a gateway that is not connected is not found', async () => {
    const { paymentId } = await asked();
    const reply = await deliver(fixture, { ...gateway, name: 'nobody' }, deliveryOf(fixture, gateway, paymentId));
    expect(reply.status).toBe(404);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
