import type { Redis } from 'ioredis';
import type { Database } from '../database/index.ts';
import type { Log } from '../log/index.ts';
import { isLoopback, Networks, subjectOfAddress } from './address.ts';
import { type AddressBlock, blockAddress, readBlocks } from './blocks.ts';
import { readRules } from './rules.ts';
import { LocalWindows, openRedis, openWindows, type Windows } from './windows.ts';

/**
 * Requests a minute. A shop may stand behind one address, so that what counts by address is wide; what is guessed has its
 * own counters in PostgreSQL. `page` and the registers' are counted in each process alone.
 */
export const LIMITS = {
  /** By address: opening a session, asking for access, redeeming a code, everything that changes something unknown people can. */
  'sign-in': { perMinute: 60, isShared: true },
  /** By address and account: one person who tries. */
  pair: { perMinute: 20, isShared: true },
  /** By address: the API of the office. */
  office: { perMinute: 1_200, isShared: true },
  /** By account, whatever the address. */
  account: { perMinute: 600, isShared: true },
  /** By account: what reads much. */
  export: { perMinute: 20, isShared: true },
  /** By address: what browsers report. */
  report: { perMinute: 60, isShared: false },
  /** By address: files of the application, and what is not there. */
  page: { perMinute: 3_000, isShared: false },
} as const;
export type LimitName = keyof typeof LIMITS;

/** A register sends a batch of sales with one request; a whole queue of days is sent within a few hundred. */
const REGISTER_PER_MINUTE = 1_200;
/** Sessions that are looked up for a blocked address: the people of the shop whose neighbour floods. */
const THROUGH_BLOCK_PER_MINUTE = 120;
const RELOAD_MS = 5_000;
/** How long a block holds that could not be written down. */
const UNWRITTEN_MS = 60_000;

export interface Refused {
  readonly retryAfterSeconds: number;
}

export interface Limits {
  /** Whether the operator denied this address. */
  isDenied(address: string): boolean;
  /** Until when the address is blocked; one look into a map. */
  blockedUntil(address: string): Date | null;
  /** Whether nothing is counted for this address: this machine itself, and what the operator allowed. */
  isExempt(address: string): boolean;
  /** Counts a request by its address; what is too much blocks the address. */
  takeByAddress(name: LimitName, address: string): Promise<Refused | null>;
  /** Counts a request by another key: an account, an account at an address. Blocks nobody. */
  take(name: LimitName, key: string): Promise<Refused | null>;
  /** Counts a request of a register, within this process and at once. */
  takeRegister(key: string, address: string): Refused | null;
  /** Whether one more session may be looked up for a blocked address. */
  takeThroughBlock(address: string): boolean;
  /** Reads the rules and blocks anew; every few seconds by itself. */
  reload(): Promise<void>;
  /** Forgets what was counted for an address whose block was lifted. */
  forget(subject: string): Promise<void>;
  stop(): Promise<void>;
}

export interface LimitsOptions {
  readonly db: Database;
  readonly log: Log;
  readonly clock: { now(): Date };
  /** The Redis that several servers share; absent: each counts by itself. */
  readonly redisUrl?: string;
  /** Told of each block that begins here. */
  readonly onBlocked?: (block: AddressBlock) => void;
}

/** Opens the limits of this process with the rules and blocks of the installation. */
export async function openLimits(options: LimitsOptions): Promise<Limits> {
  const { db, log, clock } = options;
  const redis = options.redisUrl === undefined ? undefined : openRedis(options.redisUrl, log);
  const windows = windowsOf(redis);
  const state = new AddressState(db, clock);
  const registers = new LocalWindows(REGISTER_PER_MINUTE, () => clock.now());
  const throughBlock = new LocalWindows(THROUGH_BLOCK_PER_MINUTE, () => clock.now());
  await state.reload();
  const timer = setInterval(() => {
    state.reload().catch((error: unknown) => log.warn({ err: error }, 'the rules of addresses could not be read'));
  }, RELOAD_MS);
  timer.unref();
  const take = async (name: LimitName, key: string) => {
    const taken = await windows[name].take(key);
    return taken.isAdmitted ? null : taken;
  };
  const isExempt = (address: string) => isLoopback(address) || state.isAllowed(address);
  return {
    isExempt,
    isDenied: (address) => state.isDenied(address),
    blockedUntil: (address) => state.blockedUntil(address),
    take,
    takeByAddress: async (name, address) => {
      if (isExempt(address)) return null;
      const subject = subjectOfAddress(address);
      const refused = await take(name, subject);
      if (refused === null || !refused.isFirst || name === 'report') return refused;
      const block = await state.block(subject, name, log);
      options.onBlocked?.(block);
      return { retryAfterSeconds: secondsUntil(block.blockedUntil, clock.now()) };
    },
    takeRegister: (key, address) => {
      if (isExempt(address)) return null;
      const retryAfterSeconds = registers.take(key);
      return retryAfterSeconds === 0 ? null : { retryAfterSeconds };
    },
    takeThroughBlock: (address) => throughBlock.take(subjectOfAddress(address)) === 0,
    reload: () => state.reload(),
    forget: async (subject) => {
      await Promise.all(Object.values(windows).map((window) => window.forget(subject)));
      await state.reload(true);
    },
    stop: async () => {
      clearInterval(timer);
      redis?.disconnect();
    },
  };
}

/** Whole seconds from now, at least one. */
export function secondsUntil(moment: Date, now: Date): number {
  return Math.max(1, Math.ceil((moment.getTime() - now.getTime()) / 1000));
}

function windowsOf(redis: Redis | undefined): Readonly<Record<LimitName, Windows>> {
  const open = (name: LimitName) => openWindows(name, LIMITS[name], redis);
  return {
    'sign-in': open('sign-in'),
    pair: open('pair'),
    office: open('office'),
    account: open('account'),
    export: open('export'),
    report: open('report'),
    page: open('page'),
  };
}

/** What this process knows of the rules and blocks of the installation. */
class AddressState {
  readonly #db: Database;
  readonly #clock: { now(): Date };
  #denied = new Networks([]);
  #allowed = new Networks([]);
  #blocks: ReadonlyMap<string, AddressBlock> = new Map();

  constructor(db: Database, clock: { now(): Date }) {
    this.#db = db;
    this.#clock = clock;
  }

  isDenied(address: string): boolean {
    return !isLoopback(address) && this.#denied.has(address);
  }

  isAllowed(address: string): boolean {
    return this.#allowed.has(address);
  }

  blockedUntil(address: string): Date | null {
    if (this.#blocks.size === 0) return null;
    const block = this.#blocks.get(subjectOfAddress(address));
    if (block === undefined || block.blockedUntil <= this.#clock.now() || this.isAllowed(address)) return null;
    return block.blockedUntil;
  }

  async reload(isEverything = false): Promise<void> {
    const now = this.#clock.now();
    const [rules, blocks] = await this.#db.globalTx((tx) => Promise.all([readRules(tx, now), readBlocks(tx, now)]));
    const networks = (wanted: 'allow' | 'deny') =>
      new Networks(rules.filter(({ effect }) => effect === wanted).map(({ network }) => network));
    this.#denied = networks('deny');
    this.#allowed = networks('allow');
    // A block that was made while the rows were on their way is not among them.
    const isNewer = (block: AddressBlock) => !isEverything && block.blockedAt >= now;
    const kept = [...this.#blocks.values()].filter(isNewer);
    this.#blocks = new Map([...blocks, ...kept].map((block) => [block.subject, block]));
  }

  /** Holds at once, and in the other processes as soon as they have read it. */
  async block(subject: string, kind: LimitName, log: Log): Promise<AddressBlock> {
    const now = this.#clock.now();
    const block = await blockAddress(this.#db, subject, kind, now).catch((error: unknown) => {
      log.warn({ err: error, subject }, 'a block could not be written: it holds in this process alone');
      return { subject, kind, strikes: 1, blockedAt: now, blockedUntil: new Date(now.getTime() + UNWRITTEN_MS) };
    });
    this.#blocks = new Map([...this.#blocks, [subject, block]]);
    return block;
  }
}
