import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';
import { createIds } from '../../../platform/ids/index.ts';
import {
  activate,
  addOperatorTo,
  addPlan,
  askFor,
  foundWith,
  openInstallation,
  pay,
  stateOf,
  type TestOperator,
  verify,
} from './access-fixture.ts';

const ids = createIds();
const DAY = 24 * 60 * 60_000;
let fixture: AppFixture;
let shop: TestShop;
let second: TestOperator;
let planId: string;
beforeAll(async () => {
  ({ fixture, shop, second, planId } = await openInstallation());
});
afterAll(() => fixture.close());

const issue = (requestId: string, channel = 'in-person', token = shop.token) =>
  fixture.ask('POST', `/admin/access-requests/${requestId}/codes`, { token, body: { channel } });
const redeem = (email: string, code: string) => fixture.ask('POST', '/activations', { body: { email, code } });
const messagesTo = async (template: string) =>
  (await fixture.owner.query('select 1 from message where template = $1', [template])).rows.length;

describe('the way in', () => {
  it('leads from the request over a payment that somebody else verified and a code to a shop of one’s own', async () => {
    const asked = await askFor(fixture, planId);
    expect(await stateOf(fixture, asked.requestId)).toBe('pending');
    expect((await issue(asked.requestId)).body['code']).toBe('payment-not-verified');
    const paymentId = await pay(fixture, shop.token, asked.requestId);
    expect(await stateOf(fixture, asked.requestId)).toBe('payment-recorded');
    expect((await verify(fixture, shop.token, paymentId)).body['code']).toBe('second-person-needed');
    expect((await issue(asked.requestId)).body['code']).toBe('payment-not-verified');
    expect((await verify(fixture, second.token, paymentId)).body).toEqual({ method: 'second-person' });
    const token = await activate(fixture, shop.token, asked);
    const founded = await foundWith(fixture, token);
    expect(founded.status).toBe(201);
    expect(founded.body).toMatchObject({
      session: { user: { role: 'administrator' }, organization: { name: 'Duka' } },
    });
    expect(await stateOf(fixture, asked.requestId)).toBe('active');
    const term = await fixture.ask('GET', '/access', { token: founded.token ?? '' });
    expect(term.body).toMatchObject({ state: 'paid', isOperator: false });
    const session = await fixture.ask('POST', '/sessions', {
      body: { email: asked.email, password: 'seven green owls' },
    });
    expect(session.status).toBe(201);
    expect((await foundWith(fixture, token)).body['code']).toBe('setup-token-wrong');
    const detail = await fixture.ask('GET', `/admin/access-requests/${asked.requestId}`, { token: shop.token });
    const actions = (detail.body['events'] as { action: string }[]).map(({ action }) => action);
    expect(actions).toEqual(['requested', 'payment-recorded', 'payment-verified', 'code-issued', 'active']);
  });

  it('is answered the same for whoever is known, and asks only once', async () => {
    const before = await messagesTo('access/requested');
    const asked = await askFor(fixture, planId);
    const again = await fixture.ask('POST', '/access-requests', {
      body: { requestId: ids.next(), name: 'X', email: asked.email, shopName: 'Y', planId, locale: 'en' },
    });
    expect([again.status, Object.keys(again.body)]).toEqual([202, ['requestId']]);
    expect(await messagesTo('access/requested')).toBe(before + 1);
    const { rows } = await fixture.owner.query(
      'select person_sealed, email_index from access_request where request_id = $1',
      [asked.requestId],
    );
    expect(JSON.stringify(rows)).not.toMatch(/juma/i);
  });

  it('stops whoever asks for many addresses', async () => {
    await askFor(fixture, planId);
    const body = () => ({
      requestId: ids.next(),
      name: 'X',
      email: `${ids.next()}@example.com`,
      shopName: 'Y',
      planId,
      locale: 'en',
    });
    const statuses = [];
    for (let n = 0; n < 12; n += 1)
      statuses.push((await fixture.ask('POST', '/access-requests', { body: body() })).status);
    expect(statuses.filter((status) => status === 202).length).toBeLessThanOrEqual(10);
    expect(statuses.at(-1)).toBe(429);
  });

  it('takes no code before the payment was verified, and answers as for an unknown address', async () => {
    const asked = await askFor(fixture, planId);
    const pending = await redeem(asked.email, '000000');
    const unknown = await redeem('nobody@example.com', '000000');
    const strip = ({ requestId: _id, ...rest }: Readonly<Record<string, unknown>>) => rest;
    expect(pending.status).toBe(422);
    expect(strip(pending.body)).toEqual(strip(unknown.body));
  });

  it('sends the code by mail, once for each, and shows it to nobody', async () => {
    const asked = await askFor(fixture, planId);
    await verify(fixture, second.token, await pay(fixture, shop.token, asked.requestId));
    const before = await messagesTo('access/code');
    const issued = await issue(asked.requestId, 'email');
    expect(issued.body).toMatchObject({ code: null });
    expect(await messagesTo('access/code')).toBe(before + 1);
    await issue(asked.requestId, 'email');
    await issue(asked.requestId, 'email');
    const fourth = await issue(asked.requestId, 'email');
    expect([fourth.status, fourth.body['code']]).toEqual([429, 'codes-used-up']);
  });

  it('takes less than the price for no payment', async () => {
    const asked = await askFor(fixture, planId);
    const paymentId = await pay(fixture, shop.token, asked.requestId, 149_999);
    expect((await verify(fixture, second.token, paymentId)).body['code']).toBe('conflict');
    expect(await stateOf(fixture, asked.requestId)).toBe('payment-recorded');
  });

  it('lets a free plan through with a verified payment of zero', async () => {
    const free = await addPlan(fixture, shop.token, 0);
    const asked = await askFor(fixture, free);
    expect((await issue(asked.requestId)).body['code']).toBe('payment-not-verified');
    const paymentId = await pay(fixture, shop.token, asked.requestId, 0);
    expect((await verify(fixture, shop.token, paymentId)).body).toEqual({ method: 'free' });
    expect((await issue(asked.requestId)).status).toBe(201);
  });

  it('lets whoever runs the installation alone approve their own entry, shortly after a proof of who they are', async () => {
    const alone = await createAppFixture();
    const own = await setUpShop(alone);
    const plan = await addPlan(alone, own.token);
    const asked = await askFor(alone, plan);
    const paymentId = await pay(alone, own.token, asked.requestId);
    alone.clock.advance(6 * 60_000);
    expect((await verify(alone, own.token, paymentId)).body['code']).toBe('confirmation-needed');
    await alone.owner.query('update session set confirmed_at = $1', [alone.clock.now()]);
    expect((await verify(alone, own.token, paymentId)).body).toEqual({ method: 'self-approved' });
    await alone.close();
  });

  it('says no with a reason, for good', async () => {
    const asked = await askFor(fixture, planId);
    const url = `/admin/access-requests/${asked.requestId}/rejection`;
    const reject = () => fixture.ask('POST', url, { token: shop.token, body: { reason: 'No money came.' } });
    expect((await reject()).body).toEqual({ state: 'rejected' });
    expect((await reject()).body).toEqual({ state: 'rejected' });
    expect((await issue(asked.requestId)).body['code']).toBe('conflict');
    const url2 = `/admin/access-requests/${asked.requestId}/payments`;
    const body = { paymentId: ids.next(), amountMinor: 150_000, currency: 'KES', reference: 'x', evidenceId: null };
    expect((await fixture.ask('POST', url2, { token: shop.token, body })).body['code']).toBe('conflict');
  });

  it('ends for a request whose payment was given back', async () => {
    const asked = await askFor(fixture, planId);
    const paymentId = await pay(fixture, shop.token, asked.requestId);
    const refund = (amountMinor: number, id = ids.next()) =>
      fixture.ask('POST', `/admin/payments/${paymentId}/refunds`, {
        token: shop.token,
        body: { paymentId: id, amountMinor, reference: 'back' },
      });
    expect((await refund(1)).body['code']).toBe('conflict');
    await verify(fixture, second.token, paymentId);
    expect((await refund(150_001)).body['code']).toBe('conflict');
    const id = ids.next();
    expect((await refund(50_000, id)).status).toBe(201);
    expect((await refund(50_000, id)).status).toBe(201);
    expect(await stateOf(fixture, asked.requestId)).toBe('payment-verified');
    expect((await refund(100_000)).status).toBe(201);
    expect(await stateOf(fixture, asked.requestId)).toBe('withdrawn');
    expect((await refund(1)).body['code']).toBe('conflict');
  });
});

describe('evidence', () => {
  const upload = (bytes: Buffer, fileName = 'receipt.png') => {
    const boundary = 'xxBOUNDARYxx';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: image/png\r\n\r\n`;
    return fixture.ask('POST', '/admin/evidence', {
      token: shop.token,
      body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
  };
  const PIXEL = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  it('is kept as a picture made again, with the hash of the original, and given out to be saved only', async () => {
    const kept = await upload(Buffer.concat([PIXEL, Buffer.from('<script>alert(1)</script>')]));
    expect(kept.status).toBe(201);
    expect(kept.body).toMatchObject({ contentType: 'image/png', fileName: 'receipt.png' });
    const reply = await fixture.app.inject({
      url: `/api/v1/admin/evidence/${String(kept.body['evidenceId'])}`,
      headers: { host: 'localhost', cookie: `sid=${shop.token}` },
    });
    expect(reply.headers['content-disposition']).toContain('attachment');
    expect(reply.headers['content-security-policy']).toContain('sandbox');
    expect(reply.rawPayload.toString('latin1')).not.toContain('script');
  });

  it.each([
    ['a page', '<html><script>1</script></html>'],
    ['a picture by name only', 'GIF89a............'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a broken picture', '\x89PNG\r\n\x1a\nnothing'],
    ['a PDF without an end', '%PDF-1.7 nothing'],
    ['nothing', ''],
  ])('is not %s', async (_name, text) => {
    expect((await upload(Buffer.from(text, 'latin1'))).body['code']).toBe('invalid-request');
  });

  it('of more than eight megabytes is refused', async () => {
    const large = Buffer.concat([PIXEL, Buffer.alloc(8 * 1024 * 1024)]);
    expect((await upload(large)).status).toBe(413);
  });
});

describe('paid time', () => {
  it('is renewed from its end, from now on after the grace, and taken back with its money', async () => {
    const asked = await askFor(fixture, planId);
    await verify(fixture, second.token, await pay(fixture, shop.token, asked.requestId));
    const founded = await foundWith(fixture, await activate(fixture, shop.token, asked));
    const { enrolment } = founded.body as { enrolment: { organizationId: string } };
    const { organizationId } = enrolment;
    const paidUntil = async () =>
      (
        await fixture.owner.query<{ paid_until: Date }>(
          'select paid_until from access_term where organization_id = $1',
          [organizationId],
        )
      ).rows[0]?.paid_until.getTime() ?? 0;
    const renew = async () => {
      const body = {
        paymentId: ids.next(),
        planId,
        amountMinor: 150_000,
        currency: 'KES',
        reference: 'r',
        evidenceId: null,
      };
      const url = `/admin/organizations/${organizationId}/payments`;
      expect((await fixture.ask('POST', url, { token: shop.token, body })).status).toBe(201);
      return body.paymentId;
    };
    const start = await paidUntil();
    const renewal = await renew();
    expect(await paidUntil()).toBe(start);
    const both = await Promise.all([verify(fixture, second.token, renewal), verify(fixture, second.token, renewal)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await paidUntil()).toBe(start + 30 * DAY);
    const body = { paymentId: ids.next(), amountMinor: 150_000, reference: 'back' };
    const back = await fixture.ask('POST', `/admin/payments/${renewal}/refunds`, { token: shop.token, body });
    expect(back.status).toBe(201);
    expect(await paidUntil()).toBe(start);
    const detail = await fixture.ask('GET', `/admin/organizations/${organizationId}`, { token: shop.token });
    expect((detail.body['payments'] as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'payment',
      'renewal',
      'refund',
    ]);
  });
});

describe('operators', () => {
  it('are added by address, removed, and never none', async () => {
    const alone = await createAppFixture();
    const own = await setUpShop(alone);
    const list = async () =>
      (await alone.ask('GET', '/admin/operators', { token: own.token })).body['operators'] as {
        accountId: string;
        isSelf: boolean;
      }[];
    const [self] = await list();
    const remove = (accountId: string) => alone.ask('DELETE', `/admin/operators/${accountId}`, { token: own.token });
    expect((await remove(self?.accountId ?? '')).body['code']).toBe('last-operator');
    const add = (email: string) => alone.ask('POST', '/admin/operators', { token: own.token, body: { email } });
    expect((await add('nobody@example.com')).body['code']).toBe('not-found');
    const other = await addOperatorTo(alone, own);
    expect(await list()).toHaveLength(2);
    expect((await remove(other.accountId)).status).toBe(200);
    expect((await alone.ask('GET', '/admin/operators', { token: other.token })).body['code']).toBe('operator-only');
    expect(await list()).toMatchObject([{ isSelf: true }]);
    await alone.close();
  });
});
