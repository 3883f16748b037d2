import type { TenderKind } from '../sale/model.ts';
import { type EarnBasis, type EarnRule, earnedPoints, reversedPoints } from './points.ts';

/** How to get from thousandths of a point to whole ones. */
export const POINT_ROUNDINGS = ['down', 'half-up'] as const;
export type PointRounding = (typeof POINT_ROUNDINGS)[number];

/**
 * The rule of a store by which customers earn and spend points. Points are whole. A sale carries the rule that it was made
 * by, so that whoever computes it again comes to the same points.
 */
export interface LoyaltyRule {
  /** `money`: in proportion. `step`: for each full step alone. */
  readonly earns: 'money' | 'step';
  /** So many points … */
  readonly points: number;
  /** … for so much money, in minor units. */
  readonly perMinor: number;
  /** Where money is counted in proportion. */
  readonly rounding: PointRounding;
  /** What one point pays, in minor units; zero: points pay nothing. */
  readonly pointMinor: number;
  /** What is paid with these earns nothing. */
  readonly excludedTenders: readonly TenderKind[];
  /** Goods of these categories earn nothing. */
  readonly excludedCategoryIds: readonly string[];
}

/** The loyalty part of a sale to a customer: inputs first, then what the register showed and printed. */
export interface SaleLoyalty {
  readonly rule: LoyaltyRule;
  /** Lines whose goods earn nothing; absent: none. Gift cards never earn. */
  readonly withoutLineIds?: readonly string[];
  readonly earnedPoints: number;
}

/** A line of a sale as far as points look at it. */
export interface EarningLine {
  readonly lineId: string;
  /** With tax, after all discounts. */
  readonly totalMinor: number;
  readonly isGiftCard: boolean;
}

/** What a sale brings to its rule. */
export interface EarningSale {
  readonly lines: readonly EarningLine[];
  readonly withoutLineIds?: readonly string[];
  /** What settled the sale; tips and rounding may be among it. */
  readonly applied: readonly { readonly kind: TenderKind; readonly amountMinor: number }[];
}

/** Lines that earn, and so lose what they earned when they come back. */
export function earningLines<L extends EarningLine>(lines: readonly L[], withoutLineIds: readonly string[] = []): L[] {
  return lines.filter((line) => !line.isGiftCard && !withoutLineIds.includes(line.lineId));
}

/**
 * The whole points that a sale earns. Money that was paid with an excluded tender is taken off the goods that earn in their
 * proportion of the whole, rounded against the customer by less than a minor unit; never below nothing.
 */
export function pointsEarned(rule: LoyaltyRule, { lines, withoutLineIds = [], applied }: EarningSale): number {
  const wholeMinor = total(lines.map((line) => line.totalMinor));
  const eligible = total(earningLines(lines, withoutLineIds).map((line) => line.totalMinor));
  const excluded = total(
    applied.filter((part) => rule.excludedTenders.includes(part.kind)).map((part) => part.amountMinor),
  );
  if (wholeMinor <= 0 || eligible <= 0) return 0;
  const lost = ceilShare(Math.min(excluded, wholeMinor), eligible, wholeMinor);
  const basis: EarnBasis = { eligibleMinor: eligible - lost, eligibleMilli: 0 };
  const milli = earnedPoints(earnRuleOf(rule), basis);
  return rule.rounding === 'down' ? Math.floor(milli / 1000) : Math.floor((milli + 500) / 1000);
}

function earnRuleOf({ earns, points, perMinor }: LoyaltyRule): EarnRule {
  const pointsMilli = points * 1000;
  return earns === 'step'
    ? { kind: 'step', pointsMilli, stepMinor: perMinor }
    : { kind: 'money', pointsMilli, unitMinor: perMinor };
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

/** `amount * part / whole`, rounded up, exactly. */
function ceilShare(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part) + BigInt(whole) - 1n) / BigInt(whole));
}

/** How many points pay an amount: rounded up, so that nobody is paid for a part of a point twice. */
export function pointsFor({ pointMinor }: Pick<LoyaltyRule, 'pointMinor'>, amountMinor: number): number {
  return pointMinor <= 0 ? 0 : Math.ceil(amountMinor / pointMinor);
}

/** What some points pay, in minor units. */
export function worthOfPoints({ pointMinor }: Pick<LoyaltyRule, 'pointMinor'>, points: number): number {
  return Math.max(0, points) * Math.max(0, pointMinor);
}

/** A sale some of whose goods come back, as far as its points are concerned. All figures positive. */
export interface PointsReturn {
  readonly earnedPoints: number;
  /** The lines that earned: as sold, what of each had come back before, and what comes back now. */
  readonly lines: readonly { readonly soldMinor: number; readonly beforeMinor: number; readonly nowMinor: number }[];
}

/**
 * The points that a return takes back of what its sale earned: in proportion to the money of the lines that earned,
 * cumulative, so that all of them are back when all the goods are, whatever the steps.
 */
export function pointsTakenBack({ earnedPoints: points, lines }: PointsReturn): number {
  return reversedPoints(points, {
    saleMinor: total(lines.map((line) => line.soldMinor)),
    beforeMinor: total(lines.map((line) => line.beforeMinor)),
    refundedMinor: total(lines.map((line) => line.nowMinor)),
  });
}

/** The points that go back with a refund to the points that paid: cumulative in the same way. */
export function pointsGivenBack(
  points: number,
  tender: { readonly appliedMinor: number; readonly beforeMinor: number; readonly refundedMinor: number },
): number {
  const { appliedMinor, beforeMinor, refundedMinor } = tender;
  return reversedPoints(points, { saleMinor: appliedMinor, beforeMinor, refundedMinor });
}
