import { minor, subtract, sum } from '../money/amount.ts';
import type { PriceE4 } from '../money/types.ts';
import { lineGross } from '../quantity/quantity.ts';
import { discountsInSequence } from '../sale/discount.ts';
import type { OrderInput, SaleLineInput, TaxRule } from '../sale/model.ts';
import type { PricingDocument } from './document.ts';
import { evaluatePromotions } from './evaluate.ts';
import type {
  Promotion,
  PromotionContext,
  PromotionLine,
  PromotionOutcome,
  PromotionUsage,
  StoreMoment,
} from './model.ts';
import { type FoundPrice, type PriceFinder, priceFinder } from './price-list.ts';

/** What promotions have to know of goods beside a line of a sale. */
export interface Goods {
  readonly productId: string;
  /** Its category and those above it. */
  readonly categoryIds: readonly string[];
}

/** For whom, where and when an order is priced. */
export interface OrderAsker {
  readonly moment: StoreMoment;
  readonly storeId: string;
  readonly customerGroupIds: readonly string[];
  readonly completedOrders: number | null;
  readonly coupons: PromotionContext['coupons'];
  /** How often promotions with a limit were used before; absent or without one: never. */
  readonly usage?: PromotionContext['usage'];
  /** Null: not known here; promotions on everything still count it. */
  readonly goodsOf: (variantId: string) => Goods | null;
}

/** The prices in force for an order. */
export function pricesFor(
  { priceLists }: PricingDocument,
  { moment, storeId, customerGroupIds }: Pick<OrderAsker, 'moment' | 'storeId' | 'customerGroupIds'>,
): PriceFinder {
  return priceFinder(priceLists, { instant: moment.instant, storeId, customerGroupIds });
}

/** What price lists charge for each variant of a cart: breaks count the quantity of all its lines together. */
export function listedPrices(
  prices: PriceFinder,
  lines: readonly { readonly variantId: string; readonly quantityMilli: number }[],
): Map<string, FoundPrice> {
  const quantities = new Map<string, number>();
  for (const { variantId, quantityMilli } of lines) {
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantityMilli);
  }
  const found = new Map<string, FoundPrice>();
  for (const [variantId, quantity] of quantities) {
    const price = prices.price(variantId, quantity);
    if (price !== null) found.set(variantId, price);
  }
  return found;
}

/** The promotions of an order whose lines have their prices and their own discounts. The same on a register and the server. */
export function promotionsFor(
  document: PricingDocument,
  { lines, rules }: Pick<OrderInput, 'lines' | 'rules'>,
  asker: OrderAsker,
): PromotionOutcome {
  if (document.promotions.length === 0) return { applied: [], rejected: [], discountMinor: minor(0) };
  const prices = pricesFor(document, asker);
  const context: PromotionContext = {
    moment: asker.moment,
    storeId: asker.storeId,
    customerGroupIds: asker.customerGroupIds,
    completedOrders: asker.completedOrders,
    priceListIds: prices.priceListIds,
    coupons: asker.coupons,
    usage: usageFor(document.promotions, asker),
  };
  // Money on a card is not goods: nothing comes off it.
  const goods = lines.filter((line) => line.giftCard === undefined);
  const own = goods.map((line) =>
    promotionLine(line, rules, asker.goodsOf(line.variantId), prices.floor(line.variantId)),
  );
  return evaluatePromotions(document.promotions, own, context, document.rules);
}

const NEVER: PromotionUsage = { used: 0, usedByCustomer: 0, budgetUsedMinor: minor(0) };

/** What is limited for each customer is for customers who are named: nobody can say how often the others had it. */
function usageFor(
  promotions: readonly Promotion[],
  { usage = new Map<string, PromotionUsage>(), completedOrders }: OrderAsker,
): PromotionContext['usage'] {
  const limited = promotions.filter(({ limits }) => limits.perCustomerLimit !== undefined);
  if (completedOrders !== null || limited.length === 0) return usage;
  const unnamed = limited.map(({ promotionId, limits: { perCustomerLimit = 0 } }) => {
    return [promotionId, { ...(usage.get(promotionId) ?? NEVER), usedByCustomer: perCustomerLimit }] as const;
  });
  return new Map([...usage, ...unnamed]);
}

function promotionLine(
  line: SaleLineInput,
  { roundingMode }: OrderInput['rules'],
  goods: Goods | null,
  floorPriceE4: PriceE4 | null,
): PromotionLine {
  const gross = lineGross(line.quantityMilli, line.unitPriceE4, roundingMode);
  return {
    lineId: line.lineId,
    variantId: line.variantId,
    productId: goods?.productId ?? '',
    categoryIds: goods?.categoryIds ?? [],
    quantityMilli: line.quantityMilli,
    unitPriceE4: line.unitPriceE4,
    amountMinor: subtract(gross, sum(discountsInSequence(line.discounts, gross, roundingMode))),
    includedTaxPpm: shareOfTaxes(line.taxes.filter((tax) => tax.isIncluded)),
    addedTaxPpm: shareOfTaxes(line.taxes.filter((tax) => !tax.isIncluded)),
    floorPriceE4,
    isDiscounted: line.discounts.length > 0 || line.unitPriceE4 < line.listPriceE4,
  };
}

/** Taxes as a share of the price without them, for thresholds and amounts that count with or without tax. */
function shareOfTaxes(taxes: readonly TaxRule[]): number {
  const share = taxes.reduce((all, { kind, ratePpm }) => {
    if (kind === 'percent') return all + ratePpm;
    return kind === 'division' ? all + Math.round((ratePpm * 1_000_000) / (1_000_000 - ratePpm)) : all;
  }, 0);
  return Math.max(0, share);
}
