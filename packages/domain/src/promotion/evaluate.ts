import { minor } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { rejectionOf } from './conditions.ts';
import { limited, type Reduction, reductionsOf } from './effects.ts';
import type {
  AppliedPromotion,
  Promotion,
  PromotionContext,
  PromotionLine,
  PromotionOutcome,
  PromotionRejection,
  PromotionRules,
} from './model.ts';
import { type Cart, type LineState, openCart, roomOf } from './units.ts';

type Attempt =
  | { readonly applied: AppliedPromotion; readonly total: number }
  | { readonly rejected: PromotionRejection }
  | null;

/**
 * What promotions take off an order: the same on a register and on the server, for the same input. They are applied one after
 * the other by priority, each on what the one before left; a line never costs less than its floor or than nothing; what a
 * promotion gives is the sum of its shares.
 *
 * Total for lines whose amounts are within the bounds of an order. Throws a RangeError when an amount leaves the safe integers.
 */
export function evaluatePromotions(
  promotions: readonly Promotion[],
  lines: readonly PromotionLine[],
  context: PromotionContext,
  rules: PromotionRules,
): PromotionOutcome {
  const sorted = promotions.map((promotion, index) => ({ promotion, index }));
  sorted.sort((a, b) => a.promotion.priority - b.promotion.priority || a.index - b.index);
  const inOrder = sorted.map(({ promotion }) => promotion);
  const alone = aloneOf(inOrder, lines, context, rules);
  if (alone) return alone;
  const cart = openCart(lines);
  const applied: AppliedPromotion[] = [];
  const rejected: { promotionId: string; reason: PromotionRejection }[] = [];
  for (const promotion of inOrder) {
    // One that shuts out the others does not join them where it cannot go alone: what is left of the order may be within its budget.
    const attempt = apply(promotion, promotion.isExclusive ? openCart(lines) : cart, context, rules);
    if (attempt === null) continue;
    if ('applied' in attempt) applied.push(attempt.applied);
    else rejected.push({ promotionId: promotion.promotionId, reason: attempt.rejected });
  }
  return outcomeOf(applied, rejected);
}

function outcomeOf(applied: readonly AppliedPromotion[], rejected: PromotionOutcome['rejected']): PromotionOutcome {
  const total = applied.flatMap(({ shares }) => shares).reduce((all, { amountMinor }) => all + amountMinor, 0);
  return { applied, rejected, discountMinor: minor(total) };
}

/** Where one promotion shuts out the others: an exclusive one, or the best of all. Null: they follow one another. */
function aloneOf(
  promotions: readonly Promotion[],
  lines: readonly PromotionLine[],
  context: PromotionContext,
  rules: PromotionRules,
): PromotionOutcome | null {
  const isBestOnly = rules.stacking === 'best-only';
  if (!isBestOnly && !promotions.some(({ isExclusive }) => isExclusive)) return null;
  const attempts = promotions.map((promotion) => ({
    promotion,
    attempt: apply(promotion, openCart(lines), context, rules),
  }));
  const gives = attempts.flatMap(({ promotion, attempt }) =>
    attempt && 'applied' in attempt ? [{ promotion, ...attempt }] : [],
  );
  const exclusive = gives.find(({ promotion }) => promotion.isExclusive);
  const best = gives.reduce<(typeof gives)[number] | undefined>(
    (found, candidate) => (found && found.total >= candidate.total ? found : candidate),
    undefined,
  );
  const chosen = exclusive ?? (isBestOnly ? best : undefined);
  if (!chosen) return null;
  const reason = exclusive ? 'exclusive' : 'not-best';
  const rejected = attempts
    .filter(({ promotion }) => promotion !== chosen.promotion)
    .flatMap(({ promotion: { promotionId }, attempt }) => {
      if (attempt === null) return [];
      return [{ promotionId, reason: 'rejected' in attempt ? attempt.rejected : (reason as PromotionRejection) }];
    });
  return outcomeOf([chosen.applied], rejected);
}

/** Applies a promotion to the cart. Null: it applies and takes nothing off. */
function apply(promotion: Promotion, cart: Cart, context: PromotionContext, rules: PromotionRules): Attempt {
  const rejected = rejectionOf(promotion, context, cart);
  if (rejected !== null) return { rejected };
  const reductions = limited(reductionsOf(promotion, rules, cart), promotion, rules);
  const total = reductions.reduce((all, reduction) => all + reduction.minor, 0);
  const { budgetMinor } = promotion.limits;
  const spent = context.usage.get(promotion.promotionId)?.budgetUsedMinor ?? 0;
  if (budgetMinor !== undefined && spent + total > budgetMinor) return { rejected: 'budget' };
  if (total === 0) return null;
  const shares = new Map<LineState, number>();
  let taken = 0;
  for (const reduction of reductions) {
    const minorOff = Math.min(reduction.minor, roomOf(reduction.state));
    reduce(reduction, minorOff, promotion.consumes);
    shares.set(reduction.state, (shares.get(reduction.state) ?? 0) + minorOff);
    taken += minorOff;
  }
  const { promotionId, version, name } = promotion;
  const coupon = context.coupons.find((candidate) => candidate.promotionId === promotionId);
  const applied: AppliedPromotion = {
    promotionId,
    version,
    label: name,
    ...(coupon && promotion.conditions.needsCoupon === true ? { couponCode: coupon.code } : {}),
    shares: cart.flatMap((state) => {
      const amountMinor: Minor = minor(shares.get(state) ?? 0);
      return amountMinor > 0 ? [{ lineId: state.line.lineId, amountMinor }] : [];
    }),
  };
  return taken === 0 ? null : { applied, total: taken };
}

function reduce({ state, part }: Reduction, off: number, consumes: boolean): void {
  if (part !== null && consumes) {
    state.freeMilli -= part.milli;
    state.freeMinor -= part.minor;
    state.heldMinor += part.minor - off;
    return;
  }
  // Of a whole line: the free units first pay their share, the used ones the rest.
  const ofFree = part === null && state.heldMinor > 0 ? shareOfFree(state, off) : off;
  state.freeMinor -= ofFree;
  state.heldMinor -= off - ofFree;
}

function shareOfFree({ freeMinor, heldMinor }: LineState, off: number): number {
  return Math.min(freeMinor, Math.max(off - heldMinor, Math.round((off * freeMinor) / (freeMinor + heldMinor))));
}
