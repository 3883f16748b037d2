import { minOf, minor, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import type { RefundPart, RefundPlan } from './allocate-refund.ts';
import type { RefundedTender } from './model.ts';

/** What of a return and a sale that are made together settles the one with the other: neither is more than itself. */
export function exchangedMinor(returnedMinor: Minor, soldMinor: Minor): Minor {
  return minor(Math.max(0, minOf(returnedMinor, soldMinor)));
}

/** What refunds leave for the other tenders once their exchanged part is taken out. */
export function exchangePartOf(refunds: readonly Pick<RefundPart, 'kind' | 'amountMinor'>[]): Minor {
  return sum(refunds.filter((part) => part.kind === 'exchange').map((part) => part.amountMinor));
}

/** A plan for what an exchange leaves over, with the exchanged part before it. */
export function withExchange(plan: RefundPlan, tenderId: string, amountMinor: Minor): RefundPlan {
  if (amountMinor === 0) return plan;
  return { ...plan, refunds: [{ tenderId, kind: 'exchange', amountMinor }, ...plan.refunds] };
}

const NOT_HANDED_BACK: ReadonlySet<string> = new Set(['exchange', 'deposit']);

/**
 * The tenders of a sale as money can go back to them: goods that paid for goods cannot be handed back again, nor is a
 * deposit of something that was sold, so their part goes out in cash.
 */
export function refundableTenders(tenders: readonly RefundedTender[]): RefundedTender[] {
  return tenders.map((tender) => (NOT_HANDED_BACK.has(tender.kind) ? { ...tender, kind: 'cash' } : tender));
}

/** What is left to hand back of a return after its exchange; never below zero. */
export function leftAfterExchange(returnedMinor: Minor, exchanged: Minor): Minor {
  return exchanged >= returnedMinor ? ZERO_MINOR : subtract(returnedMinor, exchanged);
}
