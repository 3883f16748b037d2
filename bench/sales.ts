import { unwrap } from '@mosaajii/domain';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { GENESIS_HASH, type Operation } from '@mosaajii/domain/operation';
import {
  claimedTotals,
  computeOrder,
  ENGINE_VERSION,
  type OrderRules,
  type SaleLineInput,
  settle,
} from '@mosaajii/domain/sale';
import { type Random, seededRandom } from '@mosaajii/testkit';
import { RegisterChain } from '../apps/server/src/rooms/operations/replay/index.ts';
import { BENCH_TAX, type BenchRegister, shiftIdOf, userIdOf, VARIANTS, variantIdOf } from './shop.ts';

const RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: null,
};
const LINES = 5;

/** A register that makes typical sales: five lines with tax, paid in cash with change. Sealed ahead of the measurement. */
export class BenchTill {
  readonly register: BenchRegister;
  readonly #chain: RegisterChain;
  readonly #random: Random;
  readonly #prepared: Operation[] = [];
  readonly #businessDate = new Date().toISOString().slice(0, 10);

  constructor(register: BenchRegister, head = { sequence: 0, hash: GENESIS_HASH, receiptSequence: 0, zNumber: 0 }) {
    this.register = register;
    this.#chain = new RegisterChain(register.identity, userIdOf(register.organization), head);
    this.#random = seededRandom(register.organization * 100 + register.number);
  }

  openShift(): Operation {
    const { organization, number } = this.register;
    const shiftId = shiftIdOf(organization, number);
    const businessDate = this.#businessDate;
    const payload = { shiftId, businessDate, openingFloatMinor: minor(10_000), currencyCode: 'GBP' };
    const occurredAt = new Date().toISOString();
    return this.#chain.seal({
      operationId: shiftId,
      kind: 'shift.opened',
      occurredAt,
      hasReceipt: false,
      payload: () => payload,
    });
  }

  #seal(): Operation {
    const { organization, number } = this.register;
    const saleId = this.#id();
    const order = { rules: RULES, lines: this.#lines(), saleDiscounts: [] };
    const totals = computeOrder(order);
    const tenders = [{ tenderId: this.#id(), kind: 'cash', amountMinor: minor(totals.totalMinor + 1_000) } as const];
    const claimed = claimedTotals(totals, unwrap(settle(totals.totalMinor, RULES, tenders)));
    const shiftId = shiftIdOf(organization, number);
    return this.#chain.seal({
      operationId: saleId,
      kind: 'sale.completed',
      occurredAt: new Date().toISOString(),
      hasReceipt: true,
      payload: (receipt) => ({
        ...order,
        saleId,
        shiftId,
        businessDate: this.#businessDate,
        receipt,
        engineVersion: ENGINE_VERSION,
        tenders,
        claimed,
      }),
    });
  }

  /** Seals ahead, so that no time of the measurement goes into it. */
  prepare(count: number): void {
    while (this.#prepared.length < count) this.#prepared.push(this.#seal());
  }

  /** The next sale of the chain: they must be sent in this order. */
  sale(): Operation {
    return this.#prepared.shift() ?? this.#seal();
  }

  /** Sales that were not sent after all, in their order. */
  giveBack(sales: readonly Operation[]): void {
    this.#prepared.unshift(...sales);
  }

  #lines(): SaleLineInput[] {
    return Array.from({ length: LINES }, (_, index) => {
      const price = priceE4(1_990_000);
      const share = VARIANTS / LINES;
      const variant = index * share + this.#random.integer(0, share - 1);
      return {
        lineId: this.#id(),
        variantId: variantIdOf(variant),
        name: `Thing ${variant}`,
        sku: `SKU-${variant}`,
        unit: 'pcs',
        quantityMilli: milli(this.#random.integer(1, 3) * 1000),
        listPriceE4: price,
        unitPriceE4: price,
        priceSource: 'list',
        discounts: [],
        taxes: [{ ...BENCH_TAX, ratePpm: ppm(BENCH_TAX.ratePpm), amountE4: priceE4(BENCH_TAX.amountE4) }],
      };
    });
  }

  #id(): string {
    return this.#random.uuidv7(Date.now());
  }
}
