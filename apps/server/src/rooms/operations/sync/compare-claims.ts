import type { ClaimedTotals } from '@mosaajii/domain/operation';

type Claims = Omit<ClaimedTotals, 'changeMinor'> & Partial<Pick<ClaimedTotals, 'changeMinor'>>;

const FIGURES = ['netMinor', 'taxMinor', 'discountMinor', 'totalMinor', 'cashRoundingMinor', 'changeMinor'] as const;

/** The names of the figures that differ between what a register claimed and what the engine computes. */
export function compareClaims(claimed: Claims, recomputed: Claims): string[] {
  const differences: string[] = FIGURES.filter((name) => claimed[name] !== recomputed[name]);
  const lines = claimed.lineTotalsMinor;
  const isSame =
    lines.length === recomputed.lineTotalsMinor.length &&
    lines.every((total, index) => total === recomputed.lineTotalsMinor[index]);
  if (!isSame) differences.push('lineTotalsMinor');
  return differences;
}
