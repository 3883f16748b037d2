import { minor, subtract } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';

/** What went through a drawer during a shift; every figure zero or positive. */
export interface DrawerFacts {
  readonly openingFloatMinor: Minor;
  /** Cash applied to sales: tendered less change. */
  readonly cashSalesMinor: Minor;
  readonly cashRefundsMinor: Minor;
  readonly paidInMinor?: Minor;
  /** Paid-outs and cash drops. */
  readonly paidOutMinor?: Minor;
}

/** The cash that should lie in the drawer. */
export function expectedCash(facts: DrawerFacts): Minor {
  const into = facts.openingFloatMinor + facts.cashSalesMinor + (facts.paidInMinor ?? 0);
  return minor(into - facts.cashRefundsMinor - (facts.paidOutMinor ?? 0));
}

/** Counted less expected: positive is over, negative is short. */
export function overShort(countedMinor: Minor, expectedMinor: Minor): Minor {
  return subtract(countedMinor, expectedMinor);
}
