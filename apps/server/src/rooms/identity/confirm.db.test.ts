import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { hashOfSecret } from '../../platform/access/index.ts';

let fixture: AppFixture;
let shop: TestShop;
let token: string;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  ({ token } = await addUser(fixture, shop, 'administrator', { assurance: 'password' }));
});
afterAll(() => fixture.close());

const confirm = (with_: unknown, by = token) => fixture.ask('POST', '/session/confirm', { token: by, body: with_ });
async function row(of: string): Promise<{ confirmed_at: Date; assurance: string } | undefined> {
  const { rows } = await fixture.owner.query<{ confirmed_at: Date; assurance: string }>(
    'select confirmed_at, assurance from session where token_hash = $1',
    [hashOfSecret(of)],
  );
  return rows[0];
}

describe('proving again who one is', () => {
  it('renews the proof and replaces the token', async () => {
    fixture.clock.advance(10 * 60_000);
    const reply = await confirm({ password: OWNER_PASSWORD });
    expect(reply.status).toBe(200);
    expect(reply.token).toBeDefined();
    expect(reply.token).not.toBe(token);
    expect(await row(reply.token ?? '')).toEqual({ confirmed_at: fixture.clock.now(), assurance: 'password' });
    expect(await row(token)).toBeUndefined();
  });

  it('is refused for a wrong password, and nothing is proved', async () => {
    const before = await row(token);
    fixture.clock.advance(6 * 60_000);
    const reply = await confirm({ password: 'not this one at all' });
    expect([reply.status, reply.body['code']]).toEqual([401, 'wrong-credentials']);
    expect(await row(token)).toEqual(before);
  });

  it('gives twins with one token the same successor, and both are let in', async () => {
    const [one, other] = await Promise.all([
      confirm({ password: OWNER_PASSWORD }),
      confirm({ password: OWNER_PASSWORD }),
    ]);
    expect([one.status, other.status]).toEqual([200, 200]);
    const tokens = new Set([one.token, other.token].filter((fresh) => fresh !== undefined));
    expect(tokens.size).toBe(1);
    for (const fresh of tokens) expect((await fixture.ask('GET', '/session', { token: fresh })).status).toBe(200);
  });

  it('takes no field beside the proof', async () => {
    const reply = await confirm({ password: OWNER_PASSWORD, assurance: 'second-factor' });
    expect(reply.status).toBe(400);
    expect((await row(token))?.assurance).toBe('password');
  });
});
