import type { Connection, Exchange } from './exchange.ts';

/** Pulls at least so often while the server answers, in case a poke was lost. */
export const POLL_MS = 30_000;
/** Pokes come with every sale of every register: this is how often they lead to a pull. */
export const PULL_SPACING_MS = 2_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

export type WakeReason = 'appended' | 'poked' | 'retry';

export interface LoopPorts {
  readonly exchange: Pick<Exchange, 'round'>;
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly heard: (connection: Connection) => void;
}

/** The leader's rhythm: push at once, pull when poked or now and then, wait longer and longer while the server is away. */
export interface SyncLoop {
  wake(reason: WakeReason): void;
  /** Runs until the signal is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

export function createLoop(ports: LoopPorts): SyncLoop {
  const pending = new Set<WakeReason>();
  let rouse: () => void = () => {};
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        rouse = () => {};
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      rouse = done;
    });
  return {
    wake(reason) {
      pending.add(reason);
      rouse();
    },
    async run(signal) {
      let failures = 0;
      let lastPull = Number.NEGATIVE_INFINITY;
      let isPoked = false;
      const nextPull = () => lastPull + (isPoked ? PULL_SPACING_MS : POLL_MS);
      while (!signal.aborted) {
        isPoked ||= pending.has('poked');
        const pull = pending.has('retry') || ports.monotonic() >= nextPull();
        if (pull) isPoked = false;
        pending.clear();
        const connection = await ports.exchange.round({ pull });
        ports.heard(connection);
        if (!connection.isReachable || connection.lastProblem !== null) {
          failures += 1;
          await backOff(failures, signal);
          continue;
        }
        failures = 0;
        if (pull) lastPull = ports.monotonic();
        if (pending.size === 0) await sleep(Math.max(0, nextPull() - ports.monotonic()), signal);
      }
    },
  };

  /** While the server is away only a person, a new connection or time ends the wait; new sales do not hurry it. */
  async function backOff(failures: number, signal: AbortSignal): Promise<void> {
    const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
    const end = ports.monotonic() + longest * (0.5 + ports.random() / 2);
    for (let left = end - ports.monotonic(); left > 0 && !signal.aborted; left = end - ports.monotonic()) {
      await sleep(left, signal);
      if (pending.has('retry')) return;
    }
  }
}
