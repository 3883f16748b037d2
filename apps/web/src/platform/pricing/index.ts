export { type CouponStanding, NO_PRICING, type PricedFor, type Pricing, pricingOf } from './pricing.ts';
