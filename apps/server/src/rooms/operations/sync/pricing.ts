import type { KnownOperation } from '@mosaajii/contract/sync';
import {
  type AppliedPromotion,
  type Goods,
  listedPrices,
  type PriceList,
  type PricingDocument,
  type Promotion,
  type PromotionOutcome,
  type PromotionRules,
  pricesFor,
  promotionsFor,
  storeMoment,
  USUAL_PROMOTION_RULES,
} from '@mosaajii/domain/promotion';
import { byPriority, type PricingReviewRow, type PricingRows, type VersionRow } from '../../catalog/index.ts';
import type { Books } from './books.ts';
import type { Flag } from './model.ts';
import { momentOf } from './moment.ts';
import { usedBy } from './promotion-uses.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;
/** Goods that are sold, or put aside, at the prices and promotions of a moment. */
type Priced = Pick<
  SaleOperation['payload'],
  'saleId' | 'rules' | 'lines' | 'promotions' | 'saleDiscounts' | 'customer' | 'customerGroupIds' | 'pricingVersion'
>;

/** What an operation prices; `null`: it prices nothing. */
export function pricedBy(operation: KnownOperation): Priced | null {
  if (operation.kind === 'sale.completed') return operation.payload;
  if (operation.kind !== 'deposit.taken' || operation.payload.opens === undefined) return null;
  const { layawayId: saleId, customerId, opens } = operation.payload;
  const { order, customerGroupIds = [], pricingVersion } = opens;
  const named = pricingVersion === undefined ? {} : { pricingVersion };
  return { saleId, ...order, customer: { customerId }, customerGroupIds, ...named };
}

/** Registers learn of a change when they next pull, and price a cart a little before it is paid. */
const TOLERANCE_MS = 15 * 60 * 1000;

/**
 * Whether a sale says of itself that there was more to price it by than the catalogue: only then is that looked at. A
 * register that has price lists or promotions says which ones, so that what it missed is found too.
 */
export function isSpeciallyPriced({
  promotions,
  lines,
  pricingVersion,
}: Pick<Priced, 'promotions' | 'lines' | 'pricingVersion'>): boolean {
  return (
    pricingVersion !== undefined ||
    (promotions ?? []).length > 0 ||
    lines.some((line) => line.priceSource === 'price-list')
  );
}

/** The coupons that a sale used, each once. */
export function couponCodes({ promotions = [] }: Pick<Priced, 'promotions'>): string[] {
  return [...new Set(promotions.flatMap(({ couponCode }) => (couponCode === undefined ? [] : [couponCode])))];
}

/** What a person should look at in how a sale was priced, with what it would have come to where that is something else. */
export interface PricingJudgement {
  readonly flags: readonly Flag[];
  readonly reviews: PricingReviewRow[];
}

/** What was said before, and is kept. */
interface Promised {
  readonly prices?: boolean;
  readonly promotions?: boolean;
}

/**
 * Judges how a sale was priced: the promotions and price lists that held at that moment are evaluated again for the same
 * lines. It happened as it was charged: a difference is shown, nothing is changed. What was promised before is not compared again.
 */
export function judgePricing(
  books: Books,
  operation: KnownOperation,
  payload: Priced,
  { prices = false, promotions = false }: Promised = {},
): PricingJudgement {
  const rows = books.context.pricing;
  const limits = limitFlags(books, payload);
  if (rows === undefined || !isSpeciallyPriced(payload)) return { flags: limits, reviews: [] };
  const flags: Flag[] = [];
  const moment = momentOf(operation);
  const moments = [moment, moment - TOLERANCE_MS, moment + TOLERANCE_MS];
  const documents = moments.map((at) => ({ at, document: documentAt(rows, at) }));
  if (!prices && !documents.some(({ at, document }) => arePricesSame(books, payload, document, at)))
    flags.push('price-drift');
  const derived = documents.map(({ at, document }) => promotionsFor(document, payload, askerOf(books, payload, at)));
  const charged = shapeOf(payload.promotions ?? []);
  const isSame = promotions || derived.some(({ applied }) => shapeOf(applied) === charged);
  const [expected] = derived;
  if (isSame || expected === undefined) return { flags: [...flags, ...limits], reviews: [] };
  const review = reviewOf(payload, expected);
  const flag = review.expectedMinor > review.chargedMinor ? 'promotion-missed' : 'promotion-drift';
  return { flags: [...flags, flag, ...limits], reviews: [review] };
}

function reviewOf(payload: Priced, { applied }: PromotionOutcome): PricingReviewRow {
  const expected = applied.map((promotion) => {
    const { promotionId, version, label, shares } = promotion;
    return { promotionId, version, label, discountMinor: givenBy(promotion), shares };
  });
  const total = (promotions: readonly AppliedPromotion[]) =>
    promotions.reduce((all, promotion) => all + givenBy(promotion), 0);
  return {
    saleId: payload.saleId,
    expected,
    expectedMinor: total(applied),
    chargedMinor: total(payload.promotions ?? []),
    pricingVersion: payload.pricingVersion ?? null,
  };
}

function givenBy({ shares }: AppliedPromotion): number {
  return shares.reduce((all, { amountMinor }) => all + amountMinor, 0);
}

/** Whether something was used more often than it may be: by registers that did not know of each other. */
function limitFlags(books: Books, payload: Priced): Flag[] {
  const { customerId, promotions } = usedBy(payload);
  const isBeyond = promotions.some(({ promotionId, discountMinor }) =>
    books.promotionUses.isBeyond(promotionId, customerId, discountMinor),
  );
  return [
    ...(isBeyond ? (['promotion-limit'] as const) : []),
    ...(couponCodes(payload).some((code) => isUsedUp(books, code)) ? (['coupon-used-twice'] as const) : []),
  ];
}

function isUsedUp({ coupons }: Books, code: string): boolean {
  const coupon = coupons.get(code);
  return coupon !== undefined && coupon.mostUses !== null && coupon.uses >= coupon.mostUses;
}

/** The versions that held at a moment. */
function documentAt(rows: PricingRows, at: number): PricingDocument {
  const lists = versionsAt(rows.price_lists, at).map(
    ({ id, version, name, definition }): PriceList => ({
      priceListId: id,
      version,
      name,
      ...definition,
      prices: pricesOf(rows, id, version),
    }),
  );
  const promotions = versionsAt(rows.promotions, at).map(
    ({ id, version, name, definition }): Promotion => ({ promotionId: id, version, name, ...definition }),
  );
  return { rules: rulesAt(rows, at), priceLists: lists, promotions: promotions.sort(byPriority) };
}

/** Of each thing the last version that began by then; one that was not active is none. */
function versionsAt<Definition>(rows: readonly VersionRow<Definition>[], at: number): VersionRow<Definition>[] {
  const found = new Map<string, VersionRow<Definition>>();
  for (const row of rows) {
    const known = found.get(row.id);
    if (Date.parse(row.valid_since) <= at && (!known || known.version < row.version)) found.set(row.id, row);
  }
  return [...found.values()].filter((row) => row.is_active);
}

function rulesAt({ rules }: PricingRows, at: number): PromotionRules {
  const past = rules.filter((row) => Date.parse(row.valid_since) <= at);
  past.sort((a, b) => Date.parse(a.valid_since) - Date.parse(b.valid_since));
  return (past.at(-1)?.rules as PromotionRules | undefined) ?? USUAL_PROMOTION_RULES;
}

function pricesOf({ prices }: PricingRows, priceListId: string, version: number): PriceList['prices'] {
  const latest = new Map<string, PricingRows['prices'][number]>();
  for (const row of prices) {
    if (row.price_list_id !== priceListId || row.version > version) continue;
    const known = latest.get(row.variant_id);
    if (!known || known.version < row.version) latest.set(row.variant_id, row);
  }
  return [...latest.values()].flatMap(({ variant_id: variantId, breaks }) =>
    breaks === null ? [] : [{ variantId, breaks }],
  );
}

function askerOf(books: Books, payload: Priced, at: number) {
  const { context, coupons, goods } = books;
  const { key, timeZone = 'UTC' } = context;
  const customerId = payload.customer?.customerId ?? null;
  const claimed = new Set((payload.promotions ?? []).map(({ promotionId }) => promotionId));
  return {
    moment: storeMoment(new Date(at), timeZone),
    storeId: key.store_id,
    customerGroupIds: payload.customerGroupIds ?? [],
    completedOrders: books.promotionUses.orders(customerId),
    usage: books.promotionUses.usage(customerId, claimed),
    coupons: couponCodes(payload).flatMap((code) => {
      const coupon = coupons.get(code);
      return coupon === undefined ? [] : [{ code, promotionId: coupon.promotionId }];
    }),
    goodsOf: (variantId: string): Goods | null => goods.get(variantId) ?? null,
  };
}

function arePricesSame(books: Books, payload: Priced, document: PricingDocument, at: number): boolean {
  const listed = payload.lines.filter((line) => line.priceSource === 'price-list');
  if (listed.length === 0) return true;
  const prices = listedPrices(pricesFor(document, askerOf(books, payload, at)), payload.lines);
  return listed.every((line) => prices.get(line.variantId)?.priceE4 === line.unitPriceE4);
}

/** What was given to which line by which promotion, in one order: its name and its version may be newer. */
function shapeOf(applied: readonly AppliedPromotion[]): string {
  const parts = applied.map(({ promotionId, shares }) => [
    promotionId,
    shares.map(({ lineId, amountMinor }) => `${lineId}=${amountMinor}`).sort(),
  ]);
  return JSON.stringify(parts.sort());
}
