/** What finds a sale without its receipt: it reads codes, and whoever looks through orders needs none of that. */
export { orders as words } from '../../platform/i18n/en/orders.ts';
export { FindSaleScreen } from './find-sale-screen.tsx';
