import { describe, expect, it } from 'vitest';
import { minor } from '../money/amount.ts';
import { expectedCash, overShort } from './drawer.ts';

describe('the drawer', () => {
  const facts = { openingFloatMinor: minor(5000), cashSalesMinor: minor(12_345), cashRefundsMinor: minor(345) };

  it('should hold the float, what sales brought and what refunds left', () => {
    expect(expectedCash(facts)).toBe(17_000);
    expect(expectedCash({ ...facts, paidInMinor: minor(100), paidOutMinor: minor(600) })).toBe(16_500);
  });

  it('is over or short by what was counted', () => {
    expect(overShort(minor(16_990), expectedCash(facts))).toBe(-10);
    expect(overShort(minor(17_001), expectedCash(facts))).toBe(1);
  });
});
