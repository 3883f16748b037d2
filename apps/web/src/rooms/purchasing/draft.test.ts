import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import { milli, priceE4 } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { changesBetween, contentOf, type Draft, withOneMore } from './draft.ts';

const GBP = { code: 'GBP', exponent: 2 } as const;
const EMPTY: Draft = { expectedOn: '', note: '', lines: [] };
const MILK = { variantId: 'v1', name: 'Milk', sku: 'MILK', unit: 'pcs', costE4: priceE4(1_500_000) };
const ORDER = { supplierId: 's1', version: 3 };

describe('the draft of an order', () => {
  it('takes goods at what they cost, and one more of what is there already', () => {
    const once = withOneMore(EMPTY, MILK, GBP);
    expect(once.lines).toMatchObject([{ quantity: '1', cost: '1.50' }]);
    expect(withOneMore(once, MILK, GBP).lines).toMatchObject([{ quantity: '2' }]);
    const typed = { ...once, lines: once.lines.map((line) => ({ ...line, quantity: 'a few' })) };
    expect(withOneMore(typed, MILK, GBP)).toEqual(typed);
  });

  it('is kept in exact figures once every line is right', () => {
    const draft = withOneMore(EMPTY, MILK, GBP);
    const set = (quantity: string, cost: string) => ({
      ...draft,
      lines: draft.lines.map((line) => ({ ...line, quantity, cost })),
    });
    expect(contentOf(set('2,25', '1.005'), ORDER, GBP)).toEqual({
      ...{ version: 3, supplierId: 's1', expectedOn: null, note: '' },
      lines: [{ variantId: 'v1', quantityMilli: milli(2250), unitCostE4: priceE4(1_005_000) }],
    });
    for (const [quantity, cost] of [
      ['0', '1'],
      ['-1', '1'],
      ['1', ''],
      ['1', '-2'],
    ] as const)
      expect(contentOf(set(quantity, cost), ORDER, GBP), `${quantity} at ${cost}`).toBeNull();
  });

  it('names what somebody else changed: figures, goods that came or went, the day and the note', () => {
    const line = (name: string, units: number, cost: number) => ({
      ...{ variantId: name, name, sku: name, unit: 'pcs', lineNumber: 1, receivedMilli: 0 },
      ...{ quantityMilli: units * 1000, unitCostE4: cost * 10_000 },
    });
    const orderOf = (part: object) => ({ expectedOn: null, note: '', ...part }) as unknown as PurchaseOrder;
    const before = orderOf({ note: 'soon', lines: [line('Milk', 4, 150), line('Tea', 1, 90), line('Soap', 2, 60)] });
    const now = orderOf({
      expectedOn: '2026-12-01',
      lines: [line('Milk', 9, 150), line('Soap', 2, 60), line('Oil', 1, 5)],
    });
    expect(changesBetween(before, before, GBP)).toEqual([]);
    expect(changesBetween(before, now, GBP)).toEqual([
      { about: 'line', name: 'Milk', was: '4 × 1.50', is: '9 × 1.50' },
      { about: 'line', name: 'Tea', was: '1 × 0.90', is: null },
      { about: 'line', name: 'Oil', was: null, is: '1 × 0.05' },
      { about: 'expected', name: null, was: null, is: '2026-12-01' },
      { about: 'note', name: null, was: 'soon', is: null },
    ]);
  });
});
