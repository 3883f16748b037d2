import type { Refusal } from '../result.ts';
import { ok, type Result, refuse } from '../result.ts';

/**
 * Points are whole thousandths, as quantities are, and may also stand for money of a card (`Milli` of a unit of money).
 * An account is changed by events that are named: the same event twice counts once. What was earned and what was used are
 * kept gross, so that a sale that earns and spends shows both.
 */

/** How points are earned. Money and steps look at what is paid for goods after discounts, however it is paid. */
export type EarnRule =
  /** So many thousandths of a point for each unit of money (10^exponent minor units). */
  | { readonly kind: 'money'; readonly pointsMilli: number; readonly unitMinor: number }
  | { readonly kind: 'unit'; readonly pointsMilli: number }
  | { readonly kind: 'order'; readonly pointsMilli: number }
  /** For each full step of money. */
  | { readonly kind: 'step'; readonly pointsMilli: number; readonly stepMinor: number };

/** What a sale brings to a rule. */
export interface EarnBasis {
  /** Paid for goods that earn, after discounts, in minor units. */
  readonly eligibleMinor: number;
  readonly eligibleMilli: number;
}

/** The points that a sale earns; never less than nothing. */
export function earnedPoints(rule: EarnRule, { eligibleMinor, eligibleMilli }: EarnBasis): number {
  switch (rule.kind) {
    case 'money':
      return Math.max(0, share(rule.pointsMilli, eligibleMinor, rule.unitMinor));
    case 'unit':
      return Math.max(0, share(rule.pointsMilli, eligibleMilli, 1000));
    case 'order':
      return rule.pointsMilli;
    case 'step':
      return Math.max(0, Math.floor(eligibleMinor / rule.stepMinor)) * rule.pointsMilli;
  }
}

/** `amount * part / whole` rounded half up, exactly. */
function share(amount: number, part: number, whole: number): number {
  if (whole <= 0) throw new RangeError('a share needs a positive whole');
  const doubled = 2n * BigInt(amount) * BigInt(part) + BigInt(whole);
  const result = Number(doubled / (2n * BigInt(whole)));
  if (!Number.isSafeInteger(result)) throw new RangeError('the points leave the safe integers');
  return result;
}

/**
 * The part of some points that goes back with a refund: in proportion to the refunded amount, cumulative, so that any
 * sequence of partial refunds gives back exactly what was earned or spent. `beforeMinor`: refunded before this one.
 */
export function reversedPoints(
  pointsMilli: number,
  refund: { readonly beforeMinor: number; readonly refundedMinor: number; readonly saleMinor: number },
): number {
  const { beforeMinor, refundedMinor, saleMinor } = refund;
  if (saleMinor <= 0) return 0;
  const upTo = (minor: number) => share(pointsMilli, Math.min(Math.max(minor, 0), saleMinor), saleMinor);
  return upTo(beforeMinor + refundedMinor) - upTo(beforeMinor);
}

export type PointsRefusal = Refusal<'insufficient-balance'>;

/** What is left after some points are spent; refuses more than there are. */
export function spendPoints(balanceMilli: number, pointsMilli: number): Result<number, PointsRefusal> {
  return pointsMilli > balanceMilli
    ? refuse({ code: 'insufficient-balance', detail: 'There are not enough points.' })
    : ok(balanceMilli - pointsMilli);
}

/**
 * What points are worth against an amount due: as many as are there and needed. `pointMinor`: worth of one whole point in
 * minor units. The points that are taken are rounded up, so that nobody is paid for a part of a point twice.
 */
export function pointsAgainst(
  balanceMilli: number,
  dueMinor: number,
  pointMinor: number,
): { readonly pointsMilli: number; readonly valueMinor: number } {
  if (pointMinor <= 0 || balanceMilli <= 0 || dueMinor <= 0) return { pointsMilli: 0, valueMinor: 0 };
  const worthMinor = Number((BigInt(balanceMilli) * BigInt(pointMinor)) / 1000n);
  const valueMinor = Math.min(worthMinor, dueMinor);
  const pointsMilli = Number((BigInt(valueMinor) * 1000n + BigInt(pointMinor) - 1n) / BigInt(pointMinor));
  return { pointsMilli: Math.min(pointsMilli, balanceMilli), valueMinor };
}

/** A level that customers reach by what they spent. */
export interface Tier {
  readonly name: string;
  readonly fromMinor: number;
}

/** The highest tier that is reached, this sale included; null below the first. */
export function tierOf(tiers: readonly Tier[], spentMinor: number): Tier | null {
  return tiers.reduce<Tier | null>(
    (best, tier) => (tier.fromMinor <= spentMinor && (best === null || tier.fromMinor >= best.fromMinor) ? tier : best),
    null,
  );
}
