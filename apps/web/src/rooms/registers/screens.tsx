export { registers as words } from '../../platform/i18n/en/registers.ts';
export { RegistersScreen } from './registers-screen.tsx';
