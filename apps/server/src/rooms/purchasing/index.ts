export { purchasingRoutes } from './routes.ts';
export { verifyPurchasing } from './verify.ts';
