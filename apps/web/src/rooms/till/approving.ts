import { type ApprovalStep, beyondInSale, creditSubject, type Reach, saleSubject } from '@mosaajii/domain/approval';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { isWithinRange } from '@mosaajii/domain/catalog';
import { ageToCheck, isExpired } from '@mosaajii/domain/sale';
import type { Cart } from './cart.ts';
import type { CartFigures } from './order.ts';
import type { TillPorts } from './ports.ts';

/** An approval that was given for a cart as it was then. */
export interface CartApproval {
  readonly approvalId: string;
  /** What was approved, as text: the cart is compared with it. */
  readonly subject: string;
  readonly by: string;
}

/** Who rings up, and the day at the shop: goods have a last one. */
type Judging = Pick<TillPorts, 'catalog' | 'person' | 'shop' | 'now'>;

/** The age that goods of a cart ask for and nobody has looked at yet; 0: none. */
export function ageDue({ catalog }: Pick<TillPorts, 'catalog'>, { lines, ageCheck }: Cart): number {
  return ageToCheck(
    lines.map(({ variantId }) => catalog.variant(variantId)?.selling?.minimumAge),
    ageCheck,
  );
}

/** What of a cart goes beyond somebody, by the very function that the server judges it with; nothing while it has no figures. */
export function beyondOf(reach: Reach, figures: CartFigures, { catalog, shop, now }: Judging): ApprovalStep[] {
  if (figures.kind !== 'totals') return [];
  const { order, totals } = figures;
  const lines = order.lines.map((line, index) => ({ ...line, ...totals.lines[index] }) as Judged);
  const hasDiscount = order.saleDiscounts.length > 0 || order.lines.some((line) => line.discounts.length > 0);
  const today = businessDateIn(shop, now());
  const hasExpired = order.lines.some((line) => isExpired(line, today));
  const isOutside = ({ priceSource, unitPriceE4, variantId }: Judged) =>
    priceSource === 'open' && !isWithinRange(unitPriceE4, catalog.variant(variantId)?.selling?.openPrice);
  return beyondInSale(reach, { lines, hasDiscount, hasExpired, hasPriceOutside: lines.some(isOutside) });
}
type Judged = Parameters<typeof beyondInSale>[1]['lines'][number] & { readonly variantId: string };

/** The text of what an approval of this cart covers; empty while there is nothing to sell. */
export function subjectOfCart(cart: Cart, figures: CartFigures): string {
  if (figures.kind !== 'totals') return '';
  const { lines, saleDiscounts } = figures.order;
  return saleSubject({ saleId: cart.saleId, lines, saleDiscounts });
}

/** The approvals that are for this cart as it is now. */
export function approvalsFor(cart: Cart, figures: CartFigures): readonly CartApproval[] {
  const given = cart.approvals ?? [];
  if (given.length === 0) return given;
  const subject = subjectOfCart(cart, figures);
  return given.filter((approval) => approval.subject === subject);
}

/** What was approved of the customer's debt, as this cart would be paid. */
export function creditApprovals({ saleId, customer, tenders, approvals = [] }: Cart): readonly CartApproval[] {
  const amountMinor = tenders.reduce((total, part) => total + (part.kind === 'account' ? part.amountMinor : 0), 0);
  if (customer === undefined || amountMinor === 0) return [];
  const subject = creditSubject({ saleId, customerId: customer.customerId, amountMinor });
  return approvals.filter((given) => given.subject === subject);
}

/** What still has to be approved before money is taken. */
export function stillBeyond(ports: Judging, cart: Cart, figures: CartFigures): readonly ApprovalStep[] {
  const steps = beyondOf(ports.person, figures, ports);
  return steps.length === 0 || approvalsFor(cart, figures).length > 0 ? [] : steps;
}
