export { type CouponStanding, createPricing, NO_PRICING, type PricedFor, type Pricing, pricingOf } from './pricing.ts';
