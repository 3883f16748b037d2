export { account as words } from '../../platform/i18n/en/account.ts';
export { AccountScreen } from './account-screen.tsx';
