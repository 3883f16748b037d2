import { expect, it } from 'vitest';
import { testClock } from './fixtures.ts';
import { memoryStore } from './memory-store.ts';
import { openServerClock } from './server-clock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SERVER_TIME = '2026-11-22T09:00:00.000Z';

it('counts on from the server’s time by the monotonic clock, and by the wall clock across a restart', async () => {
  const store = memoryStore();
  const clock = testClock();
  const before = await openServerClock(store, clock);
  expect(before.reading()).toBeNull();
  await before.heard(SERVER_TIME);
  clock.jump(DAY_MS);
  expect(before.reading()).toEqual({ serverTime: SERVER_TIME, elapsedMs: 0 });
  expect((await openServerClock(store, clock)).reading()).toEqual({ serverTime: SERVER_TIME, elapsedMs: DAY_MS });
});

it('says nothing rather than that it heard of the server decades ago', async () => {
  const store = memoryStore();
  const clock = testClock(Date.parse('1970-01-01T00:00:10.000Z'));
  await (await openServerClock(store, clock)).heard(SERVER_TIME);
  clock.jump(56 * 365 * DAY_MS);
  const after = await openServerClock(store, clock);
  expect(after.reading()).toBeNull();
  await after.heard(SERVER_TIME);
  expect(after.reading()).toEqual({ serverTime: SERVER_TIME, elapsedMs: 0 });
});
