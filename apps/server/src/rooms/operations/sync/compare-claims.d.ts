import type { ClaimedTotals } from '@mosaajii/domain/operation';
type Claims = Omit<ClaimedTotals, 'changeMinor'> & Partial<Pick<ClaimedTotals, 'changeMinor'>>;
/** The names of the figures that differ between what a register claimed and what the engine computes. */
export declare function compareClaims(claimed: Claims, recomputed: Claims): string[];
export {};
