import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../app.ts';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  OWNER_PASSWORD,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { createLog } from '../../platform/log/index.ts';
import { createRecognition } from './recognition.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture({ allowedHosts: ['localhost', '127.0.0.1'] });
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

/** The client of the library that the server uses: Node's own sends no cookies. It comes without types. */
const { WebSocket: Ws } = createRequire(import.meta.url)('ws') as {
  readonly WebSocket: new (url: string, options: { readonly headers: Record<string, string> }) => WebSocket;
};
const CONNECTION = { kind: 'connection', address: '127.0.0.1', userAgent: 'test', requestId: 'test' } as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ask = (token: string) => fixture.ask('GET', '/session', { token });
const statusOf = async (token: string) => (await ask(token)).status;

/** The token that takes the place of one that is due. */
async function rotated(token: string): Promise<string> {
  fixture.clock.advance(15 * MINUTE);
  const { status, token: fresh } = await ask(token);
  expect(status).toBe(200);
  if (fresh === undefined) throw new Error('the token was not replaced');
  return fresh;
}

async function auditOf(
  userId: string,
  action: string,
): Promise<{ detail: Record<string, unknown>; user_id: string }[]> {
  const found = await fixture.owner.query(
    'select detail, user_id from audit_entry where action = $1 and subject_id = $2 order by occurred_at',
    [action, userId],
  );
  return found.rows as { detail: Record<string, unknown>; user_id: string }[];
}

describe('a session’s token', () => {
  it('is replaced when it is a quarter of an hour old, not before', async () => {
    const { token } = await addUser(fixture, shop, 'cashier');
    expect((await ask(token)).token).toBeUndefined();
    const fresh = await rotated(token);
    expect(fresh).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(fresh).not.toBe(token);
    const reply = await ask(fresh);
    expect([reply.status, reply.token]).toEqual([200, undefined]);
  });

  it('is stored as a hash only, also when it has been replaced', async () => {
    const { token } = await addUser(fixture, shop, 'cashier');
    const fresh = await rotated(token);
    const tables = await fixture.owner.query(
      'select row_to_json(s)::text as text from session s union all select row_to_json(f)::text from session_former_token f',
    );
    const stored = (tables.rows as { text: string }[]).map((row) => row.text).join();
    for (const secret of [token, fresh]) expect(stored).not.toContain(secret);
  });

  it('is the same new one for ten requests at once: all succeed, one family is left', async () => {
    const { token, accountId } = await addUser(fixture, shop, 'cashier');
    fixture.clock.advance(15 * MINUTE);
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(token)));
    expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(new Set(replies.map((reply) => reply.token)).size).toBe(1);
    const families = await fixture.owner.query('select 1 from session where account_id = $1', [accountId]);
    expect(families.rowCount).toBe(1);
    const former = await fixture.owner.query(
      'select 1 from session_former_token join session using (session_id) where account_id = $1',
      [accountId],
    );
    expect(former.rowCount).toBe(1);
    expect(await statusOf(replies[9]?.token ?? '')).toBe(200);
  });

  it('opens for half a minute after it was replaced, and is given its successor again until that has come', async () => {
    const { token } = await addUser(fixture, shop, 'cashier');
    const fresh = await rotated(token);
    fixture.clock.advance(29 * SECOND);
    expect((await ask(token)).token).toBe(fresh);
    expect(await statusOf(fresh)).toBe(200);
    const late = await ask(token);
    expect([late.status, late.token]).toEqual([200, undefined]);
  });

  it('used after the grace ends the whole session, and the audit trail says so', async () => {
    const { token, userId } = await addUser(fixture, shop, 'cashier');
    const fresh = await rotated(token);
    expect(await statusOf(fresh)).toBe(200);
    fixture.clock.advance(31 * SECOND);
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(fresh)).toBe(401);
    expect(await statusOf(token)).toBe(401);
    const entries = await auditOf(userId, 'session.reused');
    expect(entries).toMatchObject([{ user_id: null, detail: { reason: 'former-token-used', isSuccessorSeen: true } }]);
  });

  it('is replaced at an unlock and when the role has changed', async () => {
    const { token, userId } = await addUser(fixture, shop, 'cashier');
    const unlocked = await fixture.ask('POST', '/session/unlock', { token, body: { password: OWNER_PASSWORD } });
    const second = unlocked.token ?? '';
    expect(second).not.toBe('');
    expect((await ask(second)).token).toBeUndefined();
    await fixture.owner.query("update organization_user set role = 'manager' where user_id = $1", [userId]);
    const third = (await ask(second)).token ?? '';
    expect(third).not.toBe('');
    expect(await statusOf(third)).toBe(200);
  });
});

describe('signing in', () => {
  const signIn = (email: string, headers: Record<string, string>) =>
    fixture.ask('POST', '/sessions', { body: { email, password: OWNER_PASSWORD }, headers });

  it('never adopts a token that came with the request, and ends the session that it belonged to', async () => {
    const planted = await addUser(fixture, shop, 'cashier');
    const { email } = await addUser(fixture, shop, 'cashier');
    const unknown = 'B'.repeat(43);
    expect((await signIn(email, { cookie: `sid=${unknown}` })).token).not.toBe(unknown);
    expect(await statusOf(unknown)).toBe(401);
    const reply = await signIn(email, { cookie: `sid=${planted.token}` });
    expect(reply.token).not.toBe(planted.token);
    expect(await statusOf(planted.token)).toBe(401);
    expect(await auditOf(planted.userId, 'session.ended')).toMatchObject([{ detail: { reason: 'replaced' } }]);
  });

  it('in an office lasts half an idle hour and twelve in any case', async () => {
    const idle = await addUser(fixture, shop, 'cashier');
    fixture.clock.advance(30 * MINUTE + SECOND);
    expect(await statusOf(idle.token)).toBe(401);
    let { token } = await addUser(fixture, shop, 'cashier');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      fixture.clock.advance(20 * MINUTE);
      token = (await ask(token)).token ?? '';
    }
    expect(await statusOf(token)).toBe(200);
    fixture.clock.advance(20 * MINUTE + SECOND);
    expect(await statusOf(token)).toBe(401);
  });

  it('on a register of the shop lasts a shift of sixteen hours; a register that is not ours proves nothing', async () => {
    const { email } = await addUser(fixture, shop, 'cashier');
    const register = credentialOf(shop.enrolment);
    const till = (await signIn(email, register)).token ?? '';
    const office = (await signIn(email, credentialOf({ ...shop.enrolment, secret: 'A'.repeat(43) }))).token ?? '';
    fixture.clock.advance(15 * HOUR);
    expect(await statusOf(office)).toBe(401);
    const next = (await ask(till)).token ?? '';
    expect(await statusOf(next)).toBe(200);
    fixture.clock.advance(HOUR + SECOND);
    expect(await statusOf(next)).toBe(401);
  });
});

interface Listed {
  readonly sessionId: string;
  readonly isCurrent: boolean;
}
const listed = async (token: string, path = '/sessions') =>
  ((await fixture.ask('GET', path, { token })).body['sessions'] ?? []) as Listed[];

describe('one’s own sessions', () => {
  it('are listed with their device and address, ended one by one, and all others at once', async () => {
    const { email, token, userId } = await addUser(fixture, shop, 'viewer');
    const again = async () =>
      (
        await fixture.ask('POST', '/sessions', {
          body: { email, password: OWNER_PASSWORD },
          headers: { 'user-agent': 'Second browser' },
        })
      ).token ?? '';
    const [second, third] = [await again(), await again()];
    const all = await listed(token);
    expect(all).toHaveLength(3);
    expect(all.filter((item) => item.isCurrent)).toMatchObject([{ userAgent: 'test', address: '127.0.0.1' }]);
    expect(JSON.stringify(all)).not.toMatch(/hash|token/i);
    const [{ sessionId } = { sessionId: '' }] = (await listed(second)).filter((item) => item.isCurrent);
    expect((await fixture.ask('DELETE', `/sessions/${sessionId}`, { token })).body).toEqual({ ended: 1 });
    expect((await fixture.ask('DELETE', `/sessions/${sessionId}`, { token })).status).toBe(404);
    expect(await statusOf(second)).toBe(401);
    expect((await fixture.ask('POST', '/sessions/end-others', { token, body: {} })).body).toEqual({ ended: 1 });
    expect([await statusOf(third), await statusOf(token)]).toEqual([401, 200]);
    expect(await auditOf(userId, 'session.ended')).toMatchObject([
      { user_id: userId, detail: { reason: 'ended-by-owner', sessionId } },
      { user_id: userId, detail: { reason: 'ended-by-owner' } },
    ]);
  });

  it('are nobody else’s', async () => {
    const mine = await addUser(fixture, shop, 'administrator');
    const theirs = await addUser(fixture, shop, 'viewer');
    const [{ sessionId } = { sessionId: '' }] = await listed(theirs.token);
    expect((await fixture.ask('DELETE', `/sessions/${sessionId}`, { token: mine.token })).status).toBe(404);
    expect(await statusOf(theirs.token)).toBe(200);
  });
});

describe('a member’s sessions', () => {
  it('are listed and ended by an administrator of the shop, and by no other role', async () => {
    const boss = await addUser(fixture, shop, 'administrator');
    const member = await addUser(fixture, shop, 'cashier');
    const path = `/users/${member.userId}/sessions`;
    for (const role of ['manager', 'cashier', 'viewer'] as const) {
      const { token } = await addUser(fixture, shop, role);
      expect((await fixture.ask('GET', path, { token })).status).toBe(403);
      expect((await fixture.ask('DELETE', path, { token })).status).toBe(403);
    }
    const [{ sessionId } = { sessionId: '' }] = await listed(boss.token, path);
    const one = `${path}/${sessionId}`;
    expect((await fixture.ask('DELETE', one, { token: boss.token })).body).toEqual({ ended: 1 });
    expect(await statusOf(member.token)).toBe(401);
    expect((await fixture.ask('DELETE', one, { token: boss.token })).status).toBe(404);
    expect((await fixture.ask('DELETE', path, { token: boss.token })).body).toEqual({ ended: 0 });
    expect(await auditOf(member.userId, 'session.ended')).toMatchObject([
      { user_id: boss.userId, detail: { reason: 'ended-by-administrator', sessionId } },
    ]);
  });

  it('in another organization are out of reach', async () => {
    const boss = await addUser(fixture, shop, 'administrator');
    const member = await addUser(fixture, shop, 'cashier');
    const foreign = '01900000-0000-7000-8000-0000000000ee';
    await fixture.owner.query('insert into tenant (organization_id) values ($1)', [foreign]);
    await fixture.owner.query('update session set organization_id = $2 where account_id = $1', [
      member.accountId,
      foreign,
    ]);
    const path = `/users/${member.userId}/sessions`;
    expect(await listed(boss.token, path)).toEqual([]);
    expect((await fixture.ask('DELETE', path, { token: boss.token })).body).toEqual({ ended: 0 });
    const stranger = `/users/${foreign}/sessions`;
    expect((await fixture.ask('GET', stranger, { token: boss.token })).status).toBe(404);
    const open = await fixture.owner.query('select 1 from session where account_id = $1 and revoked_at is null', [
      member.accountId,
    ]);
    expect(open.rowCount).toBe(1);
  });
});

describe('open connections', () => {
  const LISTEN = { host: '127.0.0.1', port: 0 };
  let addresses: string[] = [];
  let second: Awaited<ReturnType<typeof createApp>>;
  beforeAll(async () => {
    const { db, clock, database } = fixture;
    const config = { isTls: false, allowedHosts: ['127.0.0.1'], version: 'test' };
    second = await createApp({
      db,
      clock,
      config,
      rootKeys: fixture.rootKeys,
      log: createLog('silent'),
      ownerUrl: database.ownerUrl,
    });
    addresses = [await fixture.app.listen(LISTEN), await second.listen(LISTEN)];
  });
  afterAll(() => second.close());

  /** Wrapped, because awaiting a promise of a promise would await the close. */
  interface Closing {
    readonly closed: Promise<number>;
  }

  /** Live connections of a session, one on each server; answers what each is closed with. */
  async function connectAll(token: string): Promise<Closing[]> {
    return Promise.all(
      addresses.map(async (address) => {
        const socket = new Ws(`${address.replace('http', 'ws')}/api/v1/live`, { headers: { cookie: `sid=${token}` } });
        const closed = new Promise<number>((resolve) => {
          socket.addEventListener('close', (event) => resolve(event.code));
        });
        await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
        return { closed };
      }),
    );
  }

  async function expectClosedWithin1s(closing: Closing[], end: () => Promise<unknown>): Promise<void> {
    const start = performance.now();
    await end();
    expect(await Promise.all(closing.map(({ closed }) => closed))).toEqual(closing.map(() => 4401));
    expect(performance.now() - start).toBeLessThan(SECOND);
  }

  it('of a session whose former token is used again are closed within a second, on every server', async () => {
    const { token } = await addUser(fixture, shop, 'cashier');
    const closing = await connectAll(token);
    const fresh = await rotated(token);
    closing.push(...(await connectAll(fresh)));
    fixture.clock.advance(31 * SECOND);
    await expectClosedWithin1s(closing, async () => expect(await statusOf(token)).toBe(401));
  });

  it('are closed when the person signs out everywhere else, and when an administrator ends them', async () => {
    const { token, email, userId } = await addUser(fixture, shop, 'cashier');
    const reply = await fixture.ask('POST', '/sessions', { body: { email, password: OWNER_PASSWORD } });
    await expectClosedWithin1s(await connectAll(reply.token ?? ''), () =>
      fixture.ask('POST', '/sessions/end-others', { token, body: {} }),
    );
    const boss = await addUser(fixture, shop, 'administrator');
    await expectClosedWithin1s(await connectAll(token), () =>
      fixture.ask('DELETE', `/users/${userId}/sessions`, { token: boss.token }),
    );
  });

  it('outlive the token that they began with, and do not keep an idle session alive', async () => {
    const { token, accountId } = await addUser(fixture, shop, 'cashier');
    const seen = async () =>
      (await fixture.owner.query('select last_seen_at from session where account_id = $1', [accountId])).rows;
    const before = await seen();
    fixture.clock.advance(10 * MINUTE);
    const closing = await connectAll(token);
    expect(await seen()).toEqual(before);
    const { actor } = (await createRecognition(fixture).userOf(token, CONNECTION)) ?? {};
    await rotated(token);
    fixture.clock.advance(5 * MINUTE);
    expect(await createRecognition(fixture).isSessionAlive(actor?.sessionId ?? '')).toBe(true);
    await expectClosedWithin1s(closing, () =>
      fixture.owner.query('update session set revoked_at = now() where account_id = $1', [accountId]),
    );
  });
});
