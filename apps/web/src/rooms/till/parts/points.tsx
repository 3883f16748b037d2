import { worthOfPoints } from '@mosaajii/domain/loyalty';
import { type Minor, minor, ZERO_MINOR } from '@mosaajii/domain/money';
import type { Remaining } from '@mosaajii/domain/sale';
import { Star } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { amountText } from '../../../platform/ui/index.ts';
import type { Cart } from '../cart.ts';
import { tendersOf } from '../exchanging.ts';
import { loyaltyOf, pointsThere } from '../goodwill.ts';
import { figuresOf } from '../order.ts';
import { remainingOf } from '../paying.ts';
import type { TillPorts } from '../ports.ts';
import { useCart, useCustomerVersion, useTill } from '../till-context.tsx';

/** Beside the tender: what the points of the customer are worth, as last heard. */
export function PointsHint() {
  const { ports } = useTill();
  const cart = useCart();
  void useCustomerVersion();
  const { loyalty, rules, locale } = ports.shop;
  if (cart.customer === undefined) return t('layers.needsCustomer');
  const points = Math.max(0, pointsThere(ports, cart));
  const worth = loyalty === null ? 0 : worthOfPoints(loyalty, points);
  return (
    <>
      {t('goodwill.has', { count: points })},{' '}
      {t('goodwill.worth', { amount: amountText(minor(worth), rules.currency, locale) })}
    </>
  );
}

/** What the customer earns when the rest is paid in cash: nobody has to ask after the sale. */
export function EarnedPoints() {
  const { ports } = useTill();
  const cart = useCart();
  const points = pointsToEarn(ports, cart);
  if (points === null) return null;
  return (
    <p className="mt-1 flex items-center gap-2 font-medium text-ink-2">
      <Star aria-hidden className="size-4 flex-none" strokeWidth={1.75} />
      {t('goodwill.earns', { count: points })}
      <span className="truncate text-ink-3">{cart.customer?.name}</span>
    </p>
  );
}

/** Null: there is nobody, or no rule, to earn by. */
function pointsToEarn(ports: TillPorts, cart: Cart): number | null {
  const { loyalty, rules } = ports.shop;
  const figures = figuresOf(cart, rules);
  const remaining = remainingOf(cart, rules);
  if (loyalty === null || cart.customer === undefined || figures.kind !== 'totals' || remaining === null) return null;
  const { totals } = figures;
  const applied = withTheRest(cart, totals.totalMinor, remaining);
  return loyaltyOf(ports, cart, loyalty)(totals, applied).earnedPoints;
}

/** What was taken so far, and the rest in cash. */
function withTheRest(cart: Cart, totalMinor: Minor, remaining: Remaining) {
  const taken = tendersOf(cart, totalMinor).map(({ tenderId, kind, amountMinor }) => ({ tenderId, kind, amountMinor }));
  const rest = { tenderId: '', kind: 'cash' as const, amountMinor: remaining.exactMinor };
  return remaining.exactMinor > ZERO_MINOR ? [...taken, rest] : taken;
}
