import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { createPersonal } from '../../platform/personal/index.ts';
import { accountIdOf, emailsOf, sealAccounts } from './account-emails.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

/** Every row of every table of the database, the queue's included, as text. */
async function everything(): Promise<string> {
  const tables = await fixture.owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await fixture.owner.query<{ text: string | null }>(
      `select string_agg(t::text, e'\\n') as text from ${name} t`,
    );
    texts.push(rows.rows[0]?.text ?? '');
  }
  return texts.join('\n');
}

async function writePlainAccount(email: string): Promise<string> {
  const accountId = randomUUID();
  await fixture.owner.query(
    "insert into account (account_id, email, display_name, password_hash) values ($1, $2, 'Old', 'none')",
    [accountId, email],
  );
  return accountId;
}

describe('e-mail addresses of accounts', () => {
  it('are nowhere in the database, whatever was done with them', async () => {
    const { email, token } = await addUser(fixture, shop, 'manager');
    const agent = 'Strange-Browser/7.31';
    const headers = { 'user-agent': agent };
    const signIn = (password: string, who = email) =>
      fixture.ask('POST', '/sessions', { body: { email: who, password }, headers });
    expect((await signIn('wrong password')).body).toMatchObject({ code: 'wrong-credentials' });
    expect((await signIn('wrong password', 'nobody.at.all@example.com')).status).toBe(401);
    expect((await signIn(OWNER_PASSWORD, ` ${email.toUpperCase()} `)).status).toBe(201);
    expect((await fixture.ask('POST', '/session/unlock', { token, body: { password: OWNER_PASSWORD } })).status).toBe(
      200,
    );
    const text = (await everything()).toLowerCase();
    expect(text).toContain(shop.organizationId);
    for (const secret of [email, 'nobody.at.all', 'amina@example.com']) expect(text).not.toContain(secret);
    const sessions = await fixture.owner.query('select user_agent, address from session');
    expect(sessions.rows.every((row: { user_agent: string }) => row.user_agent === '')).toBe(true);
    const list = await fixture.ask('GET', '/sessions', { token });
    expect(JSON.stringify(list.body)).toContain(agent);
  });

  it('find their account in any spelling, and are read again', async () => {
    const { email, accountId } = await addUser(fixture, shop, 'viewer');
    const { db, personal, owner } = fixture;
    expect(await db.globalTx((tx) => accountIdOf(personal, tx, email.toUpperCase()))).toBe(accountId);
    expect(await db.read(shop.organizationId, (tx) => accountIdOf(personal, tx, email))).toBe(accountId);
    expect(await db.globalTx((tx) => accountIdOf(personal, tx, `x${email}`))).toBeUndefined();
    const { rows } = await owner.query('select account_id, email, email_sealed from account where account_id = $1', [
      accountId,
    ]);
    expect(await db.read(shop.organizationId, (tx) => emailsOf(personal, tx, rows))).toEqual([email]);
  });

  it('belong to one account', async () => {
    const token = await addUser(fixture, shop, 'viewer');
    const taken = fixture.owner.query(
      `insert into account (account_id, email_sealed, email_index, display_name, password_hash)
       select gen_random_uuid(), email_sealed, email_index, 'Twin', 'none' from account where account_id = $1`,
      [token.accountId],
    );
    await expect(taken).rejects.toThrow('account_email_index');
  });

  it('that an older program wrote are found as they are, and sealed by the next start, by several at once', async () => {
    const emails = Array.from({ length: 1101 }, (_, index) => `old-${index}@example.org`);
    await fixture.owner.query(
      `insert into account (account_id, email, display_name, password_hash)
       select gen_random_uuid(), e, 'Old', 'none' from unnest($1::text[]) e`,
      [emails],
    );
    const last = await writePlainAccount('last@example.org');
    const find = () => fixture.db.globalTx((tx) => accountIdOf(fixture.personal, tx, 'LAST@example.org'));
    expect(await find()).toBe(last);
    const { rootKeys, clock, db } = fixture;
    const processes = [1, 2].map(() => createPersonal({ rootKeys, clock }));
    const sealed = await Promise.all(processes.map((personal) => sealAccounts(personal, db)));
    expect(sealed.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(1102);
    expect(await find()).toBe(last);
    expect(await everything()).not.toContain('@example.org');
    expect(await sealAccounts(fixture.personal, db)).toEqual({ accounts: 0, sessions: 0 });
  });
});
