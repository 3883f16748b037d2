import { minor, ppm, priceE4 } from '@mosaajii/domain/money';
import type { ReturnCompleted, SaleCompleted } from '@mosaajii/domain/operation';
import {
  type CouponItem,
  type Promotion,
  type PromotionUseItem,
  USUAL_PROMOTION_RULES,
} from '@mosaajii/domain/promotion';
import { describe, expect, it, vi } from 'vitest';
import { source } from '../device/observable.ts';
import type { JournalEntry } from '../journal/index.ts';
import { createPricing } from './pricing.ts';

const PROMOTION = 'promotion-1';
const CODE = 'ONCE';

/** Ten percent off everything, by a coupon, so many times in all. */
function promotion(limits: Promotion['limits'], conditions: Promotion['conditions']): Promotion {
  return {
    promotionId: PROMOTION,
    version: 1,
    name: 'Opening',
    effect: { kind: 'percent', ratePpm: ppm(100_000), scope: 'line', basis: 'current' },
    target: {},
    conditions,
    limits,
    priority: 1,
    isExclusive: false,
    consumes: false,
    selection: 'in-order',
  };
}

function sale(saleId: string, customerId?: string): SaleCompleted {
  const shares = [{ lineId: 'line-1', amountMinor: minor(100) }];
  return {
    saleId,
    ...(customerId === undefined ? {} : { customer: { customerId } }),
    promotions: [{ promotionId: PROMOTION, version: 1, label: 'Opening', couponCode: CODE, shares }],
  } as unknown as SaleCompleted;
}

const entry = (kind: JournalEntry['kind'], payload: unknown) => ({ kind, operation: { payload } }) as JournalEntry;

async function pricingWith(unsent: JournalEntry[] | (() => Promise<JournalEntry[]>), usesLeft: number) {
  const document = {
    version: 1,
    value: { rules: USUAL_PROMOTION_RULES, priceLists: [], promotions: [promotion({}, { needsCoupon: true })] },
  };
  const coupon: CouponItem = { id: 'c', code: CODE, promotionId: PROMOTION, usesLeft, validTo: null } as CouponItem;
  const coupons = source({ version: 1, byId: new Map([['c', coupon]]) });
  const uses = source<{ version: number; byId: Map<string, PromotionUseItem> } | null>(null);
  const sources: Record<string, unknown> = {
    pricing: source(document),
    coupons,
    customers: source(null),
    'promotion-uses': uses,
  };
  const pricing = createPricing({
    sections: { document: (name) => sources[name] as never, items: (name) => sources[name] as never },
    catalog: { variant: () => null, categories: () => [] },
    now: () => 0,
    storeId: () => 'store-1',
    timeZone: () => 'UTC',
    unsent: typeof unsent === 'function' ? unsent : () => Promise.resolve(unsent),
  });
  await pricing.ready;
  return { pricing, coupons, coupon };
}

describe('a coupon that can be used once', () => {
  it('is used up by the sale of this register, before the server has heard of it', async () => {
    const { pricing } = await pricingWith([], 1);
    expect(pricing.coupon(CODE)).toBe('good');
    pricing.sold(sale('sale-1'));
    expect(pricing.coupon(CODE)).toBe('used-up');
  });

  it('is used up after a start without the server, and good again when that sale was undone', async () => {
    const sold = entry('sale.completed', sale('sale-1'));
    const used = await pricingWith([sold], 1);
    expect(used.pricing.coupon(CODE)).toBe('used-up');
    const source: ReturnCompleted['source'] = { kind: 'sale', saleId: 'sale-1', lines: [] };
    const undone = await pricingWith([sold, entry('return.completed', { source, voids: true })], 1);
    expect(undone.pricing.coupon(CODE)).toBe('good');
  });

  it('stays used up when its sale is written while the journal is read, and when the journal cannot be read', async () => {
    const written: JournalEntry[] = [];
    const readings: (() => void)[] = [];
    let next: 'at-once' | 'slowly' | 'broken' = 'at-once';
    const { pricing, coupons, coupon } = await pricingWith(async () => {
      if (next === 'broken') throw new Error('the disk is gone');
      const entries = [...written];
      if (next === 'slowly' && readings.length === 0) await new Promise<void>((resolve) => readings.push(resolve));
      return entries;
    }, 1);
    next = 'slowly';
    coupons.set({ version: 2, byId: new Map([['c', coupon]]) });
    await expect.poll(() => readings.length).toBe(1);
    written.push(entry('sale.completed', sale('sale-1')));
    pricing.sold(sale('sale-1'));
    readings[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(pricing.coupon(CODE)).toBe('used-up');
    next = 'broken';
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    coupons.set({ version: 3, byId: new Map([['c', coupon]]) });
    await expect.poll(() => warned.mock.calls.length).toBe(1);
    expect(pricing.coupon(CODE)).toBe('used-up');
  });

  it('is counted once when the server has counted it', async () => {
    const unsent = [entry('sale.completed', sale('sale-1'))];
    const { pricing, coupons, coupon } = await pricingWith(unsent, 2);
    pricing.sold(sale('sale-2'));
    expect(pricing.coupon(CODE)).toBe('used-up');
    // Both are sent, and the answer names what is left.
    unsent.length = 0;
    coupons.set({ version: 2, byId: new Map([['c', { ...coupon, usesLeft: 1 }]]) });
    await expect.poll(() => pricing.coupon(CODE)).toBe('good');
  });
});

describe('a customer', () => {
  it('has bought as often as the server says and this register knows', async () => {
    const { priceCart, useOf } = await import('./price-cart.ts');
    const line = { lineId: 'line-1', variantId: 'v', name: 'Thing', sku: '', unit: 'pcs', quantityMilli: 1000 };
    const prices = { listPriceE4: priceE4(10_000_000), unitPriceE4: priceE4(10_000_000), priceSource: 'list' };
    const rules = {
      currency: { code: 'GBP', exponent: 2 },
      taxRounding: 'per-line',
      roundingMode: 'half-up',
      cashRounding: null,
    };
    const order = { rules, lines: [{ ...line, ...prices, discounts: [], taxes: [] }], saleDiscounts: [] };
    const priced = (
      own: readonly ReturnType<typeof useOf>[],
      limits: Promotion['limits'],
      conditions: Promotion['conditions'] = {},
    ) =>
      priceCart(order as never, {
        document: { priceLists: [], promotions: [promotion(limits, conditions)], rules: USUAL_PROMOTION_RULES },
        catalog: { variant: () => null, categories: () => [] },
        instant: new Date(0),
        storeId: 'store-1',
        timeZone: 'UTC',
        customerGroupIds: [],
        coupons: [],
        customer: { id: 'anna', name: 'Anna' },
        uses: new Map(),
        own,
      }).promotions?.length ?? 0;
    const [annas, somebodys] = [useOf(sale('sale-1', 'anna')), useOf(sale('sale-2'))];
    expect(priced([], { perCustomerLimit: 1 })).toBe(1);
    expect(priced([somebodys], { perCustomerLimit: 1 })).toBe(1);
    expect(priced([annas], { perCustomerLimit: 1 })).toBe(0);
    expect(priced([somebodys], { usageLimit: 1 })).toBe(0);
    expect(priced([annas, somebodys], { usageLimit: 3 })).toBe(1);
    expect(priced([annas, somebodys], { budgetMinor: minor(200) })).toBe(0);
    expect(priced([somebodys], {}, { nthOrder: 1 })).toBe(1);
    expect(priced([annas], {}, { nthOrder: 1 })).toBe(0);
    expect(priced([annas], {}, { nthOrder: 2 })).toBe(1);
  });
});
