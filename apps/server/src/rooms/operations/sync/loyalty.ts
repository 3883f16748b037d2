import type { KnownOperation } from '@mosaajii/contract/sync';
import {
  earningLines,
  type LoyaltyRule,
  pointsEarned,
  pointsFor,
  pointsGivenBack,
  pointsTakenBack,
} from '@mosaajii/domain/loyalty';
import { milli, minor, sum } from '@mosaajii/domain/money';
import { canonicalJson, type ReturnCompleted, type SaleCompleted } from '@mosaajii/domain/operation';
import type { OrderEngine, OrderTotals, Settlement } from '@mosaajii/domain/sale';
import type { EarnedPoints } from '../../sales/index.ts';
import type { Books } from './books.ts';
import { countedOf } from './counters.ts';
import type { Flag, ReturnableSale } from './model.ts';
import type { PurseMove } from './purses.ts';
import { type ReturnedLines, returnableLine } from './returned-lines.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;

/** What the points of a sale come to, by the rule that the sale carries. */
export interface SalePoints {
  readonly earned: EarnedPoints | null;
  /** For each tender in their order; null: it is not paid with points. */
  readonly taken: readonly (number | null)[];
  readonly isAsClaimed: boolean;
}

/** Computes the points of a sale again, from the rule, the figures and the tenders alone. */
export function pointsOfSale(
  { loyalty, lines, tenders }: SaleCompleted,
  totals: OrderTotals,
  applied: Settlement['applied'],
): SalePoints {
  if (loyalty === undefined) return { earned: null, taken: tenders.map(() => null), isAsClaimed: true };
  const { rule, withoutLineIds = [], earnedPoints: claimed } = loyalty;
  const earning = totals.lines.map(({ lineId, totalMinor }, index) => ({
    lineId,
    totalMinor,
    isGiftCard: lines[index]?.giftCard !== undefined,
  }));
  const earnedPoints = pointsEarned(rule, { lines: earning, withoutLineIds, applied });
  const taken = tenders.map((tender, index) =>
    tender.kind === 'points' ? pointsFor(rule, applied[index]?.amountMinor ?? 0) : null,
  );
  return {
    earned: earnedPoints === 0 ? null : { earnedPoints, withoutLineIds },
    taken,
    isAsClaimed: claimed === earnedPoints && tenders.every(({ points }, index) => (points ?? null) === taken[index]),
  };
}

/** Whether a sale was made by another rule than the one that holds; not asked where nobody knows which holds. */
export function loyaltyFlags({ context }: Books, { payload }: SaleOperation): Flag[] {
  if (payload.loyalty === undefined || context.loyalty === undefined || context.key.purpose === 'import') return [];
  return isSameRule(payload.loyalty.rule, context.loyalty) ? [] : ['loyalty-drift'];
}

function isSameRule(rule: LoyaltyRule, other: LoyaltyRule | null): boolean {
  return other !== null && canonicalJson(rule) === canonicalJson(other);
}

/** What a sale gives its customer, after everything that it took. */
export function earnMove(customerId: string | null, { earned }: SalePoints): PurseMove[] {
  if (customerId === null || earned === null) return [];
  return [{ kind: 'points', purseId: customerId, customerId, reason: 'earn', amountMinor: earned.earnedPoints }];
}

/** How many points go back with a refund to the points that paid; null: they did not. */
export function pointsOfRefund(
  books: Books,
  sale: ReturnableSale | null,
  { tenderId, kind, amountMinor }: ReturnCompleted['refunds'][number],
): number | null {
  const tender = sale?.tenders.find((one) => one.tenderId === tenderId);
  if (sale === null || kind !== 'points' || tender?.points == null) return null;
  const { appliedMinor } = tender;
  const beforeMinor = countedOf(books.refunded, sale.saleId, tenderId);
  return pointsGivenBack(tender.points, { appliedMinor, beforeMinor, refundedMinor: amountMinor });
}

/** What a return takes back of what its sale earned, in proportion to the goods that earned it. */
export function unearnMoves(books: Books, engine: OrderEngine, { sale, totals }: ReturnedLines): PurseMove[] {
  if (sale?.customerId == null || sale.loyalty == null) return [];
  const { earnedPoints, withoutLineIds } = sale.loyalty;
  const sold = sale.lines.map((line) => ({ ...line, isGiftCard: line.inputs.giftCard !== undefined }));
  const now = new Map(totals.map((line) => [line.lineId, line.totalMinor]));
  const lines = earningLines(sold, withoutLineIds).map((line) => ({
    soldMinor: line.totalMinor,
    beforeMinor: returnedBefore(books, engine, sale, line.lineId),
    nowMinor: now.get(line.lineId) ?? 0,
  }));
  const points = pointsTakenBack({ earnedPoints, lines });
  if (points === 0) return [];
  const { customerId } = sale;
  return [{ kind: 'points', purseId: customerId, customerId, reason: 'unearn', amountMinor: -points }];
}

/** What a line paid back in all returns before this one: a function of how much of it came back. */
function returnedBefore(books: Books, engine: OrderEngine, sale: ReturnableSale, lineId: string): number {
  const line = sale.lines.find((one) => one.lineId === lineId);
  const counted = countedOf(books.returned, sale.saleId, lineId);
  if (line === undefined || counted === 0) return 0;
  const computed = engine.computeReturn(
    [{ ...returnableLine(line), returnedMilli: milli(0) }],
    [{ lineId, quantityMilli: milli(counted) }],
  );
  return computed.ok ? sum(computed.value.map(({ totalMinor }) => minor(totalMinor))) : line.totalMinor;
}
