/** What the code on a piece of goods said about just this piece. */
export interface GoodsMarks {
  /** The batch that it was made in. */
  readonly lot?: string | undefined;
  /** The last day on which it may be sold, YYYY-MM-DD. */
  readonly expiresOn?: string | undefined;
  readonly serial?: string | undefined;
}

/** The marks of a line and nothing else of it; absent ones stay absent. */
export function marksOf({ lot, expiresOn, serial }: GoodsMarks): {
  readonly lot?: string;
  readonly expiresOn?: string;
  readonly serial?: string;
} {
  return {
    ...(lot === undefined ? {} : { lot }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(serial === undefined ? {} : { serial }),
  };
}

/** Whether goods are past their last day on a business date. They may still be sold on the day itself. */
export function isExpired({ expiresOn }: GoodsMarks, businessDate: string): boolean {
  return expiresOn !== undefined && expiresOn < businessDate;
}
