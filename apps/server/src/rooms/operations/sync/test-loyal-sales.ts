import { randomUUID } from 'node:crypto';
import {
  engineOf,
  minor,
  type Operation,
  type ReturnCompleted,
  type SaleCompleted,
  type TenderInput,
  unwrap,
} from '@mosaajii/domain';
import { type LoyaltyRule, pointsEarned, pointsFor } from '@mosaajii/domain/loyalty';
import { RULES, type TestRegister } from './test-register.ts';

/** A point for each full pound, worth five pence. */
export const LOYALTY: LoyaltyRule = {
  earns: 'step',
  points: 1,
  perMinor: 100,
  rounding: 'down',
  pointMinor: 5,
  excludedTenders: ['points'],
  excludedCategoryIds: [],
};

export interface LoyalSale {
  readonly pieces?: readonly number[];
  /** In minor units; the rest is paid in cash. */
  readonly byPoints?: number;
  readonly authorisationId?: string;
  readonly rule?: LoyaltyRule;
  readonly change?: (sale: SaleCompleted) => SaleCompleted;
}

/** A sale to a customer by the rule, as a till makes it. */
export function loyalSaleTo(
  customerId: string,
  from: TestRegister,
  { pieces = [2], byPoints = 0, rule = LOYALTY, ...rest }: LoyalSale = {},
) {
  const byWhat = (total: number): TenderInput[] => {
    const paid = Math.min(byPoints, total);
    const held = rest.authorisationId === undefined ? {} : { authorisationId: rest.authorisationId };
    const taken: TenderInput = { tenderId: randomUUID(), kind: 'points', amountMinor: minor(paid), ...held };
    const cash: TenderInput = { tenderId: randomUUID(), kind: 'cash', amountMinor: minor(total - paid) };
    return [...(paid === 0 ? [] : [{ ...taken, points: pointsFor(rule, paid) }]), ...(total === paid ? [] : [cash])];
  };
  return from.sale({
    pieces,
    tenders: byWhat,
    change: (sale) => {
      const lines = sale.lines.map(({ lineId }, index) => ({
        lineId,
        totalMinor: sale.claimed.lineTotalsMinor[index] ?? 0,
        isGiftCard: false,
      }));
      const earnedPoints = pointsEarned(rule, { lines, applied: sale.tenders });
      const loyal = { ...sale, customer: { customerId }, loyalty: { rule, earnedPoints } };
      return rest.change?.(loyal) ?? loyal;
    },
  });
}

/** Goods of a sale come back, refunded to its own tenders in proportion, or as the payload is changed to. */
export function returned(
  from: TestRegister,
  sale: SaleCompleted,
  parts: readonly { index: number; quantityMilli: number }[],
  before: { readonly milli?: readonly number[]; readonly refunded?: readonly number[] } = {},
  change: (payload: ReturnCompleted) => ReturnCompleted = (same) => same,
): Operation<'return.completed'> {
  const engine = engineOf(sale.engineVersion);
  if (!engine) throw new Error('no engine');
  const operation = from.returnOf(sale, parts, before.milli ?? []);
  const tenders = sale.tenders.map(({ tenderId, kind, amountMinor }, index) => {
    return { tenderId, kind, appliedMinor: amountMinor, refundedMinor: minor(before.refunded?.[index] ?? 0) };
  });
  const plan = unwrap(engine.allocateRefund(operation.payload.claimed.totalMinor, tenders, RULES));
  const payload = change({ ...operation.payload, refunds: plan.refunds });
  const again = from.sign({ ...operation, payload });
  from.hash = again.hash;
  return again;
}

/** Refunds all of a return to the store credit of a customer. */
export function toCreditOf(creditTo: string): (payload: ReturnCompleted) => ReturnCompleted {
  return (payload) => ({
    ...payload,
    creditTo,
    refunds: [{ tenderId: randomUUID(), kind: 'store-credit', amountMinor: payload.claimed.totalMinor }],
  });
}
