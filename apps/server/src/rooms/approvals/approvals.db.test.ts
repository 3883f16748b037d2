import type { Enrolment } from '@mosaajii/contract/identity';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain';
import { drawerSubject, returnSubject, saleSubject } from '@mosaajii/domain/approval';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  publicKeyJwk,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { createIds } from '../../platform/ids/index.ts';

const ids = createIds();
let fixture: AppFixture;
let shop: TestShop;
type Person = Awaited<ReturnType<typeof addUser>>;
let cashier: Person;
let manager: Person;
let second: Person;
let elsewhere: Person;
let till: { authorization: string };
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  [cashier, manager, second, elsewhere] = [
    await addUser(fixture, shop, 'cashier'),
    await addUser(fixture, shop, 'manager'),
    await addUser(fixture, shop, 'manager'),
    await addUser(fixture, shop, 'viewer'),
  ];
  await giveInFarStore(elsewhere.userId);
  till = credentialOf(shop.enrolment);
});
afterAll(() => fixture.close());

/** A manager of another store only. */
async function giveInFarStore(userId: string): Promise<void> {
  const storeId = ids.next();
  const { organizationId } = shop;
  await fixture.owner.query("insert into store (organization_id, store_id, code, name) values ($1, $2, 'S2', 'Far')", [
    organizationId,
    storeId,
  ]);
  await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [userId]);
  await fixture.owner.query(
    "insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by) values ($1, $2, $3, 'manager', $4, $3)",
    [organizationId, ids.next(), userId, [storeId]],
  );
}

const line = {
  lineId: ids.next(),
  variantId: ids.next(),
  name: 'Milk 1 l',
  sku: 'M1',
  unit: 'pcs',
  quantityMilli: milli(2000),
  listPriceE4: priceE4(1_000_000),
  unitPriceE4: priceE4(1_000_000),
  priceSource: 'list' as const,
  discounts: [],
  taxes: [],
};
const plain = Array.from({ length: 60 }, (_, index) => ({ ...line, lineId: ids.next(), name: `Bread ${index}` }));
const reduced = { ...line, discounts: [{ kind: 'percent' as const, ratePpm: ppm(300_000) }] };

function saleOf(saleId: string, lines = [reduced]): string {
  return saleSubject({ saleId, lines, saleDiscounts: [] });
}

interface Asked {
  readonly requestId?: string;
  readonly subject?: string;
  readonly userId?: string;
  readonly actions?: readonly { action: string; asked?: number; most?: number }[];
  readonly headers?: Record<string, string>;
}

async function ask(part: Asked = {}) {
  const { requestId = ids.next(), subject = saleOf(ids.next()), userId = cashier.userId, headers = till } = part;
  const { actions = [{ action: 'discount', asked: 300_000, most: 100_000 }] } = part;
  const body = { requestId, userId, actions, subject, totalMinor: 14_000 };
  return { requestId, ...(await fixture.ask('POST', '/approvals', { headers, body })) };
}

const hear = (requestId: string, headers = till) => fixture.ask('GET', `/approvals/${requestId}`, { headers });
const approve = (requestId: string, { token }: Person = manager) =>
  fixture.ask('POST', `/approvals/${requestId}/approve`, { token, body: {} });
const refuse = (requestId: string, { token }: Person = manager, note = 'Too much') =>
  fixture.ask('POST', `/approvals/${requestId}/refuse`, { token, body: { note } });
async function listed({ token }: Person = manager) {
  const reply = await fixture.ask('GET', '/approvals', { token });
  return (reply.body['items'] ?? []) as Record<string, unknown>[];
}
const itemOf = async (requestId: string, person?: Person) =>
  (await listed(person)).find((item) => item['requestId'] === requestId);

describe('what a till asks from another screen', () => {
  it('is seen at once by whoever may answer, with the content that the answer covers', async () => {
    const { requestId, status, body } = await ask({ subject: saleOf(ids.next(), [...plain, reduced]) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ requestId, state: 'open', decidedBy: null, note: null });
    expect(await itemOf(requestId)).toMatchObject({
      state: 'open',
      register: { code: 'S1-R1' },
      requestedBy: { userId: cashier.userId, displayName: 'cashier' },
      actions: [{ action: 'discount', asked: 300_000, most: 100_000 }],
      hindrance: null,
    });
    const content = (await itemOf(requestId))?.['content'] as { lines: { name: string }[]; lineCount: number };
    expect(content).toMatchObject({ kind: 'sale', totalMinor: 14_000, lineCount: 61 });
    expect(content.lines).toHaveLength(50);
    expect(content.lines[0], 'what was reduced comes first').toMatchObject({
      name: 'Milk 1 l',
      reductions: [{ kind: 'percent', ratePpm: 300_000 }],
    });
    const { rows } = await fixture.owner.query<{ user_id: string }>(
      "select user_id from notice where template = 'approvals/asked'",
    );
    const told = rows.map((row) => row.user_id);
    expect(told).toEqual(expect.arrayContaining([manager.userId, second.userId, shop.session.user.userId]));
    expect(told).not.toContain(cashier.userId);
    expect(told).not.toContain(elsewhere.userId);
  });

  it('is approved by one person, and the audit names both', async () => {
    const { requestId } = await ask();
    expect(await approve(requestId)).toMatchObject({ status: 200, body: { state: 'approved' } });
    expect((await hear(requestId)).body).toMatchObject({
      state: 'approved',
      decidedBy: { userId: manager.userId, displayName: 'manager' },
    });
    const { rows } = await fixture.owner.query<{ action: string; user_id: string; detail: unknown }>(
      'select action, user_id, detail from audit_entry where subject_id = $1 order by entry_id',
      [requestId],
    );
    expect(rows).toMatchObject([
      { action: 'approval.asked', user_id: cashier.userId },
      { action: 'approval.approved', user_id: manager.userId, detail: { requestedBy: cashier.userId } },
    ]);
  });

  it('is refused with a reason that the till hears', async () => {
    const { requestId } = await ask();
    expect((await refuse(requestId, manager, '')).body['code']).toBe('invalid-request');
    expect(await refuse(requestId)).toMatchObject({ status: 200, body: { state: 'refused', note: 'Too much' } });
    expect((await hear(requestId)).body).toMatchObject({ state: 'refused', note: 'Too much' });
    expect(await approve(requestId, second)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: 'manager refused this already.' },
    });
  });

  it('has one answer when two give it at once, and a repeat of it is the same', async () => {
    const { requestId } = await ask();
    const replies = await Promise.all([approve(requestId, manager), refuse(requestId, second)]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const [first] = replies;
    const again = first.status === 200 ? await approve(requestId, manager) : await refuse(requestId, second);
    expect(again.status).toBe(200);
    expect((await hear(requestId)).body['state']).toBe(first.status === 200 ? 'approved' : 'refused');
  });

  it('is the same question when it comes again, also at once, and never another one', async () => {
    const requestId = ids.next();
    const subject = saleOf(ids.next());
    const twins = await Promise.all([1, 2, 3].map(() => ask({ requestId, subject })));
    expect(twins.map((reply) => reply.status)).toEqual([200, 200, 200]);
    const { rows } = await fixture.owner.query('select 1 from approval_request where request_id = $1', [requestId]);
    expect(rows).toHaveLength(1);
    await approve(requestId);
    expect((await ask({ requestId, subject })).body['state']).toBe('approved');
    expect((await ask({ requestId })).body['code']).toBe('idempotency-key-reused');
  });

  it('is over after ten minutes, and when the till withdraws it', async () => {
    const withdrawn = await ask();
    const taken = await fixture.ask('DELETE', `/approvals/${withdrawn.requestId}`, { headers: till });
    expect(taken.body['state']).toBe('withdrawn');
    expect((await approve(withdrawn.requestId)).body['detail']).toMatch(/withdrawn/);
    const { requestId } = await ask();
    fixture.clock.advance(10 * 60_000);
    expect((await hear(requestId)).body['state']).toBe('expired');
    expect((await itemOf(requestId))?.['state']).toBe('expired');
    // Later than the proof of identity as well: that comes first, and then the time is over.
    expect((await approve(requestId)).body['code']).toBe('confirmation-needed');
    expect((await refuse(requestId)).body).toMatchObject({ code: 'conflict' });
    await fixture.owner.query('update session set confirmed_at = $1', [fixture.clock.now()]);
    expect((await approve(requestId)).body).toMatchObject({ code: 'conflict' });
    const late = await fixture.ask('DELETE', `/approvals/${requestId}`, { headers: till });
    expect(late.body['state']).toBe('expired');
  });
});

describe('who may answer', () => {
  it('is nobody who asked it, and nobody who could not do it there', async () => {
    const own = await ask({ userId: manager.userId });
    expect(await itemOf(own.requestId)).toMatchObject({ hindrance: 'own-request' });
    expect((await approve(own.requestId)).body['code']).toBe('second-person-needed');
    expect((await refuse(own.requestId)).body['code']).toBe('second-person-needed');
    const credit = await ask({ actions: [{ action: 'credit', asked: 5_000 }] });
    expect(await itemOf(credit.requestId)).toMatchObject({ hindrance: 'beyond-you' });
    expect((await approve(credit.requestId)).body['code']).toBe('beyond-own-rights');
    const owner = { ...manager, token: shop.token };
    expect(await approve(credit.requestId, owner)).toMatchObject({ status: 200 });
  });

  it('is nobody without the permission, nor of another store only', async () => {
    const { requestId } = await ask();
    for (const reply of [
      await approve(requestId, cashier),
      await refuse(requestId, cashier),
      await fixture.ask('GET', '/approvals', { token: cashier.token }),
    ])
      expect(reply.body['code']).toBe('permission-missing');
    expect(await listed(elsewhere)).toEqual([]);
    expect((await approve(requestId, elsewhere)).body['code']).toBe('not-found');
    expect((await refuse(requestId, elsewhere)).body['code']).toBe('not-found');
    expect((await approve(ids.next())).body['code']).toBe('not-found');
  });

  it('is heard by the register that asked, and by no other', async () => {
    const { requestId } = await ask();
    const reply = await fixture.ask('GET', `/approvals/${requestId}`, { token: manager.token });
    expect(reply.status).toBe(401);
    expect((await hear(ids.next())).body['code']).toBe('not-found');
    const made = await fixture.ask('POST', '/registers', {
      token: shop.token,
      body: { name: 'Second till', publicKey: publicKeyJwk() },
    });
    const second = credentialOf(made.body as unknown as Enrolment);
    expect((await hear(requestId, second)).body['code']).toBe('not-found');
    const taken = await fixture.ask('DELETE', `/approvals/${requestId}`, { headers: second });
    expect(taken.body['code']).toBe('not-found');
    expect((await ask({ requestId, headers: second })).body['code']).toBe('idempotency-key-reused');
    expect((await hear(requestId)).body['state']).toBe('open');
  });
});

describe('what cannot be asked', () => {
  const good = { saleId: ids.next(), lines: [reduced], saleDiscounts: [] };
  it.each([
    ['no text of ours', '{"kind":"other"}'],
    ['no JSON', 'milk'],
    ['written in another way', JSON.stringify({ kind: 'sale', ...good }, null, 1)],
    ['the same name twice', `{"kind":"sale",${saleSubject(good).slice(1)}`],
    ['nothing to sell', saleSubject({ ...good, lines: [] })],
  ])('is %s', async (_, subject) => {
    expect((await ask({ subject })).body['code']).toBe('invalid-request');
  });

  it('is for somebody who does not work here, or without end', async () => {
    expect((await ask({ userId: ids.next() })).body['code']).toBe('invalid-request');
    fixture.clock.advance(11 * 60_000);
    await fixture.owner.query('update session set confirmed_at = $1', [fixture.clock.now()]);
    for (let index = 0; index < 10; index += 1) expect((await ask()).status).toBe(200);
    expect((await ask()).body['code']).toBe('conflict');
    fixture.clock.advance(11 * 60_000);
    expect((await ask()).status).toBe(200);
  });
});

describe('what somebody is shown', () => {
  it('of the drawer is what is done and how much', async () => {
    const paidOut = await ask({
      subject: drawerSubject({ operationId: ids.next(), action: 'paid-out', amountMinor: 5_000 }),
      actions: [{ action: 'paid-out', asked: 5_000 }],
    });
    const noSale = await ask({
      subject: drawerSubject({ operationId: ids.next(), action: 'no-sale', amountMinor: 0 }),
      actions: [{ action: 'no-sale' }],
    });
    expect((await itemOf(paidOut.requestId))?.['content']).toMatchObject({ kind: 'paid-out', totalMinor: 5_000 });
    expect((await itemOf(noSale.requestId))?.['content']).toMatchObject({ kind: 'no-sale', totalMinor: null });
  });

  it('of goods that come back is their names, where the server knows the sale', async () => {
    const source = {
      kind: 'sale' as const,
      saleId: ids.next(),
      lines: [{ lineId: ids.next(), quantityMilli: milli(1000), isRestocked: true }],
    };
    const unknown = await ask({
      subject: returnSubject({ returnId: ids.next(), source, claimed: { totalMinor: minor(700) } }),
      actions: [{ action: 'refund', asked: 700, most: 500 }],
    });
    expect((await itemOf(unknown.requestId))?.['content']).toMatchObject({
      kind: 'return',
      totalMinor: 700,
      receiptNumber: null,
      lines: [{ name: '', quantityMilli: 1000 }],
    });
    const blind = await ask({
      subject: returnSubject({
        returnId: ids.next(),
        source: { kind: 'without-receipt', lines: [{ ...line, isRestocked: false }] },
        claimed: { totalMinor: minor(200) },
      }),
      actions: [{ action: 'return-without-receipt', asked: 200 }],
    });
    expect((await itemOf(blind.requestId))?.['content']).toMatchObject({ lines: [{ name: 'Milk 1 l' }] });
  });
});
