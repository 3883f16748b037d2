export { orders as words } from '../../platform/i18n/en/orders.ts';
export { FindSaleScreen } from './find-sale-screen.tsx';
export { HeldSalesScreen } from './held-sales-screen.tsx';
export { OrderScreen } from './order-screen.tsx';
export { OrdersScreen } from './orders-screen.tsx';
export { QuotesScreen } from './quotes-screen.tsx';
export { ReturnScreen } from './return-screen.tsx';
