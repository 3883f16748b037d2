import { customer, customerGroup, customerList, writtenCustomer } from '@mosaajii/contract/customers';
import { giftCardList } from '@mosaajii/contract/purses';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../app-fixture.ts';
import { CUSTOMER_ITEMS } from './section.ts';

let fixture: AppFixture;
let shop: TestShop;
let cashier: string;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  ({ token: cashier } = await addUser(fixture, shop, 'cashier'));
});
afterAll(() => fixture.close());

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, token = shop.token) =>
  fixture.ask(method, path, { token, ...(body === undefined ? {} : { body }) });
const list = async (query: string) => customerList.parse((await ask('GET', `/customers?${query}`)).body).items;
const names = async (query: string) => (await list(query)).map(({ name }) => name);

async function create(name: string, part: object = {}, token = shop.token) {
  const reply = await ask('POST', '/customers', { customerId: uuidv7(), name, ...part }, token);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return writtenCustomer.parse(reply.body);
}

describe('customers in the office', () => {
  it('are written down, found by the beginnings of words and by whole numbers, and sealed', async () => {
    const { customer: made } = await create('Zoë Kamau', {
      phone: '+254 733 000 111',
      email: 'zoe@example.com',
      taxNumber: 'P 05-99',
    });
    for (const query of ['zoe', 'kam zo', '+254733000111', 'ZOE@example.com', 'p0599']) {
      expect(await names(`query=${encodeURIComponent(query)}`), query).toEqual(['Zoë Kamau']);
    }
    expect(await names('query=amau')).toEqual([]);
    const { rows } = await fixture.owner.query<{ text: string }>(
      'select c::text || (select coalesce(string_agg(a.detail::text, $2), $2) from audit_entry a where a.subject_id = $1) as text' +
        ' from customer c where c.customer_id::text = $1',
      [made.customerId, ''],
    );
    for (const secret of ['Kamau', '733', 'example.com', 'P 05']) expect(rows[0]?.text).not.toContain(secret);
  });

  it('are written once, and who may be the same person is named', async () => {
    const customerId = uuidv7();
    const body = { customerId, name: 'Juma', phone: '0722 111 222' };
    const first = await ask('POST', '/customers', body);
    const again = await ask('POST', '/customers', body);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect((await ask('POST', '/customers', { ...body, name: 'Somebody' })).status).toBe(422);
    const double = await create('Juma B', { phone: '0722-111-222' });
    expect(double.doubles).toEqual([{ customerId, name: 'Juma', by: ['phone'] }]);
  });

  it('are changed by fields from their present version', async () => {
    const { customer: made } = await create('Old Name', { tags: ['vip'] });
    const path = `/customers/${made.customerId}`;
    const changed = await ask('PATCH', path, { version: 1, name: 'New Name' });
    expect(writtenCustomer.parse(changed.body).customer).toMatchObject({ name: 'New Name', tags: ['vip'], version: 2 });
    expect((await ask('PATCH', path, { version: 1, name: 'Late' })).status).toBe(409);
    expect(await names('query=old')).toEqual([]);
    expect(await names('query=new')).toEqual(['New Name']);
  });

  it('buy without taxes by a certificate, which only its number makes and the trail does not tell', async () => {
    const { customer: made } = await create('Clinic', { taxCertificate: ' C-77 ', taxExemptUntil: '2027-06-30' });
    expect(made).toMatchObject({ taxCertificate: 'C-77', taxExemptUntil: '2027-06-30' });
    const path = `/customers/${made.customerId}`;
    const { db, personal } = fixture;
    const [item] = await db.read(shop.organizationId, (tx) =>
      CUSTOMER_ITEMS.byIds(tx, { deps: { personal } }, [made.customerId]),
    );
    expect(item).toMatchObject({ taxExemption: { certificate: 'C-77', until: '2027-06-30' } });
    await ask('PATCH', path, { version: 1, taxCertificate: '', taxExemptUntil: null });
    const { rows } = await fixture.owner.query<{ is_tax_exempt: boolean; detail: object }>(
      'select c.is_tax_exempt, a.detail from customer c join audit_entry a on a.subject_id = c.customer_id::text' +
        " where c.customer_id = $1 and a.action = 'customer.changed'",
      [made.customerId],
    );
    const taxExemptUntil = { before: '2027-06-30', after: null };
    expect(rows).toEqual([{ is_tax_exempt: false, detail: { fields: ['taxCertificate'], taxExemptUntil } }]);
    await ask('PATCH', path, { version: 2, taxCertificate: 'C-78' });
    await ask('PATCH', path, { version: 3, name: 'The Clinic' });
    await ask('POST', `${path}/erase`, {});
    const { rows: past } = await fixture.owner.query(
      'select version, is_tax_exempt, tax_exempt_until::text as last_day from customer_exemption_past where customer_id = $1 order by until',
      [made.customerId],
    );
    expect(past).toEqual([
      { version: 1, is_tax_exempt: true, last_day: '2027-06-30' },
      { version: 2, is_tax_exempt: false, last_day: null },
      { version: 4, is_tax_exempt: true, last_day: null },
    ]);
  });

  it('are erased for ever, and stay as an id', async () => {
    const { customer: made } = await create('Forget Me', { phone: '0700999888' });
    const path = `/customers/${made.customerId}`;
    expect(customer.parse((await ask('POST', `${path}/erase`, {})).body)).toMatchObject({ name: '', isErased: true });
    expect(await names('query=forget&state=all')).toEqual([]);
    expect(await names('query=0700999888&state=all')).toEqual([]);
    expect((await ask('PATCH', path, { version: 2, name: 'Back' })).status).toBe(409);
  });

  it('are in groups that cannot be removed while somebody is in them', async () => {
    const groupId = uuidv7();
    const made = await ask('POST', '/customer-groups', { groupId, name: 'Wholesale' });
    expect(customerGroup.parse(made.body)).toMatchObject({ name: 'Wholesale', customerCount: 0 });
    expect((await ask('POST', '/customer-groups', { groupId: uuidv7(), name: 'wholesale' })).status).toBe(409);
    const { customer: member } = await create('Member', { groupIds: [groupId] });
    expect((await list(`groupId=${groupId}`)).map(({ customerId }) => customerId)).toEqual([member.customerId]);
    expect((await ask('DELETE', `/customer-groups/${groupId}`)).status).toBe(409);
    await ask('PATCH', `/customers/${member.customerId}`, { version: 1, groupIds: [] });
    expect((await ask('DELETE', `/customer-groups/${groupId}`)).status).toBe(200);
    expect((await ask('POST', '/customers', { customerId: uuidv7(), name: 'X', groupIds: [groupId] })).status).toBe(
      409,
    );
  });

  it('are written by cashiers, who set no credit, erase nobody and make no groups', async () => {
    const { customer: made } = await create('By Cashier', {}, cashier);
    const path = `/customers/${made.customerId}`;
    const credit = await ask('PATCH', path, { version: 1, creditLimitMinor: 5 }, cashier);
    expect([credit.status, (credit.body as { code: string }).code]).toEqual([403, 'credit-denied']);
    expect((await ask('POST', `${path}/erase`, {}, cashier)).status).toBe(403);
    expect((await ask('POST', '/customer-groups', { groupId: uuidv7(), name: 'No' }, cashier)).status).toBe(403);
    expect((await ask('PATCH', path, { version: 1, creditLimitMinor: 5 })).status).toBe(200);
  });

  it('are paged, the latest first', async () => {
    for (const index of [1, 2, 3]) await create(`Paged ${index}`);
    const first = customerList.parse((await ask('GET', '/customers?query=paged&limit=2')).body);
    expect(first.items.map(({ name }) => name)).toEqual(['Paged 3', 'Paged 2']);
    const rest = await ask(
      'GET',
      `/customers?query=paged&limit=2&cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
    );
    expect(customerList.parse(rest.body).items.map(({ name }) => name)).toEqual(['Paged 1']);
    expect((await ask('GET', '/customers?cursor=nonsense')).status).toBe(400);
  });
});

describe('gift cards in the office', () => {
  it('are listed, found, and blocked by whoever may', async () => {
    const cardId = uuidv7();
    await fixture.owner.query(
      "insert into purse (organization_id, kind, purse_id, balance_minor, hint) values ($1, 'gift-card', $2, 5000, 'AB12')",
      [shop.organizationId, cardId],
    );
    expect(giftCardList.parse((await ask('GET', '/gift-cards?query=ab12')).body)).toMatchObject({
      items: [{ cardId, balanceMinor: 5000, isBlocked: false }],
      owedMinor: 5000,
    });
    const body = { isBlocked: true, reason: 'lost' };
    expect((await ask('POST', `/gift-cards/${cardId}/block`, body, cashier)).status).toBe(403);
    expect((await ask('POST', `/gift-cards/${cardId}/block`, body)).body).toMatchObject({ isBlocked: true });
    expect(giftCardList.parse((await ask('GET', '/gift-cards?state=blocked')).body).items).toHaveLength(1);
    expect((await ask('GET', `/gift-cards/${uuidv7()}`)).status).toBe(404);
    for (const reason of ['', undefined, 'x'.repeat(201)]) {
      expect((await ask('POST', `/gift-cards/${cardId}/block`, { isBlocked: false, reason })).status).toBe(400);
    }
    // A repeat, and a twin of it, are one change.
    const again = { isBlocked: false, reason: 'found again' };
    const both = [1, 2].map(() => ask('POST', `/gift-cards/${cardId}/block`, again));
    for (const reply of await Promise.all(both)) expect(reply.body).toMatchObject({ isBlocked: false });
    const { rows } = await fixture.owner.query<{ action: string; detail: { reason: string } }>(
      "select action, detail from audit_entry where subject_id = $1 and subject_kind = 'gift-card' order by occurred_at, entry_id",
      [cardId],
    );
    expect(rows.map(({ action, detail }) => [action, detail.reason])).toEqual([
      ['gift-card.blocked', 'lost'],
      ['gift-card.unblocked', 'found again'],
    ]);
  });
});
