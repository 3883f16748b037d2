import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import type { OrderInput, OrderRules, SaleLineInput, TenderInput } from '@mosaajii/domain/sale';
import { createJournal, type Journal } from './engine.ts';
import { localLock } from './lock.ts';
import { emptyDisk, type FaultInjector, type MemoryDisk, memoryStore } from './memory-store.ts';
import type { Registration, SaleDraft } from './model.ts';
import type { JournalPorts } from './ports.ts';
import type { JournalStore } from './store.ts';
import { createRegisterKey, webCrypto } from './web-crypto.ts';

/** Builders for tests of the device; nothing of the program imports this file. */

let made = 0;
/** A well-formed UUID that is different each time and the same in each run. */
export function testId(): string {
  made += 1;
  return `01900000-0000-7000-8000-${made.toString(16).padStart(12, '0')}`;
}

export const GBP_RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: null,
};

export function testLine(pounds: number, quantity = 1, name = 'Milk 1 L'): SaleLineInput {
  return {
    lineId: testId(),
    variantId: testId(),
    name,
    sku: 'MILK-1L',
    unit: 'pcs',
    quantityMilli: milli(quantity * 1000),
    listPriceE4: priceE4(Math.round(pounds * 1_000_000)),
    unitPriceE4: priceE4(Math.round(pounds * 1_000_000)),
    priceSource: 'list',
    discounts: [],
    taxes: [
      {
        taxId: '01900000-0000-7000-8000-00000000aaaa',
        version: 1,
        name: 'VAT 20 %',
        kind: 'percent',
        ratePpm: ppm(200_000),
        amountE4: priceE4(0),
        isIncluded: true,
        affectsNextBase: false,
        isBaseAffectedByPrevious: true,
      },
    ],
  };
}

export function cash(pence: number): TenderInput {
  return { tenderId: testId(), kind: 'cash', amountMinor: minor(pence) };
}

export function testOrder(...lines: SaleLineInput[]): OrderInput {
  return { rules: GBP_RULES, lines: lines.length > 0 ? lines : [testLine(1.99)], saleDiscounts: [] };
}

/** One line of 1.99 paid with a 5.00 note, unless told. */
export function testSale(part: Partial<SaleDraft> = {}): SaleDraft {
  return { saleId: testId(), userId: TEST_USER, order: testOrder(), tenders: [cash(500)], ...part };
}

export const TEST_USER = '01900000-0000-7000-8000-0000000000ff';

export async function testRegistration(part: Partial<Registration> = {}): Promise<Registration> {
  const { signingKey } = await createRegisterKey();
  return {
    organizationId: '01900000-0000-7000-8000-0000000000aa',
    storeId: '01900000-0000-7000-8000-0000000000ab',
    registerId: '01900000-0000-7000-8000-0000000000ac',
    registerCode: 'S1-R1',
    keyId: testId(),
    series: 'A',
    secret: 'secret',
    signingKey,
    enrolledAt: '2026-11-22T08:00:00.000Z',
    ...part,
  };
}

/** A clock that is moved by hand. */
export function testClock(start = Date.parse('2026-11-22T09:00:00.000Z')) {
  let wall = start;
  let monotonic = 0;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    advance(ms: number) {
      wall += ms;
      monotonic += ms;
    },
    /** Somebody sets the wall clock. */
    jump(ms: number) {
      wall += ms;
    },
  };
}
export type TestClock = ReturnType<typeof testClock>;

export interface TestDevice {
  readonly journal: Journal;
  readonly store: JournalStore;
  readonly disk: MemoryDisk;
  readonly clock: TestClock;
  readonly ports: JournalPorts;
}

/** A journal over memory. Give it the disk of another device to start again after a crash. */
export async function testDevice(
  part: { readonly disk?: MemoryDisk; readonly inject?: FaultInjector; readonly clock?: TestClock } = {},
): Promise<TestDevice> {
  const disk = part.disk ?? emptyDisk();
  const clock = part.clock ?? testClock();
  const store = memoryStore(disk, part.inject);
  const ports: JournalPorts = { store, crypto: webCrypto, clock, lock: localLock() };
  return { journal: await createJournal(ports), store, disk, clock, ports };
}

export const TEST_FLOAT = minor(10_000);

/** Enrols the device and opens a shift with a float of 100.00. */
export async function readyToSell(device: { readonly journal: Journal }): Promise<Registration> {
  const registration = await testRegistration();
  const enrolled = await device.journal.enrol(registration);
  const shift = await device.journal.openShift({
    shiftId: testId(),
    userId: TEST_USER,
    businessDate: '2026-11-22',
    openingFloatMinor: TEST_FLOAT,
    currencyCode: 'GBP',
  });
  if (!enrolled.ok || !shift.ok) throw new Error('the device could not be made ready');
  return registration;
}
