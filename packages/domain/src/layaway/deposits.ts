import { minor, minorFromBigInt, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import { roundDiv } from '../money/rounding.ts';
import type { Minor } from '../money/types.ts';
import type { ReceiptNumber } from '../operation/model.ts';
import { formatReceiptNumber } from '../operation/receipt-number.ts';
import type { OrderRules } from '../sale/model.ts';
import type { DepositPart, DepositReturned, LayawayItem, LayawayRule } from './model.ts';

/**
 * `L-S1-R2-A-000214`: the register, its series, and the place of the first deposit in its chain. Without gaps it is not,
 * and no two layaways of a shop have the same one, although a register gives it without asking anybody.
 */
export function layawayNumber(place: ReceiptNumber): string {
  return `L-${formatReceiptNumber(place)}`;
}

/** The least that opens a layaway of this total: rounded up, never above the total. */
export function leastDeposit(totalMinor: Minor, { minimumPpm }: Pick<LayawayRule, 'minimumPpm'>): Minor {
  const share = roundDiv(BigInt(totalMinor) * BigInt(minimumPpm), 1_000_000n, 'up');
  return minor(Math.max(0, Math.min(totalMinor, minorFromBigInt(share))));
}

/** What is proposed as the first deposit: the least, up to the next coin that cash can pay, never above the total. */
export function proposedDeposit(
  totalMinor: Minor,
  rule: Pick<LayawayRule, 'minimumPpm'>,
  { cashRounding }: Pick<OrderRules, 'cashRounding'>,
): Minor {
  const unit = cashRounding?.unitMinor ?? 1;
  return minor(Math.min(totalMinor, Math.ceil(leastDeposit(totalMinor, rule) / unit) * unit));
}

/** What was paid and neither spent nor given back. */
export function depositLeft({ paid, usedMinor }: Pick<LayawayItem, 'paid' | 'usedMinor'>): Minor {
  return minor(Math.max(0, sum(paid.map((part) => part.amountMinor)) - usedMinor));
}

/** What the customer still has to pay. */
export function layawayOwed(item: Pick<LayawayItem, 'paid' | 'usedMinor' | 'totalMinor'>): Minor {
  return minor(Math.max(0, item.totalMinor - depositLeft(item)));
}

export interface CancellationPlan {
  readonly refunds: readonly DepositPart[];
  /** What is kept: at most what the store asks for, and at most what is left. */
  readonly feeMinor: Minor;
}

/**
 * Gives back what is left of the deposits by the tenders that paid them, less the fee. What was used went from the first
 * ones, the fee comes out of the last ones. Cash is paid in whole coins: where the fee would break one it is smaller, so that
 * `refunds + fee = what is left` always holds.
 */
export function planCancellation(
  item: Pick<LayawayItem, 'paid' | 'usedMinor'>,
  { feeMinor }: Pick<LayawayRule, 'feeMinor'>,
  { cashRounding }: Pick<OrderRules, 'cashRounding'>,
): CancellationPlan {
  const parts = unused(item);
  let owed = Math.max(0, feeMinor);
  const refunds: DepositPart[] = [];
  for (const part of [...parts].reverse()) {
    const share = Math.min(owed, part.amountMinor);
    owed -= share;
    const unit = part.kind === 'cash' ? (cashRounding?.unitMinor ?? 1) : 1;
    const back = minor(Math.min(part.amountMinor, Math.ceil((part.amountMinor - share) / unit) * unit));
    if (back > 0) refunds.unshift({ tenderId: part.tenderId, kind: part.kind, amountMinor: back });
  }
  const left = sum(parts.map((part) => part.amountMinor));
  return { refunds, feeMinor: subtract(left, sum(refunds.map((part) => part.amountMinor))) };
}

/**
 * Whether what is kept of deposits that are given back is what the rule says: all of the fee, or all that there is. Where cash
 * goes back in whole coins it may be smaller, by less than a coin.
 */
export function isFeeOfRule(
  { feeMinor, refunds }: Pick<DepositReturned, 'feeMinor' | 'refunds'>,
  rule: Pick<LayawayRule, 'feeMinor'>,
  { cashRounding }: Pick<OrderRules, 'cashRounding'>,
): boolean {
  const goneMinor = sum(refunds.map((part) => part.amountMinor)) + feeMinor;
  const missingMinor = Math.min(Math.max(0, rule.feeMinor), goneMinor) - feeMinor;
  const coinMinor = refunds.some(({ kind }) => kind === 'cash') ? (cashRounding?.unitMinor ?? 1) : 1;
  return missingMinor >= 0 && missingMinor < coinMinor;
}

/** The deposits without what was used of them, first come first used. */
function unused({ paid, usedMinor }: Pick<LayawayItem, 'paid' | 'usedMinor'>): DepositPart[] {
  let used = Math.max(0, usedMinor);
  return paid.flatMap(({ tenderId, kind, amountMinor }) => {
    const gone = Math.min(used, amountMinor);
    used -= gone;
    const left = subtract(amountMinor, minor(gone));
    return left === ZERO_MINOR ? [] : [{ tenderId, kind, amountMinor: left }];
  });
}
