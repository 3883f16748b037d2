import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop, setupBody } from '../../app-fixture.ts';
import { ensureSetupToken } from './index.ts';

let fixture: AppFixture;
beforeEach(async () => {
  fixture = await createAppFixture();
});
afterEach(() => fixture.close());

const count = async (table: string): Promise<number> => {
  const result = await fixture.owner.query<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(result.rows[0]?.n);
};

describe('setting up', () => {
  it('founds organization, owner, store, register, taxes and accounts, signs the owner in, and says so afterwards', async () => {
    expect((await fixture.ask('GET', '/setup')).body).toMatchObject({ isSetUp: false });
    const shop = await setUpShop(fixture);
    expect(shop.session).toMatchObject({
      user: { displayName: 'Amina', role: 'administrator' },
      organization: { name: 'Duka', countryCode: 'KE', currency: { code: 'KES', exponent: 2 }, locale: 'en-KE' },
      store: {
        code: 'S1',
        timeZone: 'Africa/Nairobi',
        pricesIncludeTax: true,
        coinsMinor: [100, 500, 1000, 2000],
        version: 1,
      },
    });
    expect(shop.enrolment).toMatchObject({ registerCode: 'S1-R1', series: 'A' });
    expect((await fixture.ask('GET', '/setup')).body).toMatchObject({ isSetUp: true });
    expect((await fixture.ask('GET', '/session', { token: shop.token })).body).toMatchObject({
      user: { displayName: 'Amina' },
    });
    expect(await count('tax')).toBe(1);
    expect(await count('tax_class')).toBe(2);
    expect(await count('ledger_account')).toBeGreaterThan(5);
    const account = await fixture.owner.query<{ email: null; email_sealed: string; password_hash: string }>(
      'select email, email_sealed, password_hash from account',
    );
    expect(account.rows[0]?.email).toBeNull();
    expect(account.rows[0]?.email_sealed).toMatch(/^v1\./);
    expect(account.rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  });

  it('keeps no secret: neither the session, nor the register, nor the set-up token is in the database', async () => {
    const setupToken = await ensureSetupToken(fixture.db);
    const reply = await fixture.ask('POST', '/setup', { body: setupBody(setupToken ?? '') });
    const { secret } = reply.body['enrolment'] as { secret: string };
    const tables = await fixture.owner.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    for (const { name } of tables.rows) {
      const rows = await fixture.owner.query(`select * from ${name}`);
      const text = JSON.stringify(rows.rows);
      for (const hidden of [setupToken, reply.token, secret, 'seven green owls'])
        expect(text, name).not.toContain(hidden);
    }
  });

  it('refuses a wrong token, an older one, and everything after the first time, and leaves nothing behind', async () => {
    const older = await ensureSetupToken(fixture.db);
    const token = await ensureSetupToken(fixture.db);
    for (const wrong of ['nope', older ?? '']) {
      const reply = await fixture.ask('POST', '/setup', { body: setupBody(wrong) });
      expect([reply.status, reply.body['code']]).toEqual([403, 'setup-token-wrong']);
    }
    expect(await count('tenant')).toBe(0);
    expect((await fixture.ask('POST', '/setup', { body: setupBody(token ?? '') })).status).toBe(201);
    const again = await fixture.ask('POST', '/setup', { body: setupBody(token ?? '') });
    expect([again.status, again.body['code']]).toEqual([409, 'already-set-up']);
    expect(await ensureSetupToken(fixture.db)).toBeUndefined();
  });

  it('happens once when several come at the same time', async () => {
    const token = (await ensureSetupToken(fixture.db)) ?? '';
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => fixture.ask('POST', '/setup', { body: setupBody(token) })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await count('tenant')).toBe(1);
    expect(await count('register')).toBe(1);
  });

  it('says which field is wrong and changes nothing', async () => {
    const token = (await ensureSetupToken(fixture.db)) ?? '';
    const good = setupBody(token);
    const cases: [string, unknown][] = [
      ['owner.password', { ...good, owner: { ...good.owner, password: 'short' } }],
      ['owner.password', { ...good, owner: { ...good.owner, password: 'passwordpassword' } }],
      ['owner.password', { ...good, owner: { ...good.owner, password: 'duka2026duka2026!' } }],
      ['owner.email', { ...good, owner: { ...good.owner, email: 'nobody' } }],
      ['shop.timeZone', { ...good, shop: { ...good.shop, timeZone: 'Mars/Olympus' } }],
      ['currency', { ...good, currency: 'XXZ' }],
      ['taxes', { ...good, taxes: [...good.taxes, ...good.taxes] }],
      ['taxes.0.ratePpm', { ...good, taxes: [{ name: 'VAT', ratePpm: -1 }] }],
      [
        'register.publicKey.x',
        { ...good, register: { ...good.register, publicKey: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' } } },
      ],
      ['role', { ...good, role: 'administrator' }],
    ];
    for (const [path, body] of cases) {
      const reply = await fixture.ask('POST', '/setup', { body });
      expect([400, 422], JSON.stringify(reply.body)).toContain(reply.status);
      expect((reply.body['errors'] as { path: string }[]).map((error) => error.path)).toContain(path);
    }
    expect(await count('tenant')).toBe(0);
  });

  it('offers 53 countries whose figures fit their currencies', async () => {
    const { countries } = (await fixture.ask('GET', '/countries')).body as unknown as {
      countries: Record<string, unknown>[];
    };
    expect(countries).toHaveLength(53);
    const of = (code: string) => countries.find((country) => country['code'] === code);
    expect(of('TN')).toMatchObject({
      currency: { code: 'TND', exponent: 3 },
      coinsMinor: [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
    });
    expect(of('JP')).toMatchObject({
      currency: { exponent: 0 },
      notesMinor: [1000, 2000, 5000, 10_000],
      pricesIncludeTax: true,
    });
    expect(of('FI')).toMatchObject({ cashRounding: { unitMinor: 5, mode: 'half-up' } });
    expect(of('US')).toMatchObject({ taxes: [], pricesIncludeTax: false });
    expect((of('CH')?.['taxes'] as { ratePpm: number }[]).map((tax) => tax.ratePpm)).toEqual([81_000, 38_000, 26_000]);
  });
});
