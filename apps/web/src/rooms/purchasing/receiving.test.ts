import type { PurchaseOrderLine } from '@mosaajii/contract/purchasing';
import { milli, priceE4 } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { countedLines, countOne, isCounting, lineOfCode, problemOf } from './receiving.ts';

const line = (lineNumber: number, part: Partial<PurchaseOrderLine> = {}): PurchaseOrderLine => ({
  ...{ lineNumber, variantId: `v${lineNumber}`, productId: `p${lineNumber}` },
  ...{ sku: `SKU-${lineNumber}`, name: 'Milk', unit: 'pcs', codes: [] },
  ...{ quantityMilli: milli(20_000), unitCostE4: priceE4(1), receivedMilli: 0 },
  ...part,
});

describe('counting what arrived', () => {
  it('adds one unit for each scan, also to what was typed, and begins anew after what is no number', () => {
    expect(countOne({}, 1)).toEqual({ 1: '1' });
    expect(countOne({ 1: '2.5', 2: '4' }, 1)).toEqual({ 1: '3.5', 2: '4' });
    expect(countOne({ 1: 'x' }, 1)).toEqual({ 1: '1' });
  });

  it('finds a line by its codes, whatever zeros stand before them, and by its SKU', () => {
    const lines = [line(1, { codes: ['05901234123457'] }), line(2, { codes: ['ABC-1'] })];
    expect(lineOfCode(lines, ['5901234123457'])?.lineNumber).toBe(1);
    expect(lineOfCode(lines, ['unknown', 'ABC-1'])?.lineNumber).toBe(2);
    expect(lineOfCode(lines, ['SKU-2'])?.lineNumber).toBe(2);
    expect(lineOfCode(lines, ['abc-1'])).toBeUndefined();
  });

  it('knows what is no quantity, and what is more than may come after what came before', () => {
    expect(problemOf(line(1), { 1: 'two' })).toBe('wrong');
    expect(problemOf(line(1), { 1: '-1' })).toBe('wrong');
    expect(problemOf(line(1, { receivedMilli: 19_000 }), { 1: '3' })).toBeNull();
    expect(problemOf(line(1, { receivedMilli: 19_000 }), { 1: '3.001' })).toBe('too-much');
    expect(problemOf(line(1), { 1: ' ' })).toBeNull();
  });

  it('sends the lines in which something was counted', () => {
    const counts = { 1: '0', 2: '1,5', 3: '' };
    expect(countedLines([line(1), line(2), line(3)], counts)).toEqual([{ lineNumber: 2, quantityMilli: 1500 }]);
    expect(isCounting({ 1: ' ' })).toBe(false);
    expect(isCounting(counts)).toBe(true);
  });
});
