import type { Enrolment } from '@mosaajii/contract/identity';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { DEFAULT_SCAN_RULES } from '@mosaajii/domain/barcode';
import { USUAL_LAYAWAY } from '@mosaajii/domain/layaway';
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

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

async function enrol(name: string): Promise<Enrolment> {
  const reply = await fixture.ask('POST', '/registers', {
    token: shop.token,
    body: { name, publicKey: publicKeyJwk() },
  });
  expect(reply.status).toBe(201);
  return reply.body as unknown as Enrolment;
}
const own = (headers: Record<string, string>) => fixture.ask('GET', '/register', { headers });

describe('registers', () => {
  it('get the next code each, also when they are enrolled at once', async () => {
    const codes = await Promise.all([enrol('a'), enrol('b'), enrol('c')]).then((all) =>
      all.map((one) => one.registerCode),
    );
    expect(codes.sort()).toEqual(['S1-R2', 'S1-R3', 'S1-R4']);
  });

  it('hear about themselves, their shop and its people', async () => {
    const reply = await own(credentialOf(shop.enrolment));
    expect(reply.body).toMatchObject({
      registerId: shop.enrolment.registerId,
      code: 'S1-R1',
      series: 'A',
      lastSequence: 0,
      lastHash: '0'.repeat(64),
      lastReceiptSequence: 0,
      users: [{ displayName: 'Amina', role: 'administrator' }],
      settings: { organization: { name: 'Duka' } },
    });
  });

  it('for imports are enrolled by an administrator alone', async () => {
    const body = { name: 'books of last year', purpose: 'import', publicKey: publicKeyJwk() };
    const { token } = await addUser(fixture, shop, 'manager');
    const refused = await fixture.ask('POST', '/registers', { token, body });
    expect(refused.body).toMatchObject({
      code: 'permission-missing',
      extra: { permission: 'registers.enrol-import', roles: ['administrator'] },
    });
    const till = await fixture.ask('POST', '/registers', { token, body: { ...body, purpose: 'till' } });
    expect(till.status).toBe(201);
    expect((await fixture.ask('POST', '/registers', { token: shop.token, body })).status).toBe(201);
  });

  it('start a new series with a new key, and the key before opens nothing any more', async () => {
    const first = await enrol('moved');
    const reply = await fixture.ask('POST', `/registers/${first.registerId}/keys`, {
      token: shop.token,
      body: { publicKey: publicKeyJwk() },
    });
    const second = reply.body as unknown as Enrolment;
    expect(second).toMatchObject({ registerId: first.registerId, registerCode: first.registerCode, series: 'B' });
    expect((await own(credentialOf(first))).body['code']).toBe('register-revoked');
    expect((await own(credentialOf(second))).status).toBe(200);
    const list = (await fixture.ask('GET', '/registers', { token: shop.token })).body['registers'] as Record<
      string,
      unknown
    >[];
    expect(list.find((item) => item['registerId'] === first.registerId)).toMatchObject({
      series: 'B',
      purpose: 'till',
    });
  });

  it('are not recognised by a wrong secret, another organization, another key or another form', async () => {
    const { enrolment } = shop;
    const other = '01900000-0000-7000-8000-000000000000';
    const wrong = [
      credentialOf({ ...enrolment, secret: 'A'.repeat(43) }),
      credentialOf({ ...enrolment, organizationId: other }),
      credentialOf({ ...enrolment, keyId: other }),
      { authorization: `Bearer ${enrolment.secret}` },
      { authorization: 'Register' },
    ];
    for (const headers of wrong) {
      const reply = await own(headers);
      expect([reply.status, reply.body['code']]).toEqual([401, 'register-not-recognised']);
    }
    await fixture.owner.query("update register set state = 'revoked' where register_id = $1", [enrolment.registerId]);
    expect((await own(credentialOf(enrolment))).status).toBe(401);
    await fixture.owner.query("update register set state = 'active' where register_id = $1", [enrolment.registerId]);
  });

  it('cannot be enrolled again when they do not exist or are another shop’s', async () => {
    const reply = await fixture.ask('POST', '/registers/01900000-0000-7000-8000-000000000000/keys', {
      token: shop.token,
      body: { publicKey: publicKeyJwk() },
    });
    expect([reply.status, reply.body['code']]).toEqual([404, 'not-found']);
  });
});

describe('settings', () => {
  it('change together with a version, and say who was faster', async () => {
    const before = (await fixture.ask('GET', '/settings', { token: shop.token })).body as {
      store: { version: number };
    };
    const patch = {
      version: before.store.version,
      shopName: 'Duka Kubwa',
      receiptFooter: 'Asante',
      roundingMode: 'half-even',
      cashRounding: { unitMinor: 100, mode: 'half-up' },
      coinsMinor: [500, 100, 500],
    };
    const reply = await fixture.ask('PATCH', '/settings', { token: shop.token, body: patch });
    expect(reply.body).toMatchObject({
      organization: { name: 'Duka Kubwa', legalName: 'Duka Limited' },
      store: {
        receiptFooter: 'Asante',
        coinsMinor: [100, 500],
        rules: { roundingMode: 'half-even', cashRounding: { unitMinor: 100, mode: 'half-up' } },
        version: before.store.version + 1,
      },
    });
    const stale = await fixture.ask('PATCH', '/settings', {
      token: shop.token,
      body: { version: before.store.version, shopName: 'Mine' },
    });
    expect([stale.status, stale.body['code']]).toEqual([409, 'stale-version']);
    expect(stale.body['extra']).toMatchObject({ current: { organization: { name: 'Duka Kubwa' } } });
  });

  it('keep the table of codes, which begins as every shop’s', async () => {
    const ask = () => fixture.ask('GET', '/settings', { token: shop.token });
    const { store } = (await ask()).body as { store: { version: number; scanRules: unknown } };
    expect(store.scanRules).toEqual(DEFAULT_SCAN_RULES);
    const scanRules = [
      { kind: 'label', pattern: '21IIIIIVVVVVC', measure: 'weight', decimals: 3, priceAs: 'quantity' },
      { kind: 'receipt', pattern: 'R*' },
    ];
    const change = (rules: unknown, version = store.version) =>
      fixture.ask('PATCH', '/settings', { token: shop.token, body: { version, scanRules: rules } });
    const wrong = await change([...scanRules, { ...scanRules[0], pattern: '21IIIIIVVVVVV' }]);
    expect([wrong.status, wrong.body['errors']]).toEqual([
      400,
      [{ path: 'scanRules.2.pattern', message: 'The last character, and only that, is C.' }],
    ]);
    expect((await change(Array.from({ length: 41 }, () => scanRules[1]))).status).toBe(400);
    expect((await change(scanRules)).body).toMatchObject({ store: { scanRules } });
    expect((await ask()).body).toMatchObject({ store: { scanRules } });
    expect((await change([], store.version + 1)).body).toMatchObject({ store: { scanRules: [] } });
  });

  it('keep what salespeople, layaways and the day were before, each time it changes and not otherwise', async () => {
    const read = async () => {
      const reply = await fixture.ask('GET', '/settings', { token: shop.token });
      return (reply.body as unknown as ShopSettings).store;
    };
    const change = async (patch: object) => {
      const { version } = await read();
      const reply = await fixture.ask('PATCH', '/settings', { token: shop.token, body: { version, ...patch } });
      expect(reply.status).toBe(200);
    };
    const { tenders } = await read();
    const salesperson = { per: 'line', isRequired: true, isPrinted: false };
    const layaway = { minimumPpm: 500_000, feeMinor: 300, days: 14 };
    await change({ salesperson, tenders: { ...tenders, layaway } });
    await change({ salesperson, tenders: { ...tenders, layaway, takesTips: true }, receiptFooter: 'Karibu' });
    await change({ salesperson: { ...salesperson, isRequired: false }, tenders });
    await change({ dayEndsAt: '03:30' });
    expect((await read()).dayEndsAt).toBe('03:30');
    await change({ dayEndsAt: '00:00', receiptFooter: '' });
    const { rows } = await fixture.owner.query('select name, rule from store_rule_past order by until, name');
    const usual = { per: 'sale', isRequired: false, isPrinted: false };
    expect(rows).toEqual([
      { name: 'layaway', rule: USUAL_LAYAWAY },
      { name: 'salesperson', rule: usual },
      { name: 'layaway', rule: layaway },
      { name: 'salesperson', rule: salesperson },
      { name: 'day-end', rule: '00:00' },
      { name: 'day-end', rule: '03:30' },
    ]);
    for (const dayEndsAt of ['12:00', '3:30', '24:00', '']) {
      const { version } = await read();
      const reply = await fixture.ask('PATCH', '/settings', { token: shop.token, body: { version, dayEndsAt } });
      expect(reply.body['errors']).toMatchObject([{ path: 'dayEndsAt' }]);
    }
  });

  it('never change the currency, and refuse unknown fields', async () => {
    const reply = await fixture.ask('PATCH', '/settings', { token: shop.token, body: { version: 1, currency: 'USD' } });
    expect(reply.status).toBe(400);
    expect(reply.body['errors']).toEqual([{ path: 'currency', message: 'is not a known field' }]);
  });
});
