export { purchasing as words } from '../../platform/i18n/en/purchasing.ts';
export { OrderScreen } from './order-screen.tsx';
export { OrdersScreen } from './orders-screen.tsx';
export { SuppliersScreen } from './suppliers-screen.tsx';
