export { orders as words } from '../../platform/i18n/en/orders.ts';
export { OrderScreen } from './order-screen.tsx';
export { OrdersScreen } from './orders-screen.tsx';
