import { ok } from '@mosaajii/domain';
import { add, minor, sum } from '@mosaajii/domain/money';
import type { ReturnCompleted } from '@mosaajii/domain/operation';
import {
  exchangePartOf,
  leftAfterExchange,
  type OrderEngine,
  type RefundedTender,
  type RefundPlan,
  refundAsCredit,
  refundAsPaid,
  refundableTenders,
  withExchange,
} from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import { compareClaims } from './compare-claims.ts';
import { countedOf } from './counters.ts';
import type { ReturnableSale } from './model.ts';
import type { ReturnedLines } from './returned-lines.ts';

/** What is found about the money that went back. */
export interface Refunds {
  readonly cashRoundingMinor: number;
  readonly differences: readonly string[];
  readonly isSplitUsual: boolean;
}

/** Two registers took the same goods back while neither heard of the other. What was paid is known, what was owed is not. */
export function paidTooOften({ claimed }: ReturnCompleted): Refunds {
  const differences = ['more came back than was sold'];
  return { cashRoundingMinor: claimed.cashRoundingMinor, differences, isSplitUsual: true };
}

/** What was claimed against what the engine computes, and the refunds against the plans that a register may choose from. */
export function checkRefunds(
  books: Books,
  engine: OrderEngine,
  payload: ReturnCompleted,
  returned: ReturnedLines,
): Refunds {
  const { refunds, claimed } = payload;
  const totalMinor = sum(returned.totals.map((line) => line.totalMinor));
  const paid = sum(refunds.map((refund) => refund.amountMinor));
  const plans = refundPlans(books, engine, payload, returned.sale, totalMinor);
  const chosen = plans.find((plan) => isSamePlan(plan, payload));
  const cashRoundingMinor = chosen?.cashRoundingMinor ?? claimed.cashRoundingMinor;
  const recomputed = engine.claimedReturnTotals(returned.totals, { cashRoundingMinor: minor(cashRoundingMinor) });
  const differences = compareClaims(claimed, recomputed);
  const isPaidAsStated = paid === add(totalMinor, claimed.cashRoundingMinor);
  if (!isPaidAsStated) differences.push('refunds');
  if (!chosen && !isRoundingPlausible(payload)) differences.push('cashRoundingMinor');
  return {
    cashRoundingMinor: claimed.cashRoundingMinor,
    differences: [...new Set(differences)],
    isSplitUsual: chosen !== undefined,
  };
}

function refundPlans(
  books: Books,
  engine: OrderEngine,
  { refunds, rules, creditTo, voids }: ReturnCompleted,
  sale: ReturnableSale | null,
  totalMinor: RefundPlan['cashRoundingMinor'],
): RefundPlan[] {
  const exchange = refunds.find((refund) => refund.kind === 'exchange');
  const exchangedMinor = exchangePartOf(refunds);
  const leftMinor = leftAfterExchange(totalMinor, exchangedMinor);
  const tenderId = refunds.find((refund) => refund.kind !== 'exchange')?.tenderId ?? '';
  const inCash = engine.refundInCash(leftMinor, tenderId, rules);
  const other = sale
    ? engine.allocateRefund(leftMinor, refundableTenders(refundedTenders(books, sale)), rules)
    : ok(onOneCard(leftMinor, tenderId));
  const asCredit = creditTo === undefined ? [] : [refundAsCredit(leftMinor, tenderId)];
  const asPaid = sale !== null && voids === true ? [refundAsPaid(leftMinor, refundedTenders(books, sale))] : [];
  const plans = [
    ...asPaid.filter(isRoundedToCoins(rules)),
    ...asCredit,
    ...[inCash, other].flatMap((plan) => (plan.ok ? [plan.value] : [])),
  ];
  return exchange ? plans.map((plan) => withExchange(plan, exchange.tenderId, exchangedMinor)) : plans;
}

/** What a void pays back beside the total is what coins rounded, and no tip. */
function isRoundedToCoins({ cashRounding }: ReturnCompleted['rules']): (plan: RefundPlan) => boolean {
  return ({ cashRoundingMinor }) => Math.abs(cashRoundingMinor) < (cashRounding?.unitMinor ?? 1);
}

/** Without a receipt there is no tender that the money has to go back to. */
function onOneCard(amountMinor: RefundPlan['cashRoundingMinor'], tenderId: string): RefundPlan {
  const refunds = amountMinor === 0 ? [] : [{ tenderId, kind: 'card-manual' as const, amountMinor }];
  return { refunds, cashRoundingMinor: minor(0) };
}

function refundedTenders(books: Books, sale: ReturnableSale): RefundedTender[] {
  return sale.tenders.map(({ tenderId, kind, appliedMinor }) => ({
    tenderId,
    kind,
    appliedMinor: minor(appliedMinor),
    refundedMinor: minor(countedOf(books.refunded, sale.saleId, tenderId)),
  }));
}

function isSamePlan(plan: RefundPlan, { refunds, claimed }: ReturnCompleted): boolean {
  const paid = refunds.filter((refund) => refund.amountMinor !== 0);
  const byTender = new Map(plan.refunds.map((part) => [part.tenderId, part]));
  return (
    plan.cashRoundingMinor === claimed.cashRoundingMinor &&
    plan.refunds.length === paid.length &&
    paid.every((refund) => {
      const part = byTender.get(refund.tenderId);
      return part !== undefined && part.amountMinor === refund.amountMinor && part.kind === refund.kind;
    })
  );
}

/** Rounding to coins is smaller than the smallest coin, and there is none where nothing was handed back in cash. */
function isRoundingPlausible({ refunds, claimed, rules }: ReturnCompleted): boolean {
  if (claimed.cashRoundingMinor === 0) return true;
  const hasCash = refunds.some((refund) => refund.kind === 'cash');
  return hasCash && rules.cashRounding !== null && Math.abs(claimed.cashRoundingMinor) < rules.cashRounding.unitMinor;
}
