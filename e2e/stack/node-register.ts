import type { Enrolment } from '@mosaajii/contract/identity';
import { unwrap } from '@mosaajii/domain';
import { milli, minor, type PriceE4 } from '@mosaajii/domain/money';
import type { OrderRules } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import { keepCookie, type OfficeSession } from '../../apps/server/src/rooms/operations/replay/index.ts';
import {
  createJournal,
  createRegisterKey,
  emptyDisk,
  expectedCashMinor,
  type Journal,
  type JournalStore,
  localLock,
  type MemoryDisk,
  memoryStore,
  type Registration,
  webCrypto,
} from '../../apps/web/src/platform/journal/index.ts';
import { httpTransport } from '../../apps/web/src/platform/sync/http-transport.ts';
import { createPusher, type Pusher } from '../../apps/web/src/platform/sync/push.ts';

const RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: null,
};

/** Something to sell. */
export interface Ware {
  readonly variantId: string;
  readonly sku: string;
  readonly name: string;
  readonly priceE4: PriceE4;
}

/** The journal and the pusher of a real till, on a disk in memory, talking HTTP to whatever it is told to. */
export class NodeRegister {
  readonly disk: MemoryDisk;
  readonly registration: Registration;
  readonly journal: Journal;
  readonly #store: JournalStore;
  readonly #pusher: Pusher;
  readonly #random: Random;
  readonly #userId: string;
  readonly #wares: readonly Ware[];

  private constructor(parts: {
    disk: MemoryDisk;
    registration: Registration;
    journal: Journal;
    store: JournalStore;
    pusher: Pusher;
    random: Random;
    userId: string;
    wares: readonly Ware[];
  }) {
    this.disk = parts.disk;
    this.registration = parts.registration;
    this.journal = parts.journal;
    this.#store = parts.store;
    this.#pusher = parts.pusher;
    this.#random = parts.random;
    this.#userId = parts.userId;
    this.#wares = parts.wares;
  }

  /** Enrols a till with the office's session; from then on it speaks to `origin` alone, which may be a bad line. */
  static async enrolled(
    office: OfficeSession,
    origin: string,
    name: string,
    random: Random,
    wares: readonly Ware[],
  ): Promise<NodeRegister> {
    const { signingKey, publicKey } = await createRegisterKey();
    const { x, y } = publicKey;
    const response = await fetch(`${office.origin}/api/v1/registers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: office.cookie, origin: office.origin },
      body: JSON.stringify({ name, publicKey: { kty: 'EC', crv: 'P-256', x, y } }),
    });
    keepCookie(office, response);
    if (!response.ok) throw new Error(`the register was not enrolled: ${await response.text()}`);
    const { registerName: _name, ...enrolment } = (await response.json()) as Enrolment;
    const registration = { ...enrolment, signingKey, enrolledAt: new Date().toISOString() };
    const disk = emptyDisk();
    const store = memoryStore(disk);
    const clock = { now: () => Date.now(), monotonic: () => performance.now() };
    const journal = await createJournal({ store, crypto: webCrypto, clock, lock: localLock() });
    unwrap(await journal.enrol(registration));
    const { serverClock } = journal;
    const pusher = createPusher({ store, transport: httpTransport(origin), clock, serverClock });
    const userId = office.session.user.userId;
    const register = new NodeRegister({ disk, registration, journal, store, pusher, random, userId, wares });
    await register.openShift(office.session.organization.currency.code);
    return register;
  }

  async openShift(currencyCode: string): Promise<void> {
    const businessDate = new Date().toISOString().slice(0, 10);
    const draft = {
      shiftId: this.#id(),
      userId: this.#userId,
      businessDate,
      openingFloatMinor: minor(10_000),
      currencyCode,
    };
    unwrap(await this.journal.openShift(draft));
  }

  async closeShift(): Promise<void> {
    const shift = await this.journal.currentShift();
    if (shift === null) throw new Error('no shift is open');
    const countedMinor = expectedCashMinor(shift);
    const { shiftId } = shift;
    unwrap(await this.journal.closeShift({ operationId: this.#id(), userId: this.#userId, shiftId, countedMinor }));
  }

  /** Makes a sale that is durable here; answers with its id. Nothing is sent. */
  async sell(): Promise<string> {
    const saleId = this.#id();
    const lines = Array.from({ length: this.#random.integer(1, 5) }, () => {
      const { variantId, sku, name, priceE4 } = this.#random.pick(this.#wares);
      const price = { listPriceE4: priceE4, unitPriceE4: priceE4, priceSource: 'list' } as const;
      const quantityMilli = milli(this.#random.integer(1, 3) * 1000);
      return {
        lineId: this.#id(),
        variantId,
        sku,
        name,
        unit: 'pcs',
        quantityMilli,
        ...price,
        discounts: [],
        taxes: [],
      };
    });
    const tenders = [{ tenderId: this.#id(), kind: 'cash', amountMinor: minor(1_000_000) } as const];
    const order = { rules: RULES, lines, saleDiscounts: [] };
    unwrap(await this.journal.commitSale({ saleId, userId: this.#userId, order, tenders }));
    return saleId;
  }

  /** One attempt at everything that waits. True when nothing waits any more. */
  async drain(): Promise<boolean> {
    const hello = await this.#pusher.hello();
    if (hello !== null && 'kind' in hello) return false;
    return (await this.#pusher.drain()).status === 'drained';
  }

  /** Operations of this register, oldest first. */
  operationIds(): string[] {
    const entries = [...(this.disk.entries.get(this.registration.keyId)?.values() ?? [])];
    return entries.map((entry) => entry.operationId);
  }

  async attention(): Promise<number> {
    return this.#store.countNeedingAttention();
  }

  #id(): string {
    return this.#random.uuidv7(Date.now());
  }
}
