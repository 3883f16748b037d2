import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import { minor } from '@mosaajii/domain/money';
import { partsOfSale } from '@mosaajii/domain/paper';
import { allowanceLeft, type UnauthorisedDraw } from '@mosaajii/domain/purse';
import { beforeEach, describe, expect, it } from 'vitest';
import { setUnsureCard } from './cart.ts';
import { setCustomer } from './cart-customer.ts';
import { type SampleTill, sampleTill } from './fixtures.ts';
import { createTill, type Till } from './till-context.tsx';

/** A point for each full 10 KES, worth 50 cents. */
const RULE: LoyaltyRule = {
  earns: 'step',
  points: 1,
  perMinor: 1_000,
  rounding: 'down',
  pointMinor: 50,
  excludedTenders: ['points'],
  excludedCategoryIds: [],
};
const CARD = '99999999-0000-8000-8000-abcdefabcdef';

let sample: SampleTill;
let till: Till;
beforeEach(async () => {
  sample = await sampleTill();
  const { shop } = sample.ports;
  Object.assign(shop, { loyalty: RULE, tenders: { ...shop.tenders, kinds: [...shop.tenders.kinds, 'points'] } });
  till = openTill();
});

const openTill = () =>
  createTill(sample.ports, [], (error) => {
    throw error;
  });
const state = () => till.carts.store.getState();

function ring(words = 'milk', on: Till = till): void {
  const [hit] = sample.ports.catalog.search(words, 1);
  if (hit === undefined) throw new Error('no such goods');
  on.selling.add(hit);
}

/** The customer with 240 points. */
function withAmina(): void {
  const [amina] = sample.ports.customers.search('amina', 1);
  if (amina === undefined) throw new Error('no Amina');
  till.carts.change((cart) => setCustomer(cart, amina));
}

const soldTenders = () => state().done?.sale.payload.tenders.map(({ kind, amountMinor }) => [kind, amountMinor]);

describe('points', () => {
  it('are earned by a sale to a customer, and said on the receipt', async () => {
    ring();
    withAmina();
    await till.paying.take({ kind: 'cash', amountMinor: null });
    const sale = state().done?.sale;
    expect(sale?.payload.loyalty).toEqual({ rule: RULE, earnedPoints: 13 });
    expect(sale && partsOfSale(sale.payload).points).toEqual({ earnedMilli: 13_000, spentMilli: 0 });
  });

  it('are nobody’s on a sale to nobody, and nothing where the store has no rule', async () => {
    ring();
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state().done?.sale.payload.loyalty).toBeUndefined();
    Object.assign(sample.ports.shop, { loyalty: null });
    ring();
    withAmina();
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state().done?.sale.payload.loyalty).toBeUndefined();
  });

  it('are not earned by goods of an excluded category, nor by gift cards', async () => {
    ring('milk');
    ring('bread');
    withAmina();
    const dairy = sample.ports.catalog.search('milk', 1)[0]?.categoryId ?? '';
    Object.assign(sample.ports.shop, { loyalty: { ...RULE, excludedCategoryIds: [dairy] } });
    const [milk] = till.carts.active().lines;
    await till.paying.take({ kind: 'cash', amountMinor: null });
    const loyalty = state().done?.sale.payload.loyalty;
    expect(loyalty).toMatchObject({ earnedPoints: 7, withoutLineIds: [milk?.lineId] });
  });

  it('pay as much as they are worth, and the rest is taken in another way', async () => {
    ring();
    withAmina();
    await till.paying.take({ kind: 'points', amountMinor: null });
    // 240 points are 120.00 of the 130.00 due.
    expect(till.carts.active().tenders).toMatchObject([{ kind: 'points', amountMinor: 12_000, points: 240 }]);
    await till.paying.take({ kind: 'points', amountMinor: null });
    expect(state().payProblem?.code).toBe('no-points');
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(soldTenders()).toEqual([
      ['points', 12_000],
      ['cash', 1_000],
    ]);
    expect(state().done?.sale.payload.loyalty?.earnedPoints).toBe(1);
  });

  it('pay what was typed, and no more than is there', async () => {
    ring();
    withAmina();
    await till.paying.take({ kind: 'points', amountMinor: minor(12_500) });
    expect(state().payProblem).toMatchObject({ code: 'value-too-low' });
    expect(state().payProblem?.detail).toContain('240');
    await till.paying.take({ kind: 'points', amountMinor: minor(125) });
    expect(till.carts.active().tenders).toMatchObject([{ amountMinor: 125, points: 3 }]);
  });

  it('need somebody who has them, and a store that takes them', async () => {
    ring();
    await till.paying.take({ kind: 'points', amountMinor: null });
    expect(state().payProblem?.code).toBe('customer-missing');
    withAmina();
    Object.assign(sample.ports.shop, { loyalty: { ...RULE, pointMinor: 0 } });
    await till.paying.take({ kind: 'points', amountMinor: null });
    expect(state().payProblem?.code).toBe('tender-not-taken');
  });

  it('are asked of the server by their number', async () => {
    ring();
    withAmina();
    const asked: unknown[] = [];
    const authorise = (...all: unknown[]) => {
      asked.push(all);
      return Promise.resolve({ ok: false as const, error: { code: 'value-too-low', leftMinor: 4 } });
    };
    Object.assign(sample.ports.value, { authorise });
    await till.paying.take({ kind: 'points', amountMinor: minor(1_000) });
    expect(asked).toEqual([['points', till.carts.active().customer?.customerId, 20]]);
    expect(state().payProblem?.detail).toContain('4 points');
  });
});

describe('the allowance of a register', () => {
  const granted = { perDayMinor: 5_000, perPurseMinor: 5_000 };
  beforeEach(() => {
    const left = (purseId: string, pending: readonly UnauthorisedDraw[]) =>
      Promise.resolve(allowanceLeft(granted, pending, purseId));
    Object.assign(sample.ports.value, { allowanceLeft: left, allowance: () => Promise.resolve(granted) });
  });

  it('is not spent twice by two carts of one window', async () => {
    ring();
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(4_000), cardId: CARD });
    expect(till.carts.active().tenders).toHaveLength(1);
    till.carts.hold();
    ring();
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(4_000), cardId: CARD });
    expect(state().payProblem?.code).toBe('allowance-used');
    expect(till.carts.active().tenders).toEqual([]);
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(1_000), cardId: CARD });
    expect(till.carts.active().tenders).toHaveLength(1);
  });

  it('is not spent twice by two windows: the journal asks again when it writes', async () => {
    const other = openTill();
    ring('bread', till);
    ring('bread', other);
    for (const each of [till, other]) {
      await each.paying.take({ kind: 'gift-card', amountMinor: minor(4_000), cardId: CARD });
      expect(each.carts.active().tenders).toHaveLength(1);
    }
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state().done).not.toBeNull();
    await other.paying.take({ kind: 'cash', amountMinor: null });
    expect(other.carts.store.getState()).toMatchObject({ done: null, payProblem: { code: 'allowance-used' } });
    const sold = await sample.device.journal.listSales({ recent: 10 });
    const drawn = sold.flatMap((document) => (document.kind === 'sale' ? (document.draws ?? []) : []));
    expect(drawn).toEqual([{ purseId: CARD, amountMinor: 4_000 }]);
  });
});

describe('a card that may have gone through', () => {
  it('is answered before another card is taken', async () => {
    ring();
    till.carts.adjust((cart) => setUnsureCard(cart, minor(13_000)));
    till.carts.undo();
    till.carts.redo();
    await till.paying.take({ kind: 'card-manual', amountMinor: null });
    expect(state()).toMatchObject({ done: null, payProblem: { code: 'card-unsure' }, layer: { kind: 'payment' } });
    await till.paying.takeFast();
    expect(state().payProblem?.code).toBe('card-unsure');
    await till.paying.take({ kind: 'card-manual', amountMinor: minor(13_000), isConfirmed: true });
    expect(soldTenders()).toEqual([['card-manual', 13_000]]);
  });
});

describe('a tip', () => {
  it('stands on the receipt', async () => {
    ring();
    till.carts.adjust((cart) => ({ ...cart, tipMinor: minor(2_000) }));
    await till.paying.take({ kind: 'cash', amountMinor: null });
    const sale = state().done?.sale;
    expect(sale && partsOfSale(sale.payload)).toMatchObject({ tipMinor: 2_000 });
  });
});
