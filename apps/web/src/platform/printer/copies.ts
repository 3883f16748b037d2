import type { Receipt } from '@mosaajii/domain/paper';
import { webLock } from '../journal/lock.ts';
import { deviceDatabase } from './device-values.ts';
import { printReceipt } from './printing.ts';

const NAME = 'copies:';

export interface CopyPorts {
  readonly lock: { hold<T>(work: () => Promise<T>): Promise<T> };
  readonly count: (receiptNumber: string) => Promise<number>;
  readonly keep: (receiptNumber: string, count: number) => Promise<void>;
  readonly print: (receipt: Receipt, saleId?: string) => Promise<void>;
}

/**
 * Prints a receipt again as the next copy that this device makes of it. `note` writes it down first, with its number;
 * what cannot be written down is not printed. Answers whether it was. `saleId` as for `printPaper`.
 */
export function copyMaker({ lock, count, keep, print }: CopyPorts) {
  return (receipt: Receipt, note: (copyNumber: number) => Promise<boolean>, saleId?: string): Promise<boolean> =>
    lock.hold(async () => {
      const { receiptNumber } = receipt;
      const copyNumber = (await count(receiptNumber)) + 1;
      if (!(await note(copyNumber))) return false;
      await keep(receiptNumber, copyNumber);
      await print({ ...receipt, isCopy: true, copyNumber }, saleId);
      return true;
    });
}

export const printCopy = copyMaker({
  lock: webLock('mosaajii-copies'),
  count: async (receiptNumber) => {
    const kept: unknown = await (await deviceDatabase()).get('values', NAME + receiptNumber);
    return typeof kept === 'number' ? kept : 0;
  },
  keep: async (receiptNumber, copies) => {
    await (await deviceDatabase()).put('values', copies, NAME + receiptNumber);
  },
  print: printReceipt,
});
