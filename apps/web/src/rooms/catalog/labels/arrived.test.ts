import type { PurchaseOrder } from '@mosaajii/contract/purchasing';
import { milli, minor, priceE4 } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { labelledOf, readReceiptName } from './arrived.ts';

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const line = (lineNumber: number, productId: string, unit: string): PurchaseOrder['lines'][number] => ({
  lineNumber,
  variantId: id(lineNumber),
  productId,
  sku: `SKU-${lineNumber}`,
  name: 'Goods',
  unit,
  codes: [],
  quantityMilli: milli(50_000),
  unitCostE4: priceE4(10_000),
  receivedMilli: 0,
});
const order: Pick<PurchaseOrder, 'lines' | 'receipts'> = {
  lines: [line(1, id(100), 'pcs'), line(2, id(100), ''), line(3, id(101), 'kg'), line(4, id(102), 'pcs')],
  receipts: [
    {
      receiptId: id(7),
      orderId: id(8),
      userId: id(9),
      businessDate: '2026-11-23',
      receivedAt: '2026-11-23T10:00:00.000Z',
      note: '',
      totalMinor: minor(0),
      lines: [
        { lineNumber: 1, variantId: id(1), quantityMilli: milli(12_000), overMilli: 0 },
        { lineNumber: 2, variantId: id(2), quantityMilli: milli(2_500), overMilli: 0 },
        { lineNumber: 3, variantId: id(3), quantityMilli: milli(40_000), overMilli: 0 },
      ],
    },
  ],
};

describe('the labels of goods that arrived', () => {
  it('are one for each piece and one for what is measured, of what arrived then and nothing else', () => {
    const { productIds, counts } = labelledOf(order, id(7));
    expect(productIds).toEqual([id(100), id(101)]);
    expect([...counts]).toEqual([
      [id(1), 12],
      [id(2), 3],
      [id(3), 1],
    ]);
  });

  it('are none for a receipt that the order does not have', () => {
    expect(labelledOf(order, id(99))).toEqual({ productIds: [], counts: new Map() });
  });

  it('are asked for by an address', () => {
    expect(readReceiptName(`${id(8)}.${id(7)}`)).toEqual({ orderId: id(8), receiptId: id(7) });
    expect(readReceiptName('')).toEqual({ orderId: '', receiptId: '' });
  });
});
