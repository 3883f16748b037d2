import { type Milli, milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import type { OrderRules, SaleLineInput, TenderInput } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import {
  createJournal,
  emptyDisk,
  expectedCashMinor,
  type FaultPoint,
  type FetchedSale,
  type Journal,
  type JournalRefusal,
  type JournalStore,
  localLock,
  memoryStore,
  type Registration,
} from '../../apps/web/src/platform/journal/index.ts';
import type { WriteLock } from '../../apps/web/src/platform/journal/ports.ts';
import { createPusher, type Pusher } from '../../apps/web/src/platform/sync/push.ts';
import { SimCounter } from './counter.ts';
import { fetchedSale, TAX } from './fetched.ts';
import { LAYAWAY_RULE } from './model-layaways.ts';
import type { ModelServer } from './model-server.ts';
import { hops, type Network } from './network.ts';
import type { SimShop } from './shop.ts';
import { newSimKey, simCrypto } from './sim-crypto.ts';

export const RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: { unitMinor: minor(5), mode: 'half-up' },
};
const FAULT_POINTS: readonly FaultPoint[] = [
  'before-commit',
  'after-commit',
  'before-answers',
  'after-answers',
  'read',
];

/** As many steps as another window needs to ask the server for its word and to write. */
const MOST_HOPS = 60;

/** The program of a tab died. Not a refusal and not a storage failure: nothing catches it but the simulation. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

interface Streams {
  readonly random: Random;
  readonly more: Random;
  readonly hurry?: Random | null;
}

interface Tab {
  readonly journal: Journal;
  readonly pusher: Pusher;
  readonly store: JournalStore;
}

/** A register with its disk, which survives, and its tabs, which do not. */
export class SimDevice {
  readonly disk = emptyDisk();
  readonly registration: Registration;
  /** What the cashier was told is done: these must never be lost. */
  readonly told = {
    sales: new Set<string>(),
    returns: new Set<string>(),
    movements: new Set<string>(),
    refusals: new Map<string, number>(),
  };
  /** Somebody set the wall clock; the monotonic clock does not care. */
  skewMs = 0;
  /** The next time a tab passes this point, its program dies. */
  crashAt: { readonly point: FaultPoint; passes: number } | null = null;
  /** What came after the first sale, from a stream of randomness of its own. */
  readonly counter: SimCounter;
  #lock: WriteLock;
  #tabs: Tab[] = [];
  #isDraining = false;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #network: Network;
  readonly #shop: SimShop;
  /** Windows come to write at any moment, as this stream says; `null`: as their steps fall. */
  readonly #hurry: Random | null;

  private constructor(parts: {
    registration: Registration;
    random: Random;
    now: () => number;
    network: Network;
    shop: SimShop;
    more: Random;
    hurry: Random | null;
  }) {
    this.registration = parts.registration;
    this.#random = parts.random;
    this.#now = parts.now;
    this.#network = parts.network;
    this.#shop = parts.shop;
    this.#hurry = parts.hurry;
    this.#lock = this.#newLock();
    this.counter = new SimCounter(this, parts.more, parts.now, parts.shop);
  }

  static async enrolled(
    number: number,
    { random, more, hurry = null }: Streams,
    now: () => number,
    { server, shop }: { readonly server: ModelServer; readonly shop: SimShop },
    network: Network,
  ): Promise<SimDevice> {
    const { organizationId, storeId } = shop;
    const { signingKey, publicKey } = newSimKey();
    const [registerId, keyId] = [random.uuidv7(now()), random.uuidv7(now())];
    const registerCode = `S1-R${number}`;
    server.enrol({
      key_id: keyId,
      register_id: registerId,
      series: 'A',
      public_key: publicKey,
      token_hash: '0'.repeat(64),
      key_state: 'active',
      store_id: storeId,
      code: registerCode,
      purpose: 'till',
      register_state: 'active',
      needs_proof: false,
      lease_expires_at: null,
      lease_gaps: [],
      layaway: { ...LAYAWAY_RULE, minimumPpm: 0 },
    });
    const enrolledAt = new Date(now()).toISOString();
    const common = { organizationId, storeId, registerId, registerCode, keyId, series: 'A', secret: 's', enrolledAt };
    const registration: Registration = { ...common, signingKey };
    const device = new SimDevice({ registration, random, now, network, shop, more, hurry });
    await memoryStore(device.disk).addRegistration(registration);
    return device;
  }

  /** The journal of one of the open tabs; opens one when none is. */
  async tab(): Promise<Tab> {
    if (this.#tabs.length === 0) await this.openTab();
    return this.#random.pick(this.#tabs);
  }

  /** Another tab on the same disk. Usually under the same lock; sometimes its browser has none. */
  async openTab(): Promise<void> {
    const store = memoryStore(this.disk, (point) => this.#pass(point));
    const started = this.#now();
    const clock = { now: () => this.#now() + this.skewMs, monotonic: () => this.#now() - started };
    const lock = this.#random.chance(0.2) ? this.#newLock() : this.#lock;
    const journal = await createJournal({ store, crypto: simCrypto, clock, lock });
    const { serverClock } = journal;
    const pusher = createPusher({ store, transport: this.#network.transport(), clock, serverClock });
    this.#tabs.push({ journal, pusher, store });
  }

  #newLock(): WriteLock {
    const lock = localLock();
    const hurry = this.#hurry;
    if (hurry === null) return lock;
    return {
      hold: async (work) => {
        await hops(hurry, MOST_HOPS);
        return lock.hold(work);
      },
    };
  }

  /** All tabs are gone; what was durable is on the disk. */
  restart(): void {
    for (const tab of this.#tabs) tab.store.close();
    this.#tabs = [];
    this.#lock = this.#newLock();
    this.crashAt = null;
  }

  armCrash(): void {
    this.crashAt = { point: this.#random.pick(FAULT_POINTS), passes: this.#random.integer(0, 12) };
  }

  #pass(point: FaultPoint): void {
    if (this.crashAt === null || this.crashAt.point !== point) return;
    if (this.crashAt.passes > 0) {
      this.crashAt.passes -= 1;
      return;
    }
    throw new Crash(point);
  }

  async sell(): Promise<void> {
    const { journal } = await this.tab();
    if (!(await this.readyToSell(journal))) return;
    const draft = this.#draft();
    const taps = this.#random.chance(0.15) ? 2 : 1;
    const done = await Promise.all(Array.from({ length: taps }, () => journal.commitSale(draft)));
    for (const sale of done) {
      if (sale.ok) this.told.sales.add(sale.value.saleId);
      else this.refused(sale.error);
    }
  }

  #shelved(): { isRestocked: boolean; condition?: 'damaged' } {
    if (this.#random.chance(0.7)) return { isRestocked: true };
    return this.#random.chance(0.5) ? { isRestocked: false, condition: 'damaged' } : { isRestocked: false };
  }

  async returnSomething(server: ModelServer): Promise<void> {
    const { journal } = await this.tab();
    if (!(await this.readyToSell(journal))) return;
    const fetched = this.#random.chance(0.4) ? this.#fetch(server) : undefined;
    const saleId = fetched?.saleId ?? this.#ownSale();
    if (saleId === undefined) return;
    const sale = await journal.returnable(saleId, fetched);
    if (!sale.ok) return this.refused(sale.error);
    const lines = sale.value.lines.flatMap(({ lineId, soldMilli, returnedMilli }) => {
      const left = soldMilli - returnedMilli;
      if (left <= 0 || this.#random.chance(0.4)) return [];
      return [{ lineId, quantityMilli: milli(this.#random.integer(1, left)), ...this.#shelved() }];
    });
    if (lines.length === 0) return;
    const returned = await journal.commitReturn({
      returnId: this.newId(),
      userId: this.#shop.userId,
      saleId,
      reason: 'changed-mind',
      lines,
      refund: this.#random.chance(0.3) ? { kind: 'cash', tenderId: this.newId() } : { kind: 'original' },
      ...(fetched === undefined ? {} : { fetched }),
    });
    if (returned.ok) this.told.returns.add(returned.value.returnId);
    else this.refused(returned.error);
  }

  /** Cash in or out without a sale, the drawer opened, or the shift handed over. */
  async moveCash(): Promise<void> {
    const { journal } = await this.tab();
    const shift = await journal.currentShift();
    if (shift === null) return;
    const { userId } = this.#shop;
    const roll = this.#random.integer(0, 4);
    if (roll === 3) {
      const done = await journal.openDrawer({ operationId: this.newId(), userId, reason: 'check' });
      if (!done.ok) this.refused(done.error);
    } else if (roll === 4) {
      const { shiftId } = shift;
      const done = await journal.handOver({ operationId: this.newId(), shiftId, userId, fromUserId: userId });
      if (!done.ok) this.refused(done.error);
    } else {
      const kind = this.#random.pick(['paid-in', 'paid-out', 'drop'] as const);
      const amountMinor = minor(this.#random.integer(1, 3000));
      const draft = { movementId: this.newId(), userId, kind, amountMinor, reason: 'other' as const };
      const taps = this.#random.chance(0.3) ? 2 : 1;
      const done = await Promise.all(Array.from({ length: taps }, () => journal.moveCash(draft)));
      for (const moved of done) {
        if (moved.ok) this.told.movements.add(draft.movementId);
        else this.refused(moved.error);
      }
    }
  }

  async closeShift(): Promise<void> {
    const { journal } = await this.tab();
    const shift = await journal.currentShift();
    if (shift === null) return;
    const expected = expectedCashMinor(shift);
    const countedMinor = minor(Math.max(0, expected + (this.#random.chance(0.2) ? this.#random.integer(-50, 50) : 0)));
    const draft = { operationId: this.newId(), userId: this.#shop.userId, shiftId: shift.shiftId, countedMinor };
    const floatMinor = minor(Math.min(20_000, countedMinor));
    const closed = await journal.closeShift({ ...draft, floatMinor, reason: 'counted twice' });
    if (!closed.ok) this.refused(closed.error);
  }

  /** One attempt at bringing everything to the server. */
  async drain(): Promise<void> {
    // One tab at a time talks to the server: the lock of the browser sees to it.
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      const { pusher } = await this.tab();
      if (this.#random.chance(0.5)) await pusher.hello();
      await pusher.drain();
      await pusher.reviewHeld();
    } finally {
      this.#isDraining = false;
    }
  }

  /** Everything has an answer. */
  isDrained(): boolean {
    const head = this.disk.heads.get(this.registration.keyId);
    const pushed = this.disk.pushStates.get(this.registration.keyId);
    return (pushed?.pushedThrough ?? 0) === (head?.lastSequence ?? 0);
  }

  async readyToSell(journal: Journal): Promise<boolean> {
    if ((await journal.currentShift()) !== null) return true;
    const opened = await journal.openShift({
      shiftId: this.newId(),
      userId: this.#shop.userId,
      businessDate: new Date(this.#now()).toISOString().slice(0, 10),
      openingFloatMinor: minor(20_000),
      currencyCode: 'GBP',
    });
    if (!opened.ok) this.refused(opened.error);
    return opened.ok;
  }

  #draft() {
    const lines = Array.from({ length: this.#random.integer(1, 4) }, () => this.#line());
    const order = { rules: RULES, lines, saleDiscounts: this.#discounts() };
    return { saleId: this.newId(), userId: this.#shop.userId, order, tenders: this.#tenders() };
  }

  #line(): SaleLineInput {
    const { variant_id, price_e4 } = this.#random.pick(this.#shop.variants);
    const price = priceE4(price_e4 ?? 0);
    const discounts = this.#random.chance(0.2) ? [{ kind: 'percent', ratePpm: ppm(100_000) } as const] : [];
    return {
      lineId: this.newId(),
      variantId: variant_id,
      name: 'Thing',
      sku: 'THING',
      unit: 'pcs',
      quantityMilli: this.#quantity(),
      listPriceE4: price,
      unitPriceE4: price,
      priceSource: 'list',
      discounts,
      taxes: [TAX],
    };
  }

  #quantity(): Milli {
    return milli(this.#random.chance(0.3) ? this.#random.integer(1, 3000) : this.#random.integer(1, 5) * 1000);
  }

  #discounts() {
    return this.#random.chance(0.2) ? [{ kind: 'percent', ratePpm: ppm(50_000) } as const] : [];
  }

  /** Cash that is enough for any basket of the simulation, sometimes with a part on the card. */
  #tenders(): TenderInput[] {
    const cash: TenderInput = { tenderId: this.newId(), kind: 'cash', amountMinor: minor(1_000_000) };
    if (this.#random.chance(0.7)) return [cash];
    return [{ tenderId: this.newId(), kind: 'card-manual', amountMinor: minor(1) }, cash];
  }

  #ownSale(): string | undefined {
    const sales = [...this.disk.documents.values()].filter((document) => document.kind === 'sale');
    return sales.length === 0 ? undefined : this.#random.pick(sales).documentId;
  }

  /** A sale of any register as the server knows it now. */
  #fetch(server: ModelServer): FetchedSale | undefined {
    const sales = [...server.tables.sales.values()].filter((sale) => sale.kind === 'sale');
    if (this.#network.isDown || sales.length === 0) return undefined;
    const sale = this.#random.pick(sales);
    return fetchedSale(server, sale.saleId);
  }

  newId(): string {
    return this.#random.uuidv7(this.#now());
  }

  refused({ code }: JournalRefusal): void {
    this.turnedAway(code);
  }

  /** The journal or the server did not let it. */
  turnedAway(code: string): void {
    this.told.refusals.set(code, (this.told.refusals.get(code) ?? 0) + 1);
  }
}
