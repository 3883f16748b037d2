import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../database/index.ts';
import { createLog } from '../log/index.ts';
import { LIMITS, type Limits, liftBlock, openLimits, readBlocks } from './index.ts';
import { startTestRedis } from './redis-fixture.ts';

let database: TestDatabase;
let db: Database;
let at = Date.UTC(2026, 0, 5, 8);
const clock = { now: () => new Date(at) };
const log = createLog('silent');
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const opened: Limits[] = [];
afterAll(() => Promise.all(opened.map((limits) => limits.stop())));
async function open(redisUrl?: string): Promise<Limits> {
  const limits = await openLimits({ db, log, clock, ...(redisUrl === undefined ? {} : { redisUrl }) });
  opened.push(limits);
  return limits;
}

function take(server: Limits | undefined, address: string) {
  if (server === undefined) throw new Error('there is no server');
  return server.takeByAddress('sign-in', address);
}

const MOST = LIMITS['sign-in'].perMinute;
async function flood(servers: readonly Limits[], address: string, requests: number): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: requests }, (_, index) => take(servers[index % servers.length], address)),
  );
  return answers.filter((refused) => refused === null).length;
}

describe('limits by address', () => {
  it('let in as many as they say, and not one more', async () => {
    const limits = await open();
    expect(await flood([limits], '203.0.113.1', MOST)).toBe(MOST);
    expect(await limits.takeByAddress('sign-in', '203.0.113.1')).toEqual({ retryAfterSeconds: 60 });
    expect(await limits.takeByAddress('sign-in', '203.0.113.2')).toBeNull();
  });

  it('block for 1, 5 and 30 minutes, and begin again after an hour of peace', async () => {
    const limits = await open();
    const seconds: number[] = [];
    for (const wait of [61, 301, 1801, 1800 + 3601, 0]) {
      await flood([limits], '203.0.113.3', MOST);
      const refused = await limits.takeByAddress('sign-in', '203.0.113.3');
      seconds.push(refused?.retryAfterSeconds ?? 0);
      expect(limits.blockedUntil('203.0.113.3')?.getTime()).toBe(at + (seconds.at(-1) ?? 0) * 1000);
      at += wait * 1000;
      // The window of the library runs by the machine's clock.
      await limits.forget('203.0.113.3');
    }
    expect(seconds).toEqual([60, 300, 1800, 1800, 60]);
  });

  it('survive a restart, and are heard of by the other server', async () => {
    const [one, other] = [await open(), await open()];
    await flood([one], '2001:db8::1', MOST + 1);
    expect(other.blockedUntil('2001:db8::2')).toBeNull();
    await other.reload();
    expect(other.blockedUntil('2001:db8::2')?.getTime()).toBe(at + 60_000);
    expect((await open()).blockedUntil('2001:db8::3')).not.toBeNull();
    expect(one.blockedUntil('2001:db8:1::1')).toBeNull();
  });

  it('are lifted by hand', async () => {
    const limits = await open();
    await flood([limits], '203.0.113.5', MOST + 1);
    const blocks = await db.globalTx((tx) => readBlocks(tx, clock.now()));
    expect(blocks).toContainEqual(expect.objectContaining({ subject: '203.0.113.5', kind: 'sign-in', strikes: 1 }));
    expect(await db.globalTx((tx) => liftBlock(tx, '203.0.113.5'))).toBe(true);
    expect(await db.globalTx((tx) => liftBlock(tx, '203.0.113.5'))).toBe(false);
    await limits.forget('203.0.113.5');
    expect(limits.blockedUntil('203.0.113.5')).toBeNull();
    expect(await limits.takeByAddress('sign-in', '203.0.113.5')).toBeNull();
  });

  it('count nothing from this machine itself', async () => {
    const limits = await open();
    expect(await flood([limits], '127.0.0.1', MOST * 2)).toBe(MOST * 2);
    expect(limits.takeRegister('Register x', '::1')).toBeNull();
  });

  it('do not let two servers that notice one flood count it as two', async () => {
    const [one, other] = [await open(), await open()];
    await Promise.all([flood([one], '203.0.113.6', MOST + 1), flood([other], '203.0.113.6', MOST + 1)]);
    const blocks = await db.globalTx((tx) => readBlocks(tx, clock.now()));
    expect(blocks.find(({ subject }) => subject === '203.0.113.6')).toMatchObject({ strikes: 1 });
  });
});

describe('several servers with one Redis', () => {
  it('let in exactly as many together, go on limiting when it is killed, and never wait for it', async () => {
    const redis = await startTestRedis();
    try {
      const servers = [await open(redis.url), await open(redis.url)];
      const key = randomUUID();
      const connected = await Promise.all(servers.map((server) => server.take('account', key)));
      expect(connected).toEqual([null, null]);
      await untilShared(servers);
      expect(await flood(servers, '203.0.113.20', MOST * 3)).toBe(MOST);
      await redis.kill();
      // Each by itself now: limiting still, up to once more for each server.
      const admitted = await flood(servers, '203.0.113.21', MOST * 4);
      expect(admitted).toBe(MOST * 2);
    } finally {
      await redis.close();
    }
  });

  /** Both count in Redis as soon as what one took is missing to the other. */
  async function untilShared([one, other]: readonly Limits[]): Promise<void> {
    if (one === undefined || other === undefined) throw new Error('two servers are compared');
    for (;;) {
      const key = randomUUID();
      const most = LIMITS.export.perMinute;
      const taken = await Promise.all(Array.from({ length: most }, () => one.take('export', key)));
      if (taken.every((refused) => refused === null) && (await other.take('export', key)) !== null) return;
    }
  }
});

describe('registers', () => {
  it('are limited each by itself, at once', async () => {
    const limits = await open();
    const send = (key: string) => limits.takeRegister(key, '203.0.113.30');
    for (let request = 0; request < 1200; request += 1) expect(send('Register a')).toBeNull();
    expect(send('Register a')?.retryAfterSeconds).toBeGreaterThan(0);
    expect(send('Register b')).toBeNull();
    at += 61_000;
    expect(send('Register a')).toBeNull();
  });
});
