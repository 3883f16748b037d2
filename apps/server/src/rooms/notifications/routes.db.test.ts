import {
  channelList,
  type MessageItem,
  messageItem,
  messageList,
  noticeList,
  preferenceList,
  preview,
  suppressionItem,
  suppressionList,
  templateList,
} from '@mosaajii/contract/notifications';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../app-fixture.ts';
import { jobQueue } from '../../platform/jobs/index.ts';
import { enqueueMessage, type Message, type Outcome, type Outgoing } from '../../platform/messages/index.ts';

let fixture: AppFixture;
let shop: TestShop;
let cashier: Awaited<ReturnType<typeof addUser>>;
let manager: Awaited<ReturnType<typeof addUser>>;
/** What the way out answers, and what it was given. */
let answer: Outcome = { kind: 'delivered', reference: null };
const sent: Outgoing[] = [];

beforeAll(async () => {
  const email = {
    send: (message: Outgoing) => {
      sent.push(message);
      return Promise.resolve(answer);
    },
    close: () => undefined,
  };
  fixture = await createAppFixture({}, { senders: { email } });
  shop = await setUpShop(fixture);
  cashier = await addUser(fixture, shop, 'cashier');
  manager = await addUser(fixture, shop, 'manager');
});
afterAll(() => fixture.close());

const get = (path: string, token = shop.token) => fixture.ask('GET', path, { token });
const post = (path: string, body: unknown, token = shop.token) => fixture.ask('POST', path, { token, body });
const listed = async (query = '') => messageList.parse((await get(`/messages?${query}`)).body);
const find = async (messageId: string): Promise<MessageItem | undefined> =>
  (await listed('limit=100')).items.find((item) => item.messageId === messageId);

async function enqueue(known: Partial<Message> = {}): Promise<string> {
  const messageId = uuidv7();
  const deps = { clock: fixture.clock, jobs: jobQueue, personal: fixture.personal };
  await fixture.db.globalTx((tx) =>
    enqueueMessage(deps, tx, {
      messageId,
      organizationId: shop.organizationId,
      channel: 'email',
      template: 'notifications/test',
      to: 'juma@example.com',
      locale: 'en',
      params: { shopName: 'Duka', senderName: 'Amina' },
      ...known,
    }),
  );
  return messageId;
}

describe('a test message', () => {
  it('is delivered by the job within moments, once however often it is asked for', async () => {
    const body = { messageId: uuidv7(), channel: 'email', to: 'Juma@Example.com ', language: 'sw' };
    const twins = await Promise.all(Array.from({ length: 10 }, () => post('/messages/test', body)));
    expect(twins.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => 201));
    await expect.poll(async () => (await find(body.messageId))?.state, { timeout: 20_000 }).toBe('delivered');
    expect(await find(body.messageId)).toMatchObject({ to: 'juma@example.com', attempts: 1, canRetry: false });
    const mine = sent.filter((one) => one.messageId === body.messageId);
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ to: 'juma@example.com', subject: 'Ujumbe wa majaribio kutoka Duka' });
    expect(mine[0]?.text).toContain('Amina');
  });

  it('is refused for what is no address, for whoever may not, and after twenty in an hour', async () => {
    const body = { messageId: uuidv7(), channel: 'email', to: 'nobody', language: 'en' };
    expect(await post('/messages/test', body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect((await post('/messages/test', { ...body, to: 'a@b' }, manager.token)).status).toBe(403);
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1)
      statuses.push((await post('/messages/test', { ...body, messageId: uuidv7(), to: 'a@b' })).status);
    expect(statuses.at(-1)).toBe(429);
    await fixture.owner.query("update message set created_at = created_at - interval '1 hour'");
    expect((await post('/messages/test', { ...body, messageId: uuidv7(), to: 'a@b' })).status).toBe(201);
  });
});

describe('the delivery log', () => {
  it('shows what became of each message, narrowed by state, way and address, and no secret', async () => {
    // What was sent before has left.
    await expect.poll(async () => (await listed('state=queued')).items, { timeout: 20_000 }).toEqual([]);
    await expect.poll(async () => (await listed('state=sending')).items, { timeout: 20_000 }).toEqual([]);
    answer = { kind: 'permanent', code: 'smtp-554' };
    const failed = await enqueue({ to: 'failed@example.com', isSecret: true });
    await expect.poll(async () => (await find(failed))?.state, { timeout: 20_000 }).toBe('failed');
    // Whoever may send it again is told, and nobody else; nothing of the secret.
    const told = noticeList.parse((await get('/notices')).body);
    expect(told.items[0]).toMatchObject({ title: 'A message could not be delivered', path: '/messages?state=failed' });
    expect(told.items[0]?.text).toContain('Test message from {shopName}');
    for (const { token } of [manager, cashier])
      expect((await get('/notices/unread', token)).body).toEqual({ unread: 0 });
    answer = { kind: 'delivered', reference: null };
    const waiting = await enqueue({ channel: 'sms', to: '+254 711 000 111' });
    await expect.poll(async () => (await find(waiting))?.lastCode, { timeout: 20_000 }).toBe('no-channel');
    const ids = async (query: string) => (await listed(query)).items.map((item) => item.messageId);
    expect(await ids('state=failed')).toEqual([failed]);
    expect(await ids('channel=sms')).toEqual([waiting]);
    expect(await ids('to=FAILED%40example.com')).toEqual([failed]);
    expect(await ids('to=0711')).toEqual([]);
    expect(await find(failed)).toMatchObject({ lastCode: 'smtp-554', canRetry: false });
    // A place that a secret fills stays open.
    expect((await find(failed))?.subject).toBe('Test message from {shopName}');
    expect(await find(waiting)).toMatchObject({ state: 'queued', attempts: 0, canRetry: true, to: '+254711000111' });
    expect(channelList.parse((await get('/message-channels')).body).channels).toMatchObject([
      { channel: 'email', isConfigured: true, failed: 1 },
      { channel: 'sms', isConfigured: false, waiting: 1 },
    ]);
  });

  it('gives every message once, page by page, and takes no cursor of another list', async () => {
    const all = (await listed('limit=100')).items.map((item) => item.messageId);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await listed(`limit=3${cursor}`);
      seen.push(...page.items.map((item) => item.messageId));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(all);
    expect((await get('/messages?cursor=abc')).status).toBe(400);
  });

  it('shows nobody another shop’s messages, and the installation’s to its operators only', async () => {
    const other = uuidv7();
    await fixture.owner.query('insert into tenant (organization_id) values ($1)', [other]);
    const [theirs, installations] = [await enqueue({ organizationId: other }), await enqueue({ organizationId: null })];
    const all = (await listed('limit=100')).items.map((item) => item.messageId);
    expect(all).not.toContain(theirs);
    expect(all).not.toContain(installations);
    expect((await post(`/messages/${theirs}/retry`, {})).status).toBe(404);
    expect((await listed('scope=installation')).items.map((item) => item.messageId)).toContain(installations);
    const another = await addUser(fixture, shop, 'administrator');
    for (const path of ['/messages', '/message-channels', '/message-suppressions'])
      expect((await get(`${path}?scope=installation`, another.token)).body['code'], path).toBe('operator-only');
    expect((await post(`/messages/${installations}/retry`, { scope: 'installation' }, another.token)).status).toBe(403);
  });

  it('sends again what failed, once for twins, and audits who did; not what was delivered or is not kept', async () => {
    answer = { kind: 'permanent', code: 'smtp-554' };
    const failed = await enqueue({ to: 'again@example.com' });
    await expect.poll(async () => (await find(failed))?.state, { timeout: 20_000 }).toBe('failed');
    answer = { kind: 'delivered', reference: null };
    const before = sent.filter((one) => one.messageId === failed).length;
    const twins = await Promise.all(Array.from({ length: 5 }, () => post(`/messages/${failed}/retry`, {})));
    for (const reply of twins) expect([200, 409]).toContain(reply.status);
    expect(messageItem.parse(twins.find((reply) => reply.status === 200)?.body).messageId).toBe(failed);
    await expect.poll(async () => (await find(failed))?.state, { timeout: 20_000 }).toBe('delivered');
    expect(sent.filter((one) => one.messageId === failed)).toHaveLength(before + 1);
    expect((await post(`/messages/${failed}/retry`, {})).body['code']).toBe('conflict');
    const [secret] = (await listed('to=failed%40example.com')).items;
    expect((await post(`/messages/${secret?.messageId}/retry`, {})).body['code']).toBe('conflict');
    const { rows } = await fixture.owner.query("select 1 from audit_entry where action = 'message.retried'");
    expect(rows.length).toBeGreaterThanOrEqual(1);
  });
});

describe('blocked addresses', () => {
  it('get nothing until they are allowed again; the audit trail knows them by their fingerprint', async () => {
    const entry = { channel: 'email', to: ' Nomore@Example.com' };
    const added = await Promise.all([post('/message-suppressions', entry), post('/message-suppressions', entry)]);
    const item = suppressionItem.parse(added[0]?.body);
    expect(added.map((reply) => reply.status)).toEqual([201, 201]);
    expect(item).toMatchObject({ to: 'nomore@example.com', reason: 'manual' });
    const list = suppressionList.parse((await get('/message-suppressions')).body);
    expect(list.items).toEqual([item]);
    const notice = { template: 'notifications/undeliverable', params: { subject: 'x', channel: 'email' } };
    const stopped = await enqueue({ to: 'nomore@example.com', ...notice });
    const safety = await enqueue({ to: 'nomore@example.com' });
    await expect.poll(async () => (await find(stopped))?.state, { timeout: 20_000 }).toBe('suppressed');
    await expect.poll(async () => (await find(safety))?.state, { timeout: 20_000 }).toBe('delivered');
    const path = `/message-suppressions/email/${item.index}`;
    expect((await fixture.ask('DELETE', path, { token: shop.token })).status).toBe(200);
    expect((await fixture.ask('DELETE', path, { token: shop.token })).status).toBe(404);
    expect((await post(`/messages/${stopped}/retry`, {})).status).toBe(200);
    await expect.poll(async () => (await find(stopped))?.state, { timeout: 20_000 }).toBe('delivered');
    const { rows } = await fixture.owner.query<{ action: string; text: string }>(
      "select action, audit_entry::text as text from audit_entry where action like 'recipient.%' order by occurred_at",
    );
    expect(rows.map((row) => row.action)).toEqual(['recipient.suppressed', 'recipient.unsuppressed']);
    expect(JSON.stringify(rows)).not.toContain('nomore');
    expect((await post('/message-suppressions', { channel: 'sms', to: '0711' })).status).toBe(400);
  });
});

describe('templates', () => {
  it('are listed and shown in each language with example values', async () => {
    const { templates } = templateList.parse((await get('/message-templates')).body);
    expect(templates.map(({ name }) => name)).toContain('notifications/test');
    const query = 'template=notifications%2Ftest&language=ar';
    expect(preview.parse((await get(`/message-templates/preview?${query}`)).body)).toMatchObject({
      language: 'ar',
      direction: 'rtl',
    });
    expect((await get('/message-templates/preview?template=__proto__&language=en')).status).toBe(404);
    expect((await get('/message-templates', cashier.token)).status).toBe(403);
  });
});

describe('one’s own notices', () => {
  const notify = (userId: string, template = 'notifications/undeliverable') =>
    enqueue({ channel: 'in-app', to: '', userId, template, params: { subject: 'Code', channel: 'email' } });
  const notices = async (token: string, query = '') => noticeList.parse((await get(`/notices?${query}`, token)).body);

  it('are seen by the person alone, counted, and marked as read one by one or all', async () => {
    const first = await notify(cashier.userId);
    fixture.clock.advance(1000);
    const second = await notify(cashier.userId);
    await notify(cashier.userId);
    const list = await notices(cashier.token);
    expect(list).toMatchObject({ unread: 3, nextCursor: null });
    expect(list.items.slice(-1)).toMatchObject([
      { noticeId: first, title: 'A message could not be delivered', path: '/messages?state=failed', isRead: false },
    ]);
    expect(await notices(manager.token)).toMatchObject({ unread: 0, items: [] });
    // Somebody else's id marks nothing.
    expect((await post('/notices/read', { noticeIds: [first] }, manager.token)).body).toEqual({ unread: 0 });
    for (let again = 0; again < 2; again += 1)
      expect((await post('/notices/read', { noticeIds: [first] }, cashier.token)).body).toEqual({ unread: 2 });
    expect((await notices(cashier.token, 'isUnread=true')).items.map((item) => item.noticeId)).toContain(second);
    expect((await post('/notices/read-all', {}, cashier.token)).body).toEqual({ unread: 0 });
    expect((await get('/notices/unread', cashier.token)).body).toEqual({ unread: 0 });
    const arabic = await notices(cashier.token, 'language=ar&limit=1');
    expect(arabic.items[0]).toMatchObject({ direction: 'rtl', isRead: true });
    const next = await notices(cashier.token, `limit=1&cursor=${arabic.nextCursor}`);
    expect(next.items[0]?.noticeId).not.toBe(arabic.items[0]?.noticeId);
  });

  it('are left out where they were switched off; what concerns safety cannot be', async () => {
    await notify(manager.userId);
    const prefer = (category: string, isWanted: boolean) =>
      fixture.ask('PUT', '/message-preferences', {
        token: manager.token,
        body: { category, channel: 'in-app', isWanted },
      });
    expect((await notices(manager.token)).unread).toBe(1);
    const off = preferenceList.parse((await prefer('shop', false)).body);
    expect(off.preferences).toContainEqual({
      category: 'shop',
      channel: 'in-app',
      isWanted: false,
      isSwitchable: true,
    });
    expect(await notices(manager.token)).toMatchObject({ unread: 0, items: [] });
    await notify(manager.userId, 'notifications/test');
    expect((await notices(manager.token)).unread).toBe(1);
    expect((await prefer('security', false)).body['code']).toBe('conflict');
    await prefer('shop', true);
    expect((await notices(manager.token)).unread).toBe(2);
    // Of one person alone.
    const mine = preferenceList.parse((await get('/message-preferences', cashier.token)).body);
    expect(mine.preferences.every(({ isWanted }) => isWanted)).toBe(true);
  });
});
