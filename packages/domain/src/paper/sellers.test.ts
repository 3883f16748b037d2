import { describe, expect, it } from 'vitest';
import { receiptSellers } from './sellers.ts';

const PRINTED = { per: 'line', isRequired: false, isPrinted: true } as const;
const NAMES: Readonly<Record<string, string>> = { a: 'Amina', b: 'Baraka' };
const nameOf = (userId: string) => NAMES[userId] ?? '';
const sale = { salespersonId: 'a', lines: [{ lineId: '1', salespersonId: 'b' }, { lineId: '2' }] };

describe('who sold, on a receipt', () => {
  it('is named for the sale and for lines of somebody else', () => {
    expect(receiptSellers(PRINTED, sale, nameOf)).toEqual({ sale: 'Amina', byLine: { 1: 'Baraka' } });
  });

  it('is not printed unless the store says so', () => {
    expect(receiptSellers({ ...PRINTED, isPrinted: false }, sale, nameOf)).toBeUndefined();
    expect(receiptSellers({ ...PRINTED, per: 'off' }, sale, nameOf)).toBeUndefined();
    expect(receiptSellers(undefined, sale, nameOf)).toBeUndefined();
  });

  it('is left out where it is the cashier, or the name is not known here', () => {
    expect(receiptSellers(PRINTED, { lines: [{ lineId: '1' }] }, nameOf)).toBeUndefined();
    expect(
      receiptSellers(PRINTED, { salespersonId: 'z', lines: [{ lineId: '1', salespersonId: 'b' }] }, nameOf),
    ).toEqual({ sale: '', byLine: { 1: 'Baraka' } });
  });
});
