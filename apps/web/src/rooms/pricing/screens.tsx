export { pricing as words } from '../../platform/i18n/en/pricing.ts';
export { PricingScreen } from './pricing-screen.tsx';
