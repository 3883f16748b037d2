import type { SellingRules } from '@mosaajii/domain/catalog';
import { milli, priceE4 } from '@mosaajii/domain/money';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { describe, expect, it } from 'vitest';
import { layers } from '../../platform/i18n/en/layers.ts';
import { addMessages } from '../../platform/i18n/index.ts';
import { ageDue, stillBeyond } from './approving.ts';
import { setWeight } from './cart.ts';
import { sampleCode, sampleRows, sampleTill } from './fixtures.ts';
import { figuresOf } from './order.ts';
import { rangeText } from './parts/price-range.ts';
import { createTill, type Till } from './till-context.tsx';

addMessages('layers', layers);

/** Of the sample goods: a pint, something by the kilogram, and something without a price. */
const find = (isIt: (variant: ReturnType<typeof sampleRows>['variants'][number]) => boolean) => {
  const index = sampleRows().variants.findIndex(isIt);
  return { index, code: sampleCode(index) };
};
const BEER = find((variant) => variant.unit === 'pcs' && variant.priceE4 !== null);
const CHEESE = find((variant) => variant.unit === 'kg');
const BASKET = find((variant) => variant.priceE4 === null);

async function openTill(rules: Readonly<Record<number, SellingRules>>, role: 'cashier' | 'manager' = 'manager') {
  const sample = await sampleTill({ role });
  const rows = sampleRows().variants;
  sample.changeCatalog({
    products: Object.entries(rules).flatMap(([index, selling]) => {
      const variant = rows[Number(index)];
      return variant === undefined ? [] : [{ productId: variant.productId, variants: [{ ...variant, selling }] }];
    }),
  });
  const till = createTill(sample.ports, [], (error) => {
    throw error;
  });
  return { till, ports: sample.ports };
}
const state = (till: Till) => till.carts.store.getState();
const line = (till: Till) => till.carts.active().lines.at(-1);
const figures = ({ carts, ports }: Till) => figuresOf(carts.active(), ports.shop.rules);
/** What was sold last. */
const sold = (till: Till): SaleCompleted | undefined => state(till).done?.sale.payload;

describe('goods for people of an age', () => {
  it('are asked about once, before the money, and the sale says who looked', async () => {
    const { till, ports } = await openTill({ [BEER.index]: { minimumAge: 18 } });
    till.selling.code(BEER.code);
    expect(ageDue(ports, till.carts.active())).toBe(18);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).payProblem?.code).toBe('age-check');
    await till.paying.open();
    expect(state(till).layer).toBeNull();
    const { userId } = ports.person;
    till.carts.adjust((cart) => ({ ...cart, ageCheck: { minimumAge: 18, confirmedBy: userId } }));
    till.selling.code(BEER.code);
    expect(ageDue(ports, till.carts.active())).toBe(0);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(sold(till)?.ageCheck).toEqual({ minimumAge: 18, confirmedBy: userId });
  });

  it('say nothing of it in a sale that has none of them', async () => {
    const { till } = await openTill({});
    till.selling.code(BEER.code);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(Object.keys(sold(till) ?? {})).not.toContain('ageCheck');
  });
});

describe('goods without a price', () => {
  const rules = { [BASKET.index]: { openPrice: { minE4: priceE4(1_000_000), maxE4: priceE4(5_000_000) } } };

  it('ask for one between bounds, and beyond them for somebody who may change prices', async () => {
    const { till, ports } = await openTill(rules, 'cashier');
    till.selling.code(BASKET.code);
    const asked = line(till);
    if (asked === undefined) throw new Error('nothing was rung up');
    expect(state(till).editor).toEqual({ kind: 'price', lineId: asked.lineId });
    expect(rangeText(ports, asked)).toBe('From 1.00 to 5.00');
    till.selling.setPrice(asked.lineId, priceE4(5_000_000));
    expect(stillBeyond(ports, till.carts.active(), figures(till))).toEqual([]);
    till.selling.setPrice(asked.lineId, priceE4(5_010_000));
    expect(stillBeyond(ports, till.carts.active(), figures(till))).toEqual([{ action: 'price-override' }]);
  });

  it('may cost what a manager says', async () => {
    const { till, ports } = await openTill(rules);
    till.selling.code(BASKET.code);
    till.selling.setPrice(line(till)?.lineId ?? '', priceE4(90_000_000));
    expect(stillBeyond(ports, till.carts.active(), figures(till))).toEqual([]);
  });

  it('say only the bound that there is, and nothing without one', async () => {
    const texts: string[] = [];
    for (const openPrice of [{ minE4: priceE4(1_000_000) }, { maxE4: priceE4(2_000_000) }, {}]) {
      const { till, ports } = await openTill({ [BASKET.index]: { openPrice } });
      till.selling.code(BASKET.code);
      const asked = line(till);
      if (asked !== undefined) texts.push(rangeText(ports, asked));
    }
    expect(texts).toEqual(['1.00 or more', '2.00 or less', '']);
  });
});

describe('goods that are weighed', () => {
  const rules = { [CHEESE.index]: { weighed: { tareMilli: milli(25) } } };

  it('wait for their weight, are not sold without it, and are sold net', async () => {
    const { till } = await openTill(rules);
    till.selling.code(CHEESE.code);
    const asked = line(till);
    if (asked === undefined) throw new Error('nothing was rung up');
    expect(asked.isUnweighed).toBe(true);
    expect(state(till).editor).toEqual({ kind: 'weight', lineId: asked.lineId });
    expect(figures(till)).toMatchObject({ kind: 'totals', waitingFor: [asked.lineId], totals: { totalMinor: 0 } });
    till.selling.changeQuantity(milli(1000));
    expect(line(till)).toMatchObject({ quantityMilli: 1000, isUnweighed: true });
    await till.paying.open();
    expect(state(till).payProblem?.code).toBe('weight-missing');
    const weighing = { grossMilli: milli(525), tareMilli: milli(25), source: 'scale' as const };
    till.carts.change((cart) => setWeight(cart, asked.lineId, weighing));
    expect(line(till)).toMatchObject({ quantityMilli: 500, weighing });
    expect(Object.keys(line(till) ?? {})).not.toContain('isUnweighed');
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(sold(till)?.lines[0]).toMatchObject({ quantityMilli: 500, weighing });
  });

  it('are typed where somebody said how much, before or after', async () => {
    const { till } = await openTill(rules);
    till.selling.code(CHEESE.code, milli(450));
    const typed = { grossMilli: 450, tareMilli: 0, source: 'typed' };
    expect(line(till)).toMatchObject({ quantityMilli: 450, weighing: typed });
    till.selling.setQuantity(line(till)?.lineId ?? '', 300);
    expect(line(till)).toMatchObject({ quantityMilli: 300, weighing: { ...typed, grossMilli: 300 } });
    till.selling.code(CHEESE.code);
    till.selling.setQuantity(line(till)?.lineId ?? '', 700);
    expect(till.carts.active().lines.map((one) => one.quantityMilli)).toEqual([300, 700]);
    expect(line(till)?.isUnweighed).toBeUndefined();
  });

  it('are not asked where a label says the weight, nor where goods are only sold by the kilogram', async () => {
    const { till, ports } = await openTill(rules);
    const hit = ports.catalog.byCode(CHEESE.code);
    if (hit === null) throw new Error('the cheese is not in the catalogue');
    till.selling.addScanned({ hit, quantityMilli: milli(333) });
    expect(line(till)).toMatchObject({ quantityMilli: 333 });
    expect(Object.keys(line(till) ?? {})).not.toContain('weighing');
    const plain = await openTill({});
    plain.till.selling.code(CHEESE.code);
    expect(line(plain.till)).toMatchObject({ quantityMilli: 1000 });
    expect(state(plain.till).editor).toBeNull();
  });
});

describe('goods that nobody knows', () => {
  it('are sold as goods without a price: each a line of its own that keeps the code, and asks what it costs', async () => {
    const { till, ports } = await openTill({});
    const hits = ports.catalog.unpriced(100_000);
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ priceE4: price }) => price === null)).toBe(true);
    const [hit] = hits;
    if (hit === undefined) throw new Error('there is none');
    for (const [code, price] of [
      ['5901234123457', 10_000],
      ['5901234123464', 20_000],
    ] as const) {
      till.selling.addScanned({ hit, quantityMilli: milli(1000), isUnmeasured: true, note: code });
      expect(state(till).editor).toMatchObject({ kind: 'price' });
      till.selling.setPrice(line(till)?.lineId ?? '', priceE4(price));
    }
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(sold(till)?.lines).toMatchObject([
      { note: '5901234123457', unitPriceE4: 10_000, priceSource: 'open' },
      { note: '5901234123464', unitPriceE4: 20_000, priceSource: 'open' },
    ]);
  });
});
