/** The screen that everybody meets first, apart from setting up and settings, which hardly anybody opens. */
export { lock as words } from '../../platform/i18n/en/lock.ts';
export { LockScreen } from './lock-screen.tsx';
