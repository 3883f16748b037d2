import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../database/index.ts';
import { jobQueue, prepareJobs } from '../jobs/index.ts';
import { createPersonal } from '../personal/index.ts';
import { rootKeysInMemory } from '../secrets/index.ts';
import { enqueueMessage, type Message } from './index.ts';

const organizationId = uuidv7();
const other = uuidv7();
const userId = uuidv7();
const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const deps = { clock, jobs: jobQueue, personal: createPersonal({ rootKeys: rootKeysInMemory(), clock }) };
let database: TestDatabase;
let db: Database;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await prepareJobs(database.ownerUrl, new URL(database.appUrl).username);
  for (const id of [organizationId, other]) await owner.query('insert into tenant (organization_id) values ($1)', [id]);
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

const messageWith = (known: Partial<Message> = {}): Message => ({
  messageId: uuidv7(),
  organizationId,
  channel: 'email',
  template: 'notifications/test',
  to: ' Amina@Example.com ',
  locale: 'sw-KE',
  params: { shopName: 'Duka', senderName: 'Amina' },
  ...known,
});
const rowOf = async (messageId: string) =>
  (await owner.query<Record<string, unknown>>('select * from message where message_id = $1', [messageId])).rows[0];
const jobsOf = async (messageId: string) =>
  (await owner.query('select 1 from graphile_worker._private_jobs where payload::text like $1', [`%${messageId}%`]))
    .rows.length;

it('is there with its job exactly when the transaction is', async () => {
  const failed = messageWith();
  const failing = db.tx(organizationId, async (tx) => {
    await enqueueMessage(deps, tx, failed);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect([await rowOf(failed.messageId), await jobsOf(failed.messageId)]).toEqual([undefined, 0]);
  const kept = messageWith();
  await db.tx(organizationId, (tx) => enqueueMessage(deps, tx, kept));
  expect(await rowOf(kept.messageId)).toMatchObject({
    organization_id: organizationId,
    state: 'queued',
    expires_at: new Date('2026-11-29T10:00:00.000Z'),
  });
  expect(await jobsOf(kept.messageId)).toBe(1);
});

it('is one message however often and from however many it is queued', async () => {
  const message = messageWith();
  const twins = Array.from({ length: 10 }, () => db.tx(organizationId, (tx) => enqueueMessage(deps, tx, message)));
  await Promise.all(twins);
  await db.tx(organizationId, (tx) => enqueueMessage(deps, tx, { ...message, params: { shopName: 'another' } }));
  expect((await rowOf(message.messageId))?.['params']).toEqual(message.params);
  expect(await jobsOf(message.messageId)).toBe(1);
});

it('leaves the transaction inside of the wall it was in, or outside of all', async () => {
  await db.globalTx(async (tx) => {
    await enqueueMessage(deps, tx, messageWith());
    const [outside] = await tx.query<{ wall: string }>("select current_setting('app.organization_id', true) as wall");
    expect(outside?.wall).toBe('');
    const inside = await tx.enter(organizationId);
    await enqueueMessage(deps, tx, messageWith({ organizationId: null }));
    await enqueueMessage(deps, inside, messageWith({ organizationId: null }));
    const [within] = await tx.query<{ wall: string }>("select current_setting('app.organization_id', true) as wall");
    expect(within?.wall).toBe(organizationId);
  });
});

it('keeps the installation’s messages from every organization, and one organization’s from another', async () => {
  const [installation, theirs] = [messageWith({ organizationId: null }), messageWith({ organizationId: other })];
  await db.globalTx(async (tx) => {
    await enqueueMessage(deps, tx, installation);
    await enqueueMessage(deps, tx, theirs);
  });
  const seen = await db.read(organizationId, (tx) =>
    tx.query<{ message_id: string }>('select message_id from message'),
  );
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.map((row) => row.message_id)).not.toContain(installation.messageId);
  expect(seen.map((row) => row.message_id)).not.toContain(theirs.messageId);
  await expect(db.tx(organizationId, (tx) => enqueueMessage(deps, tx, theirs))).rejects.toThrow('another organization');
});

it('keeps the address and secret params sealed', async () => {
  const message = messageWith({ isSecret: true, params: { code: '7K2MXQ' } });
  await db.tx(organizationId, (tx) => enqueueMessage(deps, tx, message));
  const row = await rowOf(message.messageId);
  expect(row).toMatchObject({ params: {}, is_secret: true });
  expect(JSON.stringify(row).toLowerCase()).not.toMatch(/amina|example|7k2mxq/);
  const same = messageWith({ to: 'AMINA@example.com' });
  await db.globalTx((tx) => enqueueMessage(deps, tx, same));
  expect((await rowOf(same.messageId))?.['recipient_index']).toBe(row?.['recipient_index']);
});

it('takes no address that is none, or that would be several or a header', async () => {
  for (const to of ['', 'nobody', 'a@b, c@d', 'a@b\r\nBcc: c@d', 'A <a@b>', '"x y"@z'])
    await expect(db.tx(organizationId, (tx) => enqueueMessage(deps, tx, messageWith({ to })))).rejects.toThrow(
      TypeError,
    );
  for (const to of ['0712345678', '+', 'a@b', '+25471234567890123'])
    await expect(
      db.tx(organizationId, (tx) => enqueueMessage(deps, tx, messageWith({ to, channel: 'sms' }))),
    ).rejects.toThrow(TypeError);
});

it('writes a notice once, for one person, and lets the feed know', async () => {
  const notice = messageWith({ channel: 'in-app', to: '', userId });
  let heard = 0;
  const stop = db.onChanged((id) => {
    if (id === organizationId) heard += 1;
  });
  await db.tx(organizationId, (tx) => enqueueMessage(deps, tx, notice));
  await db.tx(organizationId, (tx) => enqueueMessage(deps, tx, notice));
  await db.globalTx((tx) => enqueueMessage(deps, tx, { ...notice, messageId: uuidv7() }));
  stop();
  expect(heard).toBe(1);
  const { rows } = await owner.query('select user_id from notice where organization_id = $1', [organizationId]);
  expect(rows).toEqual([{ user_id: userId }, { user_id: userId }]);
  const feed = await owner.query("select 1 from change_feed where kind = 'notice' and organization_id = $1", [
    organizationId,
  ]);
  expect(feed.rows).toHaveLength(2);
  const bad = [messageWith({ channel: 'in-app' }), { ...notice, organizationId: null }, { ...notice, isSecret: true }];
  for (const one of bad) await expect(db.globalTx((tx) => enqueueMessage(deps, tx, one))).rejects.toThrow(TypeError);
});
