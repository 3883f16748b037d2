import type { Milli } from '../money/types.ts';

/**
 * How the quantity of a line was weighed: it is gross less tare, in thousandths of the unit of measure. A weight that
 * somebody typed is told apart on the receipt.
 */
export interface Weighing {
  readonly grossMilli: Milli;
  readonly tareMilli: Milli;
  readonly source: 'scale' | 'typed';
}

/** What the code on a piece of goods, or the scale, said about just this piece. */
export interface GoodsMarks {
  /** The batch that it was made in. */
  readonly lot?: string | undefined;
  /** The last day on which it may be sold, YYYY-MM-DD. */
  readonly expiresOn?: string | undefined;
  readonly serial?: string | undefined;
  readonly weighing?: Weighing | undefined;
}

/** The marks of a line and nothing else of it; absent ones stay absent. */
export function marksOf({ lot, expiresOn, serial, weighing }: GoodsMarks): {
  readonly lot?: string;
  readonly expiresOn?: string;
  readonly serial?: string;
  readonly weighing?: Weighing;
} {
  return {
    ...(lot === undefined ? {} : { lot }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(serial === undefined ? {} : { serial }),
    ...(weighing === undefined ? {} : { weighing }),
  };
}

/** Whether goods are past their last day on a business date. They may still be sold on the day itself. */
export function isExpired({ expiresOn }: GoodsMarks, businessDate: string): boolean {
  return expiresOn !== undefined && expiresOn < businessDate;
}
