export { customers as words } from '../../platform/i18n/en/customers.ts';
export { CustomerDrawer } from './customer-drawer.tsx';
export { CustomersScreen } from './customers-screen.tsx';
export { GiftCardsScreen } from './gift-cards-screen.tsx';
export { TendersScreen } from './tenders-screen.tsx';
