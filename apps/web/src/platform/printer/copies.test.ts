import type { Receipt } from '@mosaajii/domain/paper';
import { describe, expect, it } from 'vitest';
import { localLock } from '../journal/index.ts';
import { copyMaker } from './copies.ts';

const receipt = { receiptNumber: 'S1-R1-A-000007', isCopy: false } as Receipt;

function maker() {
  const kept = new Map<string, number>();
  const printed: Receipt[] = [];
  const make = copyMaker({
    lock: localLock(),
    count: async (number) => kept.get(number) ?? 0,
    keep: async (number, count) => void kept.set(number, count),
    print: async (paper) => void printed.push(paper),
  });
  return { make, printed };
}

describe('a copy', () => {
  it('has the next number, is written down with it, and says so on paper', async () => {
    const { make, printed } = maker();
    const noted: number[] = [];
    const note = async (copyNumber: number) => noted.push(copyNumber) > 0;
    await Promise.all([make(receipt, note), make(receipt, note)]);
    await make({ ...receipt, receiptNumber: 'S1-R1-A-000008' }, note);
    expect(noted).toEqual([1, 2, 1]);
    expect(printed).toMatchObject([
      { isCopy: true, copyNumber: 1 },
      { isCopy: true, copyNumber: 2 },
      { isCopy: true, copyNumber: 1 },
    ]);
  });

  it('that cannot be written down is not printed, and has used no number', async () => {
    const { make, printed } = maker();
    expect(await make(receipt, async () => false)).toBe(false);
    expect(printed).toEqual([]);
    await make(receipt, async () => true);
    expect(printed).toMatchObject([{ copyNumber: 1 }]);
  });
});
