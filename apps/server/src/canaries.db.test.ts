import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from './app.ts';
import { type AppFixture, createAppFixture, credentialOf, setUpShop, type TestShop } from './app-fixture.ts';
import { createLog } from './platform/log/index.ts';

/** Each is found by its word, wherever it comes out. */
const CANARIES = {
  password: 'canary-password-5f1c',
  newPassword: 'canary-new-password-91d2',
  currentPassword: 'canary-old-password-77aa',
  pin: 'canary-pin-482913',
  code: 'CANARYC0DE',
  recoveryCode: 'canary-recovery-aa31',
  secret: 'canary-secret-0be4',
  token: 'canary-token-3c19',
  email: 'canary-mail-1@example.com',
} as const;
const COOKIE = 'canary-cookie-'.padEnd(43, 'C');
const REGISTER = 'canary-register-'.padEnd(43, 'R');
const SOME_ID = '01900000-0000-7000-8000-000000000000';

let fixture: AppFixture;
let shop: TestShop;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mosaajii-log-'));
  file = join(folder, 'server.log');
  fixture = await createAppFixture({}, { log: createLog('trace', file) });
  shop = await setUpShop(fixture);
});
afterAll(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true });
});

/** What of the canaries, of the shop's own secrets and of the words around them stands in the log. */
function found(): string[] {
  const text = readFileSync(file, 'utf8');
  expect(text.length).toBeGreaterThan(1000);
  const own = [shop.token, shop.enrolment.secret];
  return [...Object.values(CANARIES), COOKIE, REGISTER, 'canary', ...own].filter((secret) =>
    text.toLowerCase().includes(secret.toLowerCase()),
  );
}

describe('the log', () => {
  it('holds nothing that opens a door, whatever route it was sent to', async () => {
    const { organizationId, keyId } = shop.enrolment;
    const claim = `Register ${organizationId}.${keyId}.${REGISTER}`;
    for (const { method, url } of ROUTES) {
      const path = `${url.replace(/:[A-Za-z]+/g, SOME_ID)}?token=${CANARIES.token}&code=${CANARIES.code}`;
      for (const headers of [{ cookie: `sid=${COOKIE}` }, { authorization: claim }, { cookie: `sid=${shop.token}` }]) {
        const isSigningOut = method === 'DELETE' && url === '/session';
        if (isSigningOut && headers.cookie === `sid=${shop.token}`) continue;
        await fixture.ask(method, path, { headers, ...(method === 'GET' ? {} : { body: CANARIES }) });
      }
    }
    await fixture.ask('GET', '/register', { headers: credentialOf(shop.enrolment) });
    expect(found()).toEqual([]);
  });

  it('holds nothing of it either when something goes wrong that nobody foresaw', async () => {
    const { email, password } = CANARIES;
    await fixture.owner.query('alter table sign_in_attempt rename to gone');
    const reply = await fixture.ask('POST', '/sessions', { body: { email, password } });
    await fixture.owner.query('alter table gone rename to sign_in_attempt');
    expect(reply.status).toBe(500);
    await fixture.owner.query(
      `create function refuse_row() returns trigger language plpgsql as $$
         begin raise exception 'a row that was not foreseen' using detail = 'Failing row contains ${email}, ${password}'; end $$;
       create trigger refuse_row before insert on sign_in_attempt for each row execute function refuse_row()`,
    );
    const second = await fixture.ask('POST', '/sessions', { body: { email, password } });
    await fixture.owner.query('drop trigger refuse_row on sign_in_attempt; drop function refuse_row()');
    expect(second.status).toBe(500);
    expect(readFileSync(file, 'utf8')).toContain('a row that was not foreseen');
    expect(found()).toEqual([]);
  });
});
