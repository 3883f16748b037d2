import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppFixture, TestShop } from '../../../app-fixture.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { jobQueue } from '../../../platform/jobs/index.ts';
import {
  activate,
  addOperatorTo,
  askFor,
  foundWith,
  openInstallation,
  pay,
  stateOf,
  type TestOperator,
  verify,
} from './access-fixture.ts';
import { runDaily } from './daily.ts';

const ids = createIds();
const DAY = 24 * 60 * 60_000;
let fixture: AppFixture;
let shop: TestShop;
let second: TestOperator;
let planId: string;
let organizationId = '';
let token = '';
beforeAll(async () => {
  ({ fixture, shop, second, planId } = await openInstallation());
  const asked = await askFor(fixture, planId);
  await verify(fixture, second.token, await pay(fixture, shop.token, asked.requestId));
  const founded = await foundWith(fixture, await activate(fixture, shop.token, asked));
  organizationId = (founded.body as { enrolment: { organizationId: string } }).enrolment.organizationId;
  token = founded.token ?? '';
});
afterAll(() => fixture.close());

const daily = () => {
  const { db, clock, personal } = fixture;
  return runDaily({ db, clock, ids, jobs: jobQueue, personal });
};
/** Puts the end of the paid time so many days from now; negative: ago. */
const endIn = (days: number) =>
  fixture.owner.query('update access_term set paid_until = $2 where organization_id = $1', [
    organizationId,
    new Date(fixture.clock.now().getTime() + days * DAY),
  ]);
const settings = (asker: string) => fixture.ask('PATCH', '/settings', { token: asker, body: { version: 1 } });
const reminders = async () =>
  (
    await fixture.owner.query<{ template: string }>(
      "select template from message where organization_id = $1 and template like 'access/%' order by template",
      [organizationId],
    )
  ).rows.map(({ template }) => template);

describe('a shop whose time ends', () => {
  it('is reminded two weeks and three days before and at the end, once each', async () => {
    await endIn(14);
    expect((await daily()).reminded).toBe(1);
    expect((await daily()).reminded).toBe(0);
    expect((await fixture.ask('GET', '/access', { token })).body).toMatchObject({ state: 'due' });
    fixture.clock.advance(12 * DAY);
    expect((await daily()).reminded).toBe(1);
    fixture.clock.advance(2 * DAY + 1);
    expect((await daily()).reminded).toBe(1);
    expect((await daily()).reminded).toBe(0);
    expect(await reminders()).toEqual(['access/ended', 'access/reminder', 'access/reminder']);
  });

  it('goes on through the grace, then can be read only, and changes again as soon as it is renewed', async () => {
    const again = await fixture.ask('POST', '/sessions', {
      body: { email: await emailOf(), password: 'seven green owls' },
    });
    token = again.token ?? '';
    await endIn(-6);
    expect((await settings(token)).body['code']).not.toBe('access-lapsed');
    await endIn(-7);
    const refused = await settings(token);
    expect([refused.status, refused.body['code']]).toEqual([403, 'access-lapsed']);
    for (const url of ['/settings', '/products', '/audit/export?format=csv', '/access']) {
      expect((await fixture.ask('GET', url, { token })).status, url).toBe(200);
    }
    expect((await fixture.ask('POST', '/verifications', { token, body: {} })).body['code']).not.toBe('access-lapsed');
    expect((await fixture.ask('GET', '/access', { token })).body).toMatchObject({ state: 'lapsed' });
    const operator = await fixture.ask('POST', '/sessions', {
      body: { email: 'amina@example.com', password: 'seven green owls' },
    });
    // The operator brings a second factor; how is tested with the factors.
    await fixture.owner.query("update session set assurance = 'second-factor' where user_id = $1", [
      shop.session.user.userId,
    ]);
    await renew(operator.token ?? '');
    expect((await settings(token)).body['code']).not.toBe('access-lapsed');
    expect((await fixture.ask('GET', '/access', { token })).body).toMatchObject({ state: 'paid' });
  });

  it('is never the one that founded the installation', async () => {
    const operator = await fixture.ask('POST', '/sessions', {
      body: { email: 'amina@example.com', password: 'seven green owls' },
    });
    const term = await fixture.ask('GET', '/access', { token: operator.token ?? '' });
    expect(term.body).toEqual({ state: 'unlimited', paidUntil: null, lapsesAt: null, isOperator: true });
  });
});

it('a request that nobody paid for is over after a month', async () => {
  const asked = await askFor(fixture, planId);
  fixture.clock.advance(30 * DAY);
  expect((await daily()).expired).toBe(0);
  fixture.clock.advance(1);
  expect((await daily()).expired).toBe(1);
  expect(await stateOf(fixture, asked.requestId)).toBe('expired');
});

async function emailOf(): Promise<string> {
  const { rows } = await fixture.owner.query<{ request_id: string }>(
    'select request_id from access_request where organization_id = $1',
    [organizationId],
  );
  return `juma-${(rows[0]?.request_id ?? '').slice(-6)}@example.com`;
}

async function renew(operator: string): Promise<void> {
  const body = {
    paymentId: ids.next(),
    planId,
    amountMinor: 150_000,
    currency: 'KES',
    reference: 'r',
    evidenceId: null,
  };
  const url = `/admin/organizations/${organizationId}/payments`;
  expect((await fixture.ask('POST', url, { token: operator, body })).status).toBe(201);
  const colleague = await addOperatorTo(fixture, shop);
  expect((await verify(fixture, colleague.token, body.paymentId)).status).toBe(200);
}
