export { type CouponItem, couponCode, type PricingDocument, type PromotionUseItem } from './document.ts';
export { evaluatePromotions } from './evaluate.ts';
export { matches } from './matches.ts';
export type * from './model.ts';
export { USUAL_PROMOTION_RULES } from './model.ts';
export {
  type FoundPrice,
  isInForce,
  type ListPrice,
  type PriceAsker,
  type PriceBreak,
  type PriceFinder,
  type PriceList,
  priceFinder,
} from './price-list.ts';
export { type Goods, listedPrices, type OrderAsker, pricesFor, promotionsFor } from './price-order.ts';
export { storeMoment } from './store-moment.ts';
