import { peopleFileAnswer } from '@mosaajii/contract/people-files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const MINUTE = 60_000;
const post = (path: string, file: string, more: object = {}, token = shop.token) =>
  fixture.ask('POST', path, { token, body: { content: Buffer.from(file).toString('base64'), ...more } });
async function send(path: string, file: string, more: object = {}) {
  const reply = await post(path, file, more);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return peopleFileAnswer.parse(reply.body);
}
const counted = async (table: 'organization_user' | 'invitation' | 'message') =>
  (await fixture.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;
const download = (query: string, token = shop.token) =>
  fixture.app.inject({
    method: 'GET',
    url: `/api/v1/users/export?${query}`,
    headers: { host: 'localhost', cookie: `sid=${token}` },
  });

const FILE = [
  'Name,Email,Role',
  'Wanjiru,wanjiru@example.com,Manager',
  'Otieno,,',
  'Otieno,,cashier',
  'Nobody,not an address,cashier',
  ',empty@example.com,cashier',
  'King,king@example.com,king',
  'Amina,AMINA@example.com,viewer',
  '"=cmd|calc",formula@example.com,viewer',
  'Half',
  '',
].join('\n');

describe('an import', () => {
  it('shows first what it would do, does it once, and the same file again changes nothing', async () => {
    const before = [await counted('organization_user'), await counted('invitation')];
    const preview = await send('/users/imports/preview', FILE);
    expect(preview).toMatchObject({
      format: { encoding: 'utf-8', delimiter: ',', hasHeader: true },
      mapping: { name: 0, email: 1, role: 2 },
      counts: { created: 2, invited: 2, unchanged: 1, rejected: 4 },
    });
    expect(preview.rows.map((row) => [row.rowNumber, row.outcome])).toEqual([
      [2, 'invited'],
      [3, 'created'],
      [4, 'rejected'],
      [5, 'rejected'],
      [6, 'rejected'],
      [7, 'rejected'],
      [8, 'unchanged'],
      [9, 'invited'],
      [10, 'created'],
    ]);
    expect(preview.rows.find((row) => row.rowNumber === 4)?.reason).toContain('row 3');
    expect([await counted('organization_user'), await counted('invitation')]).toEqual(before);
    const done = await send('/users/imports', FILE);
    expect(done.counts).toEqual(preview.counts);
    const after = [await counted('organization_user'), await counted('invitation'), await counted('message')];
    const again = await send('/users/imports', FILE);
    expect(again.counts).toEqual({ created: 0, invited: 0, unchanged: 5, rejected: 4 });
    expect([await counted('organization_user'), await counted('invitation'), await counted('message')]).toEqual(after);
    const { rows } = await fixture.owner.query("select detail from audit_entry where action = 'users.imported'");
    expect(rows).toEqual([{ detail: done.counts }]);
  });

  it('at the same moment twice takes everybody in once', async () => {
    const file = `Name,Email\n${Array.from({ length: 10 }, (_, n) => `Twin ${n},${n % 2 === 0 ? `twin-${n}@example.com` : ''}`).join('\n')}\n`;
    await Promise.all([send('/users/imports', file), send('/users/imports', file), send('/users/imports', file)]);
    const people = await fixture.owner.query("select 1 from organization_user where display_name like 'Twin %'");
    expect(people.rowCount).toBe(5);
    const again = await send('/users/imports/preview', file);
    expect(again.counts).toMatchObject({ unchanged: 10 });
  });

  it('takes columns as they are said, and nothing that is no file', async () => {
    const mapping = { name: 1, email: null, role: null };
    const format = { encoding: 'utf-8', delimiter: ';', hasHeader: false };
    const answer = await send('/users/imports/preview', '1;Kamau\n2;Njeri\n', {
      mapping,
      format,
      defaultRole: 'viewer',
    });
    expect(answer.rows).toMatchObject([
      { displayName: 'Kamau', role: 'viewer', outcome: 'created' },
      { displayName: 'Njeri', role: 'viewer', outcome: 'created' },
    ]);
    expect((await post('/users/imports', '1\n2\n')).status).toBe(400);
    expect((await post('/users/imports', '')).status).toBe(400);
    const raw = { token: shop.token, body: { content: 'not base64!' } };
    expect((await fixture.ask('POST', '/users/imports', raw)).status).toBe(400);
  });
});

describe('the export', () => {
  it('is CSV that no spreadsheet runs, is audited without names, and changes nothing when it is imported', async () => {
    await send('/users/imports', 'Name\n"=1+1"\n');
    const reply = await download('state=all');
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="team-\d{4}-\d\d-\d\d\.csv"$/);
    expect(reply.body).toContain("\r\n'=1+1,,cashier,active,no,");
    expect(reply.body).toContain('Amina,amina@example.com,administrator,active,yes,');
    const imported = await send('/users/imports', reply.body);
    expect(imported.counts).toMatchObject({ created: 0, invited: 0, rejected: 0 });
    await download('query=amina');
    const { rows } = await fixture.owner.query<{ detail: object }>(
      "select detail from audit_entry where action = 'users.exported' order by occurred_at desc limit 1",
    );
    expect(rows).toEqual([{ detail: { role: null, state: 'present', storeId: null, isSearched: true } }]);
  });

  it('has everybody once, over many pages', async () => {
    await fixture.owner.query(
      "insert into organization_user (organization_id, user_id, display_name, role) select $1, gen_random_uuid(), 'Many ' || g, 'viewer' from generate_series(1, 1203) g",
      [shop.organizationId],
    );
    const lines = (await download('query=many')).body.trimEnd().split('\r\n');
    expect(new Set(lines).size).toBe(1204);
  });

  it('asks for a fresh proof of who asks', async () => {
    const { token } = await addUser(fixture, shop, 'administrator');
    expect((await download('', token)).statusCode).toBe(200);
    fixture.clock.advance(6 * MINUTE);
    expect((await download('', token)).json()).toMatchObject({ code: 'confirmation-needed' });
    const allow = await fixture.ask('POST', '/users/export', { token, body: {} });
    expect(allow.body).toMatchObject({ code: 'confirmation-needed' });
  });
});
