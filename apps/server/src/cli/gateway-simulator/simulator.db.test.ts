import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop } from '../../app-fixture.ts';
import { createIds } from '../../platform/ids/index.ts';
import { httpGateway, type PaymentGateway } from '../../platform/webhooks/index.ts';
import { addPlan, applicantTokenOf, askFor, stateOf } from '../../rooms/identity/access/access-fixture.ts';
import { type Action, type GatewaySimulator, startGatewaySimulator } from './simulator.ts';

const NAME = 'simulator';
const KEY = randomBytes(24).toString('base64url');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const ids = createIds();
let fixture: AppFixture;
let simulator: GatewaySimulator;
let gateway: PaymentGateway;
let planId: string;
let token: string;
beforeAll(async () => {
  simulator = await startGatewaySimulator({
    port: 0,
    key: KEY,
    secret: SECRET,
    // The deliveries arrive at the program in this process; what it asks back goes over the network of this machine.
    deliver: async (delivery) => (await fixture.ask('POST', `/gateway-events/${NAME}`, delivery)).status,
  });
  const secrets = [{ keyId: 'present', secret: SECRET }];
  gateway = httpGateway({ name: NAME, url: simulator.origin, key: KEY, secrets });
  fixture = await createAppFixture({ publicOrigin: 'http://localhost:4000' }, { gateways: [gateway] });
  const shop = await setUpShop(fixture);
  token = shop.token;
  planId = await addPlan(fixture, shop.token);
});
afterAll(async () => {
  await fixture.close();
  await simulator.close();
});

/** A request whose applicant has opened the page of the gateway. */
async function atTheGateway(): Promise<{ readonly requestId: string; readonly paymentId: string }> {
  const asked = await askFor(fixture, planId);
  const token = await applicantTokenOf(fixture, asked.requestId);
  const reply = await fixture.ask('POST', '/access-requests/mine/checkout', { body: { token } });
  expect(reply.status).toBe(200);
  const url = String(reply.body['url']);
  expect(url.startsWith(`${simulator.origin}/checkout/`)).toBe(true);
  return { requestId: asked.requestId, paymentId: decodeURIComponent(url.split('/').at(-1) ?? '') };
}

const paymentsOf = async (requestId: string): Promise<unknown[]> =>
  (
    await fixture.owner.query(
      'select p.amount_minor::int as amount, p.currency_code as currency, v.method from access_payment p' +
        ' left join access_verification v on v.payment_id = p.payment_id where p.request_id = $1 order by p.recorded_at',
      [requestId],
    )
  ).rows;
const PAID = { amount: 150_000, currency: 'KES', method: 'gateway' };

describe('a payment at the simulator', () => {
  it('makes the request paid, once, in whichever order and however often it is told', async () => {
    for (const first of ['pay', 'out-of-order'] as const) {
      const { requestId, paymentId } = await atTheGateway();
      const statuses = [...(await simulator.act(paymentId, first)), ...(await simulator.act(paymentId, 'repeat'))];
      expect(new Set(statuses)).toEqual(new Set([202]));
      expect(await stateOf(fixture, requestId)).toBe('payment-verified');
      expect(await paymentsOf(requestId)).toEqual([PAID]);
    }
  });

  it.each<[Action, number[]]>([
    ['forge', [401]],
    ['replay-old', [401]],
    ['unknown-payment', [202]],
    ['fail', [202]],
  ])('%s is answered clearly and moves nothing, and the true one still counts', async (action, statuses) => {
    const { requestId, paymentId } = await atTheGateway();
    expect(await simulator.act(paymentId, action)).toEqual(statuses);
    expect(await stateOf(fixture, requestId)).toBe('pending');
    expect(await paymentsOf(requestId)).toEqual([]);
    await simulator.act(paymentId, 'pay');
    expect(await stateOf(fixture, requestId)).toBe('payment-verified');
  });

  it.each<[Action, object]>([
    ['pay-less', { amount: 149_999, currency: 'KES', method: null }],
    ['pay-other-currency', { amount: 150_000, currency: 'XXX', method: null }],
  ])('%s is on record and opens nothing', async (action, payment) => {
    const { requestId, paymentId } = await atTheGateway();
    await simulator.act(paymentId, action);
    expect(await stateOf(fixture, requestId)).toBe('pending');
    expect(await paymentsOf(requestId)).toEqual([payment]);
  });

  it('is one payment however often the applicant presses', async () => {
    const asked = await askFor(fixture, planId);
    const token = await applicantTokenOf(fixture, asked.requestId);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => fixture.ask('POST', '/access-requests/mine/checkout', { body: { token } })),
    );
    expect(new Set(replies.map(({ status, body }) => `${status} ${String(body['url'])}`))).toEqual(
      new Set([`200 ${simulator.origin}/checkout/pay_${asked.requestId}`]),
    );
  });

  it('is shown on a page that says where one goes back to and runs nothing', async () => {
    const { paymentId } = await atTheGateway();
    const url = `${simulator.origin}/checkout/${encodeURIComponent(paymentId)}`;
    const page = await (await fetch(url)).text();
    expect(page).toContain('/my-request');
    expect(page).not.toContain('<script');
    const pressed = await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'pay' }) });
    expect(await pressed.text()).toContain('Answered to pay: 202');
  });
});

describe('a payment that fits nothing here', () => {
  it('is shown to the operator until it fits', async () => {
    const { paymentId } = await atTheGateway();
    await simulator.act(paymentId, 'unknown-payment');
    const list = await fixture.ask('GET', '/admin/access-requests', { token });
    const strays = list.body['strayPayments'] as { gateway: string; paymentId: string; outcome: string }[];
    expect(strays[0]).toMatchObject({ gateway: NAME, outcome: 'unknown' });
    expect(strays[0]?.paymentId).toMatch(/^unknown-/);
    expect(strays.map((stray) => stray.paymentId)).not.toContain(paymentId);
  });
});

describe('a gateway that is asked by HTTP', () => {
  it('knows nobody without the key, and says so of what it does not know', async () => {
    const stranger = httpGateway({ name: NAME, url: simulator.origin, key: `${KEY}x`, secrets: [] });
    await expect(stranger.readPayment('pay_1')).rejects.toThrow('401');
    expect(await gateway.readPayment('pay_1')).toBeUndefined();
  });

  it('that is away leaves the request as it is, and says to try again', async () => {
    const asked = await askFor(fixture, planId);
    const token = await applicantTokenOf(fixture, asked.requestId);
    const gone = httpGateway({ name: NAME, url: 'http://127.0.0.1:1', key: KEY, secrets: [] });
    const wanted = {
      reference: ids.next(),
      amountMinor: 1,
      currency: 'KES',
      description: 'd',
      returnUrl: 'https://x.test',
    };
    await expect(
      gone.createCheckout({ ...wanted, purpose: { kind: 'request', requestId: ids.next() } }),
    ).rejects.toThrow();
    expect((await fixture.ask('POST', '/access-requests/mine', { body: { token } })).body['state']).toBe('pending');
  });
});
