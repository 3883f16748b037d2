import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../app-fixture.ts';
import { createIds } from '../../platform/ids/index.ts';
import { httpGateway } from '../../platform/webhooks/index.ts';
import {
  activate,
  addOperatorTo,
  addPlan,
  askFor,
  foundWith,
  pay,
  verify,
} from '../../rooms/identity/access/access-fixture.ts';
import { type Action, type GatewaySimulator, startGatewaySimulator } from './simulator.ts';

const NAME = 'simulator';
const KEY = randomBytes(24).toString('base64url');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const DAY = 24 * 60 * 60_000;
const ids = createIds();
let fixture: AppFixture;
let simulator: GatewaySimulator;
/** The one that founded the installation: nobody pays for it. */
let first: TestShop;
let planId: string;
let organizationId: string;
let token: string;
beforeAll(async () => {
  simulator = await startGatewaySimulator({
    port: 0,
    key: KEY,
    secret: SECRET,
    deliver: async (delivery) => (await fixture.ask('POST', `/gateway-events/${NAME}`, delivery)).status,
  });
  const gateway = httpGateway({
    name: NAME,
    url: simulator.origin,
    key: KEY,
    secrets: [{ keyId: 'present', secret: SECRET }],
  });
  fixture = await createAppFixture({ publicOrigin: 'http://localhost:4000' }, { gateways: [gateway] });
  first = await setUpShop(fixture);
  planId = await addPlan(fixture, first.token);
  const second = await addOperatorTo(fixture, first);
  const asked = await askFor(fixture, planId);
  await verify(fixture, second.token, await pay(fixture, first.token, asked.requestId));
  const founded = await foundWith(fixture, await activate(fixture, first.token, asked));
  organizationId = (founded.body as { enrolment: { organizationId: string } }).enrolment.organizationId;
  token = founded.token ?? '';
});
afterAll(async () => {
  await fixture.close();
  await simulator.close();
});
beforeEach(() => endIn(10));

/** Puts the end of the paid time so many days from now; negative: ago. */
const endIn = (days: number) =>
  fixture.owner.query('update access_term set paid_until = $2 where organization_id = $1', [
    organizationId,
    new Date(fixture.clock.now().getTime() + days * DAY),
  ]);
/** In days from now. */
const paidFor = async (): Promise<number> => {
  const { rows } = await fixture.owner.query<{ paid_until: Date }>(
    'select paid_until from access_term where organization_id = $1',
    [organizationId],
  );
  return ((rows[0]?.paid_until.getTime() ?? 0) - fixture.clock.now().getTime()) / DAY;
};
const recorded = async () =>
  Number(
    (
      await fixture.owner.query<{ count: string }>(
        "select count(*) from access_payment where organization_id = $1 and kind = 'renewal'",
        [organizationId],
      )
    ).rows[0]?.count,
  );
const checkout = (plan = planId, asker = token) =>
  fixture.ask('POST', '/access/renewal/checkout', { token: asker, body: { planId: plan } });

async function atTheGateway(plan = planId): Promise<string> {
  const reply = await checkout(plan);
  expect(reply.status).toBe(200);
  return decodeURIComponent(String(reply.body['url']).split('/').at(-1) ?? '');
}

describe('a renewal at the gateway', () => {
  it('extends the time once, however often and in whichever order it is told', async () => {
    for (const action of ['pay', 'out-of-order'] as const) {
      await endIn(10);
      const before = await recorded();
      const paymentId = await atTheGateway();
      await simulator.act(paymentId, action);
      await Promise.all(Array.from({ length: 5 }, () => simulator.act(paymentId, 'repeat')));
      expect(await paidFor()).toBe(40);
      expect(await recorded()).toBe(before + 1);
    }
  });

  it('opens the office again when it has lapsed, from the day on which it was paid', async () => {
    await endIn(-30);
    const settings = () => fixture.ask('PATCH', '/settings', { token, body: { version: 1 } });
    expect((await settings()).body['code']).toBe('access-lapsed');
    const read = await fixture.ask('GET', '/access/renewal', { token });
    expect(read.body).toMatchObject({ term: { state: 'lapsed' }, planId, canPay: true });
    await simulator.act(await atTheGateway(), 'pay');
    expect(await paidFor()).toBe(30);
    expect((await settings()).body['code']).not.toBe('access-lapsed');
  });

  it.each<Action>(['pay-less', 'pay-other-currency', 'fail', 'forge', 'replay-old', 'unknown-payment'])(
    '%s extends nothing',
    async (action) => {
      await simulator.act(await atTheGateway(), action);
      expect(await paidFor()).toBe(10);
    },
  );

  it('of too little stays on record as it came, and the next page takes the whole price', async () => {
    const short = await atTheGateway();
    await simulator.act(short, 'pay-less');
    // Grown at the gateway afterwards: each event is done with, and the record is not edited.
    expect(await simulator.act(short, 'pay')).toEqual([202]);
    expect(await paidFor()).toBe(10);
    const waiting = await fixture.owner.query('select 1 from access_gateway_event where processed_at is null');
    expect(waiting.rows).toHaveLength(0);
    const next = await atTheGateway();
    expect(next).not.toBe(short);
    await simulator.act(next, 'pay');
    expect(await paidFor()).toBe(40);
  });

  it('that is given back takes its time with it, and another can be paid', async () => {
    const paymentId = await atTheGateway();
    await simulator.act(paymentId, 'pay');
    await simulator.act(paymentId, 'refund');
    expect(await paidFor()).toBe(10);
    await simulator.act(await atTheGateway(), 'pay');
    expect(await paidFor()).toBe(40);
  });

  it('is one page for whoever presses ten times', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => checkout()));
    expect(new Set(replies.map(({ status, body }) => `${status} ${String(body['url'])}`)).size).toBe(1);
  });

  it('keeps a plan that is not sold any more, and takes no other of those', async () => {
    const other = await addPlan(fixture, first.token, 90_000);
    const stop = (plan: string, isOffered: boolean) =>
      fixture.ask('PATCH', `/admin/plans/${plan}`, { token: first.token, body: { name: 'Plan', isOffered } });
    await stop(other, false);
    await stop(planId, false);
    const plans = (await fixture.ask('GET', '/access/renewal', { token })).body['plans'] as { planId: string }[];
    expect(plans.map((plan) => plan.planId)).toEqual([planId]);
    expect([(await checkout(other)).status, (await checkout(planId)).status]).toEqual([400, 200]);
    await stop(other, true);
    await simulator.act(await atTheGateway(other), 'pay');
    expect(await paidFor()).toBe(40);
    const read = await fixture.ask('GET', '/access/renewal', { token });
    expect(read.body).toMatchObject({ planId: other });
    await fixture.owner.query('update access_term set plan_id = $1 where organization_id = $2', [
      planId,
      organizationId,
    ]);
    await stop(planId, true);
  });
});

describe('what cannot be renewed', () => {
  it('is a shop that nobody pays for, also when a payment says so', async () => {
    const read = await fixture.ask('GET', '/access/renewal', { token: first.token });
    expect(read.body).toEqual({
      term: { state: 'unlimited', paidUntil: null, lapsesAt: null },
      planId: null,
      plans: [],
      canPay: false,
    });
    expect((await checkout(planId, first.token)).body['code']).toBe('conflict');
    await payFor(first.organizationId, planId);
    const terms = await fixture.owner.query('select 1 from access_term where organization_id = $1', [
      first.organizationId,
    ]);
    expect(terms.rows).toHaveLength(0);
  });

  it('is a shop or a plan that is not ours', async () => {
    const before = await recorded();
    await payFor(ids.next(), planId);
    await payFor(organizationId, ids.next());
    expect([await paidFor(), await recorded()]).toEqual([10, before]);
    const list = await fixture.ask('GET', '/admin/access-requests', { token: first.token });
    const outcomes = (list.body['strayPayments'] as { outcome: string }[]).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'purpose-unknown').length).toBeGreaterThanOrEqual(2);
  });

  it('is anything by somebody who may not change the settings', async () => {
    const cashier = await addUser(fixture, first, 'cashier');
    expect((await checkout(planId, cashier.token)).body['code']).toBe('permission-missing');
    expect((await fixture.ask('GET', '/access/renewal', { token: cashier.token })).status).toBe(403);
  });
});

/** A payment at the gateway for a purpose that this installation never asked for. */
async function payFor(organization: string, plan: string): Promise<void> {
  const response = await fetch(`${simulator.origin}/checkouts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      reference: ids.next(),
      amountMinor: 150_000,
      currency: 'KES',
      description: 'Plan',
      purpose: { kind: 'renewal', organizationId: organization, planId: plan },
      returnUrl: 'https://x.test',
    }),
  });
  const { url } = (await response.json()) as { url: string };
  expect(await simulator.act(decodeURIComponent(url.split('/').at(-1) ?? ''), 'pay')).toEqual([202]);
}
