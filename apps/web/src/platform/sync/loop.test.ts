// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Connection, UNKNOWN_CONNECTION } from './exchange.ts';
import { createLoop, POLL_MS, PULL_SPACING_MS, type SyncLoop } from './loop.ts';

const AWAY: Connection = {
  isReachable: false,
  awaySince: '2026-11-22T09:00:00.000Z',
  lastProblem: { code: 'unreachable', detail: 'away', at: '2026-11-22T09:00:00.000Z' },
  needsEnrolment: false,
};

let rounds: { at: number; pull: boolean }[];
let answers: Connection[];
let loop: SyncLoop;
let ended: AbortController;
let running: Promise<void>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  rounds = [];
  answers = [];
  ended = new AbortController();
  loop = createLoop({
    exchange: {
      round: ({ pull }) => {
        rounds.push({ at: performance.now(), pull });
        return Promise.resolve(answers.shift() ?? UNKNOWN_CONNECTION);
      },
    },
    monotonic: () => performance.now(),
    random: () => 1,
    heard: () => {},
  });
  const start = performance.now();
  running = loop.run(ended.signal).then(() => {
    rounds = rounds.map((round) => ({ ...round, at: round.at - start }));
  });
});
afterEach(async () => {
  ended.abort();
  await running;
  vi.useRealTimers();
});

describe('the rhythm of the exchange', () => {
  it('pulls at the start and then now and then', async () => {
    await vi.advanceTimersByTimeAsync(POLL_MS * 2 + 10);
    expect(rounds.map((round) => round.pull)).toEqual([true, true, true]);
  });

  it('pushes a sale at once, without a pull', async () => {
    await vi.advanceTimersByTimeAsync(5_000);
    loop.wake('appended');
    await vi.advanceTimersByTimeAsync(0);
    expect(rounds.map((round) => round.pull)).toEqual([true, false]);
  });

  it('pulls once for many pokes', async () => {
    await vi.advanceTimersByTimeAsync(100);
    for (let count = 0; count < 20; count += 1) {
      loop.wake('poked');
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(PULL_SPACING_MS);
    expect(rounds.filter((round) => round.pull)).toHaveLength(2);
  });

  it('waits longer and longer while the server is away, and new sales do not hurry it', async () => {
    answers = Array.from({ length: 20 }, () => AWAY);
    loop.wake('retry');
    await vi.advanceTimersByTimeAsync(14_000);
    const quiet = rounds.length;
    // At 0, 1, 3 and 7 seconds, after the round of the start; the next is due at 15.
    expect(quiet).toBe(5);
    for (let count = 0; count < 50; count += 1) loop.wake('appended');
    await vi.advanceTimersByTimeAsync(500);
    expect(rounds.length).toBe(quiet);
  });

  it('tries at once when a person asks', async () => {
    answers = Array.from({ length: 9 }, () => AWAY);
    loop.wake('retry');
    await vi.advanceTimersByTimeAsync(8_000);
    const before = rounds.length;
    loop.wake('retry');
    await vi.advanceTimersByTimeAsync(0);
    expect(rounds.length).toBe(before + 1);
    expect(rounds.at(-1)?.pull).toBe(true);
  });

  it('ends when its tab ends', async () => {
    await vi.advanceTimersByTimeAsync(10);
    ended.abort();
    await running;
    const { length } = rounds;
    await vi.advanceTimersByTimeAsync(POLL_MS * 3);
    expect(rounds).toHaveLength(length);
  });
});
