import type { Deps } from '../../platform/deps.ts';
import type { Route } from '../../platform/http/index.ts';
import type { JobHandlers } from '../../platform/jobs/index.ts';
import { IMPORT_TASK, importRoutes, runImport } from './imports/index.ts';
import { pricingRoutes } from './pricing/routes.ts';
import { productAndCategoryRoutes } from './routes.ts';

export { batchUpsert } from './batch-upsert.ts';
export { createTaxes, type NewTax } from './create-taxes.ts';
export { type InitialProduct, loadInitialCatalog } from './load-initial-catalog.ts';
export { type CouponStateRow, PRICING_QUERIES, type PricingRows, type VersionRow } from './pricing/context.ts';
export { type CouponUseRow, couponSteps } from './pricing/coupon-rows.ts';
export { byPriority, COUPON_ITEMS, readPricing } from './pricing/document.ts';
export { goodsByVariant } from './pricing/goods.ts';
export { PROMOTION_USE_ITEMS, verifyPromotionUses } from './pricing/keep-uses.ts';
export { pageOfReviews, type ReviewFilter, readPricingReview } from './pricing/reviews.ts';
export { pricingProblem } from './pricing/routes.ts';
export { tryOut } from './pricing/try-out.ts';
export {
  type CustomerUseRow,
  type CustomerUseStateRow,
  type GivenRow,
  PROMOTION_USE_QUERIES,
  type PricingReviewRow,
  type PromotionUseRow,
  type PromotionUseStateRow,
  promotionUseSteps,
} from './pricing/use-rows.ts';
export { readCategories, readTaxes } from './queries.ts';
export { readCatalogDelta } from './read-delta.ts';
export {
  findVariantIds,
  findVariantsBySku,
  type NamedVariant,
  type OrderableVariant,
  type PriceVersionRow,
  readOrderableVariants,
  readVariantLabels,
  VARIANT_QUERIES,
  type VariantLabel,
  type VariantRow,
} from './sync-context.ts';
export {
  TAXATION_QUERIES,
  type TaxationRows,
  type TaxedGoods,
  taxChanges,
  taxesKnownAt,
} from './taxation.ts';

/** Everything about products that is asked for over HTTP. */
export const catalogRoutes: readonly Route[] = [...productAndCategoryRoutes, ...importRoutes, ...pricingRoutes];

/** The work of this room that lags behind. */
export const catalogJobs: JobHandlers<Deps> = { [IMPORT_TASK]: runImport };
