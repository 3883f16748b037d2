import { priceE4 } from '@mosaajii/domain/money';
import { type Random, seededRandom } from '@mosaajii/testkit';
import { Crash, SimDevice } from './device.ts';
import { brokenPromises } from './invariants.ts';
import { ModelServer, type ModelShop, type Tables } from './model-server.ts';
import { Network } from './network.ts';

export interface SeedOutcome {
  readonly seed: number;
  /** Empty: everything that was promised is so. */
  readonly broken: readonly string[];
  readonly operations: number;
  readonly crashes: number;
  readonly restores: number;
  readonly faults: number;
}

const START = Date.parse('2026-01-14T09:00:00.000Z');
/** More attempts than this at an empty queue on a healthy network mean that it never empties. */
const MOST_DRAINS = 12;

/**
 * One life of a shop: some registers sell, take back, close and open shifts while the network loses, repeats and
 * reorders, programs die, clocks jump and the server is put back to an earlier moment. Then everything heals, the queues
 * drain, and the books are compared. Entirely decided by the seed.
 */
export async function runSeed(seed: number): Promise<SeedOutcome> {
  return new Life(seed).run();
}

class Life {
  readonly #seed: number;
  readonly #random: Random;
  readonly #server: ModelServer;
  readonly #network: Network;
  #now = START;
  #backup: Tables;
  #devices: SimDevice[] = [];
  #crashes = 0;
  #restores = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = seededRandom(seed);
    const shop = newShop(this.#random);
    this.#server = new ModelServer(shop, this.#random.uuidv7(START), () => this.#now);
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
    return { seed: this.#seed, broken, operations, crashes: this.#crashes, restores: this.#restores, faults };
  }

  async #enrolDevices(): Promise<void> {
    for (let number = 1; number <= this.#random.integer(1, 4); number += 1) {
      const random = this.#random.fork();
      this.#devices.push(await SimDevice.enrolled(number, random, () => this.#now, this.#server, this.#network));
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
    const roll = this.#random.fraction();
    if (roll < 0.5) await this.#survive(device, () => device.sell());
    else if (roll < 0.65) await this.#survive(device, () => device.returnSomething(this.#server));
    else if (roll < 0.7) await this.#survive(device, () => device.closeShift());
    else if (roll < 0.76) await this.#survive(device, () => device.moveCash());
    else await this.#drain(device);
  }

  readonly #draining = new Set<SimDevice>();

  /** One tab at a time talks to the server: the lock of the browser sees to it. */
  async #drain(device: SimDevice): Promise<void> {
    if (this.#draining.has(device)) return;
    this.#draining.add(device);
    await this.#survive(device, () => device.drain());
    this.#draining.delete(device);
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

function newShop(random: Random): ModelShop {
  const id = () => random.uuidv7(START);
  const variants = Array.from({ length: 6 }, () => ({
    variant_id: id(),
    price_e4: priceE4(random.integer(1, 30_000) * 1_000),
    cost_e4: random.chance(0.5) ? random.integer(1, 10_000) * 1_000 : null,
    stock_policy: random.pick(['allow', 'warn', 'refuse'] as const),
  }));
  return { organizationId: id(), storeId: id(), userId: id(), variants };
}
