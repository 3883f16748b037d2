export { repairs as words } from '../../platform/i18n/en/repairs.ts';
export { RepairsScreen } from './repairs-screen.tsx';
