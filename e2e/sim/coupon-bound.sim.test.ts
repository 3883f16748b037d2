import { milli, priceE4 } from '@mosaajii/domain/money';
import type { CouponItem } from '@mosaajii/domain/promotion';
import type { OrderInput } from '@mosaajii/domain/sale';
import { seededRandom } from '@mosaajii/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { source } from '../../apps/web/src/platform/device/observable.ts';
import { createPricing, type Pricing } from '../../apps/web/src/platform/pricing/pricing.ts';
import { RULES, SimDevice } from './device.ts';
import { TAX } from './fetched.ts';
import { ModelServer } from './model-server.ts';
import { Network } from './network.ts';
import { COUPON, newShop, PLENTY, type SimShop } from './shop.ts';

const NOW = Date.parse('2026-01-14T09:00:00.000Z');

/** What a register tries while it hears of nobody: to sell with the coupon, or to start again. */
type Step = { readonly register: number; readonly kind: 'sell' | 'start' };

/** A coupon for so many sales, shown at registers that have no connection, one after the other. */
async function offlineDay(limit: number, registers: number, steps: readonly Step[]) {
  const random = seededRandom(7);
  const usual = newShop(random, random.fork(), NOW);
  const coupons = usual.pricing.coupons.map((row) => ({ ...row, most_uses: limit }));
  const shop: SimShop = { ...usual, pricing: { ...usual.pricing, coupons } };
  const server = new ModelServer(shop, random.uuidv7(NOW), () => NOW);
  const network = new Network(server, random.fork(), 0);
  const tills: Till[] = [];
  for (let number = 1; number <= registers; number += 1) {
    const streams = { random: random.fork(), more: random.fork() };
    tills.push(
      await Till.opened(await SimDevice.enrolled(number, streams, () => NOW, { server, shop }, network), shop),
    );
  }
  network.isDown = true;
  for (const { register, kind } of steps) {
    const till = tills[register % registers];
    if (kind === 'sell') await till?.sell();
    else await till?.start();
  }
  network.heal();
  for (const { device } of tills) await device.drain();
  const used = server.tables.couponUses.get(coupons[0]?.coupon_id ?? '');
  const sales = [...server.tables.operations.values()].filter(({ kind }) => kind === 'sale.completed');
  return {
    taken: tills.map((till) => till.taken),
    uses: used?.uses ?? 0,
    surplus: used?.surplusUses ?? 0,
    flagged: sales.filter(({ notes }) => notes.includes('coupon-used-twice')).length,
    otherwise: sales.filter(({ notes }) =>
      notes.some((note) => note !== 'coupon-used-twice' && note !== 'negative-stock'),
    ),
  };
}

/** A till as the program puts it together: its pricing counts what its own journal holds. */
class Till {
  readonly device: SimDevice;
  readonly #shop: SimShop;
  #pricing: Pricing | null = null;
  /** Sales that the coupon was taken for. */
  taken = 0;

  private constructor(device: SimDevice, shop: SimShop) {
    this.device = device;
    this.#shop = shop;
  }

  static async opened(device: SimDevice, shop: SimShop): Promise<Till> {
    const till = new Till(device, shop);
    await till.start();
    return till;
  }

  /** Everything in memory is gone; what was written is read again. */
  async start(): Promise<void> {
    const { document, pricing, storeId } = this.#shop;
    const [row] = pricing.coupons;
    const coupon = { id: row?.coupon_id ?? '', code: COUPON, promotionId: row?.promotion_id, validTo: null };
    const item = { ...coupon, usesLeft: row?.most_uses ?? null } as CouponItem;
    const sections: Record<string, unknown> = {
      pricing: source({ version: 1, value: document }),
      coupons: source({ version: 1, byId: new Map([[item.id, item]]) }),
      customers: source(null),
      'promotion-uses': source(null),
    };
    this.device.restart();
    const { journal } = await this.device.tab();
    const counting = createPricing({
      sections: { document: (name) => sections[name] as never, items: (name) => sections[name] as never },
      catalog: {
        variant: (variantId) => ({ productId: variantId, categoryId: null }) as never,
        categories: () => [],
      },
      now: () => NOW,
      storeId: () => storeId,
      timeZone: () => 'UTC',
      unsent: () => journal.unsentEntries(),
    });
    await counting.ready;
    this.#pricing = counting;
  }

  async sell(): Promise<void> {
    const { journal } = await this.device.tab();
    if (!(await this.device.readyToSell(journal)) || this.#pricing?.coupon(COUPON) !== 'good') return;
    const by = { cart: {}, couponCodes: [COUPON], customerGroupIds: [] };
    const order = this.#pricing.apply(this.#order(), by);
    expect(order.promotions?.map(({ couponCode }) => couponCode)).toEqual([COUPON]);
    const tenders = [{ tenderId: this.device.newId(), kind: 'cash' as const, amountMinor: PLENTY }];
    const sold = await journal.commitSale({ saleId: this.device.newId(), userId: this.#shop.userId, order, tenders });
    if (!sold.ok) throw new Error(sold.error.detail);
    this.#pricing.sold(sold.value.payload);
    this.taken += 1;
  }

  #order(): OrderInput {
    const [, , good] = this.#shop.variants;
    const price = priceE4(good?.price_e4 ?? 0);
    const line = {
      lineId: this.device.newId(),
      variantId: good?.variant_id ?? '',
      name: 'Thing',
      sku: 'THING',
      unit: 'pcs',
      quantityMilli: milli(1000),
      listPriceE4: price,
      unitPriceE4: price,
      priceSource: 'list' as const,
      discounts: [],
      taxes: [TAX],
    };
    return { rules: RULES, lines: [line], saleDiscounts: [] };
  }
}

const step = fc.record({
  register: fc.nat(2),
  kind: fc.constantFrom<Step['kind'][]>('sell', 'sell', 'sell', 'start'),
});

it('registers that hear of nobody take a coupon so often as it is good for, each, and all beyond it is marked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { maxLength: 25 }),
      async (limit, registers, steps) => {
        const { taken, uses, surplus, flagged, otherwise } = await offlineDay(limit, registers, steps);
        const all = taken.reduce((sum, one) => sum + one, 0);
        expect(Math.max(...taken)).toBeLessThanOrEqual(limit);
        expect(all).toBeLessThanOrEqual(limit * registers);
        expect({ uses, surplus, flagged }).toEqual({
          uses: Math.min(limit, all),
          surplus: Math.max(0, all - limit),
          flagged: Math.max(0, all - limit),
        });
        expect(otherwise).toEqual([]);
      },
    ),
    { numRuns: 60, seed: 4 },
  );
});

it.each([
  [1, 2],
  [3, 2],
  [2, 3],
])('the bound is reached and not passed: %i uses at %i registers', async (limit, registers) => {
  const each = Array.from({ length: limit + 2 }, (): Step[] =>
    Array.from({ length: registers }, (_, register) => ({ register, kind: 'sell' })),
  );
  const { taken, uses, surplus, flagged } = await offlineDay(limit, registers, each.flat());
  expect(taken).toEqual(Array.from({ length: registers }, () => limit));
  expect({ uses, surplus, flagged }).toEqual({
    uses: limit,
    surplus: limit * (registers - 1),
    flagged: limit * (registers - 1),
  });
});
