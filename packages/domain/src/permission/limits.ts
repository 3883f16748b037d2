/**
 * How far a permission goes. `null` is without end. Rates are parts per million of what the line or the sale comes to before
 * the reduction, amounts are minor units of the shop's currency.
 */
export interface Limits {
  /** The discount on one line. */
  readonly lineDiscountPpm: number | null;
  /** The discount on a whole sale, after those on its lines. */
  readonly saleDiscountPpm: number | null;
  /** How far below its list price something may be sold. */
  readonly priceReductionPpm: number | null;
  /** What one return may pay back. Never more than was sold, whatever this says. */
  readonly refundMinor: number | null;
  /** What one return without a receipt may pay back. */
  readonly unreceiptedRefundMinor: number | null;
  /** What one paid-out may take from the drawer. */
  readonly paidOutMinor: number | null;
  /** What a customer may owe after a sale on credit. */
  readonly creditMinor: number | null;
}
export type LimitName = keyof Limits;

export const LIMIT_NAMES = [
  'lineDiscountPpm',
  'saleDiscountPpm',
  'priceReductionPpm',
  'refundMinor',
  'unreceiptedRefundMinor',
  'paidOutMinor',
  'creditMinor',
] as const satisfies readonly LimitName[];

/** Nothing at all: what somebody without a grant has. */
export const NO_LIMITS_GRANTED: Limits = {
  lineDiscountPpm: 0,
  saleDiscountPpm: 0,
  priceReductionPpm: 0,
  refundMinor: 0,
  unreceiptedRefundMinor: 0,
  paidOutMinor: 0,
  creditMinor: 0,
};

export const UNLIMITED: Limits = {
  lineDiscountPpm: null,
  saleDiscountPpm: null,
  priceReductionPpm: null,
  refundMinor: null,
  unreceiptedRefundMinor: null,
  paidOutMinor: null,
  creditMinor: null,
};

/** The wider of two limits, each for itself: several grants add up to what any of them allows. */
export function widest(a: Limits, b: Limits): Limits {
  const wider = (name: LimitName) => {
    const [x, y] = [a[name], b[name]];
    return x === null || y === null ? null : Math.max(x, y);
  };
  return {
    lineDiscountPpm: wider('lineDiscountPpm'),
    saleDiscountPpm: wider('saleDiscountPpm'),
    priceReductionPpm: wider('priceReductionPpm'),
    refundMinor: wider('refundMinor'),
    unreceiptedRefundMinor: wider('unreceiptedRefundMinor'),
    paidOutMinor: wider('paidOutMinor'),
    creditMinor: wider('creditMinor'),
  };
}

/** The limits of `wanted` that go beyond those of `held`. */
export function limitsBeyond(wanted: Limits, held: Limits): LimitName[] {
  return LIMIT_NAMES.filter((name) => {
    const [asked, most] = [wanted[name], held[name]];
    return most !== null && (asked === null || asked > most);
  });
}
