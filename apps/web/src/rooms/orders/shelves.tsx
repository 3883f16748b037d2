/** What is put aside or promised, and sales that missed a promotion: lists that print nothing and take no money. */
export { orders as words } from '../../platform/i18n/en/orders.ts';
export { CardsToCheckScreen } from './cards-to-check-screen.tsx';
export { HeldSalesScreen } from './held-sales-screen.tsx';
export { LayawaysScreen } from './layaways-screen.tsx';
export { MissedScreen } from './missed-screen.tsx';
export { PricingReviewScreen } from './pricing-review-screen.tsx';
export { QuotesScreen } from './quotes-screen.tsx';
