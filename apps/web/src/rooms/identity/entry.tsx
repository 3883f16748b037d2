/** The screen that everybody meets first, apart from setting up and settings, which hardly anybody opens. */
export { identity as words } from '../../platform/i18n/en/identity.ts';
export { LockScreen } from './lock-screen.tsx';
