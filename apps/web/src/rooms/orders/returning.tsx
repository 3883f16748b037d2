/** What takes goods back, apart from the lists: it prints, approves and reads codes. */
export { orders as words } from '../../platform/i18n/en/orders.ts';
export { ReturnScreen } from './return-screen.tsx';
