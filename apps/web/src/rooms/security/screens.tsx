export { security as words } from '../../platform/i18n/en/security.ts';
export { SecurityScreen } from './security-screen.tsx';
