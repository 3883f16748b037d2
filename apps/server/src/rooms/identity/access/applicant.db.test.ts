import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';
import {
  addOperatorTo,
  addPlan,
  applicantTokenOf,
  askFor,
  pay,
  stateOf,
  type TestOperator,
  verify,
} from './access-fixture.ts';
import { newApplicantToken } from './applicant.ts';
import { simulateGateway } from './gateway/gateway-fixture.ts';

const gateway = simulateGateway();
let fixture: AppFixture;
let shop: TestShop;
let second: TestOperator;
let planId: string;
beforeAll(async () => {
  fixture = await createAppFixture({ publicOrigin: 'http://localhost:4000' }, { gateways: [gateway] });
  shop = await setUpShop(fixture);
  second = await addOperatorTo(fixture, shop);
  planId = await addPlan(fixture, shop.token);
});
afterAll(() => fixture.close());

async function asked(plan = planId) {
  const { requestId } = await askFor(fixture, plan);
  const token = await applicantTokenOf(fixture, requestId);
  const send = (path: string) => fixture.ask('POST', `/access-requests/mine${path}`, { body: { token } });
  return { requestId, token, send };
}
const eventsOf = async (requestId: string) =>
  (
    await fixture.owner.query<{ action: string; account_id: string | null }>(
      'select action, account_id from access_event where request_id = $1 order by position',
      [requestId],
    )
  ).rows;
const mailsOf = async (template: string) =>
  (await fixture.owner.query('select 1 from message where template = $1', [template])).rows.length;

describe('whoever asked for access', () => {
  it('sees their request by the link of the mail, whose secret is kept nowhere in the open', async () => {
    const { requestId, send, token } = await asked();
    const seen = await send('');
    expect(seen.body).toMatchObject({ shopName: 'Juma Stores', state: 'pending', canPay: true, canWithdraw: true });
    expect(JSON.stringify(seen.body)).not.toContain('@');
    for (const table of ['access_request', 'access_event', 'message'])
      expect(JSON.stringify((await fixture.owner.query(`select * from ${table}`)).rows), table).not.toContain(token);
    // Seeing changes nothing.
    expect((await eventsOf(requestId)).map(({ action }) => action)).toEqual(['requested']);
  });

  it('withdraws it, once, however often and at the same time it is pressed', async () => {
    const { requestId, send } = await asked();
    const before = await mailsOf('access/withdrawn');
    const replies = await Promise.all(Array.from({ length: 10 }, () => send('/withdrawal')));
    expect(new Set(replies.map(({ status, body }) => `${status} ${String(body['state'])}`))).toEqual(
      new Set(['200 withdrawn']),
    );
    expect(await stateOf(fixture, requestId)).toBe('withdrawn');
    expect((await eventsOf(requestId)).filter(({ action }) => action === 'withdrawn')).toEqual([
      { action: 'withdrawn', account_id: null },
    ]);
    expect(await mailsOf('access/withdrawn')).toBe(before + 1);
    expect((await send('')).body).toMatchObject({ state: 'withdrawn', canPay: false, canWithdraw: false });
  });

  it('withdraws a paid one too: the payment stays on record to be given back, and no code can be issued', async () => {
    const { requestId, send } = await asked();
    const paymentId = await pay(fixture, shop.token, requestId);
    await verify(fixture, second.token, paymentId);
    expect((await send('/withdrawal')).status).toBe(200);
    const issued = await fixture.ask('POST', `/admin/access-requests/${requestId}/codes`, {
      token: shop.token,
      body: { channel: 'in-person' },
    });
    expect(issued.body['code']).toBe('conflict');
    const refund = { paymentId: requestId, amountMinor: 150_000, reference: 'MPESA back' };
    const refunded = await fixture.ask('POST', `/admin/payments/${paymentId}/refunds`, {
      token: shop.token,
      body: refund,
    });
    expect(refunded.status).toBe(201);
  });

  it('can ask again after that', async () => {
    const { requestId, send } = await asked();
    await send('/withdrawal');
    const email = `juma-${requestId.slice(-6)}@example.com`;
    const again = await askFor(fixture, planId, { email });
    expect(await stateOf(fixture, again.requestId)).toBe('pending');
  });

  it('does not withdraw what an operator has refused', async () => {
    const { requestId, send } = await asked();
    const body = { reason: 'The payment did not come.' };
    await fixture.ask('POST', `/admin/access-requests/${requestId}/rejection`, { token: shop.token, body });
    expect((await send('/withdrawal')).body['code']).toBe('conflict');
    expect(await stateOf(fixture, requestId)).toBe('rejected');
  });

  it.each(['', '/withdrawal', '/checkout'])('with a link that is not one gets nothing at mine%s', async (path) => {
    const body = { token: newApplicantToken() };
    const reply = await fixture.ask('POST', `/access-requests/mine${path}`, { body });
    expect([reply.status, reply.body['code']]).toEqual([404, 'not-found']);
  });

  it('pays where a gateway is connected, and is told when it is away', async () => {
    const { requestId, send } = await asked();
    expect((await send('/checkout')).body).toEqual({ url: `https://pay.test/checkout/${requestId}` });
    gateway.isAway = true;
    const away = await send('/checkout');
    gateway.isAway = false;
    expect([away.status, away.body['code']]).toEqual([503, 'gateway-away']);
    await send('/withdrawal');
    expect((await send('/checkout')).body['code']).toBe('conflict');
  });

  it('does not pay for what is free', async () => {
    const { send } = await asked(await addPlan(fixture, shop.token, 0));
    expect((await send('')).body).toMatchObject({ canPay: false });
    expect((await send('/checkout')).body['code']).toBe('conflict');
  });
});
