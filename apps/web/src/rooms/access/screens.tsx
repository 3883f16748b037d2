export { access as words } from '../../platform/i18n/en/access.ts';
export { ActivateScreen } from './activate-screen.tsx';
export { AdminScreen } from './admin-screen.tsx';
export { MyRequestScreen } from './my-request-screen.tsx';
export { RenewScreen } from './renew-screen.tsx';
export { RequestAccessScreen } from './request-access-screen.tsx';
