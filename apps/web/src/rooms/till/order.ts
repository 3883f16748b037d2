import { type PriceE4, priceE4, ZERO_MINOR } from '@mosaajii/domain/money';
import {
  computeOrder,
  exemptFrom,
  marksOf,
  type OrderInput,
  type OrderRefusal,
  type OrderRules,
  type OrderTotals,
  type SaleLineInput,
  validateOrder,
} from '@mosaajii/domain/sale';
import { NO_PRICING, type Pricing } from '../../platform/pricing/index.ts';
import { type Cart, type CartLine, linesMark } from './cart.ts';
import type { TillPorts } from './ports.ts';

/** A cart with its figures. */
export type CartFigures =
  | { readonly kind: 'empty' }
  /** `waitingFor` lines have no price or weight yet; the totals leave them out. */
  | {
      readonly kind: 'totals';
      readonly order: OrderInput;
      readonly totals: OrderTotals;
      readonly waitingFor: readonly string[];
    }
  | { readonly kind: 'refused'; readonly refusal: OrderRefusal };

/** The lines as charged, without taxes for who is exempt: what waits for its price or its weight is not among them. */
export function toOrder(cart: Cart, rules: OrderRules): OrderInput {
  const lines = cart.lines.flatMap((line) =>
    line.unitPriceE4 === null || line.isUnweighed ? [] : [toSaleLine(line, line.unitPriceE4)],
  );
  const certificate = cart.customer?.taxCertificate;
  return {
    rules,
    lines: certificate === undefined ? lines : lines.map((line) => withoutTaxes(line, certificate)),
    saleDiscounts: cart.saleDiscounts,
  };
}

function withoutTaxes(line: SaleLineInput, certificate: string): SaleLineInput {
  return { ...line, taxes: exemptFrom(line.taxes, certificate) };
}

function toSaleLine(line: CartLine, unitPriceE4: PriceE4): SaleLineInput {
  return {
    lineId: line.lineId,
    variantId: line.variantId,
    name: line.name,
    sku: line.sku,
    unit: line.unit,
    quantityMilli: line.quantityMilli,
    // For a price that was asked for, the typed price is the only one there is.
    listPriceE4: line.listPriceE4 ?? unitPriceE4,
    unitPriceE4,
    priceSource: line.listPriceE4 === null ? 'open' : line.listPriceE4 === unitPriceE4 ? 'list' : 'override',
    discounts: line.discounts,
    taxes: line.taxes,
    ...(line.note === undefined ? {} : { note: line.note }),
    ...(line.giftCard === undefined ? {} : { giftCard: line.giftCard }),
    ...(line.labelPriceE4 === unitPriceE4 ? { isLabelPrice: true as const } : {}),
    ...(line.salespersonId === undefined ? {} : { salespersonId: line.salespersonId }),
    ...marksOf(line),
  };
}

let pricing: Pricing = NO_PRICING;

/** From now on carts are priced by this till's price lists and promotions. */
export function priceCartsBy(next: Pricing): void {
  pricing = next;
}

/** What the cart comes to. */
export function figuresOf(cart: Cart, rules: OrderRules): CartFigures {
  const waitingFor = cart.lines
    .filter((line) => line.unitPriceE4 === null || line.isUnweighed)
    .map((line) => line.lineId);
  const plain = toOrder(cart, rules);
  const order =
    cart.quoted?.mark === linesMark(cart.lines)
      ? { ...plain, promotions: cart.quoted.promotions }
      : pricing.apply(plain, {
          cart,
          couponCodes: cart.couponCodes ?? [],
          customerGroupIds: cart.customer?.groupIds ?? [],
          customerId: cart.customer?.customerId,
        });
  if (order.lines.length === 0 && waitingFor.length === 0) return { kind: 'empty' };
  if (order.lines.length === 0) return { kind: 'totals', order, totals: NOTHING, waitingFor };
  const valid = validateOrder(order);
  if (!valid.ok) return { kind: 'refused', refusal: valid.error };
  return { kind: 'totals', order, totals: computeOrder(order), waitingFor };
}

interface Shown {
  readonly by: Pricing;
  readonly rules: OrderRules;
  readonly version: number;
  readonly figures: CartFigures;
}
const shown = new WeakMap<Cart, Shown>();

/**
 * What the cart comes to on the screen: computed once for each of its states and each version of the prices, however many parts of the
 * screen show it. What is paid is computed anew by `figuresOf`: a promotion may have ended meanwhile.
 */
export function figuresShown(cart: Cart, { shop, pricing: by }: Pick<TillPorts, 'shop' | 'pricing'>): CartFigures {
  const { rules } = shop;
  const version = by.version.get();
  const known = shown.get(cart);
  if (known?.by === by && known.rules === rules && known.version === version) return known.figures;
  const figures = figuresOf(cart, rules);
  shown.set(cart, { by, rules, version, figures });
  return figures;
}

const zero = ZERO_MINOR;
const NOTHING: OrderTotals = {
  lines: [],
  grossMinor: zero,
  lineDiscountMinor: zero,
  saleDiscountMinor: zero,
  netMinor: zero,
  taxes: [],
  taxMinor: zero,
  totalMinor: zero,
};

/** A price from the minor units that a person typed. */
export function priceFromMinor(amountMinor: number): PriceE4 {
  return priceE4(amountMinor * 10_000);
}
