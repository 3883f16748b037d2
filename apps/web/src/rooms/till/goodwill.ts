import type { Result } from '@mosaajii/domain';
import { type LoyaltyRule, pointsEarned, pointsFor, type SaleLoyalty, worthOfPoints } from '@mosaajii/domain/loyalty';
import { type Minor, minor } from '@mosaajii/domain/money';
import { DRAWN_TENDERS, type UnauthorisedDraw } from '@mosaajii/domain/purse';
import type { OrderTotals, Settlement, TenderInput } from '@mosaajii/domain/sale';
import { goodwill as words } from '../../platform/i18n/en/goodwill.ts';
import { addMessages, type MessageKey, t } from '../../platform/i18n/index.ts';
import { amountText } from '../../platform/ui/index.ts';
import type { Cart } from './cart.ts';
import type { TillPorts } from './ports.ts';
import type { PayProblem, TenderRequest } from './till-state.ts';

/** What cards, credit and points ask for: loaded when one of them is used, and beside the selling before that. */
addMessages('goodwill', words);

/** An amount that may be taken out of a card, of credit or of points: put aside by the server, or within the allowance. */
export interface DrawGrant {
  readonly authorisationId?: string;
}

type Paying = Pick<Cart, 'tenders' | 'customer'>;

/** Asks for what a tender takes out of its purse, and says in words why not. `carts`: all that this window rings up. */
export async function grantDraw(
  ports: TillPorts,
  { kind, amountMinor, points }: TenderInput,
  purseId: string,
  carts: readonly Paying[],
): Promise<Result<DrawGrant, PayProblem>> {
  const asked = await ports.value.authorise(kind, purseId, points ?? amountMinor);
  if (asked.ok) return { ok: true, value: { authorisationId: asked.value } };
  const { code, leftMinor } = asked.error;
  if (code !== 'unreachable') {
    const fallback = t(REFUSED[code] ?? 'goodwill.valueUnknown');
    const detail =
      leftMinor === undefined
        ? fallback
        : points === undefined
          ? t('goodwill.valueLeft', { amount: amountOf(ports, leftMinor) })
          : pointsLeft(ports, leftMinor);
    return { ok: false, error: { code, detail } };
  }
  // What carts have taken on the register's own word counts as well, although they are not sold yet.
  const left = await ports.value.allowanceLeft(purseId, pendingDraws(carts));
  if (amountMinor <= left) return { ok: true, value: {} };
  const detail =
    left === 0 ? t('till.valueOffline') : t('goodwill.valueOfflineLeft', { amount: amountOf(ports, left) });
  return { ok: false, error: { code: 'allowance-used', detail } };
}

const REFUSED: Readonly<Record<string, MessageKey>> = {
  'gift-card-blocked': 'goodwill.giftCardBlocked',
  'gift-card-expired': 'goodwill.giftCardExpired',
};

/** What the tenders of carts take without the server's word. */
export function pendingDraws(carts: readonly Paying[]): UnauthorisedDraw[] {
  return carts.flatMap(({ tenders, customer }) =>
    tenders.flatMap(({ kind, amountMinor, cardId, authorisationId }) => {
      const purseId = cardId ?? customer?.customerId;
      if (!DRAWN_TENDERS.has(kind) || authorisationId !== undefined || purseId === undefined) return [];
      return [{ purseId, amountMinor }];
    }),
  );
}

function amountOf({ shop }: TillPorts, value: number): string {
  return amountText(minor(value), shop.rules.currency, shop.locale);
}

function pointsLeft(ports: TillPorts, points: number): string {
  const { loyalty } = ports.shop;
  const worth = loyalty === null ? 0 : worthOfPoints(loyalty, points);
  return t('goodwill.pointsLeft', { count: points, amount: amountOf(ports, worth) });
}

/** Points as the amount that they pay: what was typed, otherwise as much as is there and needed. */
export function paidWithPoints(
  ports: TillPorts,
  cart: Cart,
  request: TenderRequest,
  dueMinor: Minor,
): Result<TenderRequest, PayProblem> {
  const { loyalty } = ports.shop;
  const refused = (code: string, detail: string) => ({ ok: false as const, error: { code, detail } });
  if (loyalty === null || loyalty.pointMinor === 0) return refused('tender-not-taken', t('goodwill.noRule'));
  if (cart.customer === undefined) return refused('customer-missing', t('till.customerMissing'));
  const points = pointsThere(ports, cart);
  if (points <= 0) return refused('no-points', t('goodwill.noPoints', { name: cart.customer.name }));
  const worth = worthOfPoints(loyalty, points);
  const amountMinor = request.amountMinor ?? minor(Math.min(dueMinor, worth));
  if (amountMinor > worth) return refused('value-too-low', pointsLeft(ports, points));
  return { ok: true, value: { ...request, amountMinor, points: pointsFor(loyalty, amountMinor) } };
}

/** The points of a cart's customer as last heard, without those that this cart has taken already. */
export function pointsThere(ports: TillPorts, { customer, tenders }: Cart): number {
  if (customer === undefined) return 0;
  const taken = tenders.reduce((all, tender) => all + (tender.points ?? 0), 0);
  return (ports.customers.byId(customer.customerId)?.points ?? 0) - taken;
}

/** What a sale of this cart earns, to be computed on the figures that are written. */
export function loyaltyOf(
  ports: TillPorts,
  { lines }: Cart,
  rule: LoyaltyRule,
): (totals: OrderTotals, applied: Settlement['applied']) => SaleLoyalty {
  const without = lines
    .filter(({ variantId }) => {
      const categoryId = ports.catalog.variant(variantId)?.categoryId;
      return categoryId != null && rule.excludedCategoryIds.includes(categoryId);
    })
    .map(({ lineId }) => lineId);
  const giftCards = new Set(lines.flatMap((line) => (line.giftCard === undefined ? [] : [line.lineId])));
  return (totals, applied) => {
    const withoutLineIds = totals.lines.map(({ lineId }) => lineId).filter((lineId) => without.includes(lineId));
    const earning = totals.lines.map(({ lineId, totalMinor }) => {
      return { lineId, totalMinor, isGiftCard: giftCards.has(lineId) };
    });
    const earnedPoints = pointsEarned(rule, { lines: earning, withoutLineIds, applied });
    return { rule, ...(withoutLineIds.length > 0 && { withoutLineIds }), earnedPoints };
  };
}
