import { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Log } from '../log/index.ts';

/** Requests of one key within a minute. Where they are counted together, several processes count them in Redis. */
export interface WindowLimit {
  readonly perMinute: number;
  readonly isShared: boolean;
}

/** What a request was told: whether it is let in, and the first one that is not begins a block. */
export type Taken =
  | { readonly isAdmitted: true }
  | { readonly isAdmitted: false; readonly retryAfterSeconds: number; readonly isFirst: boolean };

export interface Windows {
  take(key: string): Promise<Taken>;
  /** Begins anew for a key, as when its block is lifted. */
  forget(key: string): Promise<void>;
}

const SECONDS = 60;
const LOG_EVERY_MS = 60_000;

/**
 * Connects to the Redis that several servers share. Losing it loses nothing: each goes on counting by itself. Nothing waits
 * for it longer than a fifth of a second.
 */
export function openRedis(url: string, log: Log): Redis {
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 200,
    connectTimeout: 2000,
    retryStrategy: (attempt: number) => Math.min(attempt * 200, 5000),
  };
  const path = /^unix:(\/.+)$/.exec(url)?.[1];
  const redis = path === undefined ? new Redis(url, options) : new Redis({ ...options, path });
  let saidAt = 0;
  redis.on('error', (error: unknown) => {
    if (Date.now() - saidAt < LOG_EVERY_MS) return;
    saidAt = Date.now();
    log.warn({ err: error }, 'Redis is away: each server counts requests by itself');
  });
  redis.on('ready', () => {
    if (saidAt > 0) log.info('Redis is back');
    saidAt = 0;
  });
  return redis;
}

/** Counts requests of one name in fixed windows of a minute. */
export function openWindows(name: string, { perMinute, isShared }: WindowLimit, redis: Redis | undefined): Windows {
  const options = { keyPrefix: `mosaajii:limit:${name}`, points: perMinute, duration: SECONDS };
  const memory = new RateLimiterMemory(options);
  const limiter: RateLimiterAbstract =
    redis === undefined || !isShared
      ? memory
      : new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: memory });
  return {
    take: async (key) => {
      try {
        await limiter.consume(key);
        return { isAdmitted: true };
      } catch (error) {
        // The library throws the state of the window to say no.
        if (!(error instanceof RateLimiterRes)) throw error;
        const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
        return { isAdmitted: false, retryAfterSeconds, isFirst: error.consumedPoints === perMinute + 1 };
      }
    },
    forget: async (key) => {
      await memory.delete(key);
      await limiter.delete(key);
    },
  };
}

/** Counts within this process alone and at once: one look into a map, for what may not wait. Bounded. */
export class LocalWindows {
  readonly #perMinute: number;
  readonly #now: () => Date;
  readonly #counts = new Map<string, { count: number; readonly endsAt: number }>();

  constructor(perMinute: number, now: () => Date) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Seconds to wait; zero lets in. */
  take(key: string): number {
    const now = this.#now().getTime();
    const window = this.#counts.get(key);
    if (window === undefined || window.endsAt <= now) {
      if (this.#counts.size >= MOST_KEYS) this.#makeRoom(now);
      this.#counts.set(key, { count: 1, endsAt: now + SECONDS * 1000 });
      return 0;
    }
    window.count += 1;
    return window.count <= this.#perMinute ? 0 : Math.max(1, Math.ceil((window.endsAt - now) / 1000));
  }

  /** What is over goes first; when that is not enough, everything does: no flood of keys may fill the memory. */
  #makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.#counts) if (endsAt <= now) this.#counts.delete(key);
    if (this.#counts.size >= MOST_KEYS) this.#counts.clear();
  }
}

const MOST_KEYS = 50_000;
