import { type Random, seededRandom } from '@mosaajii/testkit';
import { loadDeciders } from '../../apps/web/src/platform/journal/index.ts';
import { Crash, SimDevice } from './device.ts';
import { brokenPromises } from './invariants.ts';
import { layawaysSeen } from './layaway-invariants.ts';
import { ModelServer } from './model-server.ts';
import type { Row, Tables } from './model-tables.ts';
import { Network } from './network.ts';
import { newShop, type SimShop } from './shop.ts';

export interface SeedOutcome {
  readonly seed: number;
  /** Empty: everything that was promised is so. */
  readonly broken: readonly string[];
  readonly operations: number;
  readonly crashes: number;
  readonly restores: number;
  readonly faults: number;
  /** How often what came after the first sale happened: a simulation in which nothing happens proves nothing. */
  readonly seen: Readonly<Record<Seen, number>>;
}

export const SEEN = [
  'cards sold',
  'cards redeemed',
  'cards overspent',
  'sales on account',
  'payments',
  'promotions',
  'coupons used twice',
  'approvals used',
  'limits exceeded',
  'voids',
  'exchanges',
  'blind returns',
  'parked carts sold',
  'notes',
  'held sales sold',
  'held sales sold twice',
  'held sales taken elsewhere',
  'quotes sold',
  'quotes sold twice',
  'answers from elsewhere',
  'answers forged or forgotten',
  'paid in and out',
  'points earned',
  'points spent',
  'points short or overspent',
  'credit given',
  'credit spent',
  'tenders corrected',
  'layaways',
  'layaways paid at another register',
  'layaways sold',
  'layaways sold by another register',
  'layaways given up',
  'layaways ended twice',
  'layaways kept from another register',
] as const;
export type Seen = (typeof SEEN)[number];

const START = Date.parse('2026-01-14T09:00:00.000Z');
/** More attempts than this at an empty queue on a healthy network mean that it never empties. */
const MOST_DRAINS = 12;
const OTHER_STREAM = 0x5a5a_a5a5;
const HURRY_STREAM = 0x0001_1667;

/**
 * One life of a shop: some registers sell, take back, close and open shifts while the network loses, repeats and
 * reorders, programs die, clocks jump and the server is put back to an earlier moment. Then everything heals, the queues
 * drain, and the books are compared. Entirely decided by the seed. `first-sale` is the shop of the first sale, so that a
 * seed that broke there stays the same life; `full` adds cards, promotions, approvals here and
 * from other screens, parked and held sales, quotes, voids and exchanges; `hurried` lets windows of one register come to write in
 * any order as well, as they do where one of them still loads its program.
 */
export async function runSeed(seed: number, world: World = 'full'): Promise<SeedOutcome> {
  // Loaded before: what a program waits for the disk is decided by no seed.
  await Promise.all([loadDeciders(), import('../../apps/web/src/platform/journal/approval.ts')]);
  return new Life(seed, world).run();
}

export type World = 'first-sale' | 'full' | 'hurried';

/** Every second life of a row of seeds is a hurried one. */
export function worldOf(seed: number): World {
  return seed % 2 === 0 ? 'full' : 'hurried';
}

class Life {
  readonly #seed: number;
  readonly #world: World;
  readonly #random: Random;
  /** Decides what the first sale did not know, and leaves the other stream as it was. */
  readonly #more: Random;
  readonly #hurry: Random | null;
  readonly #shop: SimShop;
  readonly #server: ModelServer;
  readonly #network: Network;
  #now = START;
  #backup: Tables;
  #devices: SimDevice[] = [];
  #crashes = 0;
  #restores = 0;

  constructor(seed: number, world: World) {
    this.#seed = seed;
    this.#world = world;
    this.#random = seededRandom(seed);
    this.#more = seededRandom((seed ^ OTHER_STREAM) >>> 0);
    this.#hurry = world === 'hurried' ? seededRandom((seed ^ HURRY_STREAM) >>> 0) : null;
    this.#shop = newShop(this.#random, this.#more, START);
    this.#server = new ModelServer(this.#shop, this.#random.uuidv7(START), () => this.#now);
    this.#network = new Network(this.#server, this.#random.fork(), this.#random.pick([0, 0.1, 0.3, 0.6]));
    this.#backup = this.#server.backUp();
  }

  async run(): Promise<SeedOutcome> {
    await this.#enrolDevices();
    for (let steps = this.#random.integer(20, 70); steps > 0; steps -= 1) {
      this.#now += this.#random.integer(1, 120_000);
      await this.#step();
    }
    const drained = await this.#settle();
    const broken = [...drained, ...brokenPromises(this.#devices, this.#server)];
    const faults = [...this.#network.counts].reduce((sum, [fault, count]) => sum + (fault === 'none' ? 0 : count), 0);
    const operations = this.#server.tables.operations.size;
    const seen = whatWasSeen(this.#devices, this.#server);
    return { seed: this.#seed, broken, operations, crashes: this.#crashes, restores: this.#restores, faults, seen };
  }

  async #enrolDevices(): Promise<void> {
    for (let number = 1; number <= this.#random.integer(1, 4); number += 1) {
      const random = this.#random.fork();
      const streams = { random, more: this.#more.fork(), hurry: this.#hurry?.fork() ?? null };
      const shop = { server: this.#server, shop: this.#shop };
      this.#devices.push(await SimDevice.enrolled(number, streams, () => this.#now, shop, this.#network));
    }
    this.#backup = this.#server.backUp();
  }

  async #step(): Promise<void> {
    const device = this.#random.pick(this.#devices);
    const other = this.#random.pick(this.#devices);
    const roll = this.#random.fraction();
    if (roll < 0.05) return void (this.#network.isDown = !this.#network.isDown);
    if (roll < 0.09) return this.#network.deliverLate();
    if (roll < 0.12) return void (this.#backup = this.#server.backUp());
    if (roll < 0.14) return this.#restore();
    if (roll < 0.19) return device.armCrash();
    if (roll < 0.22) return this.#crash(device);
    if (roll < 0.25) return void (device.skewMs += this.#random.integer(-3_600_000, 3_600_000));
    if (roll < 0.29) return this.#survive(device, () => device.openTab());
    // Two things at the same time: in two tabs, on two registers, or a sale while the queue drains.
    await Promise.all([this.#act(device), ...(this.#random.chance(0.5) ? [this.#act(other)] : [])]);
  }

  async #act(device: SimDevice): Promise<void> {
    if (this.#world !== 'first-sale' && this.#more.chance(0.45)) {
      return this.#survive(device, () => device.counter.act(this.#server, !this.#network.isDown));
    }
    const roll = this.#random.fraction();
    if (roll < 0.5) await this.#survive(device, () => device.sell());
    else if (roll < 0.65) await this.#survive(device, () => device.returnSomething(this.#server));
    else if (roll < 0.7) await this.#survive(device, () => device.closeShift());
    else if (roll < 0.76) await this.#survive(device, () => device.moveCash());
    else await this.#survive(device, () => device.drain());
  }

  /** A crash ends the device's tabs; the shop opens it again. Anything else that is thrown is a bug and ends the run. */
  async #survive(device: SimDevice, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash) && !isClosed(error)) throw error;
      this.#crash(device);
    }
  }

  #crash(device: SimDevice): void {
    this.#crashes += 1;
    device.restart();
  }

  /** The server goes back to the last backup and gets a new epoch. */
  #restore(): void {
    this.#restores += 1;
    this.#server.restore(this.#backup, this.#random.uuidv7(this.#now));
  }

  /** Everything heals, and every register gets to talk until it has nothing more to say. */
  async #settle(): Promise<string[]> {
    this.#network.heal();
    for (const device of this.#devices) device.restart();
    for (let round = 0; round < MOST_DRAINS; round += 1) {
      for (const device of this.#devices) {
        const { pusher } = await device.tab();
        await pusher.hello();
        await pusher.drain();
        await pusher.reviewHeld();
      }
      this.#now += 60_000;
    }
    return this.#devices.every((device) => device.isDrained()) ? [] : ['a queue does not drain on a healthy network'];
  }
}

/** What other tabs of a device see when its program dies under them. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && error.name === 'StorageFailure';
}

function whatWasSeen(devices: readonly SimDevice[], server: ModelServer): Readonly<Record<Seen, number>> {
  const { tables } = server;
  const entries = [...tables.purseEntries.values()];
  const operations = [...tables.operations.values()];
  const saying = (text: string) => operations.filter((row) => row.envelope.includes(text)).length;
  const flagged = (flag: string) => operations.filter((row) => row.notes.includes(flag)).length;
  const cards = entries.filter((row) => row.kind === 'gift-card');
  const parked = devices.flatMap((device) => [...device.counter.told.parked.values()]);
  return {
    'cards sold': cards.filter((row) => row.reason === 'issue').length,
    'cards redeemed': cards.filter((row) => row.reason === 'sale' && row.amountMinor < 0).length,
    'cards overspent': cards.filter((row) => row.overspentMinor > 0).length,
    'sales on account': entries.filter((row) => row.kind === 'account' && row.reason === 'sale').length,
    payments: tables.payments.size,
    promotions: saying('"promotions":['),
    'coupons used twice': flagged('coupon-used-twice'),
    'approvals used': tables.approvalUses.size,
    'limits exceeded': flagged('limit-exceeded'),
    voids: saying('"voids":true'),
    exchanges: saying('"exchangeId":'),
    'blind returns': saying('"without-receipt"'),
    'parked carts sold': parked.filter(({ saleId }) => tables.sales.has(saleId)).length,
    'held sales sold': saying('"heldSaleId":'),
    'held sales sold twice': flagged('held-sale-sold-twice'),
    'held sales taken elsewhere': turnedAway(devices, 'held-sale-taken'),
    'quotes sold': saying('"quoteId":'),
    'quotes sold twice': flagged('quote-sold-twice'),
    'answers from elsewhere': saying('"requestId":'),
    'answers forged or forgotten': flagged('approval-foreign'),
    notes: [...tables.shiftEvents.values()].filter((row) => row.kind === 'line-removed').length,
    'paid in and out': tables.cashMovements.size,
    ...goodwillSeen(entries),
    'tenders corrected': [...tables.corrections.values()].flat().length,
    ...layawaysSeen(devices, server),
  };
}

function goodwillSeen(entries: readonly Row<'purseEntries'>[]) {
  const count = (kind: string, isMeant: (row: Row<'purseEntries'>) => boolean) =>
    entries.filter((row) => row.kind === kind && isMeant(row)).length;
  return {
    'points earned': count('points', (row) => row.reason === 'earn'),
    'points spent': count('points', (row) => row.reason === 'sale' && row.amountMinor < 0),
    'points short or overspent': count('points', (row) => row.overspentMinor > 0),
    'credit given': count('store-credit', (row) => row.amountMinor > 0),
    'credit spent': count('store-credit', (row) => row.amountMinor < 0),
  };
}

function turnedAway(devices: readonly SimDevice[], code: string): number {
  return devices.reduce((sum, { told }) => sum + (told.refusals.get(code) ?? 0), 0);
}
