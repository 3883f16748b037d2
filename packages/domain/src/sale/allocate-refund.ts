import { at } from '../at.ts';
import { allocate } from '../money/allocate.ts';
import { add, minOf, minor, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import type { OrderRules, RefundedTender, TenderKind } from './model.ts';
import { roundCash } from './settle.ts';

export type RefundRefusal = Refusal<'refund-negative' | 'refund-above-paid'>;

export interface RefundPart {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
}

/** `total + cashRounding = sum(refunds)`, as in a settlement. */
export interface RefundPlan {
  readonly refunds: readonly RefundPart[];
  readonly cashRoundingMinor: Minor;
}

/**
 * Shares a refund over the tenders of its sale in proportion to what is left of each. No tender is refunded more than it
 * paid. The cash part is rounded to the smallest coin as in a sale, and carries the difference between the exact totals
 * and the coins of the sale. Parts of zero are left out. Refuses more than was paid; what coins rounded away of the sale,
 * when its cash was corrected to something else, is less than the smallest of them and does not come back.
 */
export function allocateRefund(
  totalMinor: Minor,
  tenders: readonly RefundedTender[],
  rules: Pick<OrderRules, 'cashRounding'>,
): Result<RefundPlan, RefundRefusal> {
  if (totalMinor < 0) return refuse({ code: 'refund-negative', detail: 'A refund cannot be negative.' });
  // Two registers may each have refunded what the other does not know of: less than nothing is left of no tender.
  const left = tenders.map((tender) => minor(Math.max(0, tender.appliedMinor - tender.refundedMinor)));
  const isCash = tenders.map((tender) => tender.kind === 'cash');
  const shortMinor = totalMinor - sum(left);
  const canRound = rules.cashRounding !== null && (isCash.includes(true) || shortMinor < rules.cashRounding.unitMinor);
  if (shortMinor > 0 && !canRound) {
    return refuse({ code: 'refund-above-paid', detail: 'The refund is more than what is left of the tenders.' });
  }
  const shares = allocate(minOf(totalMinor, sum(left)), left);
  const cashLeft = sum(left.filter((_, index) => at(isCash, index)));
  const cashExact = subtract(totalMinor, sum(shares.filter((_, index) => !at(isCash, index))));
  const cash = canRound ? minOf(roundCash(cashExact, rules), cashLeft) : cashExact;
  const cashShares = allocate(
    cash,
    cashLeft === 0 ? left.map(() => 0) : left.map((part, i) => (at(isCash, i) ? part : 0)),
  );
  const amounts = shares.map((share, index) => (at(isCash, index) ? at(cashShares, index) : share));
  return ok({ refunds: refundParts(tenders, amounts), cashRoundingMinor: subtract(cash, cashExact) });
}

/** The whole refund in coins, whatever the sale was paid with. */
export function refundInCash(
  totalMinor: Minor,
  tenderId: string,
  rules: Pick<OrderRules, 'cashRounding'>,
): Result<RefundPlan, RefundRefusal> {
  if (totalMinor < 0) return refuse({ code: 'refund-negative', detail: 'A refund cannot be negative.' });
  const amountMinor = roundCash(totalMinor, rules);
  const refunds: RefundPart[] = amountMinor === 0 ? [] : [{ tenderId, kind: 'cash', amountMinor }];
  return ok({ refunds, cashRoundingMinor: subtract(amountMinor, totalMinor) });
}

/** The whole refund as store credit of a customer, to the minor unit, whatever the sale was paid with. */
export function refundAsCredit(totalMinor: Minor, tenderId: string): RefundPlan {
  const refunds: RefundPart[] = totalMinor <= 0 ? [] : [{ tenderId, kind: 'store-credit', amountMinor: totalMinor }];
  return { refunds, cashRoundingMinor: ZERO_MINOR };
}

/**
 * Undoes a settlement: each tender gets back what it paid, so that a card is voided for what it was charged. For a whole sale of
 * which nothing came back before, without a tip and without goods that paid for goods.
 */
export function refundAsPaid(totalMinor: Minor, tenders: readonly RefundedTender[]): RefundPlan {
  const refunds = refundParts(
    tenders,
    tenders.map((tender) => tender.appliedMinor),
  );
  return { refunds, cashRoundingMinor: subtract(sum(refunds.map((part) => part.amountMinor)), totalMinor) };
}

function refundParts(tenders: readonly RefundedTender[], amounts: readonly Minor[]): RefundPart[] {
  return tenders
    .map(({ tenderId, kind }, index) => ({ tenderId, kind, amountMinor: at(amounts, index) }))
    .filter((part) => part.amountMinor !== 0);
}

/** The cash and the rest of a refund or a settlement, for the drawer. */
export function cashPart(parts: readonly { readonly kind: TenderKind; readonly amountMinor: Minor }[]): Minor {
  return parts.reduce((total, part) => (part.kind === 'cash' ? add(total, part.amountMinor) : total), ZERO_MINOR);
}
